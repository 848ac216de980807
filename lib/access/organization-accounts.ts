import { type AccountFacts, isUsable, toAccountFacts } from '../core/account-facts';
import type { Scope } from '../core/operation';

const ACCOUNT = {
  ...{ id: true, name: true, alias: true, state: true, enforcement: true, readOnlyBecause: true, revision: true },
  ...{ parentId: true, clockAhead: true },
} as const;

/** Returns the organization's accounts that can still make calls. */
export async function findAccountsOf(
  { db }: Scope,
  organization: NonNullable<AccountFacts['organization']>,
): Promise<AccountFacts[]> {
  const rows = await db.account.findMany({
    where: { organizationId: organization.id },
    select: ACCOUNT,
    orderBy: { name: 'asc' },
  });
  return rows.map((row) => toAccountFacts({ ...row, organization })).filter(isUsable);
}
