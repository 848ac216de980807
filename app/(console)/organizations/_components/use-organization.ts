'use client';

import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { LOST, useRead } from '@/components/console/kit/use-read';
import type { ConsoleFailure } from '@/lib/console/result';
import { policiesOfTargetsQuery, policyQuery, policyTypeFactsQuery, rootsQuery } from '../queries';
import type { PoliciesOn, Policy } from './organization-nodes';

/** The policy types that are in effect; empty while that is not known. */
export function useEnabledTypes(): ReadonlySet<string> {
  const roots = useRead(rootsQuery()).data?.Roots;
  return useMemo(
    () => new Set((roots?.[0]?.PolicyTypes ?? []).flatMap(({ Type, Status }) => (Type && Status === 'ENABLED' ? [Type] : []))),
    [roots],
  );
}

/** One SCP or RCP as lists show it; undefined where there is none of that id, or while it is read. */
export function usePolicy(id: string | null) {
  return useRead({ ...policyQuery(id ?? ''), enabled: id !== null }).data?.Rows.find(({ Id }) => Id === id);
}

/** How long a document of a type may be; undefined while that is not known. */
export function useMaxCharacters(type: string): number | undefined {
  return useRead(policyTypeFactsQuery()).data?.Types.find(({ Type }) => Type === type)?.MaxCharacters;
}

export type Attached = {
  /** Undefined until all of them are known. */
  policiesOn: PoliciesOn | undefined;
  /** True if no SCP on a node allows anything, so that nobody at or below it can do anything. */
  allowsNothing: (nodeId: string) => boolean;
  error: ConsoleFailure | undefined;
  fetching: boolean;
  refetch: () => void;
};

/** What is attached directly to parts of the tree. @param groups their ids, those that were read together in one group */
export function useAttached(groups: readonly (readonly string[])[]): Attached {
  const reads = useQueries({ queries: groups.map((ids) => policiesOfTargetsQuery(ids)) });
  const known = new Map<string, readonly Policy[]>();
  const closed = new Set<string>();
  for (const { data } of reads) {
    if (!data?.ok) continue;
    const byId = new Map(data.data.Policies.map((policy) => [policy.Id, policy]));
    for (const { Id, PolicyIds, AllowsNothing } of data.data.Targets) {
      if (AllowsNothing) closed.add(Id);
      known.set(
        Id,
        PolicyIds.flatMap((id) => byId.get(id) ?? []),
      );
    }
  }
  const failed = reads.find(({ data, error }) => error !== null || data?.ok === false);
  return {
    policiesOn: known.size > 0 ? (id, type) => (known.get(id) ?? []).filter((policy) => policy.Type === type) : undefined,
    allowsNothing: (id) => closed.has(id),
    error: failed && (failed.data?.ok === false ? failed.data.error : LOST),
    fetching: reads.some(({ isFetching }) => isFetching),
    refetch: () => reads.forEach((read) => void read.refetch()),
  };
}
