'use client';

import { EditableList } from '@/components/console/form/editable-list';
import { Input } from '@/components/ui/field/input';

/**
 * A condition key as typed, with values separated by commas. `given` has the values of an asked question, which can contain commas and
 * spaces. It holds until the text changes.
 */
export type ContextEntry = { key: string; values: string; given?: readonly string[] };

/** Adds a key to fill in. */
export function withKey(entries: readonly ContextEntry[], key: string): ContextEntry[] {
  return [...entries, { key, values: '' }];
}

/** Returns the entries for given context. */
export function entriesOf(context: readonly { Key: string; Values: readonly string[] }[]): ContextEntry[] {
  return context.map(({ Key, Values }) => ({ key: Key, values: textOf(Values), given: Values }));
}

/** Returns the context as operations take it. */
export function contextOf(entries: readonly ContextEntry[]): { Key: string; Values: string[] }[] {
  return entries.flatMap(({ key, values, given }) => {
    if (!key.trim()) return [];
    if (given !== undefined && textOf(given) === values) return [{ Key: key.trim(), Values: [...given] }];
    const Values = values.split(',').map((value) => value.trim());
    return [{ Key: key.trim(), Values: Values.filter(Boolean) }];
  });
}

function textOf(values: readonly string[]): string {
  return values.join(', ');
}

const FROM_HERE =
  'The request has the values of a call that you make now. Set other condition keys, with several values separated by commas. A key without a value is treated as missing.';

type ContextFieldsProps = {
  entries: readonly ContextEntry[];
  description?: string;
  onChange: (entries: readonly ContextEntry[]) => void;
};

/** Fields to set or remove condition keys of the request. */
export function ContextFields({ entries, description = FROM_HERE, onChange }: ContextFieldsProps) {
  return (
    <div className="space-y-2">
      <p className="text-ink-2 text-sm">{description}</p>
      <EditableList
        rows={entries}
        onRowsChange={onChange}
        noun="key"
        nameOf={({ key }) => key}
        fresh={{ key: '', values: '' }}
        addLabel="Add condition key"
        columns="grid-cols-[1fr_1fr_auto]"
      >
        {(entry, { change }) => (
          <>
            <Input
              aria-label="Condition key"
              placeholder="aws:RequestedRegion"
              value={entry.key}
              spellCheck={false}
              mono
              onChange={(event) => change({ key: event.currentTarget.value })}
            />
            <Input
              aria-label={`Values of ${entry.key || 'the key'}`}
              placeholder="us-west-2"
              value={entry.values}
              spellCheck={false}
              mono
              onChange={(event) => change({ values: event.currentTarget.value })}
            />
          </>
        )}
      </EditableList>
    </div>
  );
}
