import type { Transaction } from '../../db/client';

export type AttemptExtent = { accountIds: string[]; organizationIds: string[] };

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
