import { BoundedMap } from '../../core/cache/bounded-map';
import type { Scope } from '../../core/operation';
import { billsState } from '../bill/rows';
import type { Costs } from './read-costs';

const DAY_MS = 86_400_000;

/** Returns the current day, counted since 1970. */
export function todayOf({ now }: Pick<Costs, 'now'>): number {
  return Math.floor(now.getTime() / DAY_MS);
}

/**
 * Caches a result that depends only on an account's visible costs, until a bill changes or the day ends.
 * @param limit the number of accounts cached
 * @returns a function that returns the cached result or computes it
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
    // A failure is retried by the next caller.
    answer.catch(() => kept.delete(place));
    return answer;
  };
}
