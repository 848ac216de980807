import { rootProfileOf } from '../../account/root-profile';
import { hasTrustedAccess } from '../../account/service-administration';
import { type AccountFacts, isUsable } from '../../core/account-facts';
import { authorizeCheck, loadCallerPolicies } from '../../core/authorize';
import { giveWay } from '../../core/bulk';
import type { Caller } from '../../core/call';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { assumeRootCheck, readRootAccessFeatures, requireRootAccessAdministrator, rootSession, taskPolicyArn } from './rows';
import { IAM_PRINCIPAL, ListMemberRootCredentialsInput } from './schema';

const AUDIT = 'IAMAuditRootUserCredentials';

/** What a root user could prove who it is with. */
export type RootCredentials = {
  /** `Recoverable`: nobody has a password, and a recovery link can set one. */
  Password: 'None' | 'Recoverable' | 'Present';
  AccessKeys: number;
  MfaDevices: number;
};

export type MemberRootUser = {
  AccountId: string;
  AccountName: string;
  Email: string;
  State: string;
  DelegatedAdministrator: boolean;
  /** Null where it is not known: see `Unknown` of the list, or else the caller lacks a permission. */
  Credentials: RootCredentials | null;
};

type Output = {
  Accounts: MemberRootUser[];
  /** Why no root user at all can be looked at. AWS: root sessions are not for root users, and need a feature of the organization. */
  Unknown: 'RootUser' | 'FeatureDisabled' | null;
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
    const Accounts = members.map((member) => ({
      AccountId: member.id,
      AccountName: member.name,
      Email: member.email,
      State: member.state,
      DelegatedAdministrator: delegates.has(member.id),
      Credentials: readable.has(member.id) ? { Password: passwordOf(member), ...counts(member.id) } : null,
    }));
    return { Accounts, Unknown };
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
  const readable = new Set<string>();
  for (const member of members) {
    await giveWay();
    const facts = { ...member, organization } as AccountFacts;
    if (!isUsable(facts)) continue;
    const start = assumeRootCheck(partition, member.id, taskPolicyArn(partition, AUDIT));
    const { allowed } = await authorizeCheck(db, call, account, own, start);
    if (allowed && (await mayAudit(scope, facts))) readable.add(member.id);
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

function passwordOf(member: Member): RootCredentials['Password'] {
  const profile = rootProfileOf(member);
  if (!profile) return 'None';
  return profile.state === 'password' ? 'Present' : 'Recoverable';
}

async function countCredentials({ db }: Scope, organizationId: string) {
  const account = { organizationId };
  const by = { by: ['accountId' as const], _count: { _all: true as const } };
  const keys = await db.accessKey.groupBy({ ...by, where: { account, userId: null } });
  const devices = await db.mfaDevice.groupBy({ ...by, where: { account, ownedByRoot: true } });
  const numbers = (rows: typeof keys | typeof devices) => new Map(rows.map(({ accountId, _count }) => [accountId, _count._all]));
  const [keysOf, devicesOf] = [numbers(keys), numbers(devices)];
  return (id: string) => ({ AccessKeys: keysOf.get(id) ?? 0, MfaDevices: devicesOf.get(id) ?? 0 });
}
