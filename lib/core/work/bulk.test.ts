import fc from 'fast-check';
import { expect, it } from 'vitest';
import { letOthersIn, sortInTurns, takeInTurns } from './bulk';

it('yields between the steps of a long computation, and returns its result', async () => {
  let others = 0;
  let running = true;
  const other = () => {
    others++;
    if (running) setImmediate(other);
  };
  setImmediate(other);
  function* count(): Generator<undefined, number, undefined> {
    for (let step = 0; step < 5; step++) {
      const until = performance.now() + 15;
      while (performance.now() < until);
      yield;
    }
    return others;
  }
  // Each step takes longer than a turn may.
  expect(await takeInTurns(count())).toBeGreaterThanOrEqual(5);
  running = false;
});

it('yields between consecutive short computations', async () => {
  let others = 0;
  let running = true;
  const other = () => {
    others++;
    if (running) setImmediate(other);
  };
  setImmediate(other);
  function* work(): Generator<undefined, void, undefined> {
    const until = performance.now() + 3;
    while (performance.now() < until);
    yield;
  }
  // One computation is shorter than a turn, but two are longer.
  for (let computation = 0; computation < 20; computation++) await takeInTurns(work());
  expect(others).toBeGreaterThanOrEqual(9);
  running = false;
});

it('rethrows the error of a computation', async () => {
  // biome-ignore lint/correctness/useYield: it fails before its first step ends
  function* fail(): Generator<undefined, never, undefined> {
    throw new Error('no such thing');
  }
  await expect(takeInTurns(fail())).rejects.toThrow('no such thing');
});

it('sorts any number of rows stably, as Array.sort does', async () => {
  const keys = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 1200, size: 'max' });
  await fc.assert(
    fc.asyncProperty(keys, async (values) => {
      const rows = values.map((key, index) => ({ key, index }));
      const byKey = (a: { key: number }, b: { key: number }) => a.key - b.key;
      expect(await sortInTurns(rows, byKey)).toEqual([...rows].sort(byKey));
    }),
  );
});

it('resumes one loop per turn of the event loop', async () => {
  let turn = 0;
  let running = true;
  const count = () => {
    turn += 1;
    if (running) setImmediate(count);
  };
  count();
  const turns: number[] = [];
  const loop = async () => {
    for (let i = 0; i < 5; i++) {
      await letOthersIn();
      turns.push(turn);
    }
  };
  await Promise.all(Array.from({ length: 10 }, loop));
  running = false;
  expect(turns).toHaveLength(50);
  expect(new Set(turns).size).toBe(50);
});
