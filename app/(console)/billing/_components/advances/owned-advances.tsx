import type { ReactNode } from 'react';
import { RowButtons, useActs } from '@/components/console/kit/act';
import { useTools } from '@/components/console/kit/tools';
import type { Read } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { TablePanel } from '@/components/console/table/table-panel';
import { TextLink } from '@/components/ui/text-link';
import type { AdvanceKind, Reservation, SavingsPlan } from '../../queries';
import { usePaidAccounts } from '../use-paid-accounts';
import { Amount, Owner } from './cells';
import { type Deleted, deleteAdvance } from './delete-advance';
import { StateOfTerm } from './state-of-term';
import type { useAdvanceUse } from './use-advances';
import { UseCell } from './use-cell';
import { UseSummary } from './use-summary';

type OwnedAdvancesProps<Row> = {
  kind: AdvanceKind;
  /** The plural of the kind: `reservations`. */
  what: string;
  /** The header of the name column. */
  header: string;
  rows: readonly Row[] | undefined;
  list: Read<unknown>;
  use: ReturnType<typeof useAdvanceUse>;
  month: string | undefined;
  /** The billing time, which decides what has ended. */
  at: string | undefined;
  payerId: string;
  nameOf: (row: Row) => string;
  scopeOf: (row: Row) => ReactNode;
  hrefOf: (id: string) => string;
  empty: { title: string; description: string; action: ReactNode };
};

/** Lists purchases: total use in a month, and each with its details and a delete button. */
export function OwnedAdvances<Row extends Reservation | SavingsPlan>({
  kind,
  what,
  header,
  rows,
  list,
  use,
  month,
  at,
  payerId,
  nameOf,
  scopeOf,
  hrefOf,
  empty,
}: OwnedAdvancesProps<Row>) {
  const names = new Map(usePaidAccounts(payerId)?.accounts.map(({ id, name }) => [id, name]));
  const tools = useTools();
  const { begin, dialog } = useActs<Deleted>();
  return (
    <>
      <div className="space-y-4">
        <ReadError read={use.read} what={`how far ${what} were used`} />
        {use.read.data ? <UseSummary kind={kind} of={use.read.data} /> : null}
        <TablePanel
          title="Owned"
          what={what}
          rows={rows}
          read={list}
          rowKey={({ Id }) => Id}
          top
          columns={[
            {
              header,
              cell: (row) => (
                <>
                  <TextLink href={hrefOf(row.Id)} className="block font-medium">
                    {nameOf(row)}
                  </TextLink>
                  <span className="block text-ink-3 text-sm">{scopeOf(row)}</span>
                </>
              ),
            },
            { header: 'Owner', cell: ({ AccountId }) => <Owner id={AccountId} name={names.get(AccountId)} /> },
            { header: 'Until', cell: ({ Start, End }) => <StateOfTerm start={Start} end={End} at={at} /> },
            {
              header: 'Utilization',
              cell: (row) =>
                month === undefined ? null : <UseCell name={nameOf(row)} month={month} of={use.rows.get(row.Id)} />,
            },
            { header: 'Costs this month', align: 'end', cell: ({ Id }) => <Amount of={use.rows.get(Id)?.Fee} /> },
            { header: 'Saved', align: 'end', cell: ({ Id }) => <Amount of={use.rows.get(Id)?.Saved} /> },
            {
              header: 'Actions',
              actions: true,
              cell: (row) => (
                <RowButtons
                  acts={[deleteAdvance]}
                  name={nameOf(row)}
                  subject={{ id: row.Id, name: nameOf(row), start: row.Start }}
                  tools={tools}
                  begin={begin}
                />
              ),
            },
          ]}
          empty={empty}
        />
      </div>
      {dialog}
    </>
  );
}
