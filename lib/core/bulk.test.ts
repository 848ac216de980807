import { expect, it } from 'vitest';
import { takeInTurns } from './bulk';

it('lets other work in between the steps of a long computation, and gives its answer', async () => {
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

it('passes on what a computation throws', async () => {
  // biome-ignore lint/correctness/useYield: it fails before its first step ends
  function* fail(): Generator<undefined, never, undefined> {
    throw new Error('no such thing');
  }
  await expect(takeInTurns(fail())).rejects.toThrow('no such thing');
});
