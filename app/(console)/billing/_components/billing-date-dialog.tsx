'use client';

import { useState } from 'react';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { FormDialog } from '@/components/console/form/form-dialog';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { RadioGroup } from '@/components/ui/radio-group';
import { putBillingDate } from '../actions';
import { dayWords, monthLater, monthWords } from './months';

type BillingDateDialogProps = { date: string; isAhead: boolean; onClose: () => void };

/** Puts the day that bills are at ahead, or back to the clock. */
export function BillingDateDialog({ date, isAhead, onClose }: BillingDateDialogProps) {
  const today = date.slice(0, 10);
  const month = date.slice(0, 7);
  const next = `${monthLater(month, 1)}-01`;
  const [where, setWhere] = useState<'ahead' | 'clock'>('ahead');
  const [day, setDay] = useState(next);
  const operation = useOperation(putBillingDate, {
    success: (_, { BillingDate }) => ({ text: `Bills are at ${dayWords(BillingDate)}.` }),
    handlesError: () => true,
    onSuccess: onClose,
  });
  const isDay = /^2\d{3}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) && day > today && day < '2100';
  const over = isDay && day.slice(0, 7) > month ? monthLater(day.slice(0, 7), -1) : null;
  return (
    <FormDialog
      title="The day that bills are at"
      description={`A class need not wait for the end of a month. Now: ${dayWords(date)}${isAhead ? ', ahead of the clock' : ', as the clock has it'}.`}
      submitLabel={where === 'clock' ? 'Back to the clock' : 'Move ahead'}
      pending={operation.running}
      error={operation.error}
      disabledReason={where === 'ahead' && !isDay ? `Choose a day after ${dayWords(date)}` : undefined}
      onSubmit={() => void operation.run(where === 'clock' ? {} : { BillingDate: new Date(`${day}T00:00:00Z`) })}
      onClose={onClose}
    >
      {isAhead ? (
        <RadioGroup
          label="Bills are at"
          value={where}
          onValueChange={setWhere}
          options={[
            { value: 'ahead', label: 'A later day' },
            {
              value: 'clock',
              label: 'What the clock says',
              description: 'Months that were issued stay issued. Preferences changed on days ahead hold from today on.',
            },
          ]}
        />
      ) : null}
      {where === 'ahead' ? (
        <>
          <Field label="Day" hint="It begins at 00:00 UTC. When the clock has come as far, bills go on with it.">
            <Input type="date" className="w-44" min={today} value={day} onChange={(event) => setDay(event.currentTarget.value)} />
          </Field>
          <p className="flex flex-wrap items-center gap-2 text-ink-2 text-sm">
            <Button size="sm" onClick={() => setDay(next)}>
              After the end of {monthWords(month)}
            </Button>
            <Button
              size="sm"
              onClick={() => setDay(`${monthLater(month, 12)}-${today.slice(8) === '29' ? '28' : today.slice(8)}`)}
            >
              A year on
            </Button>
          </p>
          <p className="text-ink-2">
            {over === null
              ? 'The month goes on: its bill is an estimate still.'
              : over === month
                ? `${monthWords(month)} is over then, and its bill can be issued.`
                : `The months from ${monthWords(month)} to ${monthWords(over)} are over then, and their bills can be issued.`}{' '}
            A month is issued by itself three days after its end, once nobody has brought usage for a day.
          </p>
        </>
      ) : null}
    </FormDialog>
  );
}
