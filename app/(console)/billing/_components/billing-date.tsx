'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useMissing } from '@/app/(console)/_client/use-missing';
import { Button } from '@/components/ui/button';
import { dayWords } from './months';

const BillingDateDialog = dynamic(() => import('./billing-date-dialog').then((module) => module.BillingDateDialog));

type BillingDateProps = { date: string; isAhead: boolean };

/** What the bills are at, and how a class puts it ahead. */
export function BillingDate({ date, isAhead }: BillingDateProps) {
  const [open, setOpen] = useState(false);
  const missing = useMissing();
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <span>
        Bills are at {dayWords(date)}
        {isAhead ? ', ahead of the clock' : ''}.
      </span>
      <Button
        variant="link"
        className="print:hidden"
        disabledReason={missing('gatehouse:PutBillingDate')}
        onClick={() => setOpen(true)}
      >
        Change the day
      </Button>
      {open ? <BillingDateDialog date={date} isAhead={isAhead} onClose={() => setOpen(false)} /> : null}
    </span>
  );
}
