'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { Time } from '@/components/console/page/time';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import type { SmallColumn } from '@/components/console/table/small-table';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button } from '@/components/ui/button';
import { MenuButton } from '@/components/ui/menu';
import { Status } from '@/components/ui/status';
import type { BillingReader } from '../../_components/billing-reader';
import { EXAMPLE_TAKES } from '../../_components/example-takes';
import { monthWords } from '../../_components/months';
import { NotActivated } from '../../_components/not-activated';
import { billsQuery } from '../../queries';
import { deleteUsageBatch } from '../actions';
import { type UsageBatch, usageBatchesQuery } from '../queries';

const LoadExampleDialog = dynamic(() =>
  import('../../_components/load-example-dialog').then((module) => module.LoadExampleDialog),
);
const GenerateDialog = dynamic(() => import('./generate-dialog').then((module) => module.GenerateDialog));
const EnterDialog = dynamic(() => import('./enter-dialog').then((module) => module.EnterDialog));
const RefundDialog = dynamic(() => import('./refund-dialog').then((module) => module.RefundDialog));
const ImportDialog = dynamic(() => import('./import-dialog').then((module) => module.ImportDialog));

type Asked = 'generate' | 'enter' | 'refund' | 'import' | 'example' | null;

const SOURCES: Readonly<Record<UsageBatch['Source'], string>> = {
  manual: 'Entered',
  generator: 'Generated',
  import: 'Imported',
};

/** Lists batches of usage, from which bills are calculated. */
export function UsagePage({ reader }: { reader: BillingReader }) {
  const query = useInfiniteQuery({ ...usageBatchesQuery(), enabled: !reader.isShutOut });
  const bills = useRead({ ...billsQuery(), enabled: !reader.isShutOut });
  const [asked, setAsked] = useState<Asked>(null);
  const [takenBack, setTakenBack] = useState<UsageBatch | null>(null);
  const missing = useMissing();
  const close = () => setAsked(null);
  const pages = query.data?.pages ?? [];
  const failed = pages.find((page) => !page.ok);
  const error = failed && !failed.ok ? failed.error : undefined;
  const rows = query.data ? pages.flatMap((page) => (page.ok ? page.data.Batches : [])) : undefined;
  const month = bills.data?.CurrentMonth;
  return (
    <>
      <PageHeader
        title="Usage"
        info={<HelpLink />}
        description="Add usage of the accounts, from which bills are calculated with the price list. EC2 instances that run in Gatehouse add usage hourly. Removing a batch removes it from all bills that are not issued."
        actions={
          month === undefined ? null : (
            <>
              <MenuButton
                label="Add usage"
                entries={[
                  {
                    label: 'Enter usage…',
                    disabledReason: missing('gatehouse:PutUsage'),
                    onSelect: () => setAsked('enter'),
                  },
                  {
                    label: 'Enter refund…',
                    disabledReason: missing('gatehouse:PutUsage'),
                    onSelect: () => setAsked('refund'),
                  },
                  {
                    label: 'Import report…',
                    disabledReason: missing('gatehouse:ImportUsage'),
                    onSelect: () => setAsked('import'),
                  },
                  {
                    label: 'Load AWS example…',
                    disabledReason: missing(...EXAMPLE_TAKES),
                    onSelect: () => setAsked('example'),
                  },
                ]}
              />
              <Button variant="primary" disabledReason={missing('gatehouse:GenerateUsage')} onClick={() => setAsked('generate')}>
                Generate usage
              </Button>
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
            rows={error ? undefined : rows}
            read={{ error, refetch: () => void query.refetch() }}
            rowKey={({ BatchId }) => BatchId}
            columns={columnsOf(setTakenBack, missing('gatehouse:DeleteUsageBatch'))}
            empty={{
              title: 'No usage yet',
              description:
                'Generate usage for a web shop, a data team or an idle sandbox, import a Cost and Usage Report, or load the AWS example.',
              action:
                month === undefined ? null : (
                  <Button disabledReason={missing(...EXAMPLE_TAKES)} onClick={() => setAsked('example')}>
                    Load AWS example
                  </Button>
                ),
            }}
          />
          {query.hasNextPage ? (
            <Button className="mt-3" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              Show more
            </Button>
          ) : null}
        </>
      )}
      {month !== undefined && asked === 'generate' ? (
        <GenerateDialog current={month} accountId={reader.accountId} onClose={close} />
      ) : null}
      {month !== undefined && asked === 'enter' ? (
        <EnterDialog current={month} accountId={reader.accountId} onClose={close} />
      ) : null}
      {month !== undefined && asked === 'refund' ? (
        <RefundDialog current={month} accountId={reader.accountId} onClose={close} />
      ) : null}
      {asked === 'import' ? <ImportDialog onClose={close} /> : null}
      {month !== undefined && asked === 'example' ? (
        <LoadExampleDialog month={month} payerId={reader.accountId} onClose={close} />
      ) : null}
      {takenBack ? <TakeBackDialog batch={takenBack} onClose={() => setTakenBack(null)} /> : null}
      <UsageHelp />
    </>
  );
}

function columnsOf(takeBack: (batch: UsageBatch) => void, disabledReason: string | undefined): SmallColumn<UsageBatch>[] {
  return [
    { header: 'Name', wide: true, cell: ({ Name }) => Name },
    {
      header: 'Source',
      cell: ({ Source, State }) => (State === 'OPEN' ? <Status kind="warning">Import not finished</Status> : SOURCES[Source]),
    },
    { header: 'Months', cell: monthsOf },
    { header: 'Rows', align: 'end', cell: ({ Rows }) => Rows.toLocaleString('en') },
    { header: 'When', cell: ({ CreatedAt }) => <Time value={CreatedAt} /> },
    { header: 'By', cell: ({ CreatedBy }) => <span title={CreatedBy}>{CreatedBy.split(/[:/]/).at(-1)}</span> },
    {
      header: 'Actions',
      actions: true,
      cell: (batch) => (
        <Button variant="danger" size="sm" disabledReason={disabledReason} onClick={() => takeBack(batch)}>
          Remove batch<span className="sr-only">: {batch.Name}</span>
        </Button>
      ),
    },
  ];
}

function monthsOf({ FirstMonth, LastMonth }: UsageBatch): string {
  if (FirstMonth === undefined || LastMonth === undefined) return '–';
  return FirstMonth === LastMonth ? monthWords(FirstMonth) : `${monthWords(FirstMonth)} to ${monthWords(LastMonth)}`;
}

function TakeBackDialog({ batch, onClose }: { batch: UsageBatch; onClose: () => void }) {
  return (
    <ConfirmDialog
      title={`Remove ${batch.Name}?`}
      confirmLabel="Remove batch"
      action={deleteUsageBatch}
      input={{ BatchId: batch.BatchId }}
      success={`${batch.Name} was removed.`}
      onClose={onClose}
    >
      <p>
        {batch.Rows === 1 ? 'Its row is removed' : `Its ${batch.Rows.toLocaleString('en')} rows are removed`}, and the bills of
        its months are recalculated without them. Usage of issued months cannot be removed.
      </p>
    </ConfirmDialog>
  );
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
