'use client';

import type { OrganizationNode } from '@/app/(console)/organizations/_components/organization-nodes';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { TextLink } from '@/components/ui/text-link';
import { nodeHref } from '../../_components/node-href';
import { NODE_WORDS, NodeIcon } from '../../node-icon';

const COLUMNS: readonly ColumnDefinition<OrganizationNode>[] = [
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
  { id: 'kind', header: 'Type', value: (row) => NODE_WORDS[row.kind] },
  { id: 'id', header: 'ID', value: (row) => row.id, mono: true },
  { id: 'email', header: 'E-mail address', value: (row) => (row.kind === 'account' ? row.email : null) },
  {
    id: 'state',
    header: 'State',
    value: (row) => (row.kind === 'account' ? row.state : null),
    cell: (row) => (row.kind === 'account' ? <StatusIndicator state={row.state} /> : '–'),
  },
  { id: 'principals', header: 'Principals', align: 'end', value: (row) => row.principals },
];

const FILTERS: readonly TableFilterProperty<OrganizationNode>[] = [
  { key: 'name', label: 'Name', value: (row) => row.name },
  { key: 'id', label: 'ID', value: (row) => row.id },
  { key: 'type', label: 'Type', value: (row) => NODE_WORDS[row.kind] },
];

export function ChildrenTable({ node, rows }: { node: OrganizationNode; rows: readonly OrganizationNode[] }) {
  return (
    <ResourceTable
      id="organization-children"
      layout="panel"
      title="Children"
      noun="children"
      columns={COLUMNS}
      filterProperties={FILTERS}
      rows={rows}
      rowId={(row) => row.id}
      rowName={(row) => row.name}
      empty={{ title: `${node.name} is empty`, description: 'Move accounts here, or create a unit in it.' }}
    />
  );
}
