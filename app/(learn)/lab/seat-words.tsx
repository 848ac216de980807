'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { useClassAction } from '../_client/use-class-action';
import { renewPhrase } from '../join/actions';

/** The four words that open this seat elsewhere. Only a digest of them is kept, so showing them makes new ones. */
export function SeatWords() {
  const [words, setWords] = useState<string>();
  const { run, running } = useClassAction(renewPhrase, { onSuccess: ({ phrase }) => setWords(phrase) });
  return (
    <Panel title="Go on at another device" className="max-w-xl">
      {words ? (
        <p>
          Join there by the code of the class, your name and these words: <strong className="font-mono">{words}</strong>. Words
          that you had before work no more.
        </p>
      ) : (
        <div className="flex flex-wrap items-center gap-3">
          <p className="min-w-0 flex-1 basis-60 text-ink-2">
            Four words open your seat on another device, with the code of the class and your name.
          </p>
          <Button loading={running} onClick={() => void run({})}>
            Show four words
          </Button>
        </div>
      )}
    </Panel>
  );
}
