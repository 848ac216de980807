import { rootProfileOf } from '../../account/root-profile';
import { readRootSessions } from '../../account/root-use';
import { hasTrustedAccess } from '../../account/service-administration';
import { type AccountFacts, isUsable, toAccountFacts } from '../../core/account-facts';
import { authorizeCheck, callerMay, loadCallerPolicies } from '../../core/authorization/authorize';
import { levelsOf, loadGuardrails, SERVICE_CONTROL_POLICY } from '../../core/authorization/guardrails';
import type { Caller } from '../../core/call';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { giveWay } from '../../core/work/bulk';
import { assumeRootCheck, readRootAccessFeatures, requireRootAccessAdministrator, rootSession, taskPolicyArn } from './rows';
import { IAM_PRINCIPAL, ListMemberRootCredentialsInput } from './schema';

const AUDIT = 'IAMAuditRootUserCredentials';

/** The credentials of a root user. */
export type RootCredentials = {
  /** `Recoverable`: there is no password, and a recovery link can set one. */
  Password: 'None' | 'Recoverable' | 'Present';
  /** When the password, or the permission to recover it, was created. */
  PasswordSince?: Date;
  AccessKeys: number;
  /** When the oldest key was created. */
  AccessKeysSince?: Date;
  MfaDevices: number;
  /** When any of the credentials was last used. */
  LastUsed?: Date;
};

export type MemberRootUser = {
  AccountId: string;
  AccountName: string;
  Email: string;
  State: string;
  DelegatedAdministrator: boolean;
  /** Null if unknown: see `Unknown` of the list, or the caller lacks a permission. */
  Credentials: RootCredentials | null;
  /** The last root session in the account within 90 days. `By` is an ARN, or the id of the account that started it. */
  LastSession?: { At: Date; By: string; Task: string };
};

type Output = {
  Accounts: MemberRootUser[];
  /**
   * Why no root user can be examined. In AWS, root users can't start root sessions, and the organization must enable the feature.
   */
  Unknown: 'RootUser' | 'FeatureDisabled' | null;
  /** True if `LastSession` is known: for the management account, if the caller may read its history. */
  SessionsKnown: boolean;
};

/**
 * Lists the members and their root users' credentials: what AWS's console reads by a root session in each account, with the
 * permissions of those sessions but without starting them.
 */
export const ListMemberRootCredentials = defineOperation({
  service: 'iam',
  name: 'ListMemberRootCredentials',
  access: 'List',
  input: ListMemberRootCredentialsInput,
  checks: () => [{ action: 'organizations:ListAccounts', resource: '*' }],
  run: async (_input, scope): Promise<Output> => {
    const { db } = scope;
    const organization = await requireRootAccessAdministrator(scope);
    const members = await db.account.findMany({
      where: { organizationId: organization.id, id: { not: organization.managementAccountId } },
      orderBy: { name: 'asc' },
    });
    const delegated = await db.delegatedAdministrator.findMany({
      where: { organizationId: organization.id, servicePrincipal: IAM_PRINCIPAL },
    });
    const delegates = new Set(delegated.map(({ accountId }) => accountId));
    const Unknown = await whyUnknown(scope, organization.id);
    const readable = Unknown === null ? await readableMembers(scope, organization, members) : new Set<string>();
    const counts = await countCredentials(scope, organization.id);
    const sessions = await lastSessions(scope, organization, members);
    const Accounts = members.map((member) => ({
      AccountId: member.id,
      AccountName: member.name,
      Email: member.email,
      State: member.state,
      DelegatedAdministrator: delegates.has(member.id),
      Credentials: readable.has(member.id) ? credentialsOf(member, counts(member.id)) : null,
      LastSession: sessions?.get(member.id),
    }));
    return { Accounts, Unknown, SessionsKnown: sessions !== null };
  },
});

async function whyUnknown({ db, caller }: Scope, organizationId: string): Promise<Output['Unknown']> {
  const enabled =
    (await hasTrustedAccess(db, organizationId, IAM_PRINCIPAL)) &&
    (await readRootAccessFeatures(db, organizationId)).includes('RootCredentialsManagement');
  if (!enabled) return 'FeatureDisabled';
  return caller.principal.type === 'Root' ? 'RootUser' : null;
}

type Member = Awaited<ReturnType<Scope['db']['account']['findMany']>>[number];

/** Returns the members in which the caller may start an audit session that may read the credentials. */
async function readableMembers(
  scope: Scope,
  organization: NonNullable<AccountFacts['organization']>,
  members: readonly Member[],
): Promise<Set<string>> {
  const { db, partition, call, account } = scope;
  const own = await loadCallerPolicies(db, scope.caller, account);
  const guardrails = await loadGuardrails(db, organization);
  const audits = new Map<string, boolean>();
  const readable = new Set<string>();
  for (const member of members) {
    await giveWay();
    const facts = toAccountFacts({ ...member, organization });
    if (!isUsable(facts)) continue;
    const start = assumeRootCheck(partition, member.id, taskPolicyArn(partition, AUDIT));
    const { allowed } = await authorizeCheck(db, call, account, own, start);
    if (!allowed) continue;
    // If the same SCPs apply and none depends on the caller, one root session's result holds for all.
    const scps = levelsOf(guardrails, SERVICE_CONTROL_POLICY, facts) ?? [];
    const policies = scps.flatMap((level) => level.policies);
    const isAlike = policies.every(({ compiled }) => compiled.statements.every(({ conditions }) => conditions.length === 0));
    const key = isAlike ? scps.map((level) => level.policies.map(({ ref }) => ref.id).join()).join(';') : member.id;
    const may = audits.get(key) ?? (await mayAudit(scope, facts));
    audits.set(key, may);
    if (may) readable.add(member.id);
  }
  return readable;
}

/** Returns whether SCPs allow a root session to read the credentials. */
async function mayAudit({ db, partition, call, now }: Scope, member: AccountFacts): Promise<boolean> {
  const { session, ...who } = rootSession(partition, member.id, AUDIT, call.caller.session);
  const issuedAt = now.toISOString();
  const caller: Caller = { accountId: member.id, ...who, session: { ...session, issuedAt, expiresAt: issuedAt } };
  const look: Check = { action: 'iam:GetAccountSummary', resource: '*' };
  const policies = await loadCallerPolicies(db, caller, member);
  const { allowed } = await authorizeCheck(db, { ...call, caller }, member, policies, look);
  return allowed;
}

type Counts = Pick<RootCredentials, 'AccessKeys' | 'AccessKeysSince' | 'MfaDevices'> & { keysUsed?: Date };

function credentialsOf(member: Member, { keysUsed, ...counts }: Counts): RootCredentials {
  const profile = rootProfileOf(member);
  const uses = [member.rootPasswordLastUsed, keysUsed].filter((use) => use instanceof Date);
  const LastUsed = uses.sort((one, other) => other.getTime() - one.getTime())[0];
  const Password = !profile ? 'None' : profile.state === 'password' ? 'Present' : 'Recoverable';
  return { Password, PasswordSince: profile?.changedAt, ...counts, LastUsed };
}

async function countCredentials({ db }: Scope, organizationId: string): Promise<(id: string) => Counts> {
  const account = { organizationId };
  const by = { by: ['accountId' as const], _count: { _all: true as const } };
  const keys = await db.accessKey.groupBy({
    ...by,
    where: { account, userId: null },
    _min: { createdAt: true },
    _max: { lastUsedAt: true },
  });
  const devices = await db.mfaDevice.groupBy({ ...by, where: { account, ownedByRoot: true } });
  const keysOf = new Map(keys.map((row) => [row.accountId, row]));
  const devicesOf = new Map(devices.map(({ accountId, _count }) => [accountId, _count._all]));
  return (id) => {
    const own = keysOf.get(id);
    return {
      AccessKeys: own?._count._all ?? 0,
      AccessKeysSince: own?._min.createdAt ?? undefined,
      MfaDevices: devicesOf.get(id) ?? 0,
      keysUsed: own?._max.lastUsedAt ?? undefined,
    };
  };
}

const SESSIONS_SINCE_MS = 90 * 86_400_000;

/** Returns the last root sessions by account; null if the caller may not read the history. */
async function lastSessions(
  scope: Scope,
  organization: NonNullable<AccountFacts['organization']>,
  members: readonly Member[],
): Promise<Map<string, MemberRootUser['LastSession']> | null> {
  const { db, accountId, now } = scope;
  const may = await callerMay(scope);
  if (organization.managementAccountId !== accountId || !(await may({ action: 'cloudtrail:LookupEvents', resource: '*' })))
    return null;
  const since = new Date(now.getTime() - SESSIONS_SINCE_MS);
  const { sessions } = await readRootSessions(db, { accountIds: members.map(({ id }) => id), reader: accountId, since });
  // Oldest first, so that the newest of each account remains.
  return new Map(
    sessions.toReversed().map((session) => [session.accountId, { At: session.at, By: session.by, Task: session.task }]),
  );
}
