'use client';

import type { OrganizationNode } from '@/app/(console)/organizations/_components/organization-nodes';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition } from '@/components/console/table/resource-table-types';
import { NODE_COLUMNS, NODE_FILTERS } from '../../_components/node-columns';

const COLUMNS: readonly ColumnDefinition<OrganizationNode>[] = [
  ...NODE_COLUMNS,
  { id: 'email', header: 'E-mail address', value: (row) => (row.kind === 'account' ? row.email : null) },
  {
    id: 'state',
    header: 'State',
    value: (row) => (row.kind === 'account' ? row.state : null),
    cell: (row) => (row.kind === 'account' ? <StatusIndicator state={row.state} /> : '–'),
  },
  { id: 'principals', header: 'Principals', align: 'end', value: (row) => row.principals },
];

export function ChildrenTable({ node, rows }: { node: OrganizationNode; rows: readonly OrganizationNode[] }) {
  return (
    <ResourceTable
      id="organization-children"
      layout="panel"
      title="Children"
      noun="children"
      columns={COLUMNS}
      filterProperties={NODE_FILTERS}
      rows={rows}
      rowId={(row) => row.id}
      rowName={(row) => row.name}
      empty={{ title: `${node.name} is empty`, description: 'Move accounts here, or create a unit in it.' }}
    />
  );
}
