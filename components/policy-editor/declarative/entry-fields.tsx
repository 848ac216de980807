'use client';

import type { FormChange, FormMap, FormNode } from '@gatehouse/policy/organization';
import { type KeyboardEvent, useState } from 'react';
import { Button } from '../../ui/button';
import { Combobox } from '../../ui/field/combobox';
import { Field } from '../../ui/field/field';
import { Input } from '../../ui/field/input';
import type { FieldHint } from './field-hints';
import { useFields } from './fields-context';
import { valuesToOffer } from './schema-at';

type EntryHint = NonNullable<FieldHint['entry']> | undefined;

/** Returns the change for the setting that has the entry's name as its value. */
function following(entry: EntryHint, path: readonly string[], name: string): FormChange[] {
  if (!entry?.follows) return [];
  return [{ kind: 'assign', path: [...path.slice(0, -1), name, entry.follows], values: [name], single: true }];
}

const TAKEN = 'This name is already there.';

/** Renders the name of an entry. It changes when the field is left. */
export function EntryName({ node, entry }: { node: FormNode; entry: EntryHint }) {
  const { readOnly, make, issues } = useFields();
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string>();
  const wrong = issues.find(({ code, path }) => code === 'INVALID_KEY' && path.join('\n') === node.path.join('\n'));
  const follows =
    node.kind === 'map' && node.members.some((each) => each.name === entry?.follows && each.kind === 'setting' && each.values);
  const rename = () => {
    const name = draft?.trim() ?? '';
    setDraft(null);
    if (name === '' || name === node.name) return;
    const done = make([{ kind: 'rename', path: node.path, name }, ...(follows ? following(entry, node.path, name) : [])]);
    setProblem(done ? undefined : TAKEN);
  };
  return (
    <Field label={entry?.name ?? 'Name'} error={problem ?? wrong?.message} className="min-w-0 flex-1">
      <Input
        value={draft ?? node.name}
        readOnly={readOnly}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setDraft(event.target.value)}
        onBlur={rename}
        onKeyDown={onEnter(rename)}
      />
    </Field>
  );
}

/** Renders the field and the button that add an entry. */
export function AddEntry({ map, entry }: { map: FormMap; entry: EntryHint }) {
  const { readOnly, make } = useFields();
  const there = [...map.members.filter(isThere), ...map.entries].map(({ name }) => name);
  const first = entry?.numbered ? numbered(entry.numbered, there) : '';
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string>();
  const { entries } = map.schema;
  const name = (draft ?? first).trim();
  if (readOnly || !entries) return null;
  const offered = valuesToOffer(entries.key.value).filter((value) => !there.includes(value));
  const full = there.length >= entries.max;
  const add = () => {
    if (name === '' || full) return;
    const path = [...map.path, name];
    if (there.includes(name)) return setProblem(TAKEN);
    const made = make([
      entries.node.kind === 'map'
        ? { kind: 'add', path }
        : { kind: 'assign', path, values: [], single: entries.node.kind === 'single' },
      ...following(entry, path, name),
    ]);
    setProblem(made ? undefined : 'This entry cannot be added here.');
    if (made) setDraft(null);
  };
  const label = entry ? `New ${entry.one}` : 'New entry';
  return (
    <div className="flex items-end gap-2">
      <Field label={label} error={problem} className="min-w-0 flex-1">
        {offered.length > 0 ? (
          <Combobox
            options={offered.map((value) => ({ value, label: value }))}
            value={draft}
            onValueChange={setDraft}
            placeholder={entry?.name}
          />
        ) : (
          <Input
            value={draft ?? first}
            placeholder={entry?.placeholder}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setDraft(event.target.value)}
            onKeyDown={onEnter(add)}
          />
        )}
      </Field>
      <Button onClick={add} disabled={name === '' || full}>
        {entry?.add ?? 'Add'}
      </Button>
    </div>
  );
}

function isThere(node: FormNode): boolean {
  return node.kind === 'map' ? node.present : node.values !== null;
}

function numbered(prefix: string, there: readonly string[]): string {
  for (let number = 1; ; number++) if (!there.includes(`${prefix}${number}`)) return `${prefix}${number}`;
}

/** Calls a function on Enter, and keeps the form around the field from being submitted. */
function onEnter(act: () => void) {
  return (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    act();
  };
}
