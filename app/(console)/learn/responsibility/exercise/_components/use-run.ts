'use client';

import { useContext, useLayoutEffect, useState } from 'react';
import { ShownIdentity } from '@/lib/console/session/same-identity';
import type { Answer, Level } from '@/lib/responsibility/model/controls';
import { isAnswer } from '@/lib/responsibility/model/exercise';

/**
 * Returns the answers of a run, which this tab keeps over reloads for its identity.
 * @returns null until they are read
 */
export function useRun(
  level: Level,
  seed: string,
): { answers: readonly Answer[] | null; add: (answer: Answer) => Answer[]; restart: () => void } {
  const keptAs = `exercise:${useContext(ShownIdentity)}:${level}:${seed}`;
  const [answers, setAnswers] = useState<readonly Answer[] | null>(null);
  // Runs before the first paint, so that a continued run never shows its first question again.
  useLayoutEffect(() => {
    const kept = storage((session) => session.getItem(keptAs)) ?? '';
    const letters = [...kept];
    setAnswers(letters.every(isAnswer) ? letters : []);
  }, [keptAs]);
  const put = (next: Answer[]) => {
    setAnswers(next);
    storage((session) => session.setItem(keptAs, next.join('')));
  };
  return {
    answers,
    add: (answer) => {
      const next = [...(answers ?? []), answer];
      put(next);
      return next;
    },
    restart: () => put([]),
  };
}

/** Some browsers refuse storage completely. A reload then starts again. */
function storage<Result>(use: (session: Storage) => Result): Result | undefined {
  try {
    return use(window.sessionStorage);
  } catch {
    return undefined;
  }
}
