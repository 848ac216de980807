import type { AccountFacts } from '../core/account-facts';
import type { Transaction } from '../db/client';

/** Whether the organization lets a service work in all its accounts. */
export async function hasTrustedAccess(db: Transaction, organizationId: string, servicePrincipal: string): Promise<boolean> {
  const key = { organizationId, servicePrincipal };
  return (await db.serviceAccess.findUnique({ where: { organizationId_servicePrincipal: key } })) !== null;
}

/** Whether an account administers a service for its organization: as its management account, or as a member that was registered for that service. */
export async function administersService(db: Transaction, account: AccountFacts, servicePrincipal: string): Promise<boolean> {
  const { id: accountId, organization } = account;
  if (!organization) return false;
  if (organization.managementAccountId === accountId) return true;
  const key = { organizationId: organization.id, accountId, servicePrincipal };
  return (await db.delegatedAdministrator.findUnique({ where: { organizationId_accountId_servicePrincipal: key } })) !== null;
}
