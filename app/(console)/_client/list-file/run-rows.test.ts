import { expect, it } from 'vitest';
import type { RowOutcome, RowTask } from '@/lib/console/recipes/listed';
import { PIECE } from '../run-each';
import { openRows, type RowState, runRows } from './run-rows';

const made = (shown: Record<string, string> = {}): RowOutcome => ({ error: null, done: ['made'], shown });
const failed: RowOutcome = { error: { code: 'X', message: 'no', requestId: '' }, done: ['half'], shown: { password: 'first' } };
const rows = Array.from({ length: PIECE + 5 }, (_, index) => index);
const none: RowState[] = rows.map(() => null);

it('runs all rows in batches, then retries only the failed rows and keeps values already shown', async () => {
  let states: readonly RowState[] = none;
  const pieces: number[] = [];
  const attempt = async (tasks: readonly RowTask<number>[]) => {
    pieces.push(tasks.length);
    return { ok: true as const, data: tasks.map(({ row }) => (row === 3 ? failed : made())) };
  };
  const tell = (next: readonly RowState[]) => {
    states = next;
  };
  expect(await runRows(rows, states, attempt, tell, () => false)).toBeNull();
  expect([pieces, openRows(states)]).toEqual([[PIECE, 5], [3]]);
  const given: RowTask<number>[] = [];
  const again = async (tasks: readonly RowTask<number>[]) => {
    given.push(...tasks);
    return { ok: true as const, data: tasks.map(() => made({ password: 'second' })) };
  };
  await runRows(rows, states, again, tell, () => false);
  expect(given).toEqual([{ row: 3, done: ['half'] }]);
  expect([openRows(states), states[3]?.shown]).toEqual([[], { password: 'first' }]);
});

it('returns the error of a failed call and leaves the remaining rows open', async () => {
  let states: readonly RowState[] = none;
  const error = { code: 'Lost', message: 'no answer', requestId: '' };
  let calls = 0;
  const attempt = async (tasks: readonly RowTask<number>[]) =>
    calls++ === 0 ? { ok: true as const, data: tasks.map(() => made()) } : { ok: false as const, error };
  const ended = await runRows(
    rows,
    states,
    attempt,
    (next) => {
      states = next;
    },
    () => false,
  );
  expect([ended, openRows(states)]).toEqual([error, rows.slice(PIECE)]);
});

it('stops between two batches when it is cancelled', async () => {
  let states: readonly RowState[] = none;
  const attempt = async (tasks: readonly RowTask<number>[]) => ({ ok: true as const, data: tasks.map(() => made()) });
  await runRows(
    rows,
    states,
    attempt,
    (next) => {
      states = next;
    },
    () => states !== none,
  );
  expect(openRows(states)).toEqual(rows.slice(PIECE));
});
