'use client';

import { useContext, useLayoutEffect, useState } from 'react';
import { ShownIdentity } from '@/lib/console/same-identity';
import type { Answer, Level } from '@/lib/responsibility/model/controls';

const isAnswers = (text: string): boolean => /^[PCSN]*$/.test(text);

/**
 * The answers of one run through a level, kept in this tab while it is reloaded, for whoever it shows.
 * @returns null until it is known whether there are some
 */
export function useRun(
  level: Level,
  seed: string,
): { answers: readonly Answer[] | null; add: (answer: Answer) => Answer[]; restart: () => void } {
  const keptAs = `exercise:${useContext(ShownIdentity)}:${level}:${seed}`;
  const [answers, setAnswers] = useState<readonly Answer[] | null>(null);
  // Before the first paint: a run that goes on never shows its first question again.
  useLayoutEffect(() => {
    const kept = storage((session) => session.getItem(keptAs)) ?? '';
    setAnswers(isAnswers(kept) ? ([...kept] as Answer[]) : []);
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

/** Browsers may refuse storage altogether: then a reload begins anew. */
function storage<Result>(use: (session: Storage) => Result): Result | undefined {
  try {
    return use(window.sessionStorage);
  } catch {
    return undefined;
  }
}
