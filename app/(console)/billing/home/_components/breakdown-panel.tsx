'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { SmallTable } from '@/components/console/table/small-table';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { serviceName } from '@/lib/billing/service-names';
import { paths } from '@/lib/console/paths';
import { dollars, perMille } from '../../_components/amounts';
import { Money } from '../../_components/money';
import { monthWords, shortMonth } from '../../_components/months';
import type { BillingHome } from '../queries';

const BY = ['service', 'account', 'unit'] as const;
type By = (typeof BY)[number];
type Row = BillingHome['Services'][number];

const LABELS: Record<By, string> = { service: 'Service', account: 'Account', unit: 'OU' };
// Only the last of six months fits here. The columns above show all of them.
const LATEST_ON_PHONES = 'max-sm:[&_:is(td,th):nth-child(n+2):nth-child(-n+6)]:hidden';
const OTHERS = 'others';
const LEFT = 'left';

/** Shows the costs of the last six months, with a breakdown. */
export function BreakdownPanel({ home }: { home: BillingHome }) {
  const [asked, setBy] = useQueryState('by', parseAsStringLiteral(BY).withDefault('service'));
  const rowsBy: Record<By, readonly Row[] | undefined> = { service: home.Services, account: home.Accounts, unit: home.Units };
  const offered = BY.filter((each) => rowsBy[each] !== undefined);
  const by = offered.includes(asked) ? asked : 'service';
  const rows = rowsBy[by] ?? [];
  return (
    <Panel
      title="Cost breakdown"
      description="The last six months. Lighter bars are not issued yet."
      flush
      actions={
        offered.length > 1 ? (
          <SegmentedControl
            label="Break down by"
            value={by}
            onValueChange={(next) => void setBy(next)}
            segments={offered.map((each) => ({ value: each, label: LABELS[each] }))}
          />
        ) : null
      }
    >
      <Columns months={home.Months} />
      <div className={LATEST_ON_PHONES}>
        <SmallTable
          label={`Costs of six months by ${LABELS[by]}`}
          rows={rows}
          rowKey={({ Key }) => Key}
          columns={[
            { header: LABELS[by], cell: (row: Row) => <Name row={row} by={by} month={home.Month} /> },
            ...home.Months.map(({ Month }, at) => ({
              header: shortMonth(Month),
              align: 'end' as const,
              cell: ({ Amounts }: Row) => <Money amount={Amounts[at] ?? '0'} />,
            })),
          ]}
        />
      </div>
    </Panel>
  );
}

function Name({ row: { Key, Name: name }, by, month }: { row: Row; by: By; month: string }) {
  if (Key === OTHERS) return <span className="text-ink-2">All others</span>;
  if (Key === LEFT) return <span className="text-ink-2">Accounts that have left</span>;
  if (by === 'service') return serviceName(Key);
  if (by === 'unit') return <TextLink href={paths.costsInTree({ costs: 'current', on: Key })}>{name ?? Key}</TextLink>;
  return <TextLink href={paths.bills({ month, account: Key })}>{name ?? Key}</TextLink>;
}

/** Monthly totals as columns, linked to their bills. */
function Columns({ months }: { months: BillingHome['Months'] }) {
  const highest = months.reduce((most, { Amount }) => (Number(Amount) > Number(most) ? Amount : most), '0');
  return (
    <ol className="grid grid-cols-6 gap-2 border-line border-b px-4 pt-4 pb-3 sm:gap-4" aria-label="Total of each month">
      {months.map(({ Month, Amount, Status: status }) => (
        <li key={Month} className="flex min-w-0 flex-col justify-end gap-1 text-center">
          <span className="truncate text-ink-2 text-xs tabular-nums" title={dollars(Amount)}>
            {rounded(Amount)}
          </span>
          <span aria-hidden className="flex h-24 items-end justify-center">
            <span
              className={status === 'ISSUED' ? 'w-full max-w-16 bg-accent' : 'w-full max-w-16 bg-accent/60'}
              style={{ height: `${Math.max(1, (perMille(Amount, highest) ?? 0) / 10)}%` }}
            />
          </span>
          <TextLink href={paths.bills({ month: Month })} className="truncate text-sm">
            <span aria-hidden>{shortMonth(Month)}</span>
            <span className="sr-only">{monthWords(Month)}</span>
          </TextLink>
        </li>
      ))}
    </ol>
  );
}

/** Returns an amount without cents, for a column. */
function rounded(amount: string): string {
  return dollars(amount).replace(/\.\d\d$/, '');
}
