'use client';

import { useMemo, useState } from 'react';
import { type OrganizationNode, placeText, policiesOn } from '@/app/(console)/organizations/_components/organization-nodes';
import { ReadError } from '@/components/console/page/read-box';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition } from '@/components/console/table/resource-table-types';
import { ButtonLink } from '@/components/ui/button';
import { paths } from '@/lib/console/paths';
import { DetachDialog, whyNotDetachable } from '../../_components/detach-dialog';
import { NODE_COLUMNS, NODE_FILTERS } from '../../_components/node-columns';
import type { PolicyTypeFacts } from '../../_components/policy-types';
import { useNodes, usePolicies } from '../../_components/use-organization';

type Row = OrganizationNode & { place: string };

const COLUMNS: readonly ColumnDefinition<Row>[] = [...NODE_COLUMNS, { id: 'place', header: 'Place', value: (row) => row.place }];

/** The roots, OUs and accounts a policy is attached to. */
export function TargetsTable({ type, policyId }: { type: PolicyTypeFacts; policyId: string }) {
  const { nodes, enabledTypes, ...tree } = useNodes();
  const { policies, ...overviews } = usePolicies();
  const [detaching, setDetaching] = useState<OrganizationNode | null>(null);
  const policy = policies?.find(({ Id }) => Id === policyId);
  const rows = useMemo(
    () =>
      nodes && policy
        ? policy.TargetIds.flatMap((id): Row[] => {
            const node = nodes.byId.get(id);
            return node ? [{ ...node, place: placeText(nodes, id) }] : [];
          })
        : undefined,
    [nodes, policy],
  );
  if (tree.error) return <ReadError read={tree} what="the names of the targets" />;
  const enabled = enabledTypes.has(type.id);
  return (
    <>
      <ResourceTable
        id="organization-policy-targets"
        layout="panel"
        title="Targets"
        noun="targets"
        description="Everything at and below a target is bound by the policy."
        columns={COLUMNS}
        filterProperties={NODE_FILTERS}
        rows={rows}
        rowId={(row) => row.id}
        rowName={(row) => row.name}
        selection="single"
        read={overviews}
        actions={(selected) => {
          const [target] = selected;
          const reason =
            target && policy ? whyNotDetachable(policy, policiesOn(policies ?? [], target.id, type.id)) : 'Select a target';
          return [{ label: 'Detach…', disabledReason: reason, onSelect: () => setDetaching(target ?? null) }];
        }}
        primary={{
          label: 'Attach',
          href: paths.attachOrganizationPolicy(policyId),
          disabledReason: enabled ? undefined : `${type.title} are not enabled`,
        }}
        empty={{
          title: 'Not attached',
          description: 'A policy binds nobody before it is attached to the root, a unit or an account.',
          action: enabled ? (
            <ButtonLink href={paths.attachOrganizationPolicy(policyId)}>Choose targets in the tree</ButtonLink>
          ) : undefined,
        }}
      />
      {detaching && policy ? <DetachDialog policy={policy} target={detaching} onClose={() => setDetaching(null)} /> : null}
    </>
  );
}
