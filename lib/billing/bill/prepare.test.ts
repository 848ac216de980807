import { afterEach, beforeEach, expect, it } from 'vitest';
import { createBillingWorld } from '../test-billing';
import { putTransfer } from '../test-usage';
import { prepareBills } from './prepare';

const now = new Date('2026-03-20T12:00:00Z');
let test: Awaited<ReturnType<typeof createBillingWorld>>;
beforeEach(async () => {
  test = await createBillingWorld(now);
});
afterEach(() => test.world.close());

it('prepareBills calculates large months once after each change', async () => {
  const { world, bob, susan } = test;
  const prepare = (largest: number) => prepareBills(world.database, now, largest);
  expect(await prepare(2)).toBe(false);
  await putTransfer(bob, '2026-03', { [bob.accountId]: 8 });
  expect(await prepare(2)).toBe(false);
  await putTransfer(bob, '2026-03', { [susan.accountId]: 4 });
  expect(await prepare(2)).toBe(true);
  expect(await prepare(2)).toBe(false);
  await putTransfer(bob, '2026-02', { [bob.accountId]: 1, [susan.accountId]: 1 });
  expect(await prepare(2)).toBe(true);
});

it('prepareBills calculates a large month again after each full hour', async () => {
  const { world, bob } = test;
  await putTransfer(bob, '2026-03', { [bob.accountId]: 8 });
  const after = (minutes: number) => prepareBills(world.database, new Date(now.getTime() + minutes * 60_000), 1);
  expect([await after(0), await after(59), await after(60)]).toEqual([true, false, true]);
});
