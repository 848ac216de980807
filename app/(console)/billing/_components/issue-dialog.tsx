'use client';

import { ConfirmForm } from '@/components/console/kit/confirm-form';
import { issueBill } from '../actions';
import type { Bill } from '../queries';
import { Money } from './money';
import { monthWords } from './months';

/** Confirms that a bill is issued. */
export function IssueDialog({ bill, onClose }: { bill: Bill; onClose: () => void }) {
  const month = monthWords(bill.Month);
  return (
    <ConfirmForm
      title={`Issue the bill for ${month}?`}
      confirmLabel="Issue bill"
      action={issueBill}
      input={{ Month: bill.Month }}
      success={`The bill for ${month} is issued.`}
      onClose={onClose}
    >
      <p>
        The total is <Money amount={bill.Total} shown={bill.Shown} />. After that it never changes: you can't add or remove usage
        of {month} and new prices and preferences don't apply to it. You cannot undo this.
      </p>
    </ConfirmForm>
  );
}
