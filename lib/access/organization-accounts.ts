import { type AccountFacts, isUsable } from '../core/account-facts';
import type { Scope } from '../core/operation';

const ACCOUNT = { id: true, name: true, alias: true, state: true, enforcement: true, revision: true, parentId: true } as const;

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
  return rows.map((row) => ({ ...row, organization }) as AccountFacts).filter(isUsable);
}
