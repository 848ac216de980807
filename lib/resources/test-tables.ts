import type { ResourceKind } from '../core/module/kind';
import { type QuotaName, quotas } from '../core/quotas';
import { type Actor, TEST_NOW } from '../core/test-world';
import type { Stage } from '../core/testing/contract';
import { transaction } from '../db/transaction';
import { createResource } from './rows';

/** The Region of all resources in the tables, unless a call says otherwise. */
export const REGION = 'us-east-1';

/**
 * Lets `crowded` sign: an account with as many resources of a kind as its quota allows.
 * @returns its root user
 */
export async function crowdResources<Settings extends object>(
  { world, account }: Stage,
  kind: ResourceKind<Settings> & { quota?: QuotaName },
  settings: Settings,
): Promise<Actor> {
  const crowded = await account('crowded');
  const { accountId } = crowded;
  const place = { partition: 'aws', region: REGION, accountId } as const;
  const names = Array.from({ length: kind.quota ? quotas()[kind.quota] : 0 }, (_, index) => `held-${index}`);
  await transaction(world.database, async (tx) => {
    for (const name of names) await createResource(tx, kind, place, { name, settings, createdAt: TEST_NOW });
  });
  return crowded;
}

/** Returns a resource policy with one statement. */
export const resourcePolicy = (statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
