'use client';

import { useSyncExternalStore } from 'react';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';

const never = () => () => {};

/** Returns a time as `datetime-local` has it: local time of the browser, to the minute. */
export function toLocalTime(moment: string | Date | null | undefined): string {
  if (!moment) return '';
  const time = new Date(moment);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Returns the entered time in UTC, or null if empty. */
export function toMoment(local: string): string | null {
  return local === '' ? null : new Date(local).toISOString();
}

type TimeFieldProps = {
  label: string;
  hint?: string;
  error?: string;
  /** The time as `toLocalTime` returns it. */
  value: string;
  onChange: (local: string) => void;
};

/** A date and time in the browser's time zone, which is shown. */
export function TimeField({ label, hint, error, value, onChange }: TimeFieldProps) {
  const zone = useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => 'UTC',
  );
  return (
    <Field
      label={label}
      hint={`${hint ? `${hint} ` : ''}Time zone: ${zone.replaceAll('_', ' ')}.`}
      error={error}
      className="w-72"
    >
      <Input type="datetime-local" value={value} onChange={(event) => onChange(event.currentTarget.value)} />
    </Field>
  );
}
