'use client';

import { useState } from 'react';
import { Time } from '@/components/console/page/time';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Panel } from '@/components/ui/panel';
import { plural } from '@/lib/core/text/plural';
import { hasRoomFor, type SavedSet } from './saved-sets';

type SavedPanelProps = {
  sets: readonly SavedSet[];
  /** The reason why the requests cannot be saved now. */
  problem: string | undefined;
  onSave: (name: string) => void;
  onRun: (set: SavedSet) => void;
  onDelete: (set: SavedSet) => void;
};

/** Saved sets of requests. Run again, they show what has changed. */
export function SavedPanel({ sets, problem, onSave, onRun, onDelete }: SavedPanelProps) {
  const [name, setName] = useState('');
  const full = hasRoomFor(sets, name.trim())
    ? undefined
    : `You have ${sets.length} saved sets, which is the maximum. Delete one first`;
  const taken = sets.some((set) => set.name === name.trim());
  return (
    <Panel
      title="Saved sets"
      count={sets.length}
      description="Save the requests, policy changes and results under a name. Saved sets are only stored in this browser."
    >
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (problem || full || !name.trim()) return;
          onSave(name.trim());
          setName('');
        }}
      >
        <Field label="Name" hint={taken ? 'This replaces the set with the same name.' : undefined} className="min-w-56 flex-1">
          <Input value={name} maxLength={128} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Button type="submit" disabledReason={problem ?? full ?? (name.trim() ? undefined : 'Enter a name')}>
          Save set
        </Button>
      </form>
      {sets.length > 0 ? (
        <ul aria-label="Saved sets" className="mt-3 divide-y divide-line border-line border-t">
          {sets.map((set) => {
            const count = Object.keys(set.outcomes).length;
            return (
              <li key={set.name} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
                <span className="min-w-0 flex-1 basis-48">
                  <span className="block break-words font-medium">{set.name}</span>
                  <span className="block text-ink-2 text-sm">
                    {plural(count, 'answer')} from <Time value={set.answeredAt} />
                  </span>
                </span>
                <span className="flex gap-2">
                  <Button size="sm" aria-label={`Run ${set.name} again`} onClick={() => onRun(set)}>
                    Run again
                  </Button>
                  <Button size="sm" aria-label={`Delete ${set.name}`} onClick={() => onDelete(set)}>
                    Delete
                  </Button>
                </span>
              </li>
            );
          })}
        </ul>
      ) : null}
    </Panel>
  );
}
