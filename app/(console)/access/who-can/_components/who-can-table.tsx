'use client';

import { useMemo } from 'react';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import type { TableRead } from '@/components/console/table/table-frame';
import type { AccessWay, WhoCanAnswer } from '@/lib/access/who-can/operations';
import { wayColumns, wayFilters } from './way-columns';

type WhoCanTableProps = {
  answer: WhoCanAnswer;
  selected: string | null;
  onSelect: (arn: string) => void;
  read: TableRead;
};

/** Lists the principals. Selecting one shows its path. */
export function WhoCanTable({ answer, selected, onSelect, read }: WhoCanTableProps) {
  const several = answer.Accounts.length > 1;
  const columns = useMemo<readonly ColumnDefinition<AccessWay>[]>(() => {
    const names = new Map(answer.Accounts.map(({ Id, Name }) => [Id, Name]));
    return [
      {
        id: 'principal',
        header: 'Principal',
        rowHeader: true,
        value: ({ Name }) => Name,
        cell: ({ Arn, Name, Kind }) => (
          <button
            type="button"
            aria-pressed={Arn === selected}
            onClick={() => onSelect(Arn)}
            className={`text-left hover:underline ${Arn === selected ? 'font-semibold text-ink' : 'font-medium text-accent'}`}
          >
            <span className="break-all">{Name}</span>
            <span className="block font-normal text-ink-3 text-xs">{Kind}</span>
          </button>
        ),
      },
      ...(several
        ? [
            {
              id: 'account',
              header: 'Account',
              value: ({ AccountId }: AccessWay) => names.get(AccountId) ?? AccountId,
              cell: ({ AccountId }: AccessWay) => (
                <span>
                  {names.get(AccountId)}
                  <span className="block font-mono text-ink-3 text-xs">{AccountId}</span>
                </span>
              ),
            },
          ]
        : []),
      ...wayColumns<AccessWay>(),
    ];
  }, [answer.Accounts, several, selected, onSelect]);
  const filters = useMemo<readonly TableFilterProperty<AccessWay>[]>(() => {
    const names = new Map(answer.Accounts.map(({ Id, Name }) => [Id, Name]));
    return [
      { key: 'principal', label: 'Principal', value: ({ Name, Arn }) => [Name, Arn] },
      { key: 'kind', label: 'Kind', values: ['User', 'Role', 'Root user'], value: ({ Kind }) => Kind },
      ...(several
        ? [
            {
              key: 'account',
              label: 'Account',
              values: answer.Accounts.map(({ Name }) => Name),
              value: ({ AccountId }: AccessWay) => [names.get(AccountId), AccountId].flatMap((text) => text ?? []),
            },
          ]
        : []),
      ...wayFilters<AccessWay>(),
    ];
  }, [answer.Accounts, several]);
  return (
    <ResourceTable
      id="access-who-can"
      layout="panel"
      title="Principals that can"
      noun="principals"
      columns={columns}
      filterProperties={filters}
      rows={answer.Principals}
      rowId={({ Arn }) => Arn}
      rowName={({ Name }) => Name}
      defaultPreferences={{ pageSize: 50, columns: ['principal', 'account', 'outcome', 'how'] }}
      urlKey="principals"
      read={read}
      empty={{
        title: 'No principals',
        description:
          'No user, role or root user that was considered can do this, directly or through roles. No policy allows it, or a guardrail denies it.',
      }}
    />
  );
}
