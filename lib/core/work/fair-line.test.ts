import { describe, expect, it } from 'vitest';
import { AwsError } from '../errors';
import { type Asker, FairLine } from './fair-line';

const ROOMY = { atOnce: 1, ofCaller: 100, ofAccount: 100, ofAll: 100 };
const settled = () => new Promise(setImmediate);

/** Returns functions that ask for entry and leave again, and the names of those who have entered. */
function visitors(line: FairLine) {
  const entered: string[] = [];
  const leave = new Map<string, () => void>();
  return {
    entered,
    ask: (name: string, asker: Asker) =>
      void line.enter(asker).then((end) => {
        entered.push(name);
        leave.set(name, end);
      }),
    end: async (name: string) => {
      leave.get(name)?.();
      await settled();
    },
  };
}

const A = { accountId: 'a', caller: 'ana' };
const A2 = { accountId: 'a', caller: 'bo' };
const B = { accountId: 'b', caller: 'cy' };

describe('a fair line', () => {
  it('takes turns between accounts, and between the callers of an account', async () => {
    const { ask, end, entered } = visitors(new FairLine(ROOMY));
    for (const [i, asker] of [A, A, A, A, A2, A2, B, B].entries()) ask(`${asker.caller}${i}`, asker);
    await settled();
    for (let i = 0; i < 8; i++) await end(entered.at(-1) ?? '');
    expect(entered.map((name) => name.slice(0, 2))).toEqual(['an', 'cy', 'bo', 'cy', 'an', 'bo', 'an', 'an']);
  });

  it.each<readonly [string, Partial<typeof ROOMY>, readonly Asker[], Asker]>([
    ['a caller', { ofCaller: 2 }, [A, A], A2],
    ['an account', { ofAccount: 2 }, [A, A2], B],
  ])('refuses too many requests of %s, and still admits others', async (_whose, size, asked, other) => {
    const line = new FairLine({ ...ROOMY, ...size });
    const { ask, end, entered } = visitors(line);
    for (const asker of asked) ask('one', asker);
    await settled();
    await expect(line.enter(asked[0] as Asker)).rejects.toThrow(AwsError);
    ask('other', other);
    await end('one');
    await end('one');
    expect(entered).toContain('other');
  });

  it('throttles when all places are taken, and admits requests again once some are free', async () => {
    const line = new FairLine({ ...ROOMY, ofAll: 2 });
    const end = await line.enter(A);
    void line.enter(A2);
    await expect(line.enter(B)).rejects.toMatchObject({ shape: 'Throttling' });
    end();
    end();
    await settled();
    await expect(Promise.race([line.enter(B), Promise.resolve('waits')])).resolves.toBe('waits');
  });
});
