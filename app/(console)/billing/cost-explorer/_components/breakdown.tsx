import { ChevronLeft, ChevronRight } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Panel } from '@/components/ui/panel';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { CostView } from '@/lib/billing/cost-explorer/views/view';
import { exactDollars, isZero } from '../../_components/amounts';
import { type Costs, type Forecast, GROUPS_ON_A_PAGE, type Row } from '../queries';
import { groupName } from './chart-data';
import { amountWords, keyWords, timeWords, valueWords } from './view-words';

/** With more periods, amounts are text, because a page cannot have thousands of buttons. */
const MOST_TIMES_WITH_BUTTONS = 40;

type Time = Costs['Times'][number];
type BreakdownProps = {
  of: Costs;
  forecast: Forecast | undefined;
  view: CostView;
  page: number;
  isStale: boolean;
  onPage: (page: number) => void;
  onNarrow: (row: Row | null, time: Time | null) => void;
};

/** The chart as a table: a row for each group, a column for each period, and totals. */
export function Breakdown({ of: costs, forecast, view, page, isStale, onPage, onNarrow }: BreakdownProps) {
  const { Times, Unit, GroupCount } = costs;
  const isNarrowable = Times.length <= MOST_TIMES_WITH_BUTTONS;
  const first = (page - 1) * GROUPS_ON_A_PAGE;
  return (
    <Panel
      flush
      title="Costs and usage"
      count={GroupCount || undefined}
      footer={
        GroupCount > GROUPS_ON_A_PAGE ? (
          <div className="flex items-center gap-2 text-ink-2 text-sm">
            <span className="flex-1 tabular-nums">
              {(first + 1).toLocaleString('en')} – {Math.min(first + GROUPS_ON_A_PAGE, GroupCount).toLocaleString('en')} of{' '}
              {GroupCount.toLocaleString('en')}, the largest amounts first
            </span>
            <Button size="sm" disabled={page === 1} onClick={() => onPage(page - 1)}>
              <ChevronLeft aria-hidden size={14} />
              <span className="sr-only">Previous page</span>
            </Button>
            <Button size="sm" disabled={first + GROUPS_ON_A_PAGE >= GroupCount} onClick={() => onPage(page + 1)}>
              <ChevronRight aria-hidden size={14} />
              <span className="sr-only">Next page</span>
            </Button>
          </div>
        ) : null
      }
    >
      <Table label="Costs and usage" className={classNames(isStale && 'opacity-60')}>
        <TableHead>
          <TableRow>
            <TableHeader className={NAME}>
              {view.GroupBy.length === 0 ? 'All' : view.GroupBy.map(keyWords).join(' · ')}
            </TableHeader>
            <TableHeader align="end">Total</TableHeader>
            {Times.map((time) => (
              <TableHeader key={time.Start} align="end">
                {isNarrowable ? (
                  <Cell onClick={() => onNarrow(null, time)} title={`Only ${timeWords(time)}`}>
                    {timeWords(time)}
                  </Cell>
                ) : (
                  timeWords(time)
                )}
              </TableHeader>
            ))}
            {forecast?.Times.map((time) => (
              <TableHeader key={time.Start} align="end" className="italic">
                {timeWords(time)}, forecast
              </TableHeader>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          <TableRow className="font-semibold">
            <th scope="row" className={classNames(NAME, 'border-line border-b px-3 py-1.5 text-left font-semibold')}>
              Total
            </th>
            <Amount amount={costs.Total} unit={Unit} />
            {costs.Amounts.map((amount, at) => (
              <Amount key={Times[at]?.Start} amount={amount} unit={Unit} />
            ))}
            {forecast?.Times.map(({ Start, Mean, Lower, Upper }) => (
              <TableCell key={Start} align="end" className="whitespace-nowrap">
                {amountWords(Mean, Unit)}
                <span className="block font-normal text-ink-3 text-xs">
                  {amountWords(Lower, Unit)} to {amountWords(Upper, Unit)}
                </span>
              </TableCell>
            ))}
          </TableRow>
          {costs.Rows.map((row) => (
            <TableRow key={row.Keys.join('\u0000')}>
              <th scope="row" className={classNames(NAME, 'border-line border-b px-3 py-1.5 text-left font-normal')}>
                <Cell onClick={() => onNarrow(row, null)} title={`Only ${groupName(row, view.GroupBy)}`}>
                  <Names of={row} view={view} />
                </Cell>
              </th>
              <Amount amount={row.Total} unit={Unit} />
              {row.Amounts.map((amount, at) => {
                const time = Times[at];
                return time && isNarrowable && !isZero(amount) ? (
                  <Amount key={time.Start} amount={amount} unit={Unit} onClick={() => onNarrow(row, time)} />
                ) : (
                  <Amount key={time?.Start} amount={amount} unit={Unit} />
                );
              })}
              {forecast?.Times.map(({ Start }) => (
                <TableCell key={Start} />
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Panel>
  );
}

/** Stays visible while periods are scrolled. */
const NAME = 'sticky left-0 z-1 min-w-40 max-w-56 bg-surface sm:min-w-56 sm:max-w-md';

function Names({ of: { Keys, Names: names }, view }: { of: Row; view: CostView }) {
  return (
    <span className="block min-w-0 break-words">
      {view.GroupBy.map((key, at) => {
        const [value = ''] = Keys.slice(at);
        return (
          <span key={`${key.Type} ${key.Key}`} className={at > 0 ? 'block text-ink-2 text-sm' : 'block'}>
            {valueWords(key, value, names[at])}
            {names[at] ? <span className="ml-1.5 font-mono text-ink-3 text-xs">{value}</span> : null}
          </span>
        );
      })}
    </span>
  );
}

function Amount({ amount, unit, onClick }: { amount: string; unit: string; onClick?: () => void }) {
  const text = isZero(amount) ? <span className="text-ink-3">–</span> : amountWords(amount, unit);
  return (
    <TableCell align="end" className="whitespace-nowrap" title={unit === 'USD' ? exactDollars(amount) : amount}>
      {onClick ? <Cell onClick={onClick}>{text}</Cell> : text}
    </TableCell>
  );
}

function Cell({ onClick, title, children }: { onClick: () => void; title?: string; children: React.ReactNode }) {
  return (
    <button
      type="button"
      title={title}
      onClick={onClick}
      className="max-w-full rounded-sm text-left underline-offset-3 hover:text-accent hover:underline"
    >
      {children}
    </button>
  );
}
