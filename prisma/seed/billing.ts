import { monthOf, monthsFrom } from '../../lib/billing/months';
import { GenerateUsage } from '../../lib/billing/usage/generate-operations';
import type { Database } from '../../lib/db/client';
import { UpdateIAMAccessPreference } from '../../lib/iam/root-user/operations';
import { rootActor } from './actor';

const MONTHS_BEFORE = 2;

/** What the accounts of the demo are used for, by their names. */
const PROFILES = {
  production: 'web-shop',
  payments: 'web-shop',
  development: 'data-team',
  sandbox: 'idle-sandbox',
} as const;

/**
 * Usage of this month and of the two before it, so that there is a bill to look at; and users and roles of the management account may look at it
 * where their policies allow it.
 */
export async function seedBilling(database: Database, managementId: string, now: Date): Promise<void> {
  const root = rootActor(database, managementId, () => now);
  await root(UpdateIAMAccessPreference, { IamUserAccessToBilling: 'ALLOW' });
  const accounts = await database.reader.account.findMany({ where: { name: { in: Object.keys(PROFILES) } } });
  const month = monthOf(now);
  await root(GenerateUsage, {
    Name: 'Demo',
    Seed: 'acme',
    From: monthsFrom(month, -MONTHS_BEFORE),
    Until: month,
    Accounts: accounts.map(({ id, name }) => ({ AccountId: id, Profile: PROFILES[name as keyof typeof PROFILES] })),
  });
}
