'use client';

import { useMemo, useState } from 'react';
import { type OrganizationNode, placeText, policiesOn } from '@/app/(console)/organizations/_components/organization-nodes';
import { ReadError } from '@/components/console/page/read-box';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { ButtonLink } from '@/components/ui/button';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { DetachDialog, whyNotDetachable } from '../../_components/detach-dialog';
import { nodeHref } from '../../_components/node-href';
import type { PolicyTypeFacts } from '../../_components/policy-types';
import { useNodes, usePolicies } from '../../_components/use-organization';
import { NODE_WORDS, NodeIcon } from '../../node-icon';

type Row = OrganizationNode & { place: string };

const COLUMNS: readonly ColumnDefinition<Row>[] = [
  {
    id: 'name',
    header: 'Name',
    value: (row) => row.name,
    cell: (row) => (
      <span className="flex items-center gap-1.5">
        <span className="text-ink-3">
          <NodeIcon kind={row.kind} />
        </span>
        <TextLink href={nodeHref(row)}>{row.name}</TextLink>
      </span>
    ),
  },
  { id: 'type', header: 'Type', value: (row) => NODE_WORDS[row.kind] },
  { id: 'id', header: 'ID', value: (row) => row.id, mono: true },
  { id: 'place', header: 'Place', value: (row) => row.place },
];

const FILTERS: readonly TableFilterProperty<Row>[] = [
  { key: 'name', label: 'Name', value: (row) => row.name },
  { key: 'type', label: 'Type', value: (row) => NODE_WORDS[row.kind] },
  { key: 'id', label: 'ID', value: (row) => row.id },
];

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
        filterProperties={FILTERS}
        rows={rows}
        rowId={(row) => row.id}
        rowName={(row) => row.name}
        selection="single"
        error={overviews.error}
        onRefresh={overviews.refetch}
        refreshing={overviews.fetching}
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
