import { rootUserArn } from '../core/arns';
import { giveWay, grouped, readByIds, readInChunks } from '../core/bulk';
import type { Partition } from '../core/call';
import type { OrganizationPlace } from '../core/context';
import { prepareTrustPolicy } from '../core/prepared-policies';
import {
  prepareBoundary,
  prepareEntityPolicies,
  prepareOwnPasswordPolicy,
  readManagedPolicies,
} from '../core/principal-policies';
import type { Transaction } from '../db/client';
import { type AccessGroup, type AccessPrincipal, anySessionOf, matchAction, type PreparedPolicy } from '../engine';
import { callerOfUser } from '../iam/callers';
import { groupArn } from '../iam/group/rows';
import { isServiceLinked, roleArn } from '../iam/role/rows';
import { knownFacts } from './known-facts';

type Rows = Awaited<ReturnType<typeof readRows>>;
type AccountPrincipals = { principals: AccessPrincipal[]; groups: AccessGroup[] };

/**
 * Every principal of an account with what bears on it: the root user, users, roles, groups. Read by whole tables rather than one by
 * one, and prepared by the same functions as `loadPrincipalPolicies`.
 */
export async function readAccountPrincipals(
  db: Transaction,
  partition: Partition,
  accountId: string,
  place: OrganizationPlace | null,
): Promise<AccountPrincipals> {
  const rows = await readRows(db, accountId);
  const groups = rows.groups.map((group): AccessGroup & { id: string } => ({
    id: group.id,
    name: group.name,
    arn: groupArn(partition, group),
    policies: policiesOf(rows, group.id, group.name),
  }));
  const root: AccessPrincipal = {
    arn: rootUserArn(partition, accountId),
    principal: { type: 'Root', accountId, arn: rootUserArn(partition, accountId) },
    identity: [],
    facts: knownFacts({ tags: [], place }),
  };
  const byId = new Map(groups.map((group) => [group.id, group]));
  const principals = [root];
  for (const user of rows.users) {
    principals.push(userOf(rows, partition, user, byId, place));
    await giveWay();
  }
  for (const role of rows.roles) {
    principals.push(roleOf(rows, partition, role, place));
    await giveWay();
  }
  return {
    principals,
    groups: groups.map(({ id: _, ...group }) => group),
  };
}

async function readRows(db: Transaction, accountId: string) {
  const groups = await db.group.findMany({ where: { accountId } });
  const users = await readByName((name, take) =>
    db.user.findMany({ where: { accountId, nameKey: name }, orderBy: { nameKey: 'asc' }, take }),
  );
  const roles = await readByName((name, take) =>
    db.role.findMany({ where: { accountId, nameKey: name }, orderBy: { nameKey: 'asc' }, take }),
  );
  const userIds = users.map(({ id }) => id);
  const entityIds = [...groups.map(({ id }) => id), ...userIds, ...roles.map(({ id }) => id)];
  const memberships = await readByIds(userIds, (ids) =>
    db.groupMembership.findMany({ where: { userId: { in: ids } }, orderBy: { createdAt: 'asc' } }),
  );
  const logins = await readByIds(userIds, (ids) =>
    db.loginProfile.findMany({ where: { userId: { in: ids } }, select: { userId: true } }),
  );
  const attached = await readByIds(entityIds, (ids) =>
    db.policyAttachment.findMany({ where: { entityId: { in: ids } }, orderBy: { policyArn: 'asc' } }),
  );
  const inline = await readByIds(entityIds, (ids) =>
    db.inlinePolicy.findMany({ where: { entityId: { in: ids } }, orderBy: { nameKey: 'asc' } }),
  );
  const tags = await readByIds(entityIds, (ids) =>
    db.tag.findMany({ where: { resourceId: { in: ids } }, orderBy: { key: 'asc' } }),
  );
  const passwordPolicy = await db.accountPasswordPolicy.findUnique({
    where: { accountId },
    select: { allowUsersToChangePassword: true },
  });
  return {
    groups,
    users,
    roles,
    mayChangePassword: passwordPolicy?.allowUsersToChangePassword ?? false,
    logins: new Set(logins.map(({ userId }) => userId)),
    groupsOf: grouped(memberships, ({ userId }) => userId),
    inlineOf: grouped(inline, ({ entityId }) => entityId),
    attachedTo: grouped(attached, ({ entityId }) => entityId),
    tagsOf: grouped(tags, ({ resourceId }) => resourceId),
    managed: await readManagedPolicies(db, [
      ...attached.map(({ policyArn }) => policyArn),
      ...[...users, ...roles].flatMap(({ permissionsBoundary }) => permissionsBoundary ?? []),
    ]),
  };
}

/** All rows of a table that has a name for each, in the order of the names. */
async function readByName<Row extends { nameKey: string }>(
  fetch: (name: { gt: string }, take: number) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const some of readInChunks(
    (gt, take) => fetch({ gt }, take),
    ({ nameKey }) => nameKey,
  ))
    rows.push(...some);
  return rows;
}

function policiesOf({ inlineOf, attachedTo, managed }: Rows, entityId: string, groupName: string | null): PreparedPolicy[] {
  const attached = (attachedTo.get(entityId) ?? []).flatMap(({ policyArn }) => {
    const policy = managed.get(policyArn);
    return policy ? [{ arn: policyArn, ...policy }] : [];
  });
  return prepareEntityPolicies(entityId, groupName, inlineOf.get(entityId) ?? [], attached);
}

function boundaryOf({ managed }: Rows, arn: string | null): { boundary?: PreparedPolicy } {
  return arn === null ? {} : { boundary: prepareBoundary(arn, managed.get(arn) ?? null) };
}

function tagsOf({ tagsOf: tags }: Rows, resourceId: string): { Key: string; Value: string }[] {
  return (tags.get(resourceId) ?? []).map(({ key, value }) => ({ Key: key, Value: value }));
}

function userOf(
  rows: Rows,
  partition: Partition,
  user: Rows['users'][number],
  byId: ReadonlyMap<string, AccessGroup>,
  place: OrganizationPlace | null,
): AccessPrincipal {
  const { principal } = callerOfUser(partition, user);
  const groups = (rows.groupsOf.get(user.id) ?? []).flatMap(({ groupId }) => byId.get(groupId) ?? []);
  return {
    arn: 'arn' in principal ? principal.arn : '',
    principal,
    identity: [
      ...policiesOf(rows, user.id, null),
      ...(rows.mayChangePassword ? [prepareOwnPasswordPolicy(user)] : []),
      ...groups.flatMap(({ policies }) => policies),
    ],
    ...boundaryOf(rows, user.permissionsBoundary),
    groups: groups.map(({ name }) => name),
    hasLoginProfile: rows.logins.has(user.id),
    facts: knownFacts({ tags: tagsOf(rows, user.id), place }),
  };
}

function roleOf(rows: Rows, partition: Partition, role: Rows['roles'][number], place: OrganizationPlace | null): AccessPrincipal {
  const { id: roleId, accountId } = role;
  const arn = roleArn(partition, role);
  const trust = prepareTrustPolicy({ roleArn: arn, document: role.assumeRolePolicyDocument });
  return {
    arn,
    principal: anySessionOf({ arn, roleId, accountId, serviceLinked: isServiceLinked(role) }),
    identity: policiesOf(rows, role.id, null),
    ...boundaryOf(rows, role.permissionsBoundary),
    trust,
    facts: knownFacts({ tags: admitsTags(trust) ? null : tagsOf(rows, role.id), place }),
  };
}

/** Whether whoever assumes the role may pass tags: then its sessions carry tags that nobody knows. */
function admitsTags({ policy }: PreparedPolicy): boolean {
  return policy.statements.some(
    ({ effect, action }) =>
      effect === 'Allow' && action.entries.some(({ value }) => matchAction(value, 'sts:TagSession')) !== action.negated,
  );
}
