'use client';

import { useRead } from '@/components/console/kit/use-read';
import { paths } from '@/lib/console/paths';
import { AdvancePage } from '../../_components/advances/advance-page';
import type { BillingReader } from '../../_components/billing-reader';
import { reservationsQuery } from '../../queries';
import { reservationName, reservationPrice, reservationScope } from './reservation-words';
import { ReservationsHelp } from './reservations-page';

type ReservationPageProps = { id: string; month: string | undefined; reader: BillingReader };

/** One purchase of reservations. */
export function ReservationPage({ id, month, reader }: ReservationPageProps) {
  const list = useRead({ ...reservationsQuery(), enabled: !reader.isShutOut });
  return (
    <AdvancePage
      kind="reservations"
      id={id}
      month={month}
      reader={reader}
      what="Reservation"
      list={{ label: 'Reservations', href: paths.reservations({ month }) }}
      rows={list.data?.Reservations}
      nameOf={reservationName}
      scopeOf={reservationScope}
      priceOf={(row) => [
        { label: 'Price', value: reservationPrice(row) },
        { label: 'Usage type', value: <span className="font-mono text-sm">{row.UsageType}</span> },
      ]}
      hrefOf={(next) => paths.reservation(id, { month: next })}
      help={<ReservationsHelp />}
    />
  );
}
