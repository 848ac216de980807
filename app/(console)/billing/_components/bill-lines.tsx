'use client';

import { MoreButton, usePages } from '@/components/console/kit/use-pages';
import { ReadError } from '@/components/console/page/read-box';
import { SmallTable } from '@/components/console/table/small-table';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import type { BillLineAnswer } from '@/lib/billing/bill/operations';
import { serviceName } from '@/lib/billing/service-names';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { type Bill, billLinesQuery } from '../queries';
import { quantity } from './amounts';
import { Money } from './money';
import { recordTypeWords } from './record-types';

type Line = Json<BillLineAnswer>;

/** Lists the lines behind a service's amount by day, as many as requested. */
export function BillLines({ bill, service }: { bill: Bill; service: string }) {
  const { AccountId } = bill;
  const asked = { Month: bill.Month, PayerId: bill.PayerId, AccountId, Service: service };
  const { rows, read, ...more } = usePages(billLinesQuery(asked), ({ Lines }) => Lines);
  if (read.error)
    return (
      <div className="p-4">
        <ReadError read={read} what="these lines" />
      </div>
    );
  if (rows === undefined) return <Skeleton className="mx-4 my-3 h-4 w-40" />;
  return (
    <>
      <SmallTable
        label={`Lines of ${serviceName(service)}, day by day`}
        rows={rows}
        rowKey={(_, index) => index}
        columns={[
          { header: 'Date (UTC)', cell: ({ Date: day }: Line) => day },
          ...(AccountId === undefined
            ? [
                {
                  header: 'Account',
                  mono: true as const,
                  cell: (line: Line) => (
                    <TextLink href={paths.bills({ month: bill.Month, account: line.AccountId })}>{line.AccountId}</TextLink>
                  ),
                },
              ]
            : []),
          {
            header: 'Usage type',
            breaks: true as const,
            cell: (line: Line) => (
              <>
                <span className="font-mono text-sm">{line.UsageType}</span>
                {line.RecordType === 'Usage' ? null : (
                  <span className="block text-ink-2 text-sm">{recordTypeWords(line.RecordType)}</span>
                )}
              </>
            ),
          },
          { header: 'Region', cell: (line: Line) => line.Region ?? 'All' },
          {
            header: 'Resource',
            breaks: true as const,
            cell: (line: Line) => (line.ResourceId ? <span className="font-mono text-sm">{line.ResourceId}</span> : '–'),
          },
          { header: 'Quantity', align: 'end' as const, cell: (line: Line) => quantity(line.Quantity) },
          { header: 'Amount', align: 'end' as const, cell: (line: Line) => <Money amount={line.Unblended} /> },
        ]}
      />
      <p className="flex items-center gap-3 border-line border-t px-4 py-2 text-ink-2 text-sm">
        {rows.length.toLocaleString('en')} {more.hasMore ? 'lines so far' : rows.length === 1 ? 'line' : 'lines'}
        <MoreButton pages={more} size="sm" />
      </p>
    </>
  );
}
