'use client';

import { useMemo } from 'react';
import type { AccountNode } from '@/app/(console)/organizations/_components/organization-nodes';
import {
  type OrganizationNode,
  type OrganizationNodes,
  placeText,
} from '@/app/(console)/organizations/_components/organization-nodes';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { Time } from '@/components/console/page/time';
import { EnforcementMark } from '@/components/console/shell/enforcement-badge';
import { ResourceTable, type ResourceTableProps } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { Badge } from '@/components/ui/badge';
import type { MenuEntry } from '@/components/ui/menu';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';

type Row = AccountNode & { place: string; management: boolean };

function Shortened({ text }: { text: string }) {
  return (
    <span className="block max-w-60 truncate" title={text}>
      {text}
    </span>
  );
}

const COLUMNS: readonly ColumnDefinition<Row>[] = [
  {
    id: 'name',
    header: 'Account name',
    value: (row) => row.name,
    cell: (row) => (
      <span className="flex items-center gap-2">
        <TextLink href={paths.account(row.id)}>{row.name}</TextLink>
        {row.management ? <Badge tone="accent">management</Badge> : null}
        <EnforcementMark enforcement={row.enforcement} />
      </span>
    ),
  },
  { id: 'id', header: 'Account ID', value: (row) => row.id, mono: true },
  { id: 'email', header: 'E-mail address', value: (row) => row.email, cell: (row) => <Shortened text={row.email} /> },
  { id: 'place', header: 'Place', value: (row) => row.place, cell: (row) => <Shortened text={row.place} /> },
  { id: 'state', header: 'State', value: (row) => row.state, cell: (row) => <StatusIndicator state={row.state} /> },
  {
    id: 'method',
    header: 'Joined by',
    value: (row) => (row.joinedMethod === 'CREATED' ? 'Creation' : 'Invitation'),
  },
  { id: 'joined', header: 'Joined', value: (row) => row.joinedAt ?? null, cell: (row) => <Time value={row.joinedAt} /> },
  { id: 'principals', header: 'Principals', align: 'end', value: (row) => row.principals },
];

const FILTERS: readonly TableFilterProperty<Row>[] = [
  { key: 'name', label: 'Account name', value: (row) => row.name },
  { key: 'id', label: 'Account ID', value: (row) => row.id },
  { key: 'email', label: 'E-mail address', value: (row) => row.email },
  { key: 'state', label: 'State', value: (row) => row.state },
  { key: 'place', label: 'Place', value: (row) => row.place },
];

type AccountsListProps = Pick<ResourceTableProps<Row>, 'title' | 'description' | 'info' | 'breadcrumbs' | 'buttons' | 'read'> & {
  nodes: OrganizationNodes;
  managementAccountId: string;
  actions?: (node: OrganizationNode | null) => readonly MenuEntry[];
};

/** The accounts alone, as a list. */
export function AccountsList({ nodes, managementAccountId, actions, ...table }: AccountsListProps) {
  const rows = useMemo<Row[]>(
    () =>
      nodes.accounts.map((account) => ({
        ...account,
        place: placeText(nodes, account.id),
        management: account.id === managementAccountId,
      })),
    [nodes, managementAccountId],
  );
  return (
    <ResourceTable
      {...table}
      id="organization-accounts"
      noun="accounts"
      columns={COLUMNS}
      filterProperties={FILTERS}
      defaultPreferences={{ columns: ['name', 'id', 'email', 'place', 'state', 'joined', 'principals'] }}
      defaultSort={{ column: 'name', descending: false }}
      rows={rows}
      rowId={(row) => row.id}
      rowName={(row) => row.name}
      selection={actions ? 'single' : 'none'}
      actions={actions ? (selected) => actions(selected[0] ?? null) : undefined}
      primary={actions ? { label: 'Add an AWS account', href: paths.createAccount } : undefined}
      empty={{ title: 'No accounts', description: 'An organization has at least its management account.' }}
    />
  );
}
