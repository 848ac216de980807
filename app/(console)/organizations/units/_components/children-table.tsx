'use client';

import type { OrganizationNode, ParentNode } from '@/app/(console)/organizations/_components/organization-nodes';
import { columnsOf } from '@/components/console/kit/columns';
import { servedListPage } from '@/components/console/kit/list-page';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { Secret } from '@/components/ui/secret';
import { paths } from '@/lib/console/paths';
import { NODE_COLUMNS } from '../../_components/node-columns';
import { childrenQuery } from '../../queries';

const column = columnsOf<OrganizationNode>();

/** The OUs and accounts in a root or an OU. */
export const ChildrenTable = servedListPage(({ id, name }: { id: ParentNode['Id']; name: string }) => ({
  id: 'organization-children',
  panel: '',
  title: 'Children',
  one: 'child',
  many: 'children',
  query: (input) => childrenQuery(id, input),
  rowId: ({ Id }) => Id,
  rowName: ({ Name }) => Name,
  columns: [
    ...NODE_COLUMNS,
    column.text('email', 'Email address', (row) => (row.Type === 'ACCOUNT' ? row.Email : undefined), {
      shown: (email) => <Secret>{email}</Secret>,
      fills: true,
    }),
    column.text('state', 'State', (row) => (row.Type === 'ACCOUNT' ? row.State : undefined), {
      shown: (state) => <StatusIndicator state={state} />,
    }),
    { id: 'principals', header: 'Principals', align: 'end', value: ({ Principals }) => Principals },
  ],
  empty: {
    title: `${name} is empty`,
    description: 'Move accounts here, or create an OU.',
    act: { label: 'Choose accounts in the tree', href: () => paths.accounts },
  },
}));
