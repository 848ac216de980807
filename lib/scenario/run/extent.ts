import type { Transaction } from '../../db/client';

export type AttemptExtent = { accountIds: string[]; organizationIds: string[] };

/** Whether a text is the id of an account that is neither one of some nor in an organization that one of those manages. */
export async function isForeignAccount(db: Transaction, accountIds: readonly string[], text: unknown): Promise<boolean> {
  if (typeof text !== 'string' || !/^\d{12}$/.test(text) || accountIds.includes(text)) return false;
  const select = { organization: { select: { managementAccountId: true } } } as const;
  const account = await db.account.findUnique({ where: { id: text }, select });
  return account !== null && !accountIds.includes(account.organization?.managementAccountId ?? '');
}

/** Some accounts with the organizations that they manage and all accounts in those, whoever made them. */
export async function extentOf(db: Transaction, accountIds: readonly string[]): Promise<AttemptExtent> {
  const organizations = await db.organization.findMany({
    where: { managementAccountId: { in: [...accountIds] } },
    select: { id: true },
  });
  const organizationIds = organizations.map(({ id }) => id).sort();
  const members = await db.account.findMany({ where: { organizationId: { in: organizationIds } }, select: { id: true } });
  return { accountIds: [...new Set([...accountIds, ...members.map(({ id }) => id)])].sort(), organizationIds };
}
