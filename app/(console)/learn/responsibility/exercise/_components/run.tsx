'use client';

import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { Button } from '@/components/ui/button';
import { Progress } from '@/components/ui/progress';
import { Skeleton } from '@/components/ui/skeleton';
import { VisuallyHidden } from '@/components/ui/visually-hidden';
import { type Answer, controlOf, type Level } from '@/lib/responsibility/model/controls';
import {
  feedbackOn,
  isAnswer,
  LEVELS,
  type Question,
  questionsOf,
  sizeOf,
  standingOf,
} from '@/lib/responsibility/model/exercise';
import { exerciseResultsQuery } from '../../queries';
import { putExerciseResult } from '../actions';
import { FeedbackCard } from './feedback-card';
import { FinishedCard } from './finished-card';
import { QuestionForm } from './question-form';
import { useRun } from './use-run';

type RunProps = { level: Level; seed: string; onLevel: (level: Level) => void };

/** One run through a level, question by question. */
export function Run({ level, seed, onLevel }: RunProps) {
  const questions = useMemo(() => questionsOf(level, seed), [level, seed]);
  const { answers, add, restart } = useRun(level, seed);
  const kept = useRead(exerciseResultsQuery()).data?.Kept ?? false;
  const keep = useOperation(putExerciseResult, { invalidates: [exerciseResultsQuery().queryKey] });
  // The last answer, until the next question.
  const [answered, setAnswered] = useState<{ question: Question; answer: Answer } | null>(null);
  const next = useRef<HTMLButtonElement>(null);

  const { question, done, missed } = standingOf(questions, answers ?? []);
  const save = (all: readonly Answer[]) => void keep.run({ Level: level, Seed: seed, Answers: all.join('') });

  const give = (answer: Answer) => {
    if (!question || answered) return;
    const all = add(answer);
    setAnswered({ question, answer });
    if (kept && !standingOf(questions, all).question) save(all);
  };

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const letter = event.key.toUpperCase();
    if (question && !answered && isAnswer(letter)) {
      event.preventDefault();
      give(letter);
    } else if (question && !answered && event.key.startsWith('Arrow') && isNowhere(document.activeElement)) {
      event.preventDefault();
      document.querySelector<HTMLInputElement>('[data-answer]')?.click();
      document.querySelector<HTMLInputElement>('[data-answer]')?.focus();
    }
  });
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  useEffect(() => {
    if (answered) next.current?.focus();
  }, [answered]);

  if (answers === null) return <Skeleton className="h-80" />;
  const told = answered ? feedbackOn(answered.question, answered.answer) : null;
  const shown = answered?.question ?? question;
  const goOn = () => {
    setAnswered(null);
    // The next answers, so that a screen reader reads the question with them.
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-answer], [data-finished]')?.focus());
  };

  return (
    <section className="rounded-lg border border-line bg-surface">
      <h2 className="sr-only">{LEVELS[level - 1]?.name}</h2>
      <VisuallyHidden>
        <p role="status">
          {told ? [told.verdict, told.reason, told.belief?.but, question ? '' : 'That was the last question.'].join(' ') : ''}
        </p>
      </VisuallyHidden>
      <div className="border-line border-b px-4 py-3">
        <Progress label={LEVELS[level - 1]?.asks ?? ''} value={done} max={sizeOf(level)} />
      </div>
      {shown ? (
        <div className="space-y-4 p-4">
          <QuestionForm
            key={answers.length - (answered ? 1 : 0)}
            question={shown}
            again={missed.includes(shown.number) && !answered}
            given={answered?.answer}
            onAnswer={give}
          />
          {told ? (
            <FeedbackCard feedback={told}>
              <Button ref={next} variant="primary" onClick={goOn}>
                {question ? 'Next control' : 'View results'}
              </Button>
            </FeedbackCard>
          ) : null}
        </div>
      ) : (
        <FinishedCard
          level={level}
          questions={questions.filter(({ number }) => missed.includes(number))}
          notKept={keep.error ? () => save(answers) : undefined}
          onAgain={restart}
          onLevel={onLevel}
        />
      )}
      {shown ? <p className="border-line border-t px-4 py-2 text-ink-3 text-xs">{missedInWords(missed)}</p> : null}
    </section>
  );
}

function missedInWords(missed: readonly number[]): string {
  if (missed.length === 0) return 'No wrong answers so far.';
  return `Wrong at the first answer: ${missed.map((number) => controlOf(number).name).join('; ')}.`;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.matches('input:not([type=radio]), textarea, select') || target.closest('[role=dialog], [role=menu]') !== null;
}

/** Returns true if the focused element does not use arrow keys. */
function isNowhere(element: Element | null): boolean {
  return element === null || element === document.body || element.matches('main, h1');
}
