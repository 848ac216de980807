import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestWorld, TEST_NOW, type TestWorld } from '../test-world';
import { countedGuess, passwordOf } from './password-attempts';

let world: TestWorld;
let evaluated: number;
beforeEach(async () => {
  world = await createTestWorld();
  evaluated = 0;
});
afterEach(() => world.close());

const secondsOn = (seconds: number) => new Date(TEST_NOW.getTime() + seconds * 1000);

type Situation = { sourceIp?: string; now?: Date; device?: string };

/** Returns `right`, `wrong`, or the reason why the guess was not evaluated. */
async function guess(
  subject: string,
  right: boolean,
  { sourceIp = '198.51.100.7', now = TEST_NOW, device }: Situation = {},
): Promise<string> {
  const evaluate = async () => {
    evaluated += 1;
    return right;
  };
  return countedGuess(world.database, { subject, sourceIp, device }, now, evaluate).then(
    (answer) => (answer ? 'right' : 'wrong'),
    (error: Error) => error.message,
  );
}

const many = (count: number, one: (index: number) => Promise<string>) =>
  Promise.all(Array.from({ length: count }, (_, i) => one(i)));
const ANA = passwordOf('111122223333', 'AIDAANA');
const BOB = passwordOf('111122223333', 'AIDABOB');

describe('guesses at one secret', () => {
  it('are evaluated five times at most, also if 120 arrive at once', async () => {
    const answers = await many(120, (i) => guess(ANA, false, { sourceIp: `198.51.100.${i}` }));
    expect(evaluated).toBe(5);
    expect(answers.filter((answer) => answer === 'Too many attempts. Try again in 1 second.')).toHaveLength(115);
  });

  it('wait twice as long after each failure, up to 15 minutes', async () => {
    await many(5, () => guess(ANA, false));
    let now = TEST_NOW;
    for (const wait of [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]) {
      const early = new Date(now.getTime() + wait * 1000 - 1);
      expect(await guess(ANA, true, { now: early })).toBe('Too many attempts. Try again in 1 second.');
      now = new Date(early.getTime() + 1);
      expect(await guess(ANA, false, { now })).toBe('wrong');
    }
  });

  it('from a known device wait only for failures from that device', async () => {
    await many(100, (i) => guess(ANA, false, { sourceIp: `198.51.100.${i % 2}` }));
    expect(await guess(ANA, true)).toContain('Too many attempts');
    const here = { device: 'laptop' };
    expect(await guess(ANA, true, here)).toBe('right');
    expect(await guess(ANA, true), 'elsewhere the wait goes on').toContain('Too many attempts');
    evaluated = 0;
    await many(20, () => guess(ANA, false, here));
    expect(evaluated).toBe(5);
    expect(await guess(ANA, true, { device: 'phone' })).toBe('right');
  });

  it('never wait longer than the longest wait, even if the clock was set back', async () => {
    const longest = 15 * 60;
    for (let i = 0, now = TEST_NOW; i < 15; i++, now = new Date(now.getTime() + 901_000)) await guess(ANA, false, { now });
    const back = secondsOn(-36_000);
    expect(await guess(ANA, true, { now: back })).toBe(`Too many attempts. Try again in ${longest} seconds.`);
    expect(await guess(ANA, true, { now: secondsOn(-36_000 + longest - 1) })).toBe('Too many attempts. Try again in 1 second.');
    expect(await guess(ANA, true, { now: secondsOn(-36_000 + longest) })).toBe('right');
  });

  it('still wait in another process whose clock is slightly behind', async () => {
    await many(5, () => guess(ANA, false));
    expect(await guess(ANA, false, { now: secondsOn(-2) })).toBe('Too many attempts. Try again in 3 seconds.');
    expect(await guess(ANA, false, { now: secondsOn(0.5) })).toBe('Too many attempts. Try again in 1 second.');
  });

  it('are reset by a right guess and after an hour', async () => {
    await many(4, () => guess(ANA, false));
    expect(await guess(ANA, true)).toBe('right');
    expect(await many(6, () => guess(ANA, false))).toEqual([
      ...Array(5).fill('wrong'),
      'Too many attempts. Try again in 1 second.',
    ]);
    evaluated = 0;
    await many(6, () => guess(ANA, false, { now: secondsOn(3700) }));
    expect(evaluated).toBe(5);
  });

  it('do not count for other users', async () => {
    await many(10, () => guess(ANA, false));
    expect(await guess(BOB, false)).toBe('wrong');
  });

  it('stay counted if they could not be evaluated', async () => {
    const full = () => Promise.reject(new Error('no room'));
    for (let i = 0; i < 5; i++)
      await expect(countedGuess(world.database, { subject: ANA }, TEST_NOW, full)).rejects.toThrow('no room');
    expect(await guess(ANA, true)).toMatch('Too many attempts');
  });
});

describe('guesses from one address', () => {
  it('are evaluated thirty times at most, regardless of the user', async () => {
    await many(120, (i) => guess(passwordOf('111122223333', `AIDA${i}`), false));
    expect(evaluated).toBe(30);
    expect(await guess(ANA, true, { sourceIp: '203.0.113.9' })).toBe('right');
  });

  it('are not reset by a right guess, which is not counted itself', async () => {
    await many(29, (i) => guess(passwordOf('111122223333', `AIDA${i}`), false));
    for (let i = 0; i < 3; i++) expect(await guess(ANA, true)).toBe('right');
    expect(await guess(BOB, false)).toBe('wrong');
    expect(await guess(ANA, true)).toMatch('Too many attempts');
  });
});

it('stores neither names nor addresses', async () => {
  await guess(ANA, false);
  const rows = await world.database.reader.signInThrottle.findMany();
  expect(rows).toHaveLength(2);
  expect(JSON.stringify(rows)).not.toMatch(/111122223333|AIDAANA|198\.51/);
});
