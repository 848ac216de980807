'use client';

import { ArrowRight } from 'lucide-react';
import type { Read } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { SmallTable } from '@/components/console/table/small-table';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { serviceName } from '@/lib/billing/service-names';
import { plural } from '@/lib/core/text/plural';
import { dollars, exactDollars, isZero, percent, perMille, quantity, shortRate } from './amounts';
import { Money } from './money';
import { monthWords } from './months';
import { accountReasonWords, chargeWords, isLess, reasonWords } from './preview-words';
import { oneUnit, unitWord } from './units';
import type { BillPreview as Preview } from './use-bill-preview';

/** A month's bill before and after a change: total, accounts with other charges, and reasons. */
export function BillPreview({ read, onMore }: { read: Read<Preview>; onMore?: (() => void) | undefined }) {
  if (read.error) return <ReadError read={read} what="the impact" />;
  const { data } = read;
  if (!data)
    return (
      <div role="status" className="space-y-3">
        <p className="text-ink-2">Calculating the bill with the changes…</p>
        <Skeleton width="70%" />
        <Skeleton width="85%" />
      </div>
    );
  return (
    <div aria-live="polite" aria-busy={read.stale} className={classNames('space-y-4', read.stale && 'opacity-60')}>
      <Totals of={data} />
      {data.Unpriced > 0 ? (
        <Alert kind="info">
          {data.Unpriced === 1 ? 'One kind of usage has' : `${data.Unpriced} kinds of usage have`} no price in the price list, so
          the estimate does not include their cost.
        </Alert>
      ) : null}
      {data.Issued === undefined ? null : (
        <Alert kind="info">
          The issued bill says {dollars(data.Issued)}. To compare, Gatehouse recalculates it from current data, such as today’s
          support plans, so that the difference shows only your changes.
        </Alert>
      )}
      {data.ChangedAccounts > 0 ? <Accounts of={data} onMore={onMore} /> : null}
      {data.Reasons.length + data.Charges.length > 0 ? <Reasons of={data} /> : null}
    </div>
  );
}

function Totals({ of: { Month, Status, Before, After, ShownBefore, ShownAfter, Difference, ChangedAccounts } }: { of: Preview }) {
  const share = perMille(Difference.replace('-', ''), Before);
  return (
    <Panel flush>
      <dl className="flex flex-wrap items-end gap-x-8 gap-y-3 px-4 py-3.5">
        <Figure label={`${monthWords(Month)}, ${Status === 'ISSUED' ? 'as issued' : 'current'}`}>
          <Money amount={Before} shown={ShownBefore} />
        </Figure>
        <ArrowRight aria-hidden size={18} className="mb-1 hidden text-ink-3 sm:block" />
        <Figure label="With changes">
          <Money amount={After} shown={ShownAfter} />
        </Figure>
        <Figure label="Difference">
          <Change amount={Difference} />
          {share !== null && share > 0 ? <span className="ml-2 font-normal text-ink-3 text-sm">{percent(share)}</span> : null}
        </Figure>
        <Figure label="Accounts with a different charge">{ChangedAccounts.toLocaleString('en')}</Figure>
      </dl>
    </Panel>
  );
}

function Figure({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-ink-3 text-sm">{label}</dt>
      <dd className="mt-0.5 font-semibold text-xl">{children}</dd>
    </div>
  );
}

/** A sign and a word show the direction without color. */
function Change({ amount }: { amount: string }) {
  if (isZero(amount)) return <span className="text-ink-3">No difference</span>;
  const less = isLess(amount);
  return (
    <span
      className={classNames('whitespace-nowrap tabular-nums', less ? 'text-allow' : 'text-deny')}
      title={exactDollars(amount)}
    >
      {less ? '' : '+'}
      {dollars(amount)}
      <span className="sr-only">{less ? ' cheaper' : ' dearer'}</span>
    </span>
  );
}

function Accounts({ of: { Accounts: all, AccountCount }, onMore }: { of: Preview; onMore?: (() => void) | undefined }) {
  const changed = all.filter(({ Difference }) => !isZero(Difference));
  return (
    <Panel title="By account" description="Largest changes first." flush>
      <SmallTable
        label="Before and after, by account"
        top
        rows={changed}
        rowKey={({ AccountId }) => AccountId}
        columns={[
          {
            header: 'Account',
            cell: ({ AccountId, Name }) => (
              <>
                {Name ?? AccountId}
                <span className="block font-mono text-ink-3 text-xs">{AccountId.startsWith('0000') ? 'new' : AccountId}</span>
              </>
            ),
          },
          { header: 'Difference', align: 'end', cell: ({ Difference }) => <Change amount={Difference} /> },
          {
            header: 'Before',
            align: 'end',
            cell: ({ Before, ShownBefore }) => (ShownBefore === undefined ? '–' : <Money amount={Before} shown={ShownBefore} />),
          },
          {
            header: 'After',
            align: 'end',
            cell: ({ After, ShownAfter }) => (ShownAfter === undefined ? '–' : <Money amount={After} shown={ShownAfter} />),
          },
          {
            header: 'Why',
            wide: true,
            cell: ({ Reasons: reasons, ReasonCount }) => (
              <ul className="min-w-96">
                {reasons.map((reason) => (
                  <li key={`${reason.Cause} ${reason.Service} ${reason.UsageType} ${reason.Region}`}>
                    <span className="tabular-nums">
                      {isLess(reason.Difference) ? '' : '+'}
                      {dollars(reason.Difference)}
                    </span>
                    : {accountReasonWords(reason)}
                  </li>
                ))}
                {ReasonCount > reasons.length ? <li className="text-ink-3">and {ReasonCount - reasons.length} more</li> : null}
              </ul>
            ),
          },
        ]}
      />
      {changed.length === all.length && all.length < AccountCount && onMore ? (
        <p className="flex items-center gap-3 border-line border-t px-3 py-2 text-ink-2 text-sm">
          The first {changed.length.toLocaleString('en')} are shown.
          <Button size="sm" onClick={onMore}>
            Show more
          </Button>
        </p>
      ) : null}
    </Panel>
  );
}

type Row = { key: string; what: React.ReactNode; quantity: string; price: string; difference: string; why: string };

function Reasons({ of: { Reasons: reasons, ReasonCount, Charges } }: { of: Preview }) {
  const rows = [
    ...reasons.map((reason): Row => {
      const { Service, Description, UsageType, Region, Operation, Unit, Before, After, Difference } = reason;
      return {
        key: [Service, UsageType, Region, Operation].join('\n'),
        what: (
          <>
            {serviceName(Service)}: {Description}
            <span className="block break-all font-mono text-ink-3 text-xs">
              {UsageType}
              {Region === null ? '' : ` · ${Region}`}
            </span>
          </>
        ),
        quantity: `${changed(Before?.Quantity, After?.Quantity, quantity)} ${unitWord(Unit)}`,
        price: Before?.Rate || After?.Rate ? `${changed(Before?.Rate, After?.Rate, shortRate)} per ${oneUnit(Unit)}` : '–',
        difference: Difference,
        why: reasonWords(reason),
      };
    }),
    ...Charges.map(
      ({ Cause, Before, After, Difference }): Row => ({
        key: Cause,
        what: chargeWords(Cause),
        quantity: `${dollars(Before)} → ${dollars(After)}`,
        price: '–',
        difference: Difference,
        why: '',
      }),
    ),
  ];
  const more = ReasonCount - reasons.length;
  return (
    <Panel
      title="Reasons for the difference"
      description={
        more > 0 ? `The ${reasons.length} largest of ${plural(ReasonCount, 'difference')} in usage and other charges.` : undefined
      }
      flush
    >
      <SmallTable
        label="Reasons for the difference"
        top
        rows={rows}
        rowKey={({ key }) => key}
        columns={[
          {
            header: 'Item and reason',
            wide: true,
            cell: ({ what, why }) => (
              <>
                {what}
                {why ? <span className="block text-ink-2 text-sm">{why}</span> : null}
              </>
            ),
          },
          { header: 'Difference', align: 'end', cell: ({ difference }) => <Change amount={difference} /> },
          { header: 'Quantity or amount', align: 'end', cell: (row) => row.quantity },
          { header: 'Average price', align: 'end', cell: ({ price }) => price },
        ]}
      />
    </Panel>
  );
}

function changed(before: string | undefined, after: string | undefined, words: (text: string) => string): string {
  const shown = (text: string | undefined) => (text === undefined ? '–' : words(text));
  const [one, other] = [shown(before), shown(after)];
  return one === other ? one : `${one} → ${other}`;
}
