'use client';

import { Select } from '@/components/ui/field/select';
import { plural } from '@/lib/core/text/plural';

const HOUR = 3600;

/** Returns a duration as "1 hour", "12 hours", or "1 hour 30 minutes". */
export function hoursText(seconds: number): string {
  const hours = Math.floor(seconds / HOUR);
  const minutes = Math.round((seconds % HOUR) / 60);
  const text = plural(hours, 'hour');
  return minutes === 0 ? text : `${text} ${minutes} minutes`;
}

/** Renders a choice of one to twelve hours. A duration in between, set by the API, is an additional option. */
export function SessionDurationSelect({ value, onChange }: { value: number; onChange: (seconds: number) => void }) {
  const durations = Array.from({ length: 12 }, (_, index) => (index + 1) * HOUR);
  const all = durations.includes(value) ? durations : [...durations, value].sort((a, b) => a - b);
  return (
    <Select
      value={String(value)}
      onValueChange={(next) => onChange(Number(next))}
      options={all.map((seconds) => ({ value: String(seconds), label: hoursText(seconds) }))}
      className="max-w-48"
    />
  );
}
