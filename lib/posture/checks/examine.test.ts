import { describe, expect, it } from 'vitest';
import { TEST_NOW } from '../../core/test-world';
import { ACCOUNT_CHECKS, findCheck, ORGANIZATION_CHECKS } from '../catalogue';
import { Clock } from '../clock';
import type { ExaminedAccount } from '../facts';
import { DEFAULT_PARAMETERS } from '../parameters';
import { account, daysAgo, judged, user } from '../testing/test-facts';
import { examineAll } from './examine';

const idsOf = async (facts: ExaminedAccount) => {
  const results = await examineAll(ACCOUNT_CHECKS, facts, { parameters: DEFAULT_PARAMETERS, clock: new Clock(TEST_NOW) });
  return results.filter(({ examination }) => (examination?.failing.length ?? 0) > 0).map(({ check }) => check.id);
};

describe('the catalog of posture checks', () => {
  it('has unique ids, and its checks override only existing checks', () => {
    const all = [...ACCOUNT_CHECKS, ...ORGANIZATION_CHECKS];
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const { overrides = [] } of all) for (const id of overrides) expect(findCheck(id), id).toBeDefined();
  });

  it('finds nothing in a well-configured account', async () => {
    expect(await idsOf(await judged(account()))).toEqual([]);
  });

  it('reports one problem once, by the more specific check', async () => {
    const never = user('leo', { passwordLastUsed: null, password: { createdAt: daysAgo(60), changedAt: daysAgo(60) } });
    const facts = await judged(account());
    expect(await idsOf({ ...facts, users: [...facts.users, never] })).toEqual(['user-never-used']);
  });
});

describe('Clock', () => {
  it('returns the next time at which an age comparison changes', () => {
    const clock = new Clock(TEST_NOW);
    expect(clock.nextChangeAt()).toBeNull();
    expect(clock.isOlder(daysAgo(10), 9)).toBe(true);
    expect(clock.isOlder(daysAgo(10), 14)).toBe(false);
    expect(clock.isOlder(daysAgo(10), 12)).toBe(false);
    expect(clock.nextChangeAt()).toEqual(new Date(daysAgo(-2).getTime() + 1));
  });
});
