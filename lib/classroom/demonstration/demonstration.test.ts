import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestWorld, type TestWorld } from '../../core/test-world';
import { closeDemonstrations, openDemonstration } from './demonstration';

const building = vi.hoisted(() => ({ fails: false }));
vi.mock('../../scenario', async (original) => {
  const scenario = await original<typeof import('../../scenario')>();
  const buildAttempt: typeof scenario.buildAttempt = async (...given) => {
    const state = await scenario.buildAttempt(...given);
    if (building.fails) throw new Error('It took too long.');
    return state;
  };
  return { ...scenario, buildAttempt };
});

const NOW = new Date('2026-11-27T10:00:00Z');

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

const accounts = () => world.database.reader.account.count();

describe('the prepared demonstration', () => {
  it('denies an administrator by a service control policy, each opener one at a time, and is gone after a lesson', async () => {
    const before = await accounts();
    const first = await openDemonstration(world.database, 'person one', NOW);
    expect(await accounts()).toBe(before + 2);
    const again = await openDemonstration(world.database, 'person one', NOW);
    const other = await openDemonstration(world.database, 'account 111122223333', NOW);
    expect(await accounts()).toBe(before + 4);
    expect(again.ops.accountId).not.toBe(first.ops.accountId);
    const { reader } = world.database;
    expect(await reader.event.findMany({ where: { accountId: again.ops.accountId, eventName: 'RunInstances' } })).toMatchObject([
      { outcome: 'Denied' },
    ]);

    await closeDemonstrations(world.database, { openedBy: 'person one' }, NOW);
    expect(await accounts()).toBe(before + 2);
    await closeDemonstrations(world.database, 'old', new Date(NOW.getTime() + 60_000));
    expect(await reader.account.findUnique({ where: { id: other.admin.accountId } })).not.toBeNull();
    await closeDemonstrations(world.database, 'old', new Date(NOW.getTime() + 5 * 60 * 60_000));
    expect([await accounts(), await reader.demonstrationAccount.count()]).toEqual([before, 0]);
  });

  it('leaves no account behind where it cannot be built', async () => {
    const before = await accounts();
    building.fails = true;
    await expect(openDemonstration(world.database, 'person one', NOW)).rejects.toThrow('It took too long.');
    building.fails = false;
    expect(await accounts()).toBe(before);
  });
});
