'use client';

import { Printer } from 'lucide-react';
import { type Act, ActButtons, confirmation } from '@/components/console/kit/act';
import { useRead } from '@/components/console/kit/use-read';
import { CopyText } from '@/components/console/page/copy-text';
import { EmptyState } from '@/components/console/page/empty-state';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { Alert } from '@/components/ui/alert';
import { Button, ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Status } from '@/components/ui/status';
import { UrlTabs } from '@/components/ui/tabs';
import { TextLink } from '@/components/ui/text-link';
import { serviceName } from '@/lib/billing/service-names';
import { paths } from '@/lib/console/paths';
import { issueBill } from '../actions';
import { type Bill, type BillAsked, billQuery, billsQuery } from '../queries';
import { AccountCharges } from './account-charges';
import { BillingDate } from './billing-date';
import type { BillingReader } from './billing-reader';
import { DownloadButton } from './download-button';
import { loadExample } from './load-example';
import { Money } from './money';
import { MonthPicker } from './month-picker';
import { monthWords } from './months';
import { NotActivated } from './not-activated';
import { ServiceCharges } from './service-charges';
import { UnpricedPanel } from './unpriced-panel';

type Issued = { bill: Bill; hasEnded: boolean };

const issue: Act<Issued> = {
  label: 'Issue bill',
  takes: 'gatehouse:IssueBill',
  why: ({ hasEnded }) => (hasEnded ? undefined : 'You can issue a bill after its month has ended'),
  opens: confirmation(({ bill: { Month, Total, Shown } }: Issued) => {
    const month = monthWords(Month);
    return {
      title: `Issue the bill for ${month}?`,
      confirmLabel: 'Issue bill',
      action: issueBill,
      input: { Month },
      success: `The bill for ${month} is issued.`,
      text: (
        <p>
          The total is <Money amount={Total} shown={Shown} />. After that it never changes: you can't add or remove usage of{' '}
          {month} and new prices and preferences don't apply to it. You cannot undo this.
        </p>
      ),
    };
  }),
};

/** The bill of a month, with its details. */
export function BillsPage({ asked, reader }: { asked: BillAsked; reader: BillingReader }) {
  const bill = useRead({ ...billQuery(asked), enabled: !reader.isShutOut });
  const bills = useRead({ ...billsQuery(), enabled: !reader.isShutOut });
  const month = bill.data?.Month ?? asked.Month;
  const current = bills.data?.CurrentMonth;
  const hasEnded = current !== undefined && month !== undefined && month < current;
  const ofOne = bill.data?.View === 'payer' ? bill.data.AccountId : undefined;
  return (
    <div data-bill>
      <PageHeader
        title={ofOne === undefined ? 'Bills' : `Charges of ${ofOne}`}
        crumb={ofOne}
        breadcrumbs={ofOne === undefined ? [] : [{ label: 'Bills', href: paths.bills({ month, tab: 'accounts' }) }]}
        badge={bill.data ? <BillStatus bill={bill.data} /> : null}
        info={<HelpLink />}
        description={
          bill.data ? (
            <>
              <p>{descriptionOf(bill.data, reader)}</p>
              {bill.data.View === 'payer' && ofOne === undefined && bills.data ? (
                <BillingDate date={bills.data.BillingDate} />
              ) : null}
            </>
          ) : undefined
        }
        actions={
          <div className="flex flex-wrap items-center gap-2 print:hidden">
            {bill.data && !isEmpty(bill.data) ? (
              <>
                {bill.data.View === 'payer' && bill.data.Status === 'PENDING' && ofOne === undefined ? (
                  <ActButtons acts={[issue]} subject={{ bill: bill.data, hasEnded }} />
                ) : null}
                <DownloadButton month={bill.data.Month} payer={bill.data.PayerId} account={ofOne} />
                <Button onClick={() => window.print()}>
                  <Printer aria-hidden size={14} />
                  Print
                </Button>
              </>
            ) : null}
            {month !== undefined && current !== undefined ? (
              <MonthPicker
                month={month}
                current={current}
                months={bills.data?.Bills.map(({ Month }) => Month) ?? []}
                hrefOf={(next) => paths.bills({ month: next })}
              />
            ) : null}
          </div>
        }
      />
      {reader.isShutOut ? (
        <NotActivated />
      ) : (
        <ReadBox read={bill} what="this bill">
          {(answer) => (
            <div className="space-y-4">
              <SeveralBills bill={answer} reader={reader} />
              {isEmpty(answer) ? (
                <NoUsage bill={answer} />
              ) : (
                <>
                  <Summary bill={answer} />
                  <Charges bill={answer} />
                </>
              )}
            </div>
          )}
        </ReadBox>
      )}
      <BillsHelp />
    </div>
  );
}

function isEmpty({ Services, Unpriced = [] }: Bill): boolean {
  return Services.length === 0 && Unpriced.length === 0;
}

/** Returns one line about whose bill it is, and who pays. */
function descriptionOf({ Month, View, PayerId, AccountId, Status: status }: Bill, { accountId }: BillingReader): string {
  const estimate = status === 'PENDING' ? ' This is an estimate. It changes with usage and prices until the bill is issued.' : '';
  if (View === 'member')
    return `Your own charges for ${monthWords(Month)}. Account ${PayerId}, the management account of your organization, pays them.${estimate}`;
  if (AccountId !== undefined && AccountId !== accountId)
    return `This account’s part of the bill for ${monthWords(Month)}, which this account pays.${estimate}`;
  return `See the charges for ${monthWords(Month)} by service and account.${estimate}`;
}

/** For an account that joined or left: who pays when, with the other bill. */
function SeveralBills({ bill: { Bills, Month, PayerId }, reader: { accountId } }: { bill: Bill; reader: BillingReader }) {
  if (Bills.length < 2) return null;
  return (
    <Alert kind="info" title={`In ${monthWords(Month)} this account is on ${Bills.length} bills`}>
      <ul>
        {Bills.map(({ PayerId: payer, From, Until }) => (
          <li key={From}>
            {Date.parse(From) > Date.parse(`${Month}-01T00:00:00Z`) ? (
              <>
                From <Time value={From} format="absolute" />
              </>
            ) : (
              'From the start'
            )}
            {Until === undefined ? null : (
              <>
                {' '}
                until <Time value={Until} format="absolute" />
              </>
            )}
            , {payer === accountId ? 'the account itself pays' : `account ${payer} pays`}:{' '}
            {payer === PayerId ? (
              'shown below'
            ) : (
              <TextLink inline href={paths.bills({ month: Month, payer })}>
                View bill
              </TextLink>
            )}
            .
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function BillStatus({ bill: { Status: status, IssuedAt } }: { bill: Bill }) {
  if (status === 'PENDING') return <Status kind="pending">Pending (estimated)</Status>;
  return (
    <Status kind="success">
      Issued <Time value={IssuedAt} format="short" />
    </Status>
  );
}

function Summary({ bill }: { bill: Bill }) {
  const [service] = bill.Services;
  const [account] = bill.Accounts ?? [];
  const ofOne = bill.AccountId !== undefined;
  const tax = bill.ByRecordType.find(({ RecordType }) => RecordType === 'Tax');
  return (
    <Panel flush>
      <dl className="flex flex-wrap gap-x-12 gap-y-4 px-4 py-3.5">
        <Fact label={ofOne ? 'Total of this account' : 'Grand total'}>
          <span className="font-semibold text-xl">
            <Money amount={bill.Total} shown={bill.Shown} />
          </span>
        </Fact>
        {service ? (
          <Fact label="Highest service cost">
            {serviceName(service.Service)}
            <Part>
              <Money amount={service.Amount} shown={service.Shown} />
            </Part>
          </Fact>
        ) : null}
        {account && !ofOne ? (
          <Fact label="Highest account cost">
            <TextLink href={paths.bills({ month: bill.Month, account: account.AccountId })}>
              {account.Name ?? account.AccountId}
            </TextLink>
            <Part>
              <Money amount={account.Amount} shown={account.Shown} />
            </Part>
          </Fact>
        ) : null}
        {tax === undefined ? null : (
          <Fact label="Tax included">
            <Money amount={tax.Amount} />
          </Fact>
        )}
        <Fact label="Prices">
          <TextLink href={paths.priceList(bill.PriceList.Number === undefined ? {} : { version: String(bill.PriceList.Number) })}>
            {bill.PriceList.Name}
          </TextLink>
          {bill.PriceList.Number === undefined ? null : <Part>version {bill.PriceList.Number}</Part>}
        </Fact>
        {bill.Hash ? (
          <Fact label="SHA-256 of the issued bill">
            <CopyText text={bill.Hash} display={`${bill.Hash.slice(0, 16)}…`} what="hash" mono />
          </Fact>
        ) : null}
      </dl>
    </Panel>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-3 text-sm">{label}</dt>
      <dd className="mt-0.5 flex min-h-7 flex-wrap items-baseline gap-x-2">{children}</dd>
    </div>
  );
}

function Part({ children }: { children: React.ReactNode }) {
  return <span className="text-ink-2 text-sm">{children}</span>;
}

function Charges({ bill }: { bill: Bill }) {
  const services = <ServiceCharges bill={bill} />;
  if (bill.AccountId !== undefined) return services;
  const unpriced = bill.Unpriced ?? [];
  return (
    <UrlTabs
      label="Bill details"
      tabs={[
        { id: 'services', label: 'Charges by service', count: bill.Services.length, content: services },
        { id: 'accounts', label: 'Charges by account', count: bill.AccountCount ?? 0, content: <AccountCharges bill={bill} /> },
        ...(unpriced.length > 0
          ? [
              {
                id: 'unpriced',
                label: 'Usage without a price',
                count: unpriced.length,
                content: <UnpricedPanel rows={unpriced} />,
              },
            ]
          : []),
      ]}
    />
  );
}

function NoUsage({ bill }: { bill: Bill }) {
  if (bill.View === 'member' || bill.Status === 'ISSUED')
    return (
      <Panel>
        <EmptyState title={`No charges in ${monthWords(bill.Month)}`} description="This account had no charged usage." />
      </Panel>
    );
  return (
    <Panel>
      <EmptyState
        title={`No usage in ${monthWords(bill.Month)}`}
        description="Bills are calculated from usage. Start with the two examples that AWS uses to explain consolidated billing: Gatehouse loads their prices and usage."
        action={
          <span className="flex flex-wrap justify-center gap-2">
            <ActButtons acts={[{ ...loadExample, look: 'primary' }]} subject={{ month: bill.Month, payerId: bill.PayerId }} />
            <ButtonLink href={paths.usage}>Add usage</ButtonLink>
          </span>
        }
      />
    </Panel>
  );
}

function BillsHelp() {
  return (
    <HelpPanel title="Bills">
      <p>
        An organization gets one bill. The usage of all its accounts is added up for each service before price tiers apply, so
        together they reach lower tiers sooner.
      </p>
      <h3>Pending and issued</h3>
      <p>
        A month is pending while its charges can still change. An issued bill never changes, and its SHA-256 hash proves that.
      </p>
      <h3>Who pays and who can view</h3>
      <p>
        The management account pays for each member from the moment it joins. A member sees only its own charges. Users and roles
        can view bills only if a policy allows it and the root user has activated IAM access to billing.
      </p>
      <h3>Cents</h3>
      <p>
        Amounts are exact to a billionth of a dollar. Point to an amount to see it in full. Cents of services and accounts are
        rounded so that they add up to the total.
      </p>
    </HelpPanel>
  );
}
