'use client';

import { useState } from 'react';
import { useAheadMs } from '@/components/console/shell/clock';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Select } from '@/components/ui/field/select';
import { atTime, fromField, NOW, splitMoment, toField } from './moment-text';

type MomentFieldProps = {
  label: 'From' | 'To';
  value: string;
  onChange: (value: string) => void;
  snapshots: readonly { Name: string; CreatedAt: string }[];
};

const HOUR_MS = 3_600_000;
const AGO = [
  { value: 'hour', label: 'One hour ago', ms: HOUR_MS },
  { value: 'day', label: 'One day ago', ms: 24 * HOUR_MS },
  { value: 'week', label: 'One week ago', ms: 7 * 24 * HOUR_MS },
] as const;
const TIME = 'time';

/** Selects one of the two times: now, a time, a snapshot, or the call that the page was opened with. */
export function MomentField({ label, value, onChange, snapshots }: MomentFieldProps) {
  const aheadMs = useAheadMs();
  const [kind, rest] = splitMoment(value);
  const isCall = kind === 'before' || kind === 'after';
  const choose = (chosen: string) => {
    const ago = AGO.find((each) => each.value === chosen);
    const now = Date.now() + aheadMs;
    if (ago || chosen === TIME) onChange(atTime(new Date(now - (ago?.ms ?? 0))));
    else onChange(chosen);
  };
  return (
    <>
      <Field label={label} className="w-full sm:w-64">
        <Select
          value={kind === TIME ? TIME : value}
          onValueChange={choose}
          options={[
            { value: NOW, label: 'Now' },
            { value: TIME, label: 'At a specific time' },
            ...AGO.map((each) => ({ value: each.value, label: each.label })),
            ...(isCall ? [{ value, label: kind === 'before' ? 'Before the call' : 'After the call' }] : []),
            ...snapshots.map(({ Name, CreatedAt }) => ({
              value: `snapshot:${Name}`,
              label: `Snapshot ${Name}, ${utc(CreatedAt)}`,
            })),
          ]}
        />
      </Field>
      {kind === TIME ? <TimeField key={rest} label={`${label}, time`} value={rest} onChange={onChange} /> : null}
    </>
  );
}

function TimeField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(toField(value));
  const take = () => {
    const time = fromField(text);
    if (time && toField(value) !== text) onChange(atTime(time));
  };
  return (
    <Field label={label} className="w-full sm:w-56">
      <Input
        type="datetime-local"
        value={text}
        onChange={({ target }) => setText(target.value)}
        onBlur={take}
        onKeyDown={({ key }) => (key === 'Enter' ? take() : undefined)}
      />
    </Field>
  );
}

/** In UTC, because an option is text and shows no time zone. */
const utc = (time: string) => `${time.slice(0, 16).replace('T', ' ')} UTC`;
