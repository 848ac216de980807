import { readUsableFacts, type UsableFacts } from '../core/account-facts';
import type { Transaction } from '../db/client';
import {
  findPoliciesByName,
  type HeldPolicies,
  type PolicyFinder,
  policiesOfRoles,
  samlMetadataByAccount,
  wholeRolesById,
} from '../iam/reserved-role/rows';
import type { RoleRow } from '../iam/role/rows';
import { serviceLinkedRowsOf } from '../iam/service-linked-role/rows';
import { referencesOf } from './definition-in-account';
import type { InstanceRow } from './instance/rows';
import { definitionOf, type PermissionSetRow } from './permission-set/rows';
import { samlProviderName } from './saml-provider';
import { SERVICE_PRINCIPAL } from './service-principal';

export type ProvisionedRow = NonNullable<Awaited<ReturnType<Transaction['provisionedPermissionSet']['findUnique']>>>;

/** The state of an account that provisioning of a permission set depends on. */
export type AccountState = {
  accountId: string;
  /** Undefined if the account does not exist. */
  account: UsableFacts | undefined;
  provisioned: ProvisionedRow | undefined;
  /** The role of the permission set. */
  role: RoleRow | null;
  /** The policies of that role. */
  held: HeldPolicies;
  /** The metadata of the instance's SAML provider. Undefined without one. */
  providerMetadata: string | undefined;
  /** The service-linked role of IAM Identity Center. */
  serviceRole: RoleRow | undefined;
  findPolicy: PolicyFinder;
};

/** Reads the state of accounts for a permission set, in the order of their ids, with as many queries as for one account. */
export async function readAccountStates(
  { db, instance }: { db: Transaction; instance: InstanceRow },
  permissionSet: PermissionSetRow,
  accountIds: readonly string[],
): Promise<AccountState[]> {
  const accounts = await readUsableFacts(db, accountIds);
  const findPolicy = await findPoliciesByName(db, accountIds, referencesOf(definitionOf(permissionSet)));
  const rows = await db.provisionedPermissionSet.findMany({
    where: { permissionSetId: permissionSet.id, accountId: { in: [...accountIds] } },
  });
  const provisionedIn = new Map(rows.map((row) => [row.accountId, row]));
  const roleIds = rows.map(({ roleId }) => roleId);
  const roles = await wholeRolesById(db, roleIds);
  const heldBy = await policiesOfRoles(db, roleIds);
  const metadata = await samlMetadataByAccount(db, accountIds, (id) => samlProviderName(instance, id));
  const serviceRoles = await serviceLinkedRowsOf(db, accountIds, SERVICE_PRINCIPAL);
  return accountIds.map((accountId) => {
    const provisioned = provisionedIn.get(accountId);
    const found = provisioned && roles.get(provisioned.roleId);
    const role = found?.accountId === accountId ? found : null;
    return {
      accountId,
      account: accounts.get(accountId),
      provisioned,
      role,
      held: heldBy(role?.id ?? ''),
      providerMetadata: metadata.get(accountId),
      serviceRole: serviceRoles.get(accountId),
      findPolicy,
    };
  });
}
