'use client';

import type { OrganizationNode, ParentNode } from '@/app/(console)/organizations/_components/organization-nodes';
import { ListTable } from '@/components/console/kit/list-table';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import type { ColumnDefinition } from '@/components/console/table/resource-table-types';
import { ButtonLink } from '@/components/ui/button';
import { Secret } from '@/components/ui/secret';
import { paths } from '@/lib/console/paths';
import type { ListInput } from '@/lib/core/list/schema';
import { NODE_COLUMNS, NODE_FILTERS } from '../../_components/node-columns';
import { childrenQuery } from '../../queries';

const COLUMNS: readonly ColumnDefinition<OrganizationNode>[] = [
  ...NODE_COLUMNS,
  {
    id: 'email',
    header: 'Email address',
    value: (row) => (row.Type === 'ACCOUNT' ? row.Email : null),
    cell: (row) => (row.Type === 'ACCOUNT' ? <Secret>{row.Email}</Secret> : '–'),
    fills: true,
  },
  {
    id: 'state',
    header: 'State',
    value: (row) => (row.Type === 'ACCOUNT' ? row.State : null),
    cell: (row) => (row.Type === 'ACCOUNT' ? <StatusIndicator state={row.State} /> : '–'),
  },
  { id: 'principals', header: 'Principals', align: 'end', value: (row) => row.Principals },
];

export function ChildrenTable({ node }: { node: ParentNode }) {
  return (
    <ListTable
      id="organization-children"
      layout="panel"
      title="Children"
      noun="children"
      query={(input: ListInput) => childrenQuery(node.Id, input)}
      columns={COLUMNS}
      filterProperties={NODE_FILTERS}
      rowId={(row) => row.Id}
      rowName={(row) => row.Name}
      empty={{
        title: `${node.Name} is empty`,
        description: 'Move accounts here, or create an OU.',
        action: <ButtonLink href={paths.accounts}>Choose accounts in the tree</ButtonLink>,
      }}
    />
  );
}
