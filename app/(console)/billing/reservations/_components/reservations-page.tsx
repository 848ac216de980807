'use client';

import dynamic from 'next/dynamic';
import { type Act, ActButtons } from '@/components/console/kit/act';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { paths } from '@/lib/console/paths';
import { ADVANCE_EXAMPLE_TAKES } from '../../_components/advances/advance-example-takes';
import { OwnedAdvances } from '../../_components/advances/owned-advances';
import { useAdvanceUse } from '../../_components/advances/use-advances';
import type { BillingReader } from '../../_components/billing-reader';
import { MonthPicker } from '../../_components/month-picker';
import { NotActivated } from '../../_components/not-activated';
import { billsQuery, reservationsQuery } from '../../queries';
import { reservationName, reservationScope } from './reservation-words';

const BuyReservationDialog = dynamic(() => import('./buy-reservation-dialog').then((module) => module.BuyReservationDialog));
const AdvanceExampleDialog = dynamic(() =>
  import('../../_components/advances/advance-example-dialog').then((module) => module.AdvanceExampleDialog),
);

type Subject = {
  /** The shown month. */
  month: string | undefined;
  /** The current billing month. */
  current: string | undefined;
  accountId: string;
  /** True in the head of the page while there are none, when the empty list offers the example. */
  isEmpty?: boolean;
};

const loadExample: Act<Subject> = {
  label: 'Load AWS example',
  takes: ADVANCE_EXAMPLE_TAKES.reservations,
  shown: ({ current, isEmpty }) => current !== undefined && !isEmpty,
  opens: ({ subject: { current, accountId }, onClose }) =>
    current === undefined ? null : (
      <AdvanceExampleDialog example="reservations" current={current} payerId={accountId} onClose={onClose} />
    ),
};
const buy: Act<Subject> = {
  label: 'Purchase reservations',
  look: 'primary',
  takes: 'gatehouse:PutReservation',
  why: ({ current }) => (current === undefined ? 'Loading the month' : undefined),
  opens: ({ subject: { month, current, accountId }, onClose }) =>
    current === undefined ? null : <BuyReservationDialog month={month ?? current} accountId={accountId} onClose={onClose} />,
};

/** Lists reservations with their terms, use in a month and savings. */
export function ReservationsPage({ month, reader }: { month: string | undefined; reader: BillingReader }) {
  const enabled = !reader.isShutOut;
  const list = useRead({ ...reservationsQuery(), enabled });
  const bills = useRead({ ...billsQuery(), enabled });
  const reservations = list.data?.Reservations;
  const ids = list.pending ? undefined : (reservations?.map(({ Id }) => Id) ?? []);
  const use = useAdvanceUse('reservations', month, enabled ? ids : undefined);
  const shown = use.read.data?.Month ?? month;
  const current = use.read.data?.CurrentMonth ?? bills.data?.CurrentMonth;
  const subject = { month: shown, current, accountId: reader.accountId };
  return (
    <>
      <PageHeader
        title="Reservations"
        info={<HelpLink />}
        description="Purchase capacity in advance. You pay for each hour whether you use it or not, and covered usage costs nothing more."
        actions={
          reader.isShutOut ? null : (
            <>
              {shown !== undefined && current !== undefined ? (
                <MonthPicker
                  month={shown}
                  current={current}
                  months={bills.data?.Bills.map(({ Month }) => Month) ?? []}
                  hrefOf={(next) => paths.reservations({ month: next })}
                />
              ) : null}
              <ActButtons acts={[loadExample, buy]} subject={{ ...subject, isEmpty: !reservations?.length }} />
            </>
          )
        }
      />
      {reader.isShutOut ? (
        <NotActivated />
      ) : (
        <OwnedAdvances
          kind="reservations"
          what="reservations"
          header="Reservation"
          rows={reservations}
          list={list}
          use={use}
          month={shown}
          at={bills.data?.BillingDate}
          payerId={reader.accountId}
          nameOf={reservationName}
          scopeOf={reservationScope}
          hrefOf={(id) => paths.reservation(id, { month })}
          empty={{
            title: 'No reservations',
            description:
              'If you commit to one or three years, you pay less than on demand. Purchase reservations, or load the AWS example: three reservations, four instances and $16.56 on demand.',
            action: current === undefined ? null : <ActButtons acts={[loadExample]} subject={subject} />,
          }}
        />
      )}
      <ReservationsHelp />
    </>
  );
}

export function ReservationsHelp() {
  return (
    <HelpPanel title="Reservations">
      <p>
        A reservation is a commitment for one or three years. In each hour, matching usage is covered up to the reserved amount.
        You pay for unused hours too.
      </p>
      <h3>Utilization and coverage</h3>
      <p>
        <b>Utilization</b> is the share of the purchase that was used. If it is low, you pay for unused capacity. <b>Coverage</b>{' '}
        is the share of usage that was covered. If it is low, you can purchase more.
      </p>
      <h3>Who benefits</h3>
      <p>
        In each hour, the owner account benefits first. The rest covers other accounts of the organization, unless sharing is off.
        A zonal reservation covers one zone and one size. A regional reservation can cover all sizes of its family.
      </p>
      <h3>Monthly costs</h3>
      <p>Upfront fees are spread over all hours of the term. The bill of the month of purchase has the whole fee.</p>
    </HelpPanel>
  );
}
