'use client';

import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { SmallTable } from '@/components/console/table/small-table';
import { TextLink } from '@/components/ui/text-link';
import type { BillLineAnswer } from '@/lib/billing/bill/operations';
import type { CostView } from '@/lib/billing/cost-explorer/views/view';
import { serviceName } from '@/lib/billing/service-names';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { quantity } from '../../_components/amounts';
import { Money } from '../../_components/money';
import { recordTypeWords } from '../../_components/record-types';
import { linesQuery } from '../queries';

type Line = Json<BillLineAnswer>;

const AMOUNTS: Partial<Record<CostView['Metric'], (line: Line) => string>> = {
  BlendedCost: ({ Blended, Unblended }) => Blended ?? Unblended,
  AmortizedCost: ({ Amortized, Unblended }) => Amortized ?? Unblended,
};

/** Lists the largest bill lines of a view, each linked to its bill. */
export function LinesPanel({ view, isPayer }: { view: CostView; isPayer: boolean }) {
  const read = useRead(linesQuery(view));
  const amountOf = AMOUNTS[view.Metric] ?? (({ Unblended }: Line) => Unblended);
  return (
    <ReadBox read={read} what="these lines">
      {({ Lines, Count }) => (
        <>
          <SmallTable
            label="Bill lines"
            rows={Lines}
            rowKey={(_, index) => index}
            columns={[
              {
                header: 'Date (UTC)',
                cell: (line: Line) => (
                  <TextLink href={paths.bills({ month: line.Date.slice(0, 7), ...(isPayer && { account: line.AccountId }) })}>
                    {line.Date}
                    <span className="sr-only">: view bill</span>
                  </TextLink>
                ),
              },
              { header: 'Account', mono: true, cell: (line: Line) => line.AccountId },
              { header: 'Service', cell: (line: Line) => serviceName(line.Service) },
              {
                header: 'Usage type',
                breaks: true,
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
                breaks: true,
                cell: (line: Line) => (line.ResourceId ? <span className="font-mono text-sm">{line.ResourceId}</span> : '–'),
              },
              { header: 'Quantity', align: 'end', cell: (line: Line) => quantity(line.Quantity) },
              { header: 'Amount', align: 'end', cell: (line: Line) => <Money amount={amountOf(line)} /> },
            ]}
          />
          <p className="border-line border-t px-4 py-2 text-ink-2 text-sm">
            {Count > Lines.length
              ? `The ${Lines.length} largest of ${Count.toLocaleString('en')} lines. Narrow the view to see others, or download the bill of the month.`
              : Count === 1
                ? '1 line'
                : `${Count.toLocaleString('en')} lines`}
          </p>
        </>
      )}
    </ReadBox>
  );
}
