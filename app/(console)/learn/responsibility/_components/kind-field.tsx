'use client';

import { useId } from 'react';
import { KINDS, type KindId } from '@/lib/responsibility/model/layers';

/** The service types in a row, from the one that leaves most to the customer to the one that leaves least. */
export function KindField({ value, onChange }: { value: KindId; onChange: (kind: KindId) => void }) {
  const name = useId();
  return (
    <fieldset className="mb-3 grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line-strong bg-line sm:grid-cols-4 xl:grid-cols-7">
      <legend className="sr-only">Service type</legend>
      {KINDS.map((kind) => (
        <label
          key={kind.id}
          className="relative bg-surface px-3 py-1.5 last:max-xl:col-span-2 hover:bg-hover has-checked:bg-accent-soft has-checked:shadow-[inset_0_-2px_var(--accent)] has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:-outline-offset-2 sm:last:max-xl:col-span-2"
        >
          <input
            type="radio"
            name={name}
            value={kind.id}
            checked={kind.id === value}
            onChange={() => onChange(kind.id)}
            className="peer pointer-events-none absolute inset-0 appearance-none outline-none"
          />
          <span className="block font-medium text-ink text-sm peer-checked:font-semibold peer-checked:text-accent">
            {kind.name}
          </span>
          <span className="block text-ink-3 text-xs peer-checked:text-accent">{kind.service}</span>
        </label>
      ))}
    </fieldset>
  );
}
