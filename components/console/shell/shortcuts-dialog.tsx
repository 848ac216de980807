'use client';

import { Fragment } from 'react';
import { Dialog } from '../../ui/dialog';
import { Kbd } from '../../ui/kbd';

const SHORTCUTS: { title: string; keys: [keys: string[], what: string][] }[] = [
  {
    title: 'Everywhere',
    keys: [
      [['Ctrl', 'K'], 'Search or jump to a page, principal, policy or account'],
      [['/'], 'Go to the filter of the page'],
      [['?'], 'Show these shortcuts'],
      [['Esc'], 'Close the open panel or dialog'],
    ],
  },
  {
    title: 'Filters',
    keys: [
      [['↓', '↑'], 'Walk through suggestions'],
      [['Enter'], 'Accept the suggestion or the entered text'],
      [['Backspace'], 'In the empty field: edit the last filter'],
    ],
  },
  {
    title: 'Tables and trees',
    keys: [
      [['Shift', 'Click'], 'Select a range of rows'],
      [['↓', '↑'], 'Tree: next or previous row'],
      [['→', '←'], 'Tree: expand, or collapse'],
      [['*'], 'Tree: expand all rows at this level'],
      [['A', '…', 'Z'], 'Tree: go to the row that begins with the typed letters'],
      [['Space'], 'Tree: select the row'],
      [['Shift', '↓'], 'Tree: select the next row too'],
      [['M'], 'Tree: pick up the selected rows; press Enter to drop them'],
    ],
  },
];

export function ShortcutsDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts" description="On a Mac, ⌘ in place of Ctrl.">
      {SHORTCUTS.map((section) => (
        <section key={section.title}>
          <h3 className="mb-1 font-semibold text-sm">{section.title}</h3>
          <dl className="grid grid-cols-[8rem_1fr] items-baseline gap-y-1.5">
            {section.keys.map(([keys, what]) => (
              <Fragment key={what}>
                <dt className="flex gap-1">
                  {keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </dt>
                <dd>{what}</dd>
              </Fragment>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
