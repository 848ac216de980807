'use client';

import { useState } from 'react';
import type { NodeName, Policy } from '@/app/(console)/organizations/_components/organization-nodes';
import { ListTable } from '@/components/console/kit/list-table';
import { useMissing } from '@/components/console/kit/use-missing';
import type { ColumnDefinition } from '@/components/console/table/resource-table-types';
import { ButtonLink } from '@/components/ui/button';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { ListInput } from '@/lib/core/list/schema';
import type { TargetOverview } from '@/lib/organizations/overview/operations';
import { DetachDialog, whyNotDetachable } from '../../_components/detach-dialog';
import { NODE_COLUMNS, NODE_FILTERS } from '../../_components/node-columns';
import type { PolicyTypeFacts } from '../../_components/policy-types';
import { useEnabledTypes } from '../../_components/use-organization';
import { targetsQuery } from '../../queries';

type Target = Json<TargetOverview>;

const COLUMNS: readonly ColumnDefinition<Target>[] = [
  ...NODE_COLUMNS,
  { id: 'place', header: 'Place', value: (row) => row.Place, fills: true },
];
const FILTERS = [...NODE_FILTERS, { key: 'place', label: 'Place' }];

/** Renders the roots, OUs and accounts that a policy is attached to. */
export function TargetsTable({ type, policy }: { type: PolicyTypeFacts; policy: Policy }) {
  const enabled = useEnabledTypes().has(type.id);
  const [detaching, setDetaching] = useState<NodeName | null>(null);
  const policyId = policy.Id;
  const missing = useMissing();
  const notAttaching = missing('organizations:AttachPolicy') ?? (enabled ? undefined : `${type.title} are not enabled`);
  return (
    <>
      <ListTable
        id="organization-policy-targets"
        layout="panel"
        title="Targets"
        noun="targets"
        description="The policy applies to each target and everything below it."
        query={(input: ListInput) => targetsQuery(policyId, input)}
        columns={COLUMNS}
        filterProperties={FILTERS}
        rowId={(row) => row.Id}
        rowName={(row) => row.Name}
        selection="single"
        actions={(selected) => {
          const [target] = selected;
          const reason = target
            ? (missing('organizations:DetachPolicy') ?? whyNotDetachable(policy, target.PolicyCount))
            : 'Select a target';
          return [{ label: 'Detach…', disabledReason: reason, onSelect: () => setDetaching(target ?? null) }];
        }}
        primary={{
          label: 'Attach',
          href: paths.attachOrganizationPolicy(policyId),
          disabledReason: notAttaching,
        }}
        empty={{
          title: 'Not attached',
          description: 'A policy has no effect until you attach it to the root, an OU or an account.',
          action: (
            <ButtonLink href={paths.attachOrganizationPolicy(policyId)} disabledReason={notAttaching}>
              Choose targets in the tree
            </ButtonLink>
          ),
        }}
      />
      {detaching ? <DetachDialog policy={policy} target={detaching} onClose={() => setDetaching(null)} /> : null}
    </>
  );
}
