'use client';

import { useMemo } from 'react';
import { DANGER_STATUS, DANGER_WORDS, shortName, stepTitle } from '@/app/(console)/access/step-words';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import type { TableRead } from '@/components/console/table/table-frame';
import { Status } from '@/components/ui/status';
import type { EscalationAnswer, EscalationRoute } from '@/lib/access/escalation/operations';
import { parseSubject } from '@/lib/access/subject-arn';

type EscalationTableProps = {
  answer: EscalationAnswer;
  selected: string | null;
  onSelect: (arn: string) => void;
  read: TableRead;
};

/** Lists all principals that can become administrators, shortest paths first. */
export function EscalationTable({ answer, selected, onSelect, read }: EscalationTableProps) {
  const { Accounts, Paths } = answer;
  const columns = useMemo(() => columnsOf(Accounts, selected, onSelect), [Accounts, selected, onSelect]);
  const filters = useMemo(() => filtersOf(Accounts), [Accounts]);
  return (
    <ResourceTable
      id="access-escalation"
      layout="panel"
      title="Principals that can become administrators"
      noun="principals"
      columns={columns}
      filterProperties={filters}
      rows={Paths}
      rowId={({ Arn }) => Arn}
      rowName={({ Arn }) => shortName(Arn)}
      defaultPreferences={{ pageSize: 50 }}
      urlKey="paths"
      read={read}
      empty={{
        title: 'No escalation paths',
        description: 'Only existing administrators have full access. No other principal can get it.',
      }}
    />
  );
}

function columnsOf(
  accounts: EscalationAnswer['Accounts'],
  selected: string | null,
  onSelect: (arn: string) => void,
): ColumnDefinition<EscalationRoute>[] {
  const names = new Map(accounts.map(({ Id, Name }) => [Id, Name]));
  const account: ColumnDefinition<EscalationRoute> = {
    id: 'account',
    header: 'Account',
    value: ({ AccountId }) => names.get(AccountId) ?? AccountId,
  };
  return [
    {
      id: 'principal',
      header: 'Principal',
      rowHeader: true,
      value: ({ Arn }) => shortName(Arn),
      cell: ({ Arn }) => (
        <button
          type="button"
          aria-pressed={Arn === selected}
          onClick={() => onSelect(Arn)}
          className={`text-left hover:underline ${Arn === selected ? 'font-semibold text-ink' : 'font-medium text-accent'}`}
        >
          <span className="break-all">{shortName(Arn)}</span>
          <span className="block font-normal text-ink-3 text-xs">{parseSubject(Arn)?.kind}</span>
        </button>
      ),
    },
    ...(accounts.length > 1 ? [account] : []),
    { id: 'steps', header: 'Steps', align: 'end', value: ({ Steps }) => Steps.length },
    {
      id: 'outcome',
      header: 'Danger',
      value: ({ Access }) => DANGER_WORDS[Access],
      cell: ({ Access }) => <Status kind={DANGER_STATUS[Access]}>{DANGER_WORDS[Access]}</Status>,
    },
    {
      id: 'path',
      header: 'Path',
      value: ({ Steps }) => Steps.map(stepTitle),
      cell: ({ Steps }) => (
        <span className="block min-w-44 whitespace-normal break-words">{Steps.map(stepTitle).join(', then ')}</span>
      ),
    },
  ];
}

function filtersOf(accounts: EscalationAnswer['Accounts']): TableFilterProperty<EscalationRoute>[] {
  const names = new Map(accounts.map(({ Id, Name }) => [Id, Name]));
  return [
    { key: 'principal', label: 'Principal', value: ({ Arn }) => Arn },
    { key: 'kind', label: 'Kind', values: ['User', 'Role'], value: ({ Arn }) => parseSubject(Arn)?.kind },
    {
      key: 'account',
      label: 'Account',
      value: ({ AccountId }) => [names.get(AccountId), AccountId].flatMap((text) => text ?? []),
    },
    { key: 'outcome', label: 'Danger', values: Object.values(DANGER_WORDS), value: ({ Access }) => DANGER_WORDS[Access] },
    {
      key: 'action',
      label: 'Action used',
      value: ({ Steps }) => Steps.flatMap(({ Needs }) => Needs.map(({ Action }) => Action)),
    },
    {
      key: 'policy',
      label: 'Policy',
      value: ({ Steps }) => Steps.flatMap(({ Needs }) => Needs.flatMap((need) => need.Statements.map(({ Policy }) => Policy))),
    },
  ];
}
