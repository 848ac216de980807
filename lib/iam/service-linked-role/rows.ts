import { noteDeleted } from '../../core/authorization/deleted-principals';
import { newIamId } from '../../core/ids';
import type { Scope } from '../../core/operation';
import { deleteTagsOf } from '../../core/tags';
import { letOthersIn, readByIds } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { storedPolicyArn } from '../policy/arns';
import { DEFAULT_SESSION_SECONDS, type RoleRow } from '../role/rows';
import { findServiceLinkedRole, type ServiceLinkedRole } from './services';

/** Returns the path of the roles that are linked to a service. */
export function serviceLinkedPath(service: string): string {
  return `/aws-service-role/${service}/`;
}

/** Returns the trust policy of a service-linked role. Some answers of AWS have lists in it. */
export function serviceLinkedTrust(Service: string | string[], Action: string | string[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Action, Effect: 'Allow', Principal: { Service } }] });
}

/** Returns the stored ARN of the policy of a service-linked role. */
export function serviceLinkedPolicyArn({ policyName }: Pick<ServiceLinkedRole, 'policyName'>): string {
  return storedPolicyArn('aws', '/aws-service-role/', policyName);
}

function requireServiceLinkedRole(service: string): ServiceLinkedRole {
  const role = findServiceLinkedRole(service);
  if (!role) throw new Error(`${service} has no service-linked role.`);
  return role;
}

/** Returns the role of an account that is linked to a service, or null. */
export async function findServiceLinkedRow(db: Transaction, accountId: string, service: string): Promise<RoleRow | null> {
  const nameKey = requireServiceLinkedRole(service).roleName.toLowerCase();
  const row = await db.role.findUnique({ where: { accountId_nameKey: { accountId, nameKey } } });
  return row?.path === serviceLinkedPath(service) ? row : null;
}

/** Returns the roles of accounts that are linked to a service, by account. */
export async function serviceLinkedRowsOf(
  db: Transaction,
  accountIds: readonly string[],
  service: string,
): Promise<ReadonlyMap<string, RoleRow>> {
  const nameKey = requireServiceLinkedRole(service).roleName.toLowerCase();
  const rows = await readByIds(accountIds, (ids) => db.role.findMany({ where: { accountId: { in: ids }, nameKey } }));
  return new Map(rows.flatMap((row) => (row.path === serviceLinkedPath(service) ? [[row.accountId, row] as const] : [])));
}

/** The accounts per statement. Each needs two rows of about ten values. */
const SOME = 100;

/**
 * Creates the role that is linked to a service in every account that does not have it, and increases the revisions of these
 * accounts.
 */
export async function insertServiceLinkedRoles(
  db: Transaction,
  service: string,
  accountIds: readonly string[],
  now: Date,
): Promise<void> {
  const role = requireServiceLinkedRole(service);
  const nameKey = role.roleName.toLowerCase();
  const present = await readByIds(accountIds, (ids) =>
    db.role.findMany({ where: { accountId: { in: ids }, nameKey }, select: { accountId: true } }),
  );
  const having = new Set(present.map(({ accountId }) => accountId));
  const lacking = accountIds.filter((id) => !having.has(id));
  for (let from = 0; from < lacking.length; from += SOME) {
    if (from > 0) await letOthersIn();
    const some = lacking.slice(from, from + SOME).map((accountId) => ({ accountId, id: newIamId('AROA') }));
    await db.role.createMany({
      data: some.map(({ accountId, id }) => ({
        id,
        accountId,
        name: role.roleName,
        nameKey,
        path: serviceLinkedPath(role.service),
        assumeRolePolicyDocument: serviceLinkedTrust(role.service, 'sts:AssumeRole'),
        maxSessionDuration: DEFAULT_SESSION_SECONDS,
        createdAt: now,
      })),
    });
    const policyArn = serviceLinkedPolicyArn(role);
    await db.policyAttachment.createMany({
      data: some.map(({ accountId, id }) => ({ entityId: id, policyArn, entityType: 'Role', accountId, createdAt: now })),
    });
    const ids = some.map(({ accountId }) => accountId);
    await db.account.updateMany({ where: { id: { in: ids } }, data: { revision: { increment: 1 } } });
  }
}

/** Deletes a role that only AWS changes, with its policies and tags. */
export async function deleteProtectedRole({ db, now }: Pick<Scope, 'db' | 'now'>, role: RoleRow): Promise<void> {
  const { id, accountId } = role;
  await db.policyAttachment.deleteMany({ where: { entityId: id } });
  await db.inlinePolicy.deleteMany({ where: { entityId: id } });
  await deleteTagsOf(db, [id]);
  await db.role.delete({ where: { id } });
  await noteDeleted({ db, accountId, now }, 'role', role);
}
