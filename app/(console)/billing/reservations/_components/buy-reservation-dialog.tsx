'use client';

import { useMemo, useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { reservationOffers } from '../../_components/advances/offers';
import { usePaidAccounts } from '../../_components/use-paid-accounts';
import { putReservation } from '../../actions';
import { priceListQuery } from '../../queries';
import { newReservation, ReservationFields, reservationOf } from './reservation-fields';

type BuyReservationDialogProps = { month: string; accountId: string; onClose: () => void };

/** Purchases reservations at list prices. */
export function BuyReservationDialog({ month, accountId, onClose }: BuyReservationDialogProps) {
  const [draft, setDraft] = useState(() => newReservation(accountId, `${month}-01`));
  const paid = usePaidAccounts(accountId);
  const list = useRead(priceListQuery({ Month: month }));
  const offers = useMemo(() => (list.data ? reservationOffers(list.data.Document) : undefined), [list.data]);
  const operation = useOperation(putReservation, {
    success: (_, { Id }) => ({
      text: 'The reservation was purchased.',
      link: { label: 'Covered usage by account', href: paths.reservation(Id, { month }) },
    }),
    handlesError: () => true,
    onSuccess: onClose,
  });
  const purchase = reservationOf(draft, offers ?? []);
  return (
    <FormDialog
      title="Purchase reservations"
      description="Nobody is charged real money. The costs appear on the bills of this installation."
      submitLabel="Buy"
      pending={operation.running}
      error={operation.error}
      disabledReason={'problem' in purchase ? purchase.problem : undefined}
      onSubmit={() => {
        if (!('problem' in purchase)) void operation.run(purchase);
      }}
      onClose={onClose}
    >
      <ReadError read={list} what="the price list" />
      {offers?.length === 0 ? (
        <p>
          This month's price list offers no reservations.{' '}
          <TextLink inline href={paths.priceList()}>
            Choose price list
          </TextLink>
        </p>
      ) : (
        <ReservationFields value={draft} onChange={setDraft} offers={offers ?? []} paid={paid} />
      )}
    </FormDialog>
  );
}
