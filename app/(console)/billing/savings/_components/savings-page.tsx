'use client';

import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { Button, ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { Status } from '@/components/ui/status';
import type { SavingsAnswer } from '@/lib/billing/bill/savings/operations';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { dollars, isZero, percent, perMille } from '../../_components/amounts';
import { MonthPicker } from '../../_components/month-picker';
import { monthWords } from '../../_components/months';
import { NotActivated } from '../../_components/not-activated';
import { OnlyThePayer } from '../../_components/only-the-payer';
import { savingsQuery } from '../queries';
import { AccountsTable } from './accounts-table';
import { AllocationNote } from './allocation-note';
import { DimensionBand } from './dimension-band';
import { SavingsBar, type View } from './savings-bar';
import { Hatches } from './savings-drawing';
import { causeWords } from './savings-words';

type Answer = Json<SavingsAnswer>;

/** Compares consolidated with separate bills: the reason as a chart, and savings by account as a table. */
export function SavingsPage({ month, isShutOut }: { month: string | undefined; isShutOut: boolean }) {
  const [all, setAll] = useState(false);
  const read = useRead({ ...savingsQuery(month, all), enabled: !isShutOut, placeholderData: keepPreviousData });
  const answer = read.data;
  return (
    <>
      <PageHeader
        title="Consolidated billing savings"
        crumb="Savings"
        badge={answer ? <BillState of={answer} /> : null}
        info={<HelpLink />}
        description={answer ? <Lede of={answer} /> : undefined}
        actions={
          answer ? (
            <MonthPicker
              month={answer.Month}
              current={answer.CurrentMonth}
              months={[]}
              hrefOf={(next) => paths.savings({ month: next })}
            />
          ) : null
        }
      />
      {isShutOut ? <NotActivated /> : null}
      {read.error?.reason === 'MEMBER_OF_BILL' ? (
        <OnlyThePayer month={month}>Members see their own charges, but not the usage and savings of others.</OnlyThePayer>
      ) : (
        <ReadError read={read} what="the savings" />
      )}
      {!isShutOut && read.pending ? <Skeleton className="h-64 w-full" /> : null}
      {answer ? <Savings of={answer} month={month} onAll={all ? undefined : () => setAll(true)} /> : null}
      <SavingsHelp />
    </>
  );
}

function BillState({ of: { Status: status, IssuedAt } }: { of: Answer }) {
  return status === 'ISSUED' ? (
    <Status kind="success">
      Issued <Time value={IssuedAt} format="short" />
    </Status>
  ) : (
    <Status kind="pending">Pending (estimated)</Status>
  );
}

/** Summarizes the page in a few sentences: paid, separate cost, and each cause with its amount. */
function Lede({ of: { Month, Shown, Saving, Separate, Causes, DimensionCount, AccountCount } }: { of: Answer }) {
  if (DimensionCount === 0 || isZero(Separate)) return null;
  const month = monthWords(Month).split(' ')[0];
  if (AccountCount === 1)
    return (
      <p>
        In {month} the account paid <Amount>{Shown.Together}</Amount> for usage with volume pricing. It is alone on its bill. In
        an organization, the usage of all accounts counts together.
      </p>
    );
  const share = perMille(Saving, Separate);
  return (
    <p>
      In {month} the organization paid <Amount>{Shown.Together}</Amount> for usage with volume pricing. Billed separately, its
      accounts would have paid <Amount>{Shown.Separate}</Amount>.{' '}
      {isZero(Saving) ? (
        'Consolidated billing makes no difference here.'
      ) : Saving.startsWith('-') ? (
        <>
          Consolidated billing costs <Amount>{Shown.Saving.slice(1)}</Amount> more.
        </>
      ) : (
        <>
          Consolidated billing <b className="font-semibold text-allow tabular-nums">saved {dollars(Shown.Saving)}</b>
          {share === null ? '' : `, ${percent(share)}`}.
        </>
      )}{' '}
      {Causes.map((cause) => causeWords(cause, cause.Shown)).join(' ')}
    </p>
  );
}

function Amount({ children }: { children: string }) {
  return <b className="font-semibold text-ink tabular-nums">{dollars(children)}</b>;
}

type SavingsProps = { of: Answer; month: string | undefined; onAll: (() => void) | undefined };

function Savings({ of: answer, month, onAll }: SavingsProps) {
  const [chosen, setChosen] = useState<string>();
  const [view, setView] = useState<View>('chart');
  if (answer.DimensionCount === 0) return <NothingByVolume month={answer.Month} />;
  const dimensions = chosen === undefined ? answer.Dimensions : answer.Dimensions.filter(({ Id }) => Id === chosen);
  const more = answer.DimensionCount - answer.Dimensions.length;
  return (
    <>
      <Hatches />
      <Panel flush>
        <SavingsBar of={answer} chosen={chosen} onChoose={setChosen} view={view} onView={setView} />
        {dimensions.map((dimension) => (
          <DimensionBand key={dimension.Id} of={dimension} view={view} />
        ))}
        {chosen === undefined && more > 0 && onAll ? (
          <div className="border-line border-b px-4 py-2 text-center">
            <Button variant="link" onClick={onAll}>
              {more === 1 ? 'Show 1 more usage type' : `Show ${more} more usage types`}
            </Button>
            {answer.Rest ? <p className="text-ink-3 text-xs">{restWords(answer.Rest)}</p> : null}
          </div>
        ) : null}
        <AccountsTable key={chosen} month={month} dimension={chosen} />
      </Panel>
      <AllocationNote of={answer} dimensions={dimensions} />
    </>
  );
}

function restWords({ Saved, Lost }: NonNullable<Answer['Rest']>): string {
  const parts = [
    ...(isZero(Saved) ? [] : [`save ${dollars(Saved)}`]),
    ...(isZero(Lost) ? [] : [`cost ${dollars(Lost.slice(1))} more`]),
  ];
  return parts.length === 0 ? 'They cost the same on separate bills.' : `They ${parts.join(' and ')}.`;
}

function NothingByVolume({ month }: { month: string }) {
  return (
    <Panel>
      <EmptyState
        title={`No usage with volume pricing in ${monthWords(month)}`}
        description="Consolidated billing saves money where prices fall with volume, for example for storage and data transfer. No account had such usage in this month."
        action={<ButtonLink href={paths.usage}>Add usage</ButtonLink>}
      />
    </Panel>
  );
}

function SavingsHelp() {
  return (
    <HelpPanel title="Consolidated billing savings">
      <p>
        AWS adds up the usage of all accounts of an organization as if they were one account, and applies the price tiers to the
        sum. Together, the accounts reach lower tiers than each of them alone.
      </p>
      <h3>The chart</h3>
      <p>
        Width is usage and height is price, so area is money. The upper bar shows all accounts in a row. The hatched area is the
        extra cost of separate bills. The bars below show each account alone, on the same scale.
      </p>
      <h3>Blended and unblended</h3>
      <p>
        Blended costs are usage at the average rate of the organization. Unblended costs are each account's own parts of the
        tiers. AWS does not document which account gets which part. In Gatehouse, the price list decides.
      </p>
      <h3>Risks</h3>
      <p>
        Free amounts apply once for the organization, but would apply to each separate account. A reservation or Savings Plan that
        covers another account's usage no longer covers its owner’s.
      </p>
    </HelpPanel>
  );
}
