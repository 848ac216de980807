'use client';

import { useMemo } from 'react';
import { ListTable, type ListTableProps } from '@/components/console/kit/list-table';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { EnforcementMark } from '@/components/console/shell/enforcement-badge';
import type { ColumnDefinition } from '@/components/console/table/resource-table-types';
import { Badge } from '@/components/ui/badge';
import type { MenuEntry } from '@/components/ui/menu';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { FilterProperty } from '@/lib/core/list/filter-query';
import type { ListPage } from '@/lib/core/list/schema';
import type { AccountOverview } from '@/lib/organizations/overview/nodes';
import { Joined } from '../../_components/joined';
import { accountsQuery } from '../../queries';

type Account = Json<AccountOverview>;

function columnsFor(managementAccountId: string): readonly ColumnDefinition<Account>[] {
  return [
    {
      id: 'name',
      header: 'Account name',
      value: (account) => account.Name,
      cell: (account) => (
        <span className="flex min-w-0 items-center gap-2">
          <TextLink href={paths.account(account.Id)} className="min-w-0 truncate">
            {account.Name}
          </TextLink>
          {account.Id === managementAccountId ? <Badge tone="accent">management</Badge> : null}
          <EnforcementMark enforcement={account.Enforcement} />
        </span>
      ),
    },
    ...COLUMNS,
  ];
}

const COLUMNS: readonly ColumnDefinition<Account>[] = [
  { id: 'id', header: 'Account ID', value: ({ Id }) => Id, mono: true },
  { id: 'email', header: 'Email address', value: ({ Email }) => Email, fills: true },
  { id: 'place', header: 'Place', value: ({ Place }) => Place, fills: true },
  { id: 'state', header: 'State', value: ({ State }) => State, cell: ({ State }) => <StatusIndicator state={State} /> },
  { id: 'principals', header: 'Principals', align: 'end', value: ({ Principals }) => Principals },
  {
    id: 'method',
    header: 'Joined by',
    value: ({ JoinedMethod }) => (JoinedMethod === 'CREATED' ? 'Creation' : 'Invitation'),
  },
  {
    id: 'joined',
    header: 'Joined',
    value: ({ JoinedTimestamp }) => JoinedTimestamp ?? null,
    cell: (account) => <Joined account={account} />,
  },
];

const FILTERS: readonly FilterProperty[] = [
  { key: 'name', label: 'Account name' },
  { key: 'id', label: 'Account ID' },
  { key: 'email', label: 'Email address' },
  { key: 'state', label: 'State' },
  { key: 'place', label: 'Place' },
];

const SHOWN = { columns: ['name', 'id', 'email', 'place', 'state', 'principals', 'joined'] };

type AccountsListProps = Pick<
  ListTableProps<Account, ListPage<Account>>,
  'title' | 'description' | 'info' | 'breadcrumbs' | 'buttons'
> & {
  managementAccountId: string;
  actions?: (accounts: readonly Account[]) => readonly MenuEntry[];
  /** The reason why no account can be added. */
  notAdding?: string;
};

/** Renders the accounts as a list, without the tree. */
export function AccountsList({ managementAccountId, actions, notAdding, ...table }: AccountsListProps) {
  const columns = useMemo(() => columnsFor(managementAccountId), [managementAccountId]);
  return (
    <ListTable
      {...table}
      id="organization-accounts"
      noun="accounts"
      query={accountsQuery}
      columns={columns}
      filterProperties={FILTERS}
      defaultPreferences={SHOWN}
      rowId={({ Id }) => Id}
      rowName={({ Name }) => Name}
      selection={actions ? 'multi' : 'none'}
      actions={actions}
      primary={actions ? { label: 'Add an AWS account', href: paths.createAccount, disabledReason: notAdding } : undefined}
      empty={{ title: 'No accounts', description: 'An organization always has a management account.' }}
    />
  );
}
