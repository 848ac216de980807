'use client';

import { Plus, X } from 'lucide-react';
import { Button, IconButton } from '@/components/ui/button';
import { Input } from '@/components/ui/input';

/** A condition key as it is typed, several values with commas. */
export type ContextEntry = { id: number; key: string; values: string };

/** One more key to fill in. */
export function withKey(entries: readonly ContextEntry[], key: string): ContextEntry[] {
  return [...entries, { id: Math.max(0, ...entries.map(({ id }) => id)) + 1, key, values: '' }];
}

/** What is given, to be typed on. */
export function entriesOf(context: readonly { Key: string; Values: readonly string[] }[]): ContextEntry[] {
  return context.map(({ Key, Values }, id) => ({ id, key: Key, values: Values.join(', ') }));
}

/** As the operations take it. */
export function contextOf(entries: readonly ContextEntry[]): { Key: string; Values: string[] }[] {
  return entries.flatMap(({ key, values }) => {
    const Values = values.split(',').map((value) => value.trim());
    return key.trim() ? [{ Key: key.trim(), Values: Values.filter(Boolean) }] : [];
  });
}

const FROM_HERE =
  'The request carries what a call from here and now would. Set other condition keys, several values with commas; without a value the key is left out.';

type ContextFieldsProps = {
  entries: readonly ContextEntry[];
  description?: string;
  onChange: (entries: readonly ContextEntry[]) => void;
};

/** Condition keys of the request to be set or taken away. */
export function ContextFields({ entries, description = FROM_HERE, onChange }: ContextFieldsProps) {
  const edit = (id: number, change: Partial<ContextEntry>) =>
    onChange(entries.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)));
  return (
    <div className="space-y-2">
      <p className="text-ink-2 text-sm">{description}</p>
      {entries.map((entry) => (
        <div key={entry.id} className="flex items-center gap-2">
          <Input
            aria-label="Condition key"
            placeholder="aws:RequestedRegion"
            value={entry.key}
            spellCheck={false}
            className="font-mono"
            onChange={(event) => edit(entry.id, { key: event.target.value })}
          />
          <Input
            aria-label={`Values of ${entry.key || 'the key'}`}
            placeholder="us-west-2"
            value={entry.values}
            spellCheck={false}
            className="font-mono"
            onChange={(event) => edit(entry.id, { values: event.target.value })}
          />
          <IconButton label="Remove key" onClick={() => onChange(entries.filter(({ id }) => id !== entry.id))}>
            <X aria-hidden size={14} />
          </IconButton>
        </div>
      ))}
      <Button size="sm" onClick={() => onChange(withKey(entries, ''))}>
        <Plus aria-hidden size={14} /> Add a condition key
      </Button>
    </div>
  );
}
