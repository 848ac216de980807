'use client';

import { useQueries } from '@tanstack/react-query';
import { useRead } from '@/components/console/kit/use-read';
import type { Entity } from '@/lib/console/entity';
import type { ConsoleFailure } from '@/lib/console/result';
import { attachedPoliciesQuery, inlinePoliciesQuery } from '../../queries';

/** A policy that applies to an entity. Managed policies have an ARN; inline policies don't. */
export type PermissionPolicy = {
  id: string;
  name: string;
  /** The user, group or role with the policy. */
  holder: Entity;
  arn?: string;
};

export type PermissionPolicies = {
  policies: PermissionPolicy[];
  pending: boolean;
  /** The failed reads. `what` names the missing content. */
  errors: { what: string; error: ConsoleFailure; refetch: () => void }[];
  refetch: () => void;
  fetching: boolean;
};

/** Reads all policies of an entity, including those of a user's groups. Each list is a separate call that can be denied. */
export function usePermissionPolicies(entity: Entity, groups: readonly string[]): PermissionPolicies {
  const attached = useRead(attachedPoliciesQuery(entity));
  const inline = useRead(inlinePoliciesQuery(entity));
  const holders = groups.map((name): Entity => ({ kind: 'groups', name }));
  const groupAttached = useQueries({ queries: holders.map((holder) => attachedPoliciesQuery(holder)) });
  const groupInline = useQueries({ queries: holders.map((holder) => inlinePoliciesQuery(holder)) });

  const policies: PermissionPolicy[] = [
    ...managed(entity, attached.data?.AttachedPolicies),
    ...inlined(entity, inline.data?.PolicyNames),
  ];
  const errors: PermissionPolicies['errors'] = [];
  if (attached.error) errors.push({ what: 'attached policies', error: attached.error, refetch: attached.refetch });
  if (inline.error) errors.push({ what: 'inline policies', error: inline.error, refetch: inline.refetch });
  holders.forEach((holder, index) => {
    const [ofAttached, ofInline] = [groupAttached[index], groupInline[index]];
    if (ofAttached?.data?.ok) policies.push(...managed(holder, ofAttached.data.data.AttachedPolicies));
    if (ofInline?.data?.ok) policies.push(...inlined(holder, ofInline.data.data.PolicyNames));
    for (const [query, what] of [
      [ofAttached, 'attached policies'],
      [ofInline, 'inline policies'],
    ] as const) {
      if (query?.data && !query.data.ok)
        errors.push({ what: `${what} of group ${holder.name}`, error: query.data.error, refetch: () => void query.refetch() });
    }
  });
  const grouped = [...groupAttached, ...groupInline];
  return {
    policies,
    pending: attached.pending || inline.pending || grouped.some(({ isPending }) => isPending),
    errors,
    fetching: attached.fetching || inline.fetching || grouped.some(({ isFetching }) => isFetching),
    refetch: () => {
      attached.refetch();
      inline.refetch();
      for (const query of grouped) void query.refetch();
    },
  };
}

type Attached = { PolicyName?: string | undefined; PolicyArn?: string | undefined };

function managed(holder: Entity, policies: readonly Attached[] = []): PermissionPolicy[] {
  return policies.map(({ PolicyName = '', PolicyArn = '' }) => ({
    id: `${holder.kind}/${holder.name}/${PolicyArn}`,
    name: PolicyName,
    holder,
    arn: PolicyArn,
  }));
}

function inlined(holder: Entity, names: readonly string[] = []): PermissionPolicy[] {
  return names.map((name) => ({ id: `${holder.kind}/${holder.name}/inline/${name}`, name, holder }));
}
