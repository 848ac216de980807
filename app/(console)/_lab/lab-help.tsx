'use client';

import { useState } from 'react';
import { useClassAction } from '@/app/(learn)/_client/use-class-action';
import { askForHelp } from '@/app/(learn)/lab/actions';
import { Time } from '@/components/console/page/time';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Textarea } from '@/components/ui/field/textarea';
import { HELP_MOST } from '@/lib/classroom/attempt/limits';
import { plural } from '@/lib/core/text/plural';
import type { OwnAttempt } from './own-attempt';

/** Questions to the instructor with answers, and the instructors who entered the student's accounts. */
export function LabHelp({ attempt, onAsked }: { attempt: OwnAttempt; onAsked: () => void }) {
  const [text, setText] = useState('');
  const { run, running, error } = useClassAction(askForHelp, {
    showsError: true,
    onSuccess: () => {
      setText('');
      onAsked();
    },
  });
  const waits = attempt.help.some(({ answeredAt }) => answeredAt === null);
  return (
    <section aria-label="Help" className="border-line border-t px-4 py-3">
      <h3 className="font-semibold">Help</h3>
      <ul className="space-y-2 text-sm" aria-live="polite">
        {attempt.help.map(({ id, text: asked, answer, answeredBy }) => (
          <li key={id} className="mt-1">
            <p className="break-words">“{asked}”</p>
            {answer === null ? (
              <p className="text-ink-2">Your instructor has received your question.</p>
            ) : (
              <p className="break-words border-accent border-l-2 pl-2">
                {answeredBy}: {answer}
              </p>
            )}
          </li>
        ))}
        {attempt.entries.map(({ id, name, from, until, mayChange, writes }) => (
          <li key={id} className="mt-1 text-ink-2">
            {name} {until === null ? 'has been in your accounts since' : 'was in your accounts at'}{' '}
            <Time value={from} format="absolute" />
            {mayChange ? `, and made ${plural(writes, 'change')}.` : ', without making changes.'}
          </li>
        ))}
      </ul>
      {waits || attempt.endedAt !== null ? null : (
        <form
          className="mt-2 space-y-2"
          onSubmit={(event) => {
            event.preventDefault();
            void run({ attemptId: attempt.id, text });
          }}
        >
          <Field label="Your question for your instructor" error={error?.message}>
            <Textarea rows={2} maxLength={HELP_MOST} value={text} onChange={(event) => setText(event.currentTarget.value)} />
          </Field>
          <Button
            type="submit"
            size="sm"
            loading={running}
            disabledReason={text.trim() === '' ? 'Enter your question first' : undefined}
          >
            Ask for help
          </Button>
        </form>
      )}
    </section>
  );
}
