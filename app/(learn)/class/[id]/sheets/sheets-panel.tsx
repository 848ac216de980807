'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { QrCode } from '@/components/ui/qr-code';
import { spacedCode } from '@/lib/classroom/limits';
import { plural } from '@/lib/core/text/plural';
import { useClassAction } from '../../../_client/use-class-action';
import { makeSheets } from '../../actions';

type Sheets = {
  class: string;
  code: string;
  sheets: readonly { id: string; name: string; externalId: string | null; group: string | null; phrase: string }[];
};

export function SheetsPanel({ classId, address, link }: { classId: string; address: string; link: string }) {
  const [made, setMade] = useState<Sheets>();
  const { run, running } = useClassAction(makeSheets, { onSuccess: setMade });
  return (
    <>
      <Panel title="Print" className="print:hidden">
        <div className="mb-3 max-w-3xl text-ink-2">
          <p>Creating cards changes how students sign in:</p>
          <ul className="list-disc pl-5">
            <li>Every student gets a new recovery phrase. Earlier phrases stop working.</li>
            <li>
              Students can no longer sign in with only their name. Students who have not joined yet also need the phrase on their
              card.
            </li>
            <li>Students who have joined stay signed in.</li>
          </ul>
          <p className="mt-1">
            The phrases are shown only once. If you lose the cards, create new ones, or choose Let in again on the Students page.
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button variant={made ? 'normal' : 'primary'} loading={running} onClick={() => void run({ classId })}>
            {made ? 'Create new cards' : 'Create cards'}
          </Button>
          {made && made.sheets.length > 0 ? (
            <Button variant="primary" onClick={() => window.print()}>
              Print {plural(made.sheets.length, 'card')}
            </Button>
          ) : null}
        </div>
        {made?.sheets.length === 0 ? <p className="mt-3">There are no students yet. Add a list under Students first.</p> : null}
      </Panel>
      {made ? (
        <ul aria-label="Sign-in cards" className="mt-4 grid grid-cols-1 gap-3 md:grid-cols-2 print:mt-0 print:grid-cols-2">
          {made.sheets.map(({ id, name, externalId, group, phrase }) => (
            <li
              key={id}
              className="flex break-inside-avoid items-center gap-4 rounded-lg border border-line-strong border-dashed bg-surface p-4 print:bg-white print:text-black"
            >
              <QrCode text={link} label="QR code that opens the page to join" className="size-28 shrink-0" />
              <div className="min-w-0">
                <h2 className="break-words font-semibold text-lg">{name}</h2>
                <p className="text-sm">{[made.class, group, externalId].filter(Boolean).join(', ')}</p>
                <p className="mt-2 break-all font-mono text-sm">{address}</p>
                <p className="text-sm">
                  Code <span className="whitespace-nowrap font-mono font-semibold text-base">{spacedCode(made.code)}</span>
                </p>
                <p className="text-sm">
                  Recovery phrase <span className="font-mono font-semibold">{phrase}</span>
                </p>
              </div>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
