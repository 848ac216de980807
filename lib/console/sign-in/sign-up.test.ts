import { afterAll, expect, it } from 'vitest';
import { createTestWorld } from '../../core/test-world';
import { hasAccounts } from './sign-up';

const world = await createTestWorld();
afterAll(() => world.close());

it('hasAccounts distinguishes a new installation from one with an account', async () => {
  expect(await hasAccounts(world.database.reader)).toBe(false);
  await world.account();
  expect(await hasAccounts(world.database.reader)).toBe(true);
});
