'use client';

import { paths } from '@/lib/console/paths';
import { buyDialog } from '../../_components/advances/buy-dialog';
import { reservationOffers } from '../../_components/advances/offers';
import { putReservation } from '../../actions';
import { newReservation, ReservationFields, reservationOf } from './reservation-fields';

/** Purchases reservations at list prices. */
export const BuyReservationDialog = buyDialog({
  title: 'Purchase reservations',
  many: 'reservations',
  done: 'The reservation was purchased.',
  action: putReservation,
  offersOf: reservationOffers,
  fresh: newReservation,
  purchaseOf: reservationOf,
  Fields: ReservationFields,
  hrefOf: (id, month) => paths.reservation(id, { month }),
});
