import { expect, it } from 'vitest';
import { TEST_NOW } from '../../../core/test-world';
import { createOrganizationWorld } from '../../../organizations/test-organization';
import { PutPriceList } from '../../price-list/operations';
import { putTransfer } from '../../test-usage';
import { GetBill } from '../operations';
import { IssueBill } from './operations';

const MONTHS = ['2026-03', '2026-04', '2026-05', '2026-06'];

it('a month issued twice during a usage upload has one bill, and the upload is included or refused', async () => {
  const world = await createOrganizationWorld();
  try {
    const bob = world.management.with({ now: new Date(TEST_NOW.getTime() + 150 * 86_400_000) });
    await bob.run(PutPriceList, { Preset: 'documentation' });
    for (const Month of MONTHS) {
      await putTransfer(bob, Month, { [bob.accountId]: 8 });
      const [first, second, brought] = await Promise.allSettled([
        bob.run(IssueBill, { Month }),
        bob.run(IssueBill, { Month }),
        putTransfer(bob, Month, { [bob.accountId]: 4 }),
      ]);
      // The later caller gets an error and can try again.
      const { Hash } = await bob.run(IssueBill, { Month });
      for (const each of [first, second]) {
        if (each.status === 'fulfilled') expect(each.value.Hash).toBe(Hash);
        else expect(each.reason).toMatchObject({ shape: 'ConcurrentModificationException' });
      }
      if (brought.status === 'rejected') expect(brought.reason).toMatchObject({ shape: 'ConflictException' });
      expect((await bob.run(GetBill, { Month })).Total).toBe(brought.status === 'fulfilled' ? '2007.04' : '1392.64');
    }
  } finally {
    await world.close();
  }
});
