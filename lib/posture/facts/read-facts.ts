import { escalationReport } from '../../access/escalation/operations';
import { accessModelOf, loadAccessAccounts, principalsNamed } from '../../access/model/access-model';
import { rootProfileOf } from '../../account/root-profile';
import { ACCOUNT_STATES, type AccountFacts, ENFORCEMENTS } from '../../core/account-facts';
import { iamArn, organizationsArn, rootUserArn } from '../../core/arns';
import { findDeleted } from '../../core/authorization/deleted-principals';
import { arnsOfIds, isUniqueId } from '../../core/authorization/stored-principals';
import { eventIdOf } from '../../core/events/event-rows';
import { readTagsOf } from '../../core/tags';
import { keysOf, oneOf, zip } from '../../core/text/lists';
import { giveWay, grouped, readByIds, readOwned } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { groupArn } from '../../iam/group/rows';
import { MFA_KINDS } from '../../iam/mfa/limits';
import { type PasswordPolicyRow, passwordRulesOf } from '../../iam/password-policy/rows';
import { isServiceLinked, roleArn, shownTrustPolicies } from '../../iam/role/rows';
import { organizationsManagingRoot } from '../../iam/root-access/rows';
import { userArn } from '../../iam/user/rows';
import { accountOfIssuer } from '../../token-issuer/rows';
import type {
  DelegationFacts,
  DeviceFacts,
  EntityFacts,
  ExaminedAccount,
  GroupFacts,
  KeyFacts,
  PasswordPolicyFacts,
  PolicyFacts,
  ProviderFacts,
  RoleFacts,
  UserFacts,
} from '../facts';
import { judgePolicies } from '../judge-policy';
import { type HistoryFacts, sharedSessionsOf } from './history';
import { readUses } from './uses';

/** ARNs are stored in AWS's first partition. Readers of another partition see the same resources. */
const PARTITION = 'aws';

type AccountRow = NonNullable<Awaited<ReturnType<Transaction['account']['findUnique']>>>;
/** The number of enforcement changes read at once. */
const MOST_CHANGES = 1_000;

type Owned = { accountId: string };

/** An account with the row data that checks examine. */
export type AccountToExamine = {
  facts: AccountFacts;
  row: AccountRow;
  /** The accounts of its organization, or only itself. */
  ownAccounts: ReadonlySet<string>;
  /** True if its organization manages root credentials of members centrally. */
  centralRoot: boolean;
};

/** Returns the accounts that exist. */
export async function findAccountsToExamine(db: Transaction, accountIds: readonly string[]): Promise<AccountToExamine[]> {
  const rows = await readByIds(accountIds, (ids) => db.account.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } }));
  const organizationIds = rows.flatMap(({ organizationId }) => organizationId ?? []);
  const organizations = await readByIds(organizationIds, (ids) => db.organization.findMany({ where: { id: { in: ids } } }));
  const organizationOf = new Map<string | null, (typeof organizations)[number]>(
    organizations.map((organization) => [organization.id, organization]),
  );
  const central: ReadonlySet<string | null> = await organizationsManagingRoot(db, organizationIds);
  const siblings = await readByIds(organizationIds, (ids) =>
    db.account.findMany({ where: { organizationId: { in: ids } }, select: { id: true, organizationId: true } }),
  );
  const byOrganization = new Map(
    [...grouped(siblings, ({ organizationId }) => organizationId)].map(
      ([id, members]) => [id, new Set(members.map((member) => member.id))] as const,
    ),
  );
  return rows.map((row) => ({
    row,
    facts: {
      id: row.id,
      name: row.name,
      alias: row.alias,
      state: oneOf(ACCOUNT_STATES, row.state),
      enforcement: oneOf(ENFORCEMENTS, row.enforcement),
      readOnlyBecause: row.readOnlyBecause,
      revision: row.revision,
      parentId: row.parentId,
      clockAhead: row.clockAhead,
      organization: organizationOf.get(row.organizationId) ?? null,
    },
    ownAccounts: byOrganization.get(row.organizationId) ?? new Set([row.id]),
    centralRoot: central.has(row.organizationId),
  }));
}

/**
 * Reads the facts that checks need. Each table is read for all accounts at once.
 * @param activityOf returns an account's recent activity
 * @param now policies that expired before it are not judged
 */
export async function readFacts(
  db: Transaction,
  accounts: readonly AccountToExamine[],
  activityOf: (accountId: string) => HistoryFacts,
  now: Date,
): Promise<ExaminedAccount[]> {
  const tables = await readTables(
    db,
    accounts.map(({ row }) => row.id),
  );
  const changes = await readEnforcementChanges(db, accounts);
  const usesOf = await readUses(
    db,
    accounts.map(({ row }) => row.id),
  );
  const parts = await loadAccessAccounts(
    { db, partition: PARTITION },
    accounts.map(({ facts }) => facts),
  );
  const named: string[] = [];
  for (const { resources = [] } of parts.values()) {
    for (const { policy } of resources) {
      // A policy is parsed at its first access.
      if (policy) named.push(...principalsNamed(policy));
      await giveWay();
    }
  }
  const namesOfIds = await arnsOfIds(db, PARTITION, named);
  const deleted = await findDeleted(db, new Set(named.filter((name) => isUniqueId(name) && !namesOfIds.has(name))));
  const examined: Omit<ExaminedAccount, 'judgements'>[] = [];
  for (const account of accounts) {
    await giveWay();
    const access = parts.get(account.row.id);
    if (!access) continue;
    const escalation = await escalationReport(accessModelOf([access]));
    examined.push({
      ...toFacts(tables, account),
      access,
      namesOfIds,
      deleted,
      escalation,
      enforcementSet: changes.get(account.row.id) ?? null,
      activity: {
        ...activityOf(account.row.id),
        ...usesOf(account.row.id),
        sharedSessions: sharedSessionsOf(tables.sessions.get(account.row.id) ?? []),
      },
    });
  }
  const judged: ExaminedAccount[] = [];
  for (const account of examined) judged.push({ ...account, judgements: await judgePolicies(account, now) });
  return judged;
}

type EnforcementChange = NonNullable<ExaminedAccount['enforcementSet']>;

/** Reads the last enforcement change of accounts that don't enforce their policies. Most accounts do and are skipped. */
async function readEnforcementChanges(
  db: Transaction,
  accounts: readonly AccountToExamine[],
): Promise<ReadonlyMap<string, EnforcementChange>> {
  const lax = accounts.filter(({ facts }) => facts.enforcement !== 'enforce').map(({ row }) => row.id);
  const told = await readByIds(lax, (ids) =>
    db.event.findMany({
      where: { accountId: { in: ids }, eventName: 'PutAccountEnforcement', outcome: 'Success' },
      orderBy: { id: 'desc' },
      take: MOST_CHANGES,
      select: { id: true, accountId: true, time: true, callerId: true, resources: true },
    }),
  );
  // A management account's events include changes to its members. Only its own change counts.
  const own = told.filter(({ accountId, resources }) => resources?.includes(`"${rootUserArn(PARTITION, accountId)}"`));
  const events = [...grouped(own, ({ accountId }) => accountId).values()].flatMap(([newest]) => newest ?? []);
  const callers = await readByIds(
    events.map(({ callerId }) => callerId),
    (ids) =>
      db.eventCaller.findMany({ where: { id: { in: ids } }, select: { id: true, principalArn: true, principalType: true } }),
  );
  const byId = new Map(callers.map(({ id, principalArn, principalType }) => [id, principalArn ?? principalType]));
  return new Map(
    events.map((event) => [
      event.accountId,
      { by: byId.get(event.callerId) ?? 'unknown', time: event.time, eventId: eventIdOf(event) },
    ]),
  );
}

type Tables = Awaited<ReturnType<typeof readTables>>;

async function readTables(db: Transaction, accountIds: readonly string[]) {
  const where = { accountId: { in: [...accountIds] } };
  const users = await readOwned(accountIds, (owned, take) => db.user.findMany({ where: owned, orderBy: { id: 'asc' }, take }));
  const groups = await readOwned(accountIds, (owned, take) => db.group.findMany({ where: owned, orderBy: { id: 'asc' }, take }));
  const roles = await readOwned(accountIds, (owned, take) => db.role.findMany({ where: owned, orderBy: { id: 'asc' }, take }));
  const policies = await readOwned(accountIds, (owned, take) =>
    db.policy.findMany({ where: owned, orderBy: { id: 'asc' }, take }),
  );
  const keys = await readOwned(accountIds, (owned, take) =>
    db.accessKey.findMany({
      where: owned,
      orderBy: { id: 'asc' },
      take,
      select: {
        id: true,
        accountId: true,
        userId: true,
        status: true,
        createdAt: true,
        lastUsedAt: true,
        lastUsedService: true,
      },
    }),
  );
  const devices = await readOwned(accountIds, (owned, take) =>
    db.mfaDevice.findMany({
      where: { ...owned, enabledAt: { not: null } },
      orderBy: { id: 'asc' },
      take,
      select: { id: true, accountId: true, userId: true, ownedByRoot: true, name: true, kind: true },
    }),
  );
  const profiles = await readOwned(accountIds, (owned, take) =>
    db.instanceProfile.findMany({
      where: { ...owned, roleId: { not: null } },
      orderBy: { id: 'asc' },
      take,
      select: { id: true, accountId: true, roleId: true, name: true },
    }),
  );
  const certificates = await readOwned(accountIds, (owned, take) =>
    db.serverCertificate.findMany({
      where: owned,
      orderBy: { id: 'asc' },
      take,
      select: { id: true, accountId: true, path: true, name: true, expiresAt: true },
    }),
  );
  const userIds = users.map(({ id }) => id);
  const entityIds = [...userIds, ...groups.map(({ id }) => id), ...roles.map(({ id }) => id)];
  const logins = await readByIds(userIds, (ids) =>
    db.loginProfile.findMany({
      where: { userId: { in: ids } },
      select: { userId: true, createdAt: true, passwordChangedAt: true },
    }),
  );
  const memberships = await readByIds(userIds, (ids) =>
    db.groupMembership.findMany({ where: { userId: { in: ids } }, select: { userId: true, groupId: true } }),
  );
  const attached = await readByIds(entityIds, (ids) =>
    db.policyAttachment.findMany({
      where: { entityId: { in: ids } },
      orderBy: { policyArn: 'asc' },
      select: { entityId: true, policyArn: true },
    }),
  );
  const inline = await readByIds(entityIds, (ids) =>
    db.inlinePolicy.findMany({
      where: { entityId: { in: ids } },
      orderBy: { nameKey: 'asc' },
      select: { entityId: true, name: true, document: true },
    }),
  );
  const tagged = [...entityIds, ...policies.map(({ id }) => id)];
  const tags = await readTagsOf(db, tagged);
  const versions = await readByIds(
    policies.map(({ id }) => id),
    (ids) => db.policyVersion.findMany({ where: { policyId: { in: ids } }, orderBy: { createdAt: 'asc' } }),
  );
  const trusts = await shownTrustPolicies(db, PARTITION, roles);
  const sessions = await readByIds(accountIds, (ids) =>
    db.consoleSession.findMany({
      where: { accountId: { in: ids }, userId: { not: null } },
      select: { accountId: true, userId: true, createdAt: true, usedAt: true, sourceIp: true, userAgent: true },
    }),
  );
  const passwordPolicies = await db.accountPasswordPolicy.findMany({ where });
  const delegations = await db.organizationResourcePolicy.findMany({
    where: { organization: { managementAccountId: { in: [...accountIds] } } },
    include: { organization: { select: { managementAccountId: true } } },
  });
  const saml = await db.samlProvider.findMany({ where });
  const oidc = await db.openIDConnectProvider.findMany({ where });
  const ownerOf = ({ accountId }: Owned) => accountId;
  return {
    users: grouped(users, ownerOf),
    groups: grouped(groups, ownerOf),
    roles: grouped(roles, ownerOf),
    policies: grouped(policies, ownerOf),
    rootKeys: grouped(
      keys.filter(({ userId }) => userId === null),
      ownerOf,
    ),
    keysOf: grouped(keys, ({ userId }) => userId),
    rootDevices: grouped(
      devices.filter(({ ownedByRoot }) => ownedByRoot),
      ownerOf,
    ),
    devicesOf: grouped(devices, ({ userId }) => userId),
    profilesOf: grouped(profiles, ({ roleId }) => roleId),
    loginOf: new Map(logins.map((login) => [login.userId, login])),
    groupsOf: grouped(memberships, ({ userId }) => userId),
    membersOf: grouped(memberships, ({ groupId }) => groupId),
    attachedTo: grouped(attached, ({ entityId }) => entityId),
    inlineOf: grouped(inline, ({ entityId }) => entityId),
    tagsOf: tags,
    shownTrustOf: new Map(zip(roles, trusts).map(([{ id }, trust]) => [id, trust])),
    versionsOf: grouped(versions, ({ policyId }) => policyId),
    passwordPolicyOf: new Map(passwordPolicies.map((policy) => [policy.accountId, policy])),
    sessions: grouped(sessions, ownerOf),
    delegationOf: new Map(delegations.map((row) => [row.organization.managementAccountId, row])),
    certificatesOf: grouped(certificates, ownerOf),
    saml: grouped(saml, ownerOf),
    oidc: grouped(oidc, ownerOf),
  };
}

function toFacts(
  tables: Tables,
  { row, facts, ownAccounts, centralRoot }: AccountToExamine,
): Omit<ExaminedAccount, 'access' | 'namesOfIds' | 'deleted' | 'escalation' | 'judgements' | 'activity' | 'enforcementSet'> {
  const { id, name, createdAt } = row;
  const { organization } = facts;
  const users = (tables.users.get(id) ?? []).map((user) => toUser(tables, user));
  const groups = (tables.groups.get(id) ?? []).map((group) => toGroup(tables, group));
  const roles = (tables.roles.get(id) ?? []).map((role) => toRole(tables, role));
  const profile = rootProfileOf(row);
  return {
    id,
    name,
    state: facts.state,
    enforcement: facts.enforcement,
    createdAt,
    organization,
    management: organization?.managementAccountId === id,
    parentId: row.parentId,
    centralRoot,
    ownAccounts,
    root: {
      arn: rootUserArn(PARTITION, id),
      hasPassword: profile?.state === 'password',
      recoverable: profile?.state === 'recoverable',
      passwordChangedAt: profile?.changedAt ?? null,
      passwordLastUsed: row.rootPasswordLastUsed,
      keys: (tables.rootKeys.get(id) ?? []).map(toKey),
      devices: (tables.rootDevices.get(id) ?? []).map(toDevice),
    },
    users,
    groups,
    roles,
    policies: policiesOf(tables, id, { users, groups, roles }),
    passwordPolicy: toPasswordPolicy(tables.passwordPolicyOf.get(id)),
    providers: providersOf(tables, id),
    certificates: (tables.certificatesOf.get(id) ?? []).map((certificate) => ({
      id: certificate.id,
      name: certificate.name,
      arn: iamArn(PARTITION, id, 'server-certificate', certificate.path, certificate.name),
      expiresAt: certificate.expiresAt,
    })),
    delegation: toDelegation(tables.delegationOf.get(id)),
  };
}

function toDelegation(
  row: (Tables['delegationOf'] extends Map<string, infer R> ? R : never) | undefined,
): DelegationFacts | null {
  if (!row) return null;
  const { id, organizationId, organization, content } = row;
  const arn = organizationsArn(PARTITION, organization.managementAccountId, 'resourcepolicy', organizationId, id);
  return { id, arn, document: content };
}

type EntityRow = { id: string; name: string; createdAt: Date };

function toEntity<Type extends EntityFacts['type']>(tables: Tables, type: Type, { id, name, createdAt }: EntityRow, arn: string) {
  return {
    type,
    id,
    name,
    arn,
    createdAt,
    attached: (tables.attachedTo.get(id) ?? []).map(({ policyArn }) => policyArn),
    inline: (tables.inlineOf.get(id) ?? []).map((policy) => ({ name: policy.name, document: policy.document })),
    tags: tagsOf(tables, id),
  };
}

function tagsOf(tables: Tables, id: string): ReadonlyMap<string, string> {
  return new Map((tables.tagsOf.get(id) ?? []).map(({ Key, Value }) => [Key, Value]));
}

type Row<Table extends 'users' | 'groups' | 'roles'> = Tables[Table] extends Map<string, (infer R)[]> ? R : never;

function toUser(tables: Tables, user: Row<'users'>): UserFacts {
  const login = tables.loginOf.get(user.id);
  return {
    ...toEntity(tables, 'User', user, userArn(PARTITION, user)),
    password: login ? { createdAt: login.createdAt, changedAt: login.passwordChangedAt } : null,
    passwordLastUsed: user.passwordLastUsed,
    keys: (tables.keysOf.get(user.id) ?? []).map(toKey),
    devices: (tables.devicesOf.get(user.id) ?? []).map(toDevice),
    groupIds: (tables.groupsOf.get(user.id) ?? []).map(({ groupId }) => groupId),
    boundary: user.permissionsBoundary,
  };
}

function toGroup(tables: Tables, group: Row<'groups'>): GroupFacts {
  const memberIds = (tables.membersOf.get(group.id) ?? []).map(({ userId }) => userId);
  return { ...toEntity(tables, 'Group', group, groupArn(PARTITION, group)), memberIds };
}

function toRole(tables: Tables, role: Row<'roles'>): RoleFacts {
  return {
    ...toEntity(tables, 'Role', role, roleArn(PARTITION, role)),
    serviceLinked: isServiceLinked(role),
    trust: role.assumeRolePolicyDocument,
    shownTrust: tables.shownTrustOf.get(role.id) ?? role.assumeRolePolicyDocument,
    lastUsedAt: role.lastUsedAt,
    maxSessionDuration: role.maxSessionDuration,
    description: role.description,
    boundary: role.permissionsBoundary,
    instanceProfiles: (tables.profilesOf.get(role.id) ?? []).map(({ name }) => name),
  };
}

type KeyRow = { id: string; status: string; createdAt: Date; lastUsedAt: Date | null; lastUsedService: string | null };

function toKey({ id, status, createdAt, lastUsedAt, lastUsedService }: KeyRow): KeyFacts {
  return { id, active: status === 'Active', createdAt, lastUsedAt, lastUsedService };
}

function toDevice({ name, kind }: { name: string; kind: string }): DeviceFacts {
  return { name, kind: oneOf(keysOf(MFA_KINDS), kind) };
}

type Entities = { users: readonly UserFacts[]; groups: readonly GroupFacts[]; roles: readonly RoleFacts[] };

function policiesOf(tables: Tables, accountId: string, { users, groups, roles }: Entities): PolicyFacts[] {
  const attachments = new Map<string, EntityFacts[]>();
  const boundaries = new Map<string, EntityFacts[]>();
  const note = (map: Map<string, EntityFacts[]>, arn: string, entity: EntityFacts) => {
    const known = map.get(arn);
    if (known) known.push(entity);
    else map.set(arn, [entity]);
  };
  for (const entity of [...users, ...groups, ...roles]) {
    for (const arn of entity.attached) note(attachments, arn, entity);
    if ('boundary' in entity && entity.boundary !== null) note(boundaries, entity.boundary, entity);
  }
  return (tables.policies.get(accountId) ?? []).map(({ id, name, arn, createdAt, defaultVersionId, description }) => {
    const versions = (tables.versionsOf.get(id) ?? []).map((version) => ({
      versionId: version.versionId,
      document: version.document,
      createdAt: version.createdAt,
    }));
    const { document = '' } = versions.find(({ versionId }) => versionId === defaultVersionId) ?? {};
    const attachedTo = attachments.get(arn) ?? [];
    const boundaryOf = boundaries.get(arn) ?? [];
    const tags = tagsOf(tables, id);
    return { id, name, arn, createdAt, defaultVersionId, document, versions, attachedTo, boundaryOf, description, tags };
  });
}

function toPasswordPolicy(row: PasswordPolicyRow | undefined): PasswordPolicyFacts | null {
  const rules = passwordRulesOf(row ?? null);
  return row && rules
    ? { ...rules, maxAge: row.maxPasswordAge, hardExpiry: row.hardExpiry, usersMayChange: row.allowUsersToChangePassword }
    : null;
}

function providersOf(tables: Tables, accountId: string): ProviderFacts[] {
  return [
    ...(tables.saml.get(accountId) ?? []).map(({ arn, name, createdAt, validUntil }) => ({
      arn,
      name,
      kind: 'SAML' as const,
      createdAt,
      validUntil,
      hasKeys: true,
      own: false,
    })),
    ...(tables.oidc.get(accountId) ?? []).map(({ arn, url, createdAt, keys }) => ({
      arn,
      name: url,
      kind: 'OIDC' as const,
      createdAt,
      validUntil: null,
      hasKeys: keys !== null,
      own: accountOfIssuer(url) === accountId,
    })),
  ];
}
