'use client';

import { useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { Time } from '@/components/console/page/time';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { RadioGroup } from '@/components/ui/field/radio-group';
import type { Jump } from '@/lib/clock/limits';
import type { ClockNow } from '@/lib/clock/operations';
import type { Json } from '@/lib/console/result';
import { moveClock } from '../../actions';

const WORDS: Readonly<Record<Jump, { label: string; description: string }>> = {
  HOUR: { label: 'One hour', description: 'Role sessions end. They last one hour by default.' },
  FIFTEEN_DAYS: { label: '15 days and one minute', description: 'Unanswered invitations expire.' },
  NINETY_DAYS: { label: '90 days', description: 'Closed accounts are deleted for good, and credentials count as old.' },
  MONTH_END: {
    label: 'To the end of the month',
    description: 'The first minute of next month: the bill of this month is complete.',
  },
};

type MoveClockDialogProps = { clock: Json<ClockNow>; onClose: () => void };

/** Asks how far to advance. */
export function MoveClockDialog({ clock, onClose }: MoveClockDialogProps) {
  const [where, setWhere] = useState<Jump | 'DAY'>('HOUR');
  const [day, setDay] = useState('');
  const [first, last] = [clock.Now, clock.Latest].map((time) => time.slice(0, 10));
  const to = where === 'DAY' ? `${day}T00:00:00.000Z` : clock.Jumps.find(({ Jump }) => Jump === where)?.To;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && day > (first ?? '') && day <= (last ?? '');
  const operation = useOperation(moveClock, {
    handlesError: () => true,
    // Everything on the page depends on the time, and a signed-out user must sign in, so the page is reloaded.
    invalidates: [],
    onSuccess: () => window.location.reload(),
  });
  return (
    <FormDialog
      title="Advance clock"
      description="You can only advance the clock. To be able to restore the current state, save a snapshot first."
      submitLabel="Advance clock"
      pending={operation.running}
      error={operation.error}
      disabledReason={where === 'DAY' && !isDay ? 'Choose a later date' : undefined}
      onSubmit={() => void operation.run(where === 'DAY' ? { To: new Date(to ?? '') } : { Jump: where })}
      onClose={onClose}
    >
      <RadioGroup
        label="Advance by"
        value={where}
        onValueChange={setWhere}
        options={[
          ...clock.Jumps.map(({ Jump }) => ({ value: Jump, ...WORDS[Jump] })),
          {
            value: 'DAY',
            label: 'To a date',
            description: 'At 00:00 UTC.',
            children: (
              <Field label="Day">
                <Input
                  type="date"
                  className="w-44"
                  min={first}
                  max={last}
                  value={day}
                  onChange={(event) => setDay(event.currentTarget.value)}
                />
              </Field>
            ),
          },
        ]}
      />
      <p className="text-ink-2">
        {to && (where !== 'DAY' || isDay) ? (
          <>
            New time: <Time value={to} format="absolute" />.{' '}
          </>
        ) : null}
        Console sessions end after 12 hours. A longer jump signs out all users, including you.
      </p>
    </FormDialog>
  );
}
