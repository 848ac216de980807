import { type Actor, TEST_NOW } from '../core/test-world';
import { createOrganizationWorld, type OrganizationWorld } from '../organizations/test-organization';
import { PutPriceList } from './price-list/operations';

const DAY_MS = 86_400_000;

/** Returns the time a number of days after the tests' start, 1 March 2026. */
export const day = (n: number) => new Date(TEST_NOW.getTime() + n * DAY_MS);

/** An organization with the prices of AWS's documentation and the accounts of its examples. Bob pays, and Susan is a member. */
type BillingWorld = { world: OrganizationWorld; bob: Actor; susan: Actor };

/**
 * Creates a billing world.
 * @param now the time of Bob's and Susan's calls
 */
export async function createBillingWorld(now = TEST_NOW): Promise<BillingWorld> {
  const world = await createOrganizationWorld();
  const bob = world.management.with({ now });
  const susan = (await world.member('susan')).with({ now });
  await bob.run(PutPriceList, { Preset: 'documentation' });
  return { world, bob, susan };
}
