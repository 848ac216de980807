import { giveWay } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { findInstance, instanceArn } from '../../identity-center/instance/rows';
import { isAdministrator } from '../../identity-center/permission-set/documents';
import { permissionSetArn, readPermissionSets } from '../../identity-center/permission-set/rows';
import { readSignIns } from '../../identity-center/sign-in-settings/rows';
import { readAssignmentUses } from '../../identity-center/use/rows';
import { signInMark } from '../../identity-store/mfa/rows';
import { principalNames } from '../../identity-store/rows';
import type { AssignmentFacts, IdentityCenterFacts, PermissionSetFacts } from '../facts';

/** Reads the facts about the instance of an organization. @returns null if it has none */
export async function readIdentityCenterFacts(
  db: Transaction,
  organization: { id: string },
): Promise<IdentityCenterFacts | null> {
  const instance = await findInstance(db, { ownerId: organization.id });
  if (!instance) return null;
  const rows = await readPermissionSets(db, instance);
  const assignments = new Map<string, AssignmentFacts[]>(rows.map(({ id }) => [id, []]));
  for await (const some of readAssignmentUses(db, instance)) {
    const names = await principalNames(
      db,
      instance.identityStoreId,
      some.map(({ principalId }) => principalId),
    );
    for (const { permissionSetId, principalId, principalType, accountId, createdAt, lastUsedAt } of some) {
      const principal = { type: principalType === 'USER' ? ('USER' as const) : ('GROUP' as const), id: principalId };
      const name = names.get(principalId) ?? null;
      assignments.get(permissionSetId)?.push({ accountId, principal: { ...principal, name }, createdAt, lastUsedAt });
    }
    await giveWay();
  }
  const permissionSets: PermissionSetFacts[] = [];
  for (const row of rows) {
    permissionSets.push({
      id: row.id,
      arn: permissionSetArn('aws', row),
      name: row.name,
      createdAt: row.createdAt,
      sessionDuration: row.sessionDuration,
      description: row.description,
      relayState: row.relayState,
      administrator: isAdministrator(row),
      assignments: assignments.get(row.id) ?? [],
    });
    await giveWay();
  }
  return {
    instanceArn: instanceArn('aws', instance.id),
    region: instance.region,
    permissionSets,
    ...(await readSignIns(db, instance)),
  };
}

/**
 * Returns a mark that changes when people register MFA devices or choose passwords. They do so in the access portal, which moves no
 * revision.
 */
export async function markOfSignIns(db: Transaction, organization: { id: string }): Promise<unknown> {
  const instance = await findInstance(db, { ownerId: organization.id });
  return instance && signInMark(db, instance.identityStoreId);
}
