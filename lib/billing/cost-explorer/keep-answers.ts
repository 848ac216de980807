import { BoundedMap } from '../../core/bounded-map';
import type { Scope } from '../../core/operation';
import { billsState } from '../bill/rows';
import type { Costs } from './read-costs';

const DAY_MS = 86_400_000;

/** The day that bills are at, counted since 1970. */
export function todayOf({ now }: Pick<Costs, 'now'>): number {
  return Math.floor(now.getTime() / DAY_MS);
}

/**
 * Keeps what follows from the costs that an account sees alone, until one of the payer's bills changes or a day is over.
 * @param limit for how many accounts it is kept
 * @returns answers what is kept, or what the work that it is given comes to
 */
export function keepAnswers<T>(limit: number) {
  const kept = new BoundedMap<string, { key: string; answer: Promise<T> }>(limit);
  return async ({ db, now }: Pick<Scope, 'db' | 'now'>, costs: Costs, work: () => Promise<T>): Promise<T> => {
    const place = `${costs.payerId}/${costs.accountId}`;
    const key = `${await billsState(db, costs.payerId, now)}/${todayOf(costs)}`;
    const known = kept.get(place);
    if (known?.key === key) return known.answer;
    const answer = work();
    kept.set(place, { key, answer });
    // What failed is tried again by whoever asks next.
    answer.catch(() => kept.delete(place));
    return answer;
  };
}
