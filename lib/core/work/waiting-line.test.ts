import { describe, expect, it } from 'vitest';
import { openWaitingLine } from './waiting-line';

/** Returns work that ends only when the test ends it. */
function workshop() {
  const started: number[] = [];
  const ends = new Map<number, (failure?: Error) => void>();
  return {
    started,
    work: (id: number) => () => {
      started.push(id);
      return new Promise<number>((resolve, reject) => ends.set(id, (failure) => (failure ? reject(failure) : resolve(id))));
    },
    end: async (id: number, failure?: Error) => {
      ends.get(id)?.(failure);
      await new Promise(setImmediate);
    },
  };
}

describe('a waiting line', () => {
  it('runs a few tasks at once, and the others in order of arrival', async () => {
    const line = openWaitingLine({ atOnce: 2, places: 10 });
    const { started, work, end } = workshop();
    const visits = [1, 2, 3, 4].map((id) => line.enter((inTurn) => inTurn(work(id))));
    expect(started).toEqual([1, 2]);
    await end(2);
    expect(started).toEqual([1, 2, 3]);
    await end(1);
    expect(started).toEqual([1, 2, 3, 4]);
    await end(3);
    await end(4);
    expect(await Promise.all(visits)).toEqual([1, 2, 3, 4]);
  });

  it('refuses a task immediately if every place is taken, and accepts one when a place is free', async () => {
    const line = openWaitingLine({ atOnce: 1, places: 2 });
    const { started, work, end } = workshop();
    const first = line.enter((inTurn) => inTurn(work(1)));
    const second = line.enter((inTurn) => inTurn(work(2)));
    await expect(line.enter((inTurn) => inTurn(work(3)))).rejects.toMatchObject({
      shape: 'Throttling',
      message: 'Too many requests. Try again in a moment.',
    });
    await end(1);
    await first;
    const fourth = line.enter((inTurn) => inTurn(work(4)));
    await end(2);
    await end(4);
    expect(await Promise.all([second, fourth])).toEqual([2, 4]);
    expect(started).toEqual([1, 2, 4]);
  });

  it('continues after a failed task', async () => {
    const line = openWaitingLine({ atOnce: 1, places: 2 });
    const { work, end } = workshop();
    const first = line.enter((inTurn) => inTurn(work(1)));
    const failed = expect(first).rejects.toThrow('broken');
    const second = line.enter((inTurn) => inTurn(work(2)));
    await end(1, new Error('broken'));
    await failed;
    await end(2);
    expect(await second).toBe(2);
  });
});
