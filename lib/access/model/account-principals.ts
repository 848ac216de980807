import {
  type AccessAccount,
  type AccessGroup,
  type AccessInstanceProfile,
  type AccessPrincipal,
  anySessionOf,
  type PolicyVersion,
} from '@gatehouse/policy/analyze';
import { accountPartOf } from '@gatehouse/policy/arn';
import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import { matchAction } from '@gatehouse/policy/match';
import { iamArn, rootUserArn } from '../../core/arns';
import type { OrganizationPlace } from '../../core/authorization/context';
import { prepareTrustPolicy } from '../../core/authorization/prepared-policies';
import {
  prepareBoundary,
  prepareEntityPolicies,
  prepareOwnPasswordPolicy,
  readManagedPolicies,
} from '../../core/authorization/principal-policies';
import type { Partition } from '../../core/call';
import { quotas } from '../../core/quotas';
import { readTagsOf } from '../../core/tags';
import { giveWay, grouped, readByIds, readOwned, sortInTurns } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { callerOfUser } from '../../iam/callers';
import { groupArn } from '../../iam/group/rows';
import { shownProviderArn } from '../../iam/provider-arns';
import { isServiceLinked, roleArn } from '../../iam/role/rows';
import { knownFacts } from '../known-facts';

type Rows = Awaited<ReturnType<typeof readRows>>;
type Row<Table extends 'users' | 'roles'> = Rows[Table] extends Map<string, (infer R)[]> ? R : never;
type AccountPrincipals = Pick<
  AccessAccount,
  'principals' | 'groups' | 'versions' | 'versionCounts' | 'instanceProfiles' | 'quotas' | 'providers'
>;

/** An account to read, and its position in the organization. */
export type AccountToRead = { accountId: string; place: OrganizationPlace | null };

/**
 * Reads every principal of the accounts with the policies that apply: root user, users, roles and groups. Each table is read once for all
 * accounts. `loadPrincipalPolicies` prepares policies with the same functions.
 * @param past the rows are historical, without access keys and instance profile names
 * @returns principals by account id
 */
export async function readPrincipals(
  db: Transaction,
  partition: Partition,
  accounts: readonly AccountToRead[],
  { past = false }: { past?: boolean } = {},
): Promise<Map<string, AccountPrincipals>> {
  const rows = await readRows(
    db,
    accounts.map(({ accountId }) => accountId),
    past,
  );
  const found = new Map<string, AccountPrincipals>();
  for (const account of accounts) {
    await giveWay();
    found.set(account.accountId, await principalsOf(rows, partition, account));
  }
  return found;
}

async function principalsOf(rows: Rows, partition: Partition, { accountId, place }: AccountToRead): Promise<AccountPrincipals> {
  const groups = (rows.groups.get(accountId) ?? []).map((group): AccessGroup & { id: string } => ({
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
  for (const user of rows.users.get(accountId) ?? []) {
    principals.push(userOf(rows, partition, user, byId, place));
    await giveWay();
  }
  for (const role of rows.roles.get(accountId) ?? []) {
    principals.push(roleOf(rows, partition, role, place));
    await giveWay();
  }
  return {
    principals,
    groups: groups.map(({ id: _, ...group }) => group),
    ...versionsOf(rows, accountId),
    versionCounts: new Map(rows.versionCounts.get(accountId) ?? []),
    ...(rows.profilesOf && { instanceProfiles: profilesIn(rows, rows.profilesOf.get(accountId) ?? [], partition) }),
    quotas: quotas(),
    providers: new Set((rows.providersOf.get(accountId) ?? []).map(({ arn }) => shownProviderArn(partition, arn))),
  };
}

async function readRows(db: Transaction, accountIds: readonly string[], past: boolean) {
  const groups = await readOwned(accountIds, (where, take) => db.group.findMany({ where, orderBy: { id: 'asc' }, take }));
  const users = await readOwned(accountIds, (where, take) => db.user.findMany({ where, orderBy: { id: 'asc' }, take }));
  const roles = await readOwned(accountIds, (where, take) => db.role.findMany({ where, orderBy: { id: 'asc' }, take }));
  const userIds = users.map(({ id }) => id);
  const entityIds = [...groups.map(({ id }) => id), ...userIds, ...roles.map(({ id }) => id)];
  const memberships = await readByIds(userIds, (ids) =>
    db.groupMembership.findMany({ where: { userId: { in: ids } }, orderBy: { createdAt: 'asc' } }),
  );
  const logins = await readByIds(userIds, (ids) =>
    db.loginProfile.findMany({ where: { userId: { in: ids } }, select: { userId: true } }),
  );
  const devices = await readByIds(userIds, (ids) =>
    db.mfaDevice.findMany({ where: { userId: { in: ids } }, select: { userId: true } }),
  );
  const present = past ? null : await readPresent(db, accountIds, userIds);
  const select = { accountId: true, arn: true };
  const saml = await readByIds(accountIds, (ids) => db.samlProvider.findMany({ where: { accountId: { in: ids } }, select }));
  const openId = await readByIds(accountIds, (ids) =>
    db.openIDConnectProvider.findMany({ where: { accountId: { in: ids } }, select }),
  );
  const attached = await readByIds(entityIds, (ids) =>
    db.policyAttachment.findMany({ where: { entityId: { in: ids } }, orderBy: { policyArn: 'asc' } }),
  );
  const inline = await readByIds(entityIds, (ids) =>
    db.inlinePolicy.findMany({ where: { entityId: { in: ids } }, orderBy: { nameKey: 'asc' } }),
  );
  const tags = await readTagsOf(db, entityIds);
  const passwordPolicies = await readByIds(accountIds, (ids) =>
    db.accountPasswordPolicy.findMany({
      where: { accountId: { in: ids } },
      select: { accountId: true, allowUsersToChangePassword: true },
    }),
  );
  const managed = await readManagedPolicies(db, [
    ...attached.map(({ policyArn }) => policyArn),
    ...[...users, ...roles].flatMap(({ permissionsBoundary }) => permissionsBoundary ?? []),
  ]);
  return {
    groups: await byName(groups),
    users: await byName(users),
    roles: await byName(roles),
    mayChangePassword: new Set(
      passwordPolicies.flatMap(({ accountId, allowUsersToChangePassword }) => (allowUsersToChangePassword ? accountId : [])),
    ),
    logins: new Set(logins.map(({ userId }) => userId)),
    wearers: new Set(devices.map(({ userId }) => userId)),
    keysOf: present && grouped(present.keys, ({ userId }) => userId),
    profilesOf: present && grouped(present.profiles, ({ accountId }) => accountId),
    roleById: new Map(roles.map((role) => [role.id, role])),
    providersOf: grouped([...saml, ...openId], ({ accountId }) => accountId),
    groupsOf: grouped(memberships, ({ userId }) => userId),
    inlineOf: grouped(inline, ({ entityId }) => entityId),
    attachedTo: grouped(attached, ({ entityId }) => entityId),
    tagsOf: tags,
    managed,
    // Keyed by the account that owns the policy.
    versions: grouped(
      [...managed].flatMap(([arn, { others }]): [string, readonly PolicyVersion[]][] => (others ? [[arn, others]] : [])),
      ([arn]) => accountPartOf(arn),
    ),
    versionCounts: grouped(
      [...managed].flatMap(([arn, { versionCount }]): [string, number][] =>
        versionCount === undefined ? [] : [[arn, versionCount]],
      ),
      ([arn]) => accountPartOf(arn),
    ),
  };
}

type ProfileRow = Awaited<ReturnType<typeof readPresent>>['profiles'][number];

/** Reads rows that only exist for the present. */
async function readPresent(db: Transaction, accountIds: readonly string[], userIds: readonly string[]) {
  const keys = await readByIds(userIds, (ids) =>
    db.accessKey.findMany({ where: { userId: { in: ids } }, select: { userId: true } }),
  );
  const profiles = await readByIds(accountIds, (ids) =>
    db.instanceProfile.findMany({
      where: { accountId: { in: ids } },
      orderBy: { nameKey: 'asc' },
      select: { accountId: true, path: true, name: true, roleId: true },
    }),
  );
  return { keys, profiles };
}

/** Groups rows by account, sorted by name. */
async function byName<Row extends { accountId: string; nameKey: string }>(rows: readonly Row[]): Promise<Map<string, Row[]>> {
  const sorted = await sortInTurns(rows, (a, b) => (a.nameKey < b.nameKey ? -1 : a.nameKey > b.nameKey ? 1 : 0));
  return grouped(sorted, ({ accountId }) => accountId);
}

function policiesOf({ inlineOf, attachedTo, managed }: Rows, entityId: string, groupName: string | null): PreparedPolicy[] {
  const attached = (attachedTo.get(entityId) ?? []).flatMap(({ policyArn }) => {
    const policy = managed.get(policyArn);
    return policy ? [{ arn: policyArn, ...policy }] : [];
  });
  return prepareEntityPolicies(entityId, groupName, inlineOf.get(entityId) ?? [], attached);
}

/** Returns the versions, other than the default, that an account's principals use. */
function versionsOf({ versions }: Rows, accountId: string): Pick<AccessAccount, 'versions'> {
  const own = versions.get(accountId);
  return own === undefined ? {} : { versions: new Map(own) };
}

function profilesIn({ roleById }: Rows, profiles: readonly ProfileRow[], partition: Partition): AccessInstanceProfile[] {
  return profiles.map(({ accountId, path, name, roleId }) => {
    const role = roleId === null ? undefined : roleById.get(roleId);
    return {
      arn: iamArn(partition, accountId, 'instance-profile', path, name),
      ...(role && { role: roleArn(partition, role) }),
    };
  });
}

function boundaryOf({ managed }: Rows, arn: string | null): { boundary?: PreparedPolicy } {
  return arn === null ? {} : { boundary: prepareBoundary(arn, managed.get(arn) ?? null) };
}

function tagsOf({ tagsOf: tags }: Rows, resourceId: string): { Key: string; Value: string }[] {
  return tags.get(resourceId) ?? [];
}

function userOf(
  rows: Rows,
  partition: Partition,
  user: Row<'users'>,
  byId: ReadonlyMap<string, AccessGroup>,
  place: OrganizationPlace | null,
): AccessPrincipal {
  const { principal } = callerOfUser(partition, user);
  const tags = tagsOf(rows, user.id);
  const groups = (rows.groupsOf.get(user.id) ?? []).flatMap(({ groupId }) => byId.get(groupId) ?? []);
  return {
    arn: 'arn' in principal ? principal.arn : '',
    principal,
    identity: [
      ...policiesOf(rows, user.id, null),
      ...(rows.mayChangePassword.has(user.accountId) ? [prepareOwnPasswordPolicy(user)] : []),
      ...groups.flatMap(({ policies }) => policies),
    ],
    ...boundaryOf(rows, user.permissionsBoundary),
    groups: groups.map(({ name }) => name),
    hasLoginProfile: rows.logins.has(user.id),
    hasMfa: rows.wearers.has(user.id),
    ...(rows.keysOf && { accessKeys: rows.keysOf.get(user.id)?.length ?? 0 }),
    tags,
    facts: knownFacts({ tags, place }),
  };
}

function roleOf(rows: Rows, partition: Partition, role: Row<'roles'>, place: OrganizationPlace | null): AccessPrincipal {
  const { id: roleId, accountId } = role;
  const arn = roleArn(partition, role);
  const tags = tagsOf(rows, role.id);
  const trust = prepareTrustPolicy({ roleArn: arn, document: role.assumeRolePolicyDocument });
  return {
    arn,
    principal: anySessionOf({ arn, roleId, accountId, serviceLinked: isServiceLinked(role) }),
    identity: policiesOf(rows, role.id, null),
    ...boundaryOf(rows, role.permissionsBoundary),
    trust,
    tags,
    facts: knownFacts({ tags: admitsTags(trust) ? null : tags, place }),
  };
}

/** Tests whether a trust policy lets callers pass session tags. Sessions of such a role carry unknown tags. */
function admitsTags({ policy }: PreparedPolicy): boolean {
  return policy.statements.some(
    ({ effect, action }) =>
      effect === 'Allow' && action.entries.some(({ value }) => matchAction(value, 'sts:TagSession')) !== action.negated,
  );
}
