'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { type Act, ActButtons, RowButtons, useActs } from '@/components/console/kit/act';
import { useTools } from '@/components/console/kit/tools';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button } from '@/components/ui/button';
import { serviceName } from '@/lib/billing/service-names';
import { ADVANCE_EXAMPLE_TAKES } from '../../_components/advances/advance-example-takes';
import { Owner } from '../../_components/advances/cells';
import { type Deleted, deleteAdvance } from '../../_components/advances/delete-advance';
import { StateOfTerm } from '../../_components/advances/state-of-term';
import { exactDollars, isZero } from '../../_components/amounts';
import type { BillingReader } from '../../_components/billing-reader';
import { Money } from '../../_components/money';
import { NotActivated } from '../../_components/not-activated';
import { usePaidAccounts } from '../../_components/use-paid-accounts';
import { billsQuery, type Credit, creditsQuery } from '../../queries';
import { byOrder, whyHere } from './credit-order';
import { CreditUsePanel } from './credit-use-panel';

const RedeemDialog = dynamic(() => import('./redeem-dialog').then((module) => module.RedeemDialog));
const AdvanceExampleDialog = dynamic(() =>
  import('../../_components/advances/advance-example-dialog').then((module) => module.AdvanceExampleDialog),
);

const PLACES = new Intl.PluralRules('en', { type: 'ordinal' });
const SUFFIXES: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };

type Subject = {
  /** The current billing month. */
  current: string;
  accountId: string;
  /** True in the head of the page while there are none, when the empty list offers the example. */
  isEmpty?: boolean;
};

const loadExample: Act<Subject> = {
  label: 'Load AWS example',
  takes: ADVANCE_EXAMPLE_TAKES.credits,
  shown: ({ isEmpty }) => !isEmpty,
  opens: ({ subject: { current, accountId }, onClose }) => (
    <AdvanceExampleDialog example="credits" current={current} payerId={accountId} onClose={onClose} />
  ),
};
const redeem: Act<Subject> = {
  label: 'Redeem credit',
  look: 'primary',
  takes: 'gatehouse:PutCredit',
  opens: ({ subject, onClose }) => <RedeemDialog {...subject} onClose={onClose} />,
};

const creditName = ({ Amount }: Credit) => `the credit of ${exactDollars(Amount)}`;

/** Lists credits: remaining amounts, order of use with reasons, and what each paid. */
export function CreditsPage({ reader }: { reader: BillingReader }) {
  const enabled = !reader.isShutOut;
  const read = useRead({ ...creditsQuery(), enabled });
  const bills = useRead({ ...billsQuery(), enabled });
  const names = new Map(usePaidAccounts(reader.accountId)?.accounts.map(({ id, name }) => [id, name]));
  const [chosen, setChosen] = useState<string>();
  const tools = useTools();
  const { begin, dialog } = useActs<Deleted>();
  const current = bills.data?.CurrentMonth;
  const credits = read.data && byOrder(read.data.Credits);
  const shown = credits?.find(({ Id }) => Id === chosen);
  return (
    <>
      <PageHeader
        title="Credits"
        info={<HelpLink />}
        description="Redeem credits that pay part of the bill until they are used up or expire."
        actions={
          reader.isShutOut || current === undefined ? null : (
            <ActButtons
              acts={[loadExample, redeem]}
              subject={{ current, accountId: reader.accountId, isEmpty: !credits?.length }}
            />
          )
        }
      />
      {reader.isShutOut ? (
        <NotActivated />
      ) : (
        <div className="space-y-4">
          <TablePanel
            title="Credits"
            what="credits"
            description="Usable credits come first, in the order in which they apply."
            rows={credits}
            read={read}
            rowKey={({ Id }) => Id}
            isSelected={({ Id }) => Id === chosen}
            top
            columns={[
              { header: 'Used', cell: (row) => <Place of={row} among={credits ?? []} /> },
              { header: 'Amount', align: 'end', cell: ({ Amount }) => exactDollars(Amount) },
              { header: 'Left', align: 'end', cell: ({ Remaining }) => <Money amount={Remaining} /> },
              { header: 'Owner', cell: ({ AccountId }) => <Owner id={AccountId} name={names.get(AccountId)} /> },
              {
                header: 'Services',
                wide: true,
                cell: ({ Services }) => Services?.map(serviceName).join(', ') ?? 'All',
              },
              {
                header: 'Expires',
                cell: ({ Start, End }) => <StateOfTerm start={Start} end={End} at={bills.data?.BillingDate} />,
              },
              {
                header: 'Actions',
                actions: true,
                cell: (row) => (
                  <span className="inline-flex gap-1.5">
                    <Button size="sm" aria-pressed={row.Id === chosen} onClick={() => setChosen(row.Id)}>
                      View use<span className="sr-only">: {exactDollars(row.Amount)}</span>
                    </Button>
                    <RowButtons
                      acts={[deleteAdvance]}
                      name={creditName(row)}
                      subject={{ id: row.Id, name: creditName(row), start: row.Start }}
                      tools={tools}
                      begin={begin}
                    />
                  </span>
                ),
              },
            ]}
            empty={{
              title: 'No credits',
              description:
                'AWS gives credits for trials, at events or as compensation. Redeem one, or load the AWS example, in which EC2 costs $85.00 and S3 $50.00.',
              action:
                current === undefined ? null : (
                  <ActButtons acts={[loadExample]} subject={{ current, accountId: reader.accountId }} />
                ),
            }}
          />
          {shown ? <CreditUsePanel key={shown.Id} credit={shown} onClose={() => setChosen(undefined)} /> : null}
        </div>
      )}
      {dialog}
      <CreditsHelp />
    </>
  );
}

function Place({ of, among }: { of: Credit; among: readonly Credit[] }) {
  if (of.Order === undefined) return <span className="text-ink-3">{isZero(of.Remaining) ? 'Used up' : 'Expired'}</span>;
  const why = whyHere(of, among);
  return (
    <>
      <span className="block font-medium">
        {of.Order}
        {SUFFIXES[PLACES.select(of.Order)]}
      </span>
      {why === null ? null : <span className="block text-ink-3 text-sm">{why}</span>}
    </>
  );
}

function CreditsHelp() {
  return (
    <HelpPanel title="Credits">
      <h3>Order of use</h3>
      <p>The credit that expires first is used first, then the one for the fewest services, then the oldest one.</p>
      <h3>Eligible charges</h3>
      <p>
        A credit pays its owner’s charges first, then those of the account with the most left to pay. In that account, it pays for
        the service with the most left, and in it the highest charge. With credit sharing off, it pays only its owner’s charges.
        The setting at the end of the month applies.
      </p>
      <h3>Joining and leaving</h3>
      <p>
        An account that joins an organization brings its credits from the next month on. An account that leaves takes the rest of
        its credits at the end of the month.
      </p>
    </HelpPanel>
  );
}
