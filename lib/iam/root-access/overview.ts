import { rootProfileOf } from '../../account/root-profile';
import { readRootSessions } from '../../account/root-use';
import { hasTrustedAccess } from '../../account/service-administration';
import { type AccountFacts, isUsable } from '../../core/account-facts';
import { authorizeCheck, callerMay, loadCallerPolicies } from '../../core/authorize';
import { giveWay } from '../../core/bulk';
import type { Caller } from '../../core/call';
import { levelsOf, loadGuardrails, SERVICE_CONTROL_POLICY } from '../../core/guardrails';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { assumeRootCheck, readRootAccessFeatures, requireRootAccessAdministrator, rootSession, taskPolicyArn } from './rows';
import { IAM_PRINCIPAL, ListMemberRootCredentialsInput } from './schema';

const AUDIT = 'IAMAuditRootUserCredentials';

/** What a root user could prove who it is with. */
export type RootCredentials = {
  /** `Recoverable`: nobody has a password, and a recovery link can set one. */
  Password: 'None' | 'Recoverable' | 'Present';
  /** Since when there is one, or the permission to recover one. */
  PasswordSince?: Date;
  AccessKeys: number;
  /** Since when there is the oldest. */
  AccessKeysSince?: Date;
  MfaDevices: number;
  /** When somebody last signed in or called with any of them. */
  LastUsed?: Date;
};

export type MemberRootUser = {
  AccountId: string;
  AccountName: string;
  Email: string;
  State: string;
  DelegatedAdministrator: boolean;
  /** Null where it is not known: see `Unknown` of the list, or else the caller lacks a permission. */
  Credentials: RootCredentials | null;
  /** The last root session that was taken in it, in the last 90 days. `By`: an ARN, or the id of the account that took it. */
  LastSession?: { At: Date; By: string; Task: string };
};

type Output = {
  Accounts: MemberRootUser[];
  /** Why no root user at all can be looked at. AWS: root sessions are not for root users, and need a feature of the organization. */
  Unknown: 'RootUser' | 'FeatureDisabled' | null;
  /** Whether `LastSession` is known: the management account's, for whoever may read its history. */
  SessionsKnown: boolean;
};

/**
 * The member accounts and what credentials their root users have: what AWS's console finds out with a root session in each account, under
 * the permissions of those sessions, without starting them.
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

/** The members in which the caller may start a session that audits the root user, and in which that session may look. */
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
    const facts = { ...member, organization } as AccountFacts;
    if (!isUsable(facts)) continue;
    const start = assumeRootCheck(partition, member.id, taskPolicyArn(partition, AUDIT));
    const { allowed } = await authorizeCheck(db, call, account, own, start);
    if (!allowed) continue;
    // Where the same SCPs hold and none of them asks who calls, what is true of one root session is true of all.
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

/** SCPs of the organization can keep even a root session from looking. */
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

/** By account; null for whoever may not read the history that tells of them. */
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
  // From the oldest on, so that the newest of each account is what remains.
  return new Map(
    sessions.toReversed().map((session) => [session.accountId, { At: session.at, By: session.by, Task: session.task }]),
  );
}
