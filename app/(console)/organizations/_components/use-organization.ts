'use client';

import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { LOST, useRead } from '@/components/console/kit/use-read';
import { whenKnown } from '@/lib/console/read-query';
import type { ConsoleFailure } from '@/lib/console/result';
import { policiesOfTargetsQuery, policyQuery, policyTypeFactsQuery, rootsQuery } from '../queries';
import type { AnyPolicyTypeId, PoliciesOn, Policy } from './organization-nodes';
import { DECLARATIVE_TYPES, type PolicyTypeFacts } from './policy-types';

const DECLARATIVE_IDS = DECLARATIVE_TYPES.map(({ id }) => id);

/** Returns the enabled policy types; empty until they are known. */
export function useEnabledTypes(): ReadonlySet<string> {
  const roots = useRead(rootsQuery()).data?.Roots;
  return useMemo(
    () => new Set((roots?.[0]?.PolicyTypes ?? []).flatMap(({ Type, Status }) => (Type && Status === 'ENABLED' ? [Type] : []))),
    [roots],
  );
}

/**
 * Returns a policy as lists show it; undefined if no policy has the ID, or while it is read.
 * @param type the default looks among SCPs and RCPs, then among all other types
 */
export function usePolicy(id: string | null, type?: AnyPolicyTypeId) {
  const read = useRead(whenKnown(id, (known) => policyQuery(known, type && [type])));
  const found = read.data?.Rows.find(({ Id }) => Id === id);
  const isElsewhere = type === undefined && !found && (read.data !== undefined || read.error !== undefined);
  const other = useRead(whenKnown(isElsewhere ? id : null, (known) => policyQuery(known, DECLARATIVE_IDS)));
  return found ?? other.data?.Rows.find(({ Id }) => Id === id);
}

/** Returns the longest document of a policy type, in characters. */
export function useMaxCharacters(type: PolicyTypeFacts): number {
  return useRead(policyTypeFactsQuery([type.id])).data?.Types[0]?.MaxCharacters ?? type.maxCharacters;
}

export type Attached = {
  /** The policies of each node; undefined until some are known. */
  policiesOn: PoliciesOn | undefined;
  /** Returns true if no SCP on a node allows anything, so that nobody at or below it can do anything. */
  allowsNothing: (nodeId: string) => boolean;
  error: ConsoleFailure | undefined;
  fetching: boolean;
  refetch: () => void;
};

/**
 * Reads the policies attached directly to nodes.
 * @param groups the IDs of the nodes; each group is one read
 * @param types the default is SCPs and RCPs
 */
export function useAttached(groups: readonly (readonly string[])[], types?: readonly AnyPolicyTypeId[]): Attached {
  const reads = useQueries({ queries: groups.map((ids) => policiesOfTargetsQuery(ids, types && [...types])) });
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

/**
 * Reads the policies of all enabled types that are attached directly to nodes. Declarative policies take permissions of their own, so they
 * are read apart.
 */
export function useAllAttached(
  groups: readonly (readonly string[])[],
  enabledTypes: ReadonlySet<string>,
): Attached & { /** True if the policies of every type are known. */ complete: boolean } {
  const guardrails = useAttached(groups);
  const types = DECLARATIVE_IDS.filter((id) => enabledTypes.has(id));
  const others = useAttached(types.length > 0 ? groups : [], types);
  const { policiesOn } = guardrails;
  return {
    ...guardrails,
    policiesOn: policiesOn && ((id, type) => [...policiesOn(id, type), ...(others.policiesOn?.(id, type) ?? [])]),
    complete: policiesOn !== undefined && (types.length === 0 || others.policiesOn !== undefined),
    error: guardrails.error ?? others.error,
    fetching: guardrails.fetching || others.fetching,
    refetch: () => {
      guardrails.refetch();
      others.refetch();
    },
  };
}
