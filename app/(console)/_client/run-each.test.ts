import { describe, expect, it } from 'vitest';
import { MOST_AT_ONCE } from '@/lib/console/recipes/each';
import type { ConsoleFailure, ConsoleResult } from '@/lib/console/result';
import { runEach } from './run-each';

const DENIED: ConsoleFailure = { code: 'AccessDenied', message: 'No.', requestId: '1' };
const ITEMS = Array.from({ length: 50 }, (_, index) => index);
const never = () => false;

describe('runEach', () => {
  it('runs in batches within the size limit, reports progress and returns the failed items', async () => {
    const pieces: number[] = [];
    const told: number[] = [];
    const attempt = async (piece: readonly number[]): Promise<ConsoleResult<(ConsoleFailure | null)[]>> => {
      pieces.push(piece.length);
      return { ok: true, data: piece.map((item) => (item % 25 === 3 ? DENIED : null)) };
    };
    const outcome = await runEach(ITEMS, attempt, (tried) => told.push(tried), never);
    expect(outcome).toEqual({
      done: 48,
      failed: [
        { item: 3, error: DENIED },
        { item: 28, error: DENIED },
      ],
      left: [],
      error: null,
    });
    expect(told.at(-1)).toBe(50);
    expect(told.length).toBe(pieces.length);
    expect(Math.max(...pieces)).toBeLessThanOrEqual(MOST_AT_ONCE);
  });

  it('stops between two batches and returns the items that it did not try', async () => {
    let calls = 0;
    const attempt = async (piece: readonly number[]): Promise<ConsoleResult<null[]>> => {
      calls++;
      return { ok: true, data: piece.map(() => null) };
    };
    const outcome = await runEach(
      ITEMS,
      attempt,
      () => {},
      () => calls === 1,
    );
    expect(outcome.done + outcome.left.length).toBe(50);
    expect(outcome).toMatchObject({ failed: [], error: null });
    expect(outcome.left).toEqual(ITEMS.slice(outcome.done));
    expect(calls).toBe(1);
  });

  it('returns the error of a failed call and counts the items of that call as not tried', async () => {
    let calls = 0;
    const attempt = async (piece: readonly number[]): Promise<ConsoleResult<(ConsoleFailure | null)[]>> =>
      calls++ === 0 ? { ok: true, data: piece.map((item) => (item === 0 ? DENIED : null)) } : { ok: false, error: DENIED };
    const outcome = await runEach(ITEMS, attempt, () => {}, never);
    expect(outcome.error).toEqual(DENIED);
    expect(outcome.failed).toEqual([{ item: 0, error: DENIED }]);
    expect(outcome.done + outcome.failed.length + outcome.left.length).toBe(50);
  });
});
