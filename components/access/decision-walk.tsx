'use client';

import type { Explanation, PolicyRef, StepTrace } from '@gatehouse/policy/evaluate';
import { ArrowLeft, ArrowRight } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent, useMemo, useState } from 'react';
import { Button } from '../ui/button';
import { classNames } from '../ui/class-names';
import { Kbd } from '../ui/kbd';
import { OUTCOME_INK, OutcomeIcon } from '../ui/outcome-icon';
import { LevelDetail, PolicyDetail } from './decision-path';
import { type ShownStep, shownStep } from './decision-steps';
import { DecidingStatements, shownHref } from './decision-view';
import { type Intersection, intersectionOf } from './intersection';
import { LevelsPicture } from './levels-picture';
import { type PolicyHref, PolicyLink } from './policy-link';
import { LESSONS } from './step-lessons';
import { DECISION_OUTCOME, originText, outcomeOf, STEP_WORDS, verdictSentence, verdictTitle } from './verdict-text';

type DecisionWalkProps = {
  explanation: Explanation;
  documents: Readonly<Record<string, string>>;
  href: PolicyHref;
  /** True for a call that was really made. */
  made?: boolean;
  /** From 1. 0 is the whole decision. */
  step: number;
  onStep: (step: number) => void;
  /** True if each step first asks for the result, and shows it with the next press. */
  asksFirst?: boolean;
  /** Assumptions, below the verdict. */
  notes?: ReactNode;
  /** Actions, below the answer. */
  children?: ReactNode;
};

/** A decision over the whole width: as a picture of its levels, and step by step with the arrow keys. */
export function DecisionWalk(props: DecisionWalkProps) {
  const { explanation, documents, made = false, step, onStep, asksFirst = false, notes, children } = props;
  const href = shownHref(props);
  const { steps } = explanation;
  const at = Math.min(Math.max(step, 0), steps.length);
  const current = at === 0 ? null : (steps[at - 1] ?? null);
  const intersection = useMemo(() => intersectionOf(explanation, made), [explanation, made]);
  const [answered, setAnswered] = useState<number | null>(null);
  const asks = asksFirst && at > 0 && answered !== at;
  const seenUntil = asks ? at - 1 : at;
  const seen = (name: StepTrace['step']) => at === 0 || steps.findIndex((each) => each.step === name) < seenUntil;
  const answer = () => setAnswered(at);
  // Moves like the buttons, from the first step to the answer.
  useArrowKeys((by) => {
    if (by === 1 && asks) answer();
    else onStep(by === 1 && at === steps.length ? 0 : Math.max(0, at + by));
  });
  return (
    <div className="grid grid-cols-1 items-start gap-4 @3xl:grid-cols-[minmax(0,9fr)_minmax(0,11fr)]">
      <section className="rounded-lg border border-line bg-surface @max-3xl:order-last @3xl:sticky @3xl:top-16">
        <div className="border-line border-b px-4 py-3">
          <h2 className="font-semibold text-base">Result of each level</h2>
          <p className="text-ink-2 text-sm">
            A request must pass every limit, from the outside in. Inside, a policy must grant it.
          </p>
        </div>
        <div className="p-3">
          <LevelsPicture
            intersection={intersection}
            request={explanation.request.action}
            current={current?.step ?? null}
            seen={seen}
            onChoose={(name) => onStep(steps.findIndex((each) => each.step === name) + 1)}
          />
          <Absent title="Not known here, but could still deny it" absent={intersection.hidden} />
          <Absent title="Not applicable" absent={intersection.absent} />
        </div>
      </section>
      <section className="rounded-lg border border-line bg-surface">
        <Walk at={at} count={steps.length} onStep={onStep} onAnswer={asks ? answer : undefined} />
        {current === null ? (
          <Answer explanation={explanation} documents={documents} href={href} made={made} asksFirst={asksFirst} notes={notes}>
            {children}
          </Answer>
        ) : (
          <StepPage
            key={current.step}
            step={current}
            at={at}
            asks={asks}
            explanation={explanation}
            documents={documents}
            href={href}
          />
        )}
        <StepList explanation={explanation} at={at} asks={asks} onStep={onStep} />
      </section>
    </div>
  );
}

/** Handles left and right, unless the focused element uses them itself. */
function useArrowKeys(move: (by: 1 | -1) => void): void {
  const onMove = useEffectEvent(move);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (
        event.target instanceof Element &&
        event.target.closest(
          'input, textarea, select, [contenteditable], [role="radiogroup"], [role="menu"], [role="listbox"], [role="dialog"], figure',
        )
      )
        return;
      if (event.key === 'ArrowRight') onMove(1);
      else if (event.key === 'ArrowLeft') onMove(-1);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function Absent({ title, absent }: { title: string; absent: Intersection['absent'] }) {
  if (absent.length === 0) return null;
  return (
    <div className="mt-3">
      <h3 className="font-semibold text-ink-2 text-sm">{title}</h3>
      <dl className="mt-1 grid grid-cols-1 gap-x-3 gap-y-0.5 text-sm sm:grid-cols-[auto_minmax(0,1fr)]">
        {absent.map(({ step, title, reason }) => (
          <div key={step} className="contents">
            <dt className="text-ink-2">{title}</dt>
            <dd className="break-words text-ink-3 max-sm:mb-1">{reason}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

type WalkProps = {
  at: number;
  count: number;
  onStep: (step: number) => void;
  /** Set while the step asks and has not shown the result. */
  onAnswer?: () => void;
};

function Walk({ at, count, onStep, onAnswer }: WalkProps) {
  return (
    <div data-shell-chrome className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-4 py-2.5">
      <Button size="sm" disabled={at === 0} onClick={() => onStep(at - 1)}>
        <ArrowLeft aria-hidden size={14} />
        {at === 1 ? 'Answer' : 'Previous'}
      </Button>
      <span className="text-ink-2 text-sm tabular-nums">{at === 0 ? `${count} steps` : `Step ${at} of ${count}`}</span>
      <span className="ml-auto flex items-center gap-1 text-ink-3 text-xs max-sm:hidden">
        <Kbd>←</Kbd>
        <Kbd>→</Kbd>
      </span>
      <Button
        size="sm"
        variant={at === 0 || onAnswer ? 'primary' : 'normal'}
        onClick={onAnswer ?? (() => onStep(at === count ? 0 : at + 1))}
      >
        {at === 0 ? 'Go step by step' : onAnswer ? 'Show' : at === count ? 'Answer' : 'Next'}
        <ArrowRight aria-hidden size={14} />
      </Button>
    </div>
  );
}

const BAND = {
  allowed: 'bg-allow-soft',
  'explicit-deny': 'bg-deny-soft',
  'implicit-deny': 'bg-none-soft',
  limited: 'bg-limit-soft',
  unknown: 'bg-none-soft',
};

type PartProps = Pick<DecisionWalkProps, 'explanation' | 'documents' | 'href'>;
type StepProps = Pick<DecisionWalkProps, 'explanation' | 'href'>;

type AnswerProps = PartProps & { made: boolean; asksFirst: boolean; notes: ReactNode; children: ReactNode };

function Answer({ explanation, documents, href, made, asksFirst, notes, children }: AnswerProps) {
  const outcome = made ? DECISION_OUTCOME[explanation.decision] : outcomeOf(explanation);
  const [isRevealed, setRevealed] = useState(false);
  const grants = outweighedBy(explanation);
  const asks = asksFirst && grants.length > 0 && !isRevealed;
  return (
    <>
      <div role="status" className={classNames('flex items-start gap-3 px-4 py-4', BAND[outcome])}>
        <OutcomeIcon outcome={outcome} size={28} />
        <div className="min-w-0">
          <h2 className={classNames('font-semibold text-lg', OUTCOME_INK[outcome])}>{verdictTitle(explanation, made)}</h2>
          <p className="mt-0.5 max-w-prose">{verdictSentence(explanation, made)}</p>
        </div>
      </div>
      <div className="[&>:last-child]:border-b-0">{notes}</div>
      <DecidingStatements explanation={explanation} documents={documents} href={href} />
      {grants.length > 0 ? (
        <Outweighed grants={grants} href={href} onReveal={asks ? () => setRevealed(true) : undefined} />
      ) : null}
      {asks ? null : children}
    </>
  );
}

/** Returns the policies that allow what an explicit deny denies. */
function outweighedBy({ decision, policies }: Explanation): PolicyRef[] {
  if (decision !== 'ExplicitDeny') return [];
  return policies
    .filter(({ policy, outcome }) => outcome === 'Allow' && (policy.type === 'identity' || policy.type === 'resource'))
    .map(({ policy }) => policy);
}

type OutweighedProps = {
  grants: readonly PolicyRef[];
  href: PolicyHref;
  /** Set if the audience is asked first. */
  onReveal: (() => void) | undefined;
};

/** Lists Allow statements that the deny overrides, and asks the question about them. */
function Outweighed({ grants, href, onReveal }: OutweighedProps) {
  return (
    <div className="border-line border-t px-4 py-3">
      <h3 className="font-semibold text-base">Allow statements without effect</h3>
      <ul className="mt-1 space-y-1">
        {grants.map((policy) => (
          <li key={policy.id} className="break-words">
            <s className="text-ink-2">Allow</s> of <PolicyLink policy={policy} href={href} />
          </li>
        ))}
      </ul>
      <p className="mt-2 max-w-prose font-medium">
        Which would you have to change: the statement that allows it, or the one that denies it?
      </p>
      {onReveal ? (
        <Button className="mt-2" onClick={onReveal}>
          Show smallest change
        </Button>
      ) : null}
    </div>
  );
}

/** One step: question, reason and result. */
function StepPage({ step, at, asks, explanation, documents, href }: PartProps & { step: StepTrace; at: number; asks: boolean }) {
  const shown = shownStep(step, explanation);
  const { question, why } = LESSONS[step.step];
  return (
    <div className="px-4 py-4">
      <div aria-live="polite">
        <p className="text-ink-3 text-sm">{STEP_WORDS[step.step]}</p>
        <h2 className="font-semibold text-lg">
          {at}. {question}
        </h2>
        <p className="mt-1 max-w-prose text-ink-2">{why}</p>
        {asks ? (
          <p className="mt-3 rounded-md border border-line-strong border-dashed px-3 py-2.5 font-medium">
            What do you expect? Does the request pass this level or stop here?
          </p>
        ) : (
          <div className={classNames('mt-3 flex items-start gap-2.5 rounded-md px-3 py-2.5', BAND[shown.outcome])}>
            <OutcomeIcon outcome={shown.outcome} size={20} className="mt-px" />
            <p className="min-w-0 break-words">
              <b className={classNames('font-semibold', OUTCOME_INK[shown.outcome])}>{shown.word}.</b> {shown.detail}
            </p>
          </div>
        )}
      </div>
      {asks ? null : <Looked shown={shown} explanation={explanation} href={href} />}
      {asks || step.outcome === 'Skipped' ? null : (
        <DecidingStatements
          className="mt-4 space-y-4"
          refs={step.statements}
          explanation={explanation}
          documents={documents}
          href={href}
        />
      )}
    </div>
  );
}

/** Lists the policies of a step. */
function Looked({ shown, explanation, href }: StepProps & { shown: ShownStep }) {
  if (!shown.opens) return null;
  return (
    <div className="mt-4 space-y-3">
      <h3 className="font-semibold text-sm">Policies considered</h3>
      {shown.levels.map((level) => (
        <LevelDetail key={level.id} level={level} href={href} />
      ))}
      {shown.policies.map((trace) => (
        <PolicyDetail
          key={trace.policy.id}
          trace={trace}
          where={originText(trace.policy, [...explanation.scpLevels, ...explanation.rcpLevels])}
          href={href}
        />
      ))}
    </div>
  );
}

type StepListProps = { explanation: Explanation; at: number; asks: boolean; onStep: (step: number) => void };

function StepList({ explanation, at, asks, onStep }: StepListProps) {
  return (
    <ol aria-label="Steps of the evaluation" className="border-line border-t px-2 py-2">
      {explanation.steps.map((step, index) => {
        const { outcome, word, detail } = shownStep(step, explanation);
        const here = index + 1 === at;
        const ahead = at > 0 && (index + 1 > at || (here && asks));
        return (
          <li key={step.step}>
            <button
              type="button"
              aria-current={here ? 'step' : undefined}
              onClick={() => onStep(index + 1)}
              className={classNames(
                'grid w-full grid-cols-[1.5rem_18px_minmax(0,1fr)_auto] items-start gap-x-2 rounded-md px-2 py-1.5 text-left hover:bg-hover',
                here && 'bg-accent-soft',
              )}
            >
              <span className="text-right text-ink-3 tabular-nums">{index + 1}</span>
              {ahead ? (
                <span aria-hidden className="mt-1 size-3.5 rounded-full bg-line" />
              ) : (
                <OutcomeIcon outcome={outcome} size={16} className="mt-0.5" />
              )}
              <span className="min-w-0">
                <span className={classNames('block', here ? 'font-semibold' : ahead ? 'text-ink-3' : 'font-medium')}>
                  {STEP_WORDS[step.step]}
                </span>
                {ahead ? null : <span className="block break-words text-ink-2 text-sm">{detail}</span>}
              </span>
              {ahead ? null : <span className={classNames('whitespace-nowrap font-medium', OUTCOME_INK[outcome])}>{word}</span>}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
