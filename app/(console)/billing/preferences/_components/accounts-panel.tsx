'use client';

import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import type { Read } from '@/components/console/kit/use-read';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { Button } from '@/components/ui/button';
import { Status } from '@/components/ui/status';
import type { BilledAccount } from '../queries';
import { type Draft, moved, withAccounts } from './draft';

const MoveDialog = dynamic(() => import('./move-dialog').then((module) => module.MoveDialog));
const GroupsDialog = dynamic(() => import('./groups-dialog').then((module) => module.GroupsDialog));

type Row = { id: string; name: string; pays: boolean; discounts: 'On' | 'Off'; group: string; credits: 'On' | 'Off' };

const onOff = (state: 'On' | 'Off') => <Status kind={state === 'On' ? 'success' : 'inactive'}>{state}</Status>;

const COLUMNS: ColumnDefinition<Row>[] = [
  {
    id: 'name',
    header: 'Account',
    value: ({ name }) => name,
    rowHeader: true,
    cell: ({ name, pays }) => (
      <>
        {name}
        {pays ? <span className="ml-2 font-normal text-ink-3 text-sm">pays the bill</span> : null}
      </>
    ),
  },
  { id: 'id', header: 'Account ID', value: ({ id }) => id, mono: true },
  {
    id: 'discounts',
    header: 'Discount sharing',
    value: ({ discounts }) => discounts,
    cell: ({ discounts }) => onOff(discounts),
  },
  { id: 'group', header: 'Group', value: ({ group }) => group, cell: ({ group }) => group || '–' },
  { id: 'credits', header: 'Credit sharing', value: ({ credits }) => credits, cell: ({ credits }) => onOff(credits) },
];

const FILTERS: TableFilterProperty<Row>[] = [
  { key: 'name', label: 'Account', value: ({ name }) => name },
  { key: 'id', label: 'Account ID', value: ({ id }) => id },
  { key: 'discounts', label: 'Discount sharing', value: ({ discounts }) => discounts },
  { key: 'group', label: 'Group', value: ({ group }) => group || 'none' },
  { key: 'credits', label: 'Credit sharing', value: ({ credits }) => credits },
];

type AccountsPanelProps = {
  draft: Draft;
  onChange: (draft: Draft) => void;
  accounts: Read<{ Accounts: BilledAccount[] }>;
  payerId: string;
  /** The reason why nothing can be changed. */
  missing: string | undefined;
};

/** Lists accounts with their sharing settings, with search and bulk changes. */
export function AccountsPanel({ draft, onChange, accounts, payerId, missing }: AccountsPanelProps) {
  const [asked, setAsked] = useState<'groups' | readonly Row[] | null>(null);
  const all = accounts.data?.Accounts;
  const rows = useMemo(
    () =>
      all?.map(
        ({ AccountId: id, Name: name }): Row => ({
          id,
          name,
          pays: id === payerId,
          discounts: draft.discountsOff.has(id) ? 'Off' : 'On',
          group: draft.groupOf.get(id) ?? '',
          credits: draft.creditsOff.has(id) ? 'Off' : 'On',
        }),
      ),
    [all, draft, payerId],
  );
  const ids = (selected: readonly Row[]) => selected.map(({ id }) => id);
  return (
    <>
      <ResourceTable
        id="billing-preferences-accounts"
        layout="panel"
        urlKey="accounts-"
        title="Accounts"
        noun="accounts"
        description="With sharing off, the account neither shares its discounts nor uses shared ones. Select accounts and choose an action. Changes apply when you save."
        columns={COLUMNS}
        filterProperties={FILTERS}
        rows={accounts.error ? undefined : rows}
        read={accounts}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        selection="multi"
        buttons={
          <Button disabledReason={missing} onClick={() => setAsked('groups')}>
            Edit groups
          </Button>
        }
        actions={(selected) => {
          const disabledReason = missing ?? (selected.length === 0 ? 'Select at least one account' : undefined);
          const members = selected.filter(({ pays }) => !pays);
          const ofMembers = disabledReason ?? (members.length === 0 ? "The paying account can't be in a group" : undefined);
          return [
            {
              label: 'Turn discount sharing on',
              disabledReason,
              onSelect: () => onChange({ ...draft, discountsOff: withAccounts(draft.discountsOff, ids(selected), true) }),
            },
            {
              label: 'Turn discount sharing off',
              disabledReason,
              onSelect: () => onChange({ ...draft, discountsOff: withAccounts(draft.discountsOff, ids(selected), false) }),
            },
            {
              label: 'Turn credit sharing on',
              disabledReason,
              onSelect: () => onChange({ ...draft, creditsOff: withAccounts(draft.creditsOff, ids(selected), true) }),
            },
            {
              label: 'Turn credit sharing off',
              disabledReason,
              onSelect: () => onChange({ ...draft, creditsOff: withAccounts(draft.creditsOff, ids(selected), false) }),
            },
            { label: 'Move to group…', disabledReason: ofMembers, onSelect: () => setAsked(members) },
            {
              label: 'Remove from group',
              disabledReason: ofMembers,
              onSelect: () => onChange(moved(draft, ids(members), null)),
            },
          ];
        }}
        empty={{ description: 'Choose the sharing settings of each account that this account pays for.' }}
      />
      {asked === 'groups' ? (
        <GroupsDialog draft={draft} accounts={all ?? []} payerId={payerId} onChange={onChange} onClose={() => setAsked(null)} />
      ) : null}
      {asked !== null && asked !== 'groups' ? (
        <MoveDialog
          count={asked.length}
          groups={draft.groups}
          onMove={(group) => onChange(moved(draft, ids(asked), group))}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </>
  );
}
