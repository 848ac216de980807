'use client';

import { ConfirmForm } from '@/components/console/kit/confirm-form';
import { issueBill } from '../actions';
import type { Bill } from '../queries';
import { Money } from './money';
import { monthWords } from './months';

/** Asks before a month's bill is made final. */
export function IssueDialog({ bill, onClose }: { bill: Bill; onClose: () => void }) {
  const month = monthWords(bill.Month);
  return (
    <ConfirmForm
      title={`Issue the bill for ${month}?`}
      confirmLabel="Issue the bill"
      action={issueBill}
      input={{ Month: bill.Month }}
      success={`The bill for ${month} is issued.`}
      onClose={onClose}
    >
      <p>
        It comes to <Money amount={bill.Total} shown={bill.Shown} />. From then on it stays as it is: usage of {month} can no
        longer be added or taken back, and new prices and preferences no longer change it. This cannot be undone.
      </p>
    </ConfirmForm>
  );
}
