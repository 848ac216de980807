import type { AccountState } from '../core/account-facts';
import type { Transaction } from '../db/client';
import type { ExaminedOrganization } from './facts';

type OrganizationRow = NonNullable<Awaited<ReturnType<Transaction['organization']['findUnique']>>>;
type AccountRow = { id: string; name: string; state: string; parentId: string | null };

/** What the checks of an organization look at. */
export async function readOrganizationFacts(
  db: Transaction,
  organization: OrganizationRow,
  accounts: readonly AccountRow[],
): Promise<ExaminedOrganization> {
  const { id, rootId, managementAccountId, featureSet, createdAt } = organization;
  const units = await db.organizationalUnit.findMany({
    where: { organizationId: id },
    select: { id: true, name: true, parentId: true },
  });
  return {
    id,
    rootId,
    managementAccountId,
    allFeatures: featureSet === 'ALL',
    createdAt,
    units,
    accounts: accounts.map(({ state, parentId, ...account }) => ({
      ...account,
      state: state as AccountState,
      parentId: parentId ?? rootId,
      management: account.id === managementAccountId,
    })),
  };
}
