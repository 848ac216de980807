'use client';

import dynamic from 'next/dynamic';
import type { ComponentType } from 'react';
import {
  type Act,
  ActButtons,
  actOn,
  confirmation,
  entriesOf,
  type Opened,
  RowButtons,
  useActs,
} from '@/components/console/kit/act';
import { useTools } from '@/components/console/kit/tools';
import { MoreButton, usePages } from '@/components/console/kit/use-pages';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { Time } from '@/components/console/page/time';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import type { SmallColumn } from '@/components/console/table/small-table';
import { TablePanel } from '@/components/console/table/table-panel';
import { MenuButton } from '@/components/ui/menu';
import { Status } from '@/components/ui/status';
import type { BillingReader } from '../../_components/billing-reader';
import { loadExample } from '../../_components/load-example';
import { monthWords } from '../../_components/months';
import { NotActivated } from '../../_components/not-activated';
import { billsQuery } from '../../queries';
import { deleteUsageBatch } from '../actions';
import { type UsageBatch, usageBatchesQuery } from '../queries';

const GenerateDialog = dynamic(() => import('./generate-dialog').then((module) => module.GenerateDialog));
const EnterDialog = dynamic(() => import('./enter-dialog').then((module) => module.EnterDialog));
const RefundDialog = dynamic(() => import('./refund-dialog').then((module) => module.RefundDialog));
const ImportDialog = dynamic(() => import('./import-dialog').then((module) => module.ImportDialog));

type Subject = { month: string; accountId: string };
type DialogProps = { current: string; accountId: string; onClose: () => void };

const dialog =
  (Dialog: ComponentType<DialogProps>): Opened<Subject> =>
  ({ subject: { month, accountId }, onClose }) => <Dialog current={month} accountId={accountId} onClose={onClose} />;

const loadExampleHere = actOn(({ month, accountId }: Subject) => ({ month, payerId: accountId }), loadExample);

const generate: Act<Subject> = {
  label: 'Generate usage',
  look: 'primary',
  takes: 'gatehouse:GenerateUsage',
  opens: dialog(GenerateDialog),
};
const ADD: readonly Act<Subject>[] = [
  { label: 'Enter usage…', takes: 'gatehouse:PutUsage', opens: dialog(EnterDialog) },
  { label: 'Enter refund…', takes: 'gatehouse:PutUsage', opens: dialog(RefundDialog) },
  { label: 'Import report…', takes: 'gatehouse:ImportUsage', opens: ({ onClose }) => <ImportDialog onClose={onClose} /> },
  { ...loadExampleHere, label: 'Load AWS example…' },
];

const removeBatch: Act<UsageBatch> = {
  label: 'Remove batch',
  look: 'danger',
  takes: 'gatehouse:DeleteUsageBatch',
  opens: confirmation(({ BatchId, Name, Rows }: UsageBatch) => ({
    title: `Remove ${Name}?`,
    confirmLabel: 'Remove batch',
    action: deleteUsageBatch,
    input: { BatchId },
    success: `${Name} was removed.`,
    text: (
      <p>
        {Rows === 1 ? 'Its row is removed' : `Its ${Rows.toLocaleString('en')} rows are removed`}, and the bills of its months are
        recalculated without them. Usage of issued months cannot be removed.
      </p>
    ),
  })),
};

const SOURCES: Readonly<Record<UsageBatch['Source'], string>> = {
  manual: 'Entered',
  generator: 'Generated',
  import: 'Imported',
};

/** Lists batches of usage, from which bills are calculated. */
export function UsagePage({ reader }: { reader: BillingReader }) {
  const pages = usePages({ ...usageBatchesQuery(), enabled: !reader.isShutOut }, ({ Batches }) => Batches);
  const bills = useRead({ ...billsQuery(), enabled: !reader.isShutOut });
  const tools = useTools();
  const adding = useActs<Subject>();
  const onRow = useActs<UsageBatch>();
  const month = bills.data?.CurrentMonth;
  const subject = month === undefined ? undefined : { month, accountId: reader.accountId };
  return (
    <>
      <PageHeader
        title="Usage"
        info={<HelpLink />}
        description="Add usage of the accounts, from which bills are calculated with the price list. EC2 instances that run in Gatehouse add usage hourly. Removing a batch removes it from all bills that are not issued."
        actions={
          subject && (
            <>
              <MenuButton label="Add usage" entries={entriesOf(ADD, subject, tools, adding.begin, '')} />
              <ActButtons acts={[generate]} subject={subject} />
            </>
          )
        }
      />
      {reader.isShutOut ? (
        <NotActivated />
      ) : (
        <>
          <TablePanel
            title="Usage batches"
            what="the usage batches"
            rows={pages.rows}
            read={pages.read}
            rowKey={({ BatchId }) => BatchId}
            columns={[
              ...COLUMNS,
              {
                header: 'Actions',
                actions: true,
                cell: (batch) => (
                  <RowButtons acts={[removeBatch]} name={batch.Name} subject={batch} tools={tools} begin={onRow.begin} />
                ),
              },
            ]}
            empty={{
              title: 'No usage yet',
              description:
                'Generate usage for a web shop, a data team or an idle sandbox, import a Cost and Usage Report, or load the AWS example.',
              action: subject && <ActButtons acts={[loadExampleHere]} subject={subject} />,
            }}
          />
          <MoreButton pages={pages} className="mt-3" />
        </>
      )}
      {adding.dialog}
      {onRow.dialog}
      <UsageHelp />
    </>
  );
}

const COLUMNS: readonly SmallColumn<UsageBatch>[] = [
  { header: 'Name', wide: true, cell: ({ Name }) => Name },
  {
    header: 'Source',
    cell: ({ Source, State }) => (State === 'OPEN' ? <Status kind="warning">Import not finished</Status> : SOURCES[Source]),
  },
  { header: 'Months', cell: monthsOf },
  { header: 'Rows', align: 'end', cell: ({ Rows }) => Rows.toLocaleString('en') },
  { header: 'When', cell: ({ CreatedAt }) => <Time value={CreatedAt} /> },
  { header: 'By', cell: ({ CreatedBy }) => <span title={CreatedBy}>{CreatedBy.split(/[:/]/).at(-1)}</span> },
];

function monthsOf({ FirstMonth, LastMonth }: UsageBatch): string {
  if (FirstMonth === undefined || LastMonth === undefined) return '–';
  return FirstMonth === LastMonth ? monthWords(FirstMonth) : `${monthWords(FirstMonth)} to ${monthWords(LastMonth)}`;
}

function UsageHelp() {
  return (
    <HelpPanel title="Usage">
      <p>AWS meters usage. In Gatehouse you generate, import or enter it, so you can study bills without running anything.</p>
      <h3>Generate</h3>
      <p>The same seed gives the same usage, so a whole class can work on the same bill.</p>
      <h3>Import</h3>
      <p>
        Cost and Usage Reports (legacy and CUR 2.0) and FOCUS exports, as CSV with or without gzip. Usage and refunds are
        imported. All other costs are calculated from the price list.
      </p>
      <h3>Refunds</h3>
      <p>A refund takes its exact amount off the bill. Nothing else on the bill changes by it.</p>
    </HelpPanel>
  );
}
