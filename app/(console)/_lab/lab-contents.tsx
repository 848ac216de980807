'use client';

import { useState } from 'react';
import { useClassAction } from '@/app/(learn)/_client/use-class-action';
import { OfferButton } from '@/app/(learn)/_screen/offer';
import { handIn, readOwnRecord } from '@/app/(learn)/lab/actions';
import { CopyText } from '@/components/console/page/copy-text';
import { Time } from '@/components/console/page/time';
import { ToldText } from '@/components/console/page/told-text';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { downloadText } from '@/components/ui/download-text';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { paths } from '@/lib/console/paths';
import { LabHelp } from './lab-help';
import { LabPersonas } from './lab-personas';
import { LabResources } from './lab-resources';
import { LabStep } from './lab-step';
import type { OwnAttempt } from './own-attempt';

/** Counts the open checks that are done. Guards are not counted. */
export function progressOf({ steps }: OwnAttempt): { done: number; of: number } {
  const goals = steps.flatMap(({ checks }) => checks).filter(({ role }) => role === 'goal');
  return { done: goals.filter(({ isDone }) => isDone).length, of: goals.length };
}

type LabContentsProps = {
  attempt: OwnAttempt;
  /** The account whose pages are next to it. Null if there is none. */
  accountId: string | null;
  acting: string | null;
  onChange: () => void;
};

/** The student's working panel: story, steps, personas, help and result. */
export function LabContents({ attempt, accountId, acting, onChange }: LabContentsProps) {
  const current = attempt.steps.find(({ isOpen, isPassed }) => isOpen && !isPassed);
  const hasEnded = attempt.endedAt !== null;
  return (
    <>
      <div className="px-4 py-3">
        <ExpandableSection title="Background" defaultOpen={attempt.steps.every(({ isPassed }) => !isPassed)}>
          <ToldText text={attempt.story} />
        </ExpandableSection>
      </div>
      <ol aria-label="Steps">
        {attempt.steps.map((step, index) => (
          <LabStep
            key={step.id}
            attemptId={attempt.id}
            accountId={accountId}
            step={step}
            number={index + 1}
            isCurrent={step === current}
            hintsCost={attempt.hintsCost}
            hasEnded={hasEnded}
            onChange={onChange}
          />
        ))}
      </ol>
      {hasEnded ? null : <LabPersonas attempt={attempt} acting={acting} />}
      <LabResources resources={attempt.resources} accountId={accountId} />
      <LabHelp attempt={attempt} onAsked={onChange} />
      {attempt.offer || hasEnded ? null : (
        <div className="border-line border-t px-4 py-3">
          <OfferButton attemptId={attempt.id} onOffered={onChange} />
        </div>
      )}
      <section aria-label="Result" className="border-line border-t px-4 py-3">
        {hasEnded ? <Debrief attempt={attempt} /> : <HandInButton attempt={attempt} onDone={onChange} />}
        <p className="mt-3">
          {/* Pages of classes belong to no session, so this is no console link. */}
          <a href={paths.lab} className="mr-4 text-accent hover:underline">
            All assignments
          </a>
          <a href={paths.labScreen} className="text-accent hover:underline">
            Open shared screen
          </a>
        </p>
      </section>
    </>
  );
}

function Debrief({ attempt }: { attempt: OwnAttempt }) {
  const record = useClassAction(readOwnRecord, {
    onSuccess: (signed) => downloadText('completion-record.json', `${JSON.stringify(signed, null, 2)}\n`, 'application/json'),
  });
  return (
    <>
      <h3 className="font-semibold">
        {attempt.handedInAt === null
          ? 'This attempt has ended'
          : attempt.endedBy === 'time'
            ? 'Handed in when time was up'
            : 'Handed in'}
      </h3>
      {attempt.code ? (
        <p className="mt-1">
          Your completion code: <CopyText text={attempt.code} what="completion code" mono />
        </p>
      ) : null}
      {attempt.handedInAt === null ? null : (
        <Button size="sm" className="mt-2" loading={record.running} onClick={() => void record.run({ attemptId: attempt.id })}>
          Download signed record
        </Button>
      )}
      {attempt.debrief ? <ToldText text={attempt.debrief} className="mt-2" /> : null}
    </>
  );
}

function HandInButton({ attempt, onDone }: { attempt: OwnAttempt; onDone: () => void }) {
  const [asks, setAsks] = useState(false);
  const { done, of } = progressOf(attempt);
  const { run, running } = useClassAction(handIn, {
    success: () => 'Handed in. Your accounts stay as they are, and you can still look at them.',
    onSuccess: () => {
      setAsks(false);
      onDone();
    },
  });
  return (
    <>
      {attempt.dueAt ? (
        <p className="mb-2 text-ink-2 text-sm">
          Handed in automatically <Time value={attempt.dueAt} format="absolute" />
        </p>
      ) : null}
      <Button variant={done === of ? 'primary' : 'normal'} onClick={() => setAsks(true)}>
        Hand in work
      </Button>
      {asks ? (
        <Dialog
          open
          onOpenChange={(open) => !open && setAsks(false)}
          size="sm"
          title="Hand your work in?"
          footer={
            <>
              <Button disabled={running} onClick={() => setAsks(false)}>
                Continue working
              </Button>
              <Button variant="primary" loading={running} onClick={() => void run({ attemptId: attempt.id })}>
                Hand in
              </Button>
            </>
          }
        >
          <p>
            {done} of {of} checks are done. After you hand in, you cannot change anything in these accounts. You then get an
            explanation of the scenario and a completion code with your result.
          </p>
        </Dialog>
      ) : null}
    </>
  );
}
