import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quotas, setQuotas } from '../../core/quotas';
import { createTestWorld, type TestWorld } from '../../core/test-world';
import { closeDemonstrations, openDemonstration } from './demonstration';

const NOW = new Date('2026-11-27T10:00:00Z');

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

const accounts = () => world.database.reader.account.count();

describe('the prepared demonstration', () => {
  it('contains a denial by an SCP, exists once for each opener, and is closed after a lesson', async () => {
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

  it('leaves no accounts when it cannot be built', async () => {
    const before = await accounts();
    // The demonstration's accounts already exist when its service control policy is refused.
    setQuotas({ ...quotas(), ServiceControlPolicySize: 1 });
    const opened = openDemonstration(world.database, 'person one', NOW);
    await expect(opened).rejects.toThrow('exceeded the maximum policy size');
    setQuotas(null);
    expect(await accounts()).toBe(before);
  });
});
