'use client';

import { useMemo } from 'react';
import { type Read, useRead } from '@/app/(console)/_client/use-read';
import {
  type OrganizationNodes,
  type Overview,
  toOrganizationNodes,
} from '@/app/(console)/organizations/_components/organization-nodes';
import { policyOverviewsQuery, treeQuery } from '../queries';

/** The tree as the caller sees it. */
export function useNodes(): Read<unknown> & { nodes: OrganizationNodes | undefined; enabledTypes: ReadonlySet<string> } {
  const tree = useRead(treeQuery());
  const nodes = useMemo(() => tree.data && toOrganizationNodes(tree.data), [tree.data]);
  const enabledTypes = useMemo(
    () =>
      new Set((tree.data?.Root.PolicyTypes ?? []).flatMap(({ Type, Status }) => (Type && Status === 'ENABLED' ? [Type] : []))),
    [tree.data],
  );
  return { ...tree, nodes, enabledTypes };
}

/** Every SCP and RCP with its targets. */
export function usePolicies(): Read<unknown> & {
  policies: readonly Overview[] | undefined;
  maxCharacters: Record<string, number>;
} {
  const overviews = useRead(policyOverviewsQuery());
  return { ...overviews, policies: overviews.data?.Policies, maxCharacters: overviews.data?.MaxCharacters ?? {} };
}
