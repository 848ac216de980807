'use client';

import { CircleCheck, Lock } from 'lucide-react';
import { useClassAction } from '@/app/(learn)/_client/use-class-action';
import { openHint } from '@/app/(learn)/lab/actions';
import { ToldText, toldLine } from '@/components/console/page/told-text';
import { Button, ButtonLink } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { CheckSign } from './check-sign';
import { LabCheck } from './lab-check';
import type { LabCheck as Check, LabStep as Step } from './own-attempt';
import { placeHref, placeText } from './place-href';

type LabStepProps = {
  attemptId: string;
  /** The account whose pages are next to it. Null if there is none. */
  accountId: string | null;
  step: Step;
  number: number;
  /** True for the first step that is open and not passed. */
  isCurrent: boolean;
  hintsCost: boolean;
  hasEnded: boolean;
  onChange: () => void;
};

/** A step: its task, progress and hints. */
export function LabStep({ attemptId, accountId, step, number, isCurrent, hintsCost, hasEnded, onChange }: LabStepProps) {
  const href = step.place && accountId !== null ? placeHref(step.place, accountId) : null;
  return (
    <li className={classNames('border-line border-t', isCurrent && 'border-l-2 border-l-accent')}>
      <details className="group" open={isCurrent || (hasEnded && !step.isPassed)}>
        <summary className="flex list-none items-start gap-2 px-4 py-2.5 hover:bg-hover [&::-webkit-details-marker]:hidden">
          {step.isPassed ? (
            <CircleCheck aria-hidden size={18} className="mt-px shrink-0 text-allow" />
          ) : step.isOpen ? (
            <span
              aria-hidden
              className="mt-px flex size-4.5 shrink-0 items-center justify-center rounded-full border border-line-strong text-xs"
            >
              {number}
            </span>
          ) : (
            <Lock aria-hidden size={16} className="mt-0.5 shrink-0 text-ink-3" />
          )}
          <h3 className="min-w-0 flex-1 font-semibold">
            {toldLine(step.title)}
            <span className="sr-only">{step.isPassed ? ', passed' : step.isOpen ? '' : ', not released yet'}</span>
          </h3>
        </summary>
        <div className="px-4 pb-3">
          {step.do === null ? (
            <p className="text-ink-2">Your instructor opens this step later.</p>
          ) : (
            <>
              <ToldText text={step.do} />
              {href && step.place ? (
                <p className="mt-2">
                  <ButtonLink size="sm" href={href}>
                    Go to {placeText(step.place)}
                  </ButtonLink>
                </p>
              ) : null}
              <ul aria-label={`Checks of step ${number}`} className="mt-2 divide-y divide-line" aria-live="polite">
                {step.checks.filter(saysSomething).map((check) => (
                  <LabCheck key={check.id} attemptId={attemptId} accountId={accountId} check={check} onAnswered={onChange} />
                ))}
              </ul>
              <Quiet checks={step.checks} />
              <Hints attemptId={attemptId} step={step} hintsCost={hintsCost} hasEnded={hasEnded} onOpened={onChange} />
            </>
          )}
        </div>
      </details>
    </li>
  );
}

/** Returns whether a check has more to say than its state. Messages only describe what is missing. */
function saysSomething({ outcome, sentences, decision, questions }: Check): boolean {
  return outcome === null || sentences !== null || decision !== null || questions.length > 0;
}

/** Counts the checks that have no message. */
function Quiet({ checks }: { checks: readonly Check[] }) {
  const quiet = checks.filter((check) => !saysSomething(check));
  const guards = quiet.filter(({ role }) => role === 'guard').length;
  const done = quiet.length - guards;
  if (quiet.length === 0) return null;
  return (
    <p className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
      {done > 0 ? <CheckSign word="passed" label={`${done} done`} /> : null}
      {guards > 0 ? (
        <CheckSign
          word="holds"
          label={guards === checks.filter(({ role }) => role === 'guard').length ? 'nothing else is broken' : `${guards} hold`}
        />
      ) : null}
    </p>
  );
}

type HintsProps = { attemptId: string; step: Step; hintsCost: boolean; hasEnded: boolean; onOpened: () => void };

function Hints({ attemptId, step, hintsCost, hasEnded, onOpened }: HintsProps) {
  const { run, running } = useClassAction(openHint, { onSuccess: onOpened });
  const next = step.hints.findIndex(({ text }) => text === null);
  const cost = step.hints[next]?.cost ?? 0;
  return (
    <div className="mt-2 space-y-2">
      {step.hints.map(({ text }, index) =>
        text === null ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: hints have no other name than their place
          <div key={index} className="rounded-md bg-accent-soft px-2.5 py-2 text-sm">
            <h4 className="font-semibold">Hint {index + 1}</h4>
            <ToldText text={text} />
          </div>
        ),
      )}
      {next < 0 || hasEnded || step.isPassed ? null : (
        <Button size="sm" loading={running} onClick={() => void run({ attemptId, stepId: step.id })}>
          Show hint {next + 1} of {step.hints.length}
          {hintsCost && cost > 0 ? `, for ${cost}% of the points` : ''}
        </Button>
      )}
    </div>
  );
}
