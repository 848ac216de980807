import type { AccountFacts } from '../core/account-facts';
import type { Transaction } from '../db/client';

/** Returns whether the organization gives a service trusted access. */
export async function hasTrustedAccess(db: Transaction, organizationId: string, servicePrincipal: string): Promise<boolean> {
  const key = { organizationId, servicePrincipal };
  return (await db.serviceAccess.findUnique({ where: { organizationId_servicePrincipal: key } })) !== null;
}

/**
 * Returns whether an account administers a service for its organization, as the management account or a delegated administrator.
 */
export async function administersService(db: Transaction, account: AccountFacts, servicePrincipal: string): Promise<boolean> {
  const { id: accountId, organization } = account;
  if (!organization) return false;
  if (organization.managementAccountId === accountId) return true;
  const key = { organizationId: organization.id, accountId, servicePrincipal };
  return (await db.delegatedAdministrator.findUnique({ where: { organizationId_accountId_servicePrincipal: key } })) !== null;
}
