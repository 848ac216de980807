import type { MembershipChange, MembershipScope } from '../core/module/hooks';
import { deleteProtectedRole, findServiceLinkedRow, insertServiceLinkedRoles } from '../iam/service-linked-role/rows';
import { deleteApplicationsOf } from './application/rows';
import { deleteInstance } from './instance/rows';
import { removeFromAccount, removeFromAllAccounts } from './provisioned-roles';
import { SERVICE_PRINCIPAL } from './service-principal';

/**
 * Gives an account that joins an organization with IAM Identity Center the service-linked role, and cleans up an account that departs.
 * The instance is deleted with its organization. Source: IAM Identity Center User Guide, "Using service-linked roles".
 */
export async function followMembership(
  { db, now, call }: MembershipScope,
  { accountId, organization, change }: MembershipChange,
): Promise<void> {
  const instance = await db.identityCenterInstance.findUnique({ where: { ownerId: organization.id } });
  if (!instance) return;
  if (change === 'JOINED') {
    await insertServiceLinkedRoles(db, SERVICE_PRINCIPAL, [accountId], now);
    return;
  }
  const around = { db, now, partition: call.partition, instance, caller: null };
  if (accountId === organization.managementAccountId) await removeFromAllAccounts(around);
  await removeFromAccount(around, accountId);
  await deleteApplicationsOf(db, instance, accountId);
  const role = await findServiceLinkedRow(db, accountId, SERVICE_PRINCIPAL);
  if (role) await deleteProtectedRole({ db, now }, role);
  if (accountId === organization.managementAccountId) await deleteInstance(db, instance);
}
