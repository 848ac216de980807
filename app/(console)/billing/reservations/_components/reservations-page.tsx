'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { Button } from '@/components/ui/button';
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

/** Reservations: what is owned by whom until when, how far it was used in a month, and what that saved. */
export function ReservationsPage({ month, reader }: { month: string | undefined; reader: BillingReader }) {
  const enabled = !reader.isShutOut;
  const list = useRead({ ...reservationsQuery(), enabled });
  const bills = useRead({ ...billsQuery(), enabled });
  const reservations = list.data?.Reservations;
  const ids = list.pending ? undefined : (reservations?.map(({ Id }) => Id) ?? []);
  const use = useAdvanceUse('reservations', month, enabled ? ids : undefined);
  const [open, setOpen] = useState<'buy' | 'example' | null>(null);
  const missing = useMissing();
  const shown = use.read.data?.Month ?? month;
  const current = use.read.data?.CurrentMonth ?? bills.data?.CurrentMonth;
  const cannotBuy = missing('gatehouse:PutReservation');
  const close = () => setOpen(null);
  return (
    <>
      <PageHeader
        title="Reservations"
        info={<HelpLink />}
        description="Capacity that was bought in advance. It is paid for hour by hour, used or not, and what it covers costs nothing more."
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
              {reservations !== undefined && reservations.length > 0 && current !== undefined ? (
                <Button disabledReason={missing(...ADVANCE_EXAMPLE_TAKES.reservations)} onClick={() => setOpen('example')}>
                  Load AWS’s example
                </Button>
              ) : null}
              <Button
                variant="primary"
                disabledReason={current === undefined ? 'The month is not known yet' : cannotBuy}
                onClick={() => setOpen('buy')}
              >
                Buy reservations
              </Button>
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
              'Whoever commits to run something for one or three years pays less for it than on demand. Buy some, or load the example of AWS’s guide: three reservations, four instances, $16.56 paid on demand.',
            action:
              current === undefined ? null : (
                <Button disabledReason={missing(...ADVANCE_EXAMPLE_TAKES.reservations)} onClick={() => setOpen('example')}>
                  Load AWS’s example
                </Button>
              ),
          }}
        />
      )}
      {open === 'buy' && current !== undefined ? (
        <BuyReservationDialog month={shown ?? current} accountId={reader.accountId} onClose={close} />
      ) : null}
      {open === 'example' && current !== undefined ? (
        <AdvanceExampleDialog example="reservations" current={current} payerId={reader.accountId} onClose={close} />
      ) : null}
      <ReservationsHelp />
    </>
  );
}

export function ReservationsHelp() {
  return (
    <HelpPanel title="Reservations">
      <p>
        A reservation is a commitment for one or three years. Usage that it fits costs nothing as long as it goes, hour by hour;
        hours in which nobody uses it are paid all the same.
      </p>
      <h3>Utilization and coverage</h3>
      <p>
        <b>Utilization</b> is how much of what was bought was used: low, and money is wasted. <b>Coverage</b> is how much of what
        ran was covered: low, and more could be bought.
      </p>
      <h3>Who benefits</h3>
      <p>
        The account that owns it, first. What it leaves in an hour goes to other accounts of the organization, unless sharing is
        turned off. A reservation of a zone fits that zone and one size; one of a Region may fit all sizes of its family.
      </p>
      <h3>What it costs in a month</h3>
      <p>
        What was paid at once is spread over all hours of the term. The bill of the month in which it was bought has all of it.
      </p>
    </HelpPanel>
  );
}
