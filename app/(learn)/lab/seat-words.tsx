'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { useClassAction } from '../_client/use-class-action';
import { renewPhrase } from '../join/actions';

/** Shows a recovery phrase that signs the student in elsewhere. Only its digest is stored, so showing it creates a new one. */
export function SeatWords() {
  const [words, setWords] = useState<string>();
  const { run, running } = useClassAction(renewPhrase, { onSuccess: ({ phrase }) => setWords(phrase) });
  return (
    <Panel title="Continue on another device" className="max-w-xl">
      {words ? (
        <p>
          Join there with the class code, your name and this recovery phrase: <strong className="font-mono">{words}</strong>. Your
          earlier phrase no longer works.
        </p>
      ) : (
        <div className="flex flex-wrap items-center gap-3">
          <p className="min-w-0 flex-1 basis-60 text-ink-2">
            A recovery phrase of four words signs you in on another device, with the class code and your name.
          </p>
          <Button loading={running} onClick={() => void run({})}>
            Show recovery phrase
          </Button>
        </div>
      )}
    </Panel>
  );
}
