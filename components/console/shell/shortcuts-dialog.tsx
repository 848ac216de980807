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
      [['Esc'], 'Close what is open'],
    ],
  },
  {
    title: 'Filters',
    keys: [
      [['↓', '↑'], 'Walk through suggestions'],
      [['Enter'], 'Take the suggestion, or what is typed'],
      [['Backspace'], 'In the empty box: edit the last filter'],
    ],
  },
  {
    title: 'Tables and trees',
    keys: [
      [['Shift', 'Click'], 'Select a range of rows'],
      [['↓', '↑'], 'Tree: next or previous row'],
      [['→', '←'], 'Tree: open and enter, or close and leave'],
      [['*'], 'Tree: open all rows beside this one'],
      [['A', '…', 'Z'], 'Tree: go to the row whose name begins so'],
      [['Space'], 'Tree: select the row'],
      [['Shift', '↓'], 'Tree: select the next row too'],
      [['M'], 'Tree: pick up the row, or all that are selected; Enter puts them down'],
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
