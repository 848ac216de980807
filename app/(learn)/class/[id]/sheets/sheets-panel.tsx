'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { QrCode } from '@/components/ui/qr-code';
import { spacedCode } from '@/lib/classroom/limits';
import { useClassAction } from '../../../_client/use-class-action';
import { makeSheets } from '../../actions';

type Sheets = {
  class: string;
  code: string;
  sheets: readonly { id: string; name: string; group: string | null; phrase: string }[];
};

export function SheetsPanel({ classId, address, link }: { classId: string; address: string; link: string }) {
  const [made, setMade] = useState<Sheets>();
  const { run, running } = useClassAction(makeSheets, { onSuccess: setMade });
  return (
    <>
      <Panel title="Print" className="print:hidden">
        <p className="mb-3 max-w-3xl text-ink-2">
          Making sheets gives everybody new words: those that were printed or shown before open nothing any more. Students who
          have joined stay in. The words are shown this once.
        </p>
        <div className="flex flex-wrap gap-2">
          <Button variant={made ? 'normal' : 'primary'} loading={running} onClick={() => void run({ classId })}>
            {made ? 'Make them anew' : 'Make sheets'}
          </Button>
          {made && made.sheets.length > 0 ? (
            <Button variant="primary" onClick={() => window.print()}>
              Print {made.sheets.length} {made.sheets.length === 1 ? 'sheet' : 'sheets'}
            </Button>
          ) : null}
        </div>
        {made?.sheets.length === 0 ? <p className="mt-3">Nobody is in this class yet. Add a list of students first.</p> : null}
      </Panel>
      {made ? (
        <ul aria-label="Sheets" className="mt-4 grid grid-cols-1 gap-3 md:grid-cols-2 print:mt-0 print:grid-cols-2">
          {made.sheets.map(({ id, name, group, phrase }) => (
            <li
              key={id}
              className="flex break-inside-avoid items-center gap-4 rounded-lg border border-line-strong border-dashed bg-surface p-4 print:bg-white print:text-black"
            >
              <QrCode text={link} label="QR code that opens the page to join" className="size-28 shrink-0" />
              <div className="min-w-0">
                <h2 className="break-words font-semibold text-lg">{name}</h2>
                <p className="text-sm">{[made.class, group].filter(Boolean).join(', ')}</p>
                <p className="mt-2 break-all font-mono text-sm">{address}</p>
                <p className="text-sm">
                  Code <span className="whitespace-nowrap font-mono font-semibold text-base">{spacedCode(made.code)}</span>
                </p>
                <p className="text-sm">
                  Words <span className="font-mono font-semibold">{phrase}</span>
                </p>
              </div>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
