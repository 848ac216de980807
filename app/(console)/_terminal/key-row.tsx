'use client';

import type { VirtualKey } from './prompt-field';

type Key = { label: string; name: string } & ({ press: VirtualKey } | { insert: string });

/** The keys that the keyboards of telephones lack or hide. */
const KEYS: readonly Key[] = [
  { label: 'Esc', name: 'Escape', press: 'Escape' },
  { label: 'Tab', name: 'Tab', press: 'Tab' },
  { label: 'Ctrl C', name: 'Control C', press: 'Interrupt' },
  { label: '↑', name: 'Previous command', press: 'ArrowUp' },
  { label: '↓', name: 'Next command', press: 'ArrowDown' },
  { label: '←', name: 'Left', press: 'ArrowLeft' },
  { label: '→', name: 'Right', press: 'ArrowRight' },
  ...['-', '--', '|', '/', "'", '"', '$', '{', '}', '[', ']', '>', '&', '=', '\\', '`', '*', '~'].map(
    (insert): Key => ({ label: insert, name: `Insert ${insert}`, insert }),
  ),
];

type KeyRowProps = { onPress: (key: VirtualKey) => void; onInsert: (text: string) => void };

/** A row of keys for touch screens. It leaves the focus in the prompt, so that the keyboard stays open. */
export function KeyRow({ onPress, onInsert }: KeyRowProps) {
  return (
    <div
      role="toolbar"
      aria-label="Keys"
      className="flex gap-1 overflow-x-auto border-line border-t bg-sunken p-1 pointer-fine:hidden"
    >
      {KEYS.map((key) => (
        <button
          key={key.label}
          type="button"
          aria-label={key.name}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => ('press' in key ? onPress(key.press) : onInsert(key.insert))}
          className="h-10 min-w-10 shrink-0 rounded-md border border-line-strong bg-surface px-2 font-mono text-sm active:bg-accent-soft"
        >
          {key.label}
        </button>
      ))}
    </div>
  );
}
