import { rootProfileOf } from '../../account/root-profile';
import { callerMay } from '../../core/authorize';
import { defineOperation, type Scope } from '../../core/operation';
import type { Transaction } from '../../db/client';
import { MOST_SHOWN, readAdministrators, readOpenRoles, type Some } from './dangerous-policies';
import { GetSecurityRecommendationsInput } from './schema';

export type KeyFacts = { UserName: string; AccessKeyId: string; CreateDate: Date; LastUsedDate?: Date };

/** What the console judges an account by. `null` where the caller may not read that part. */
export type SecurityFacts = {
  RootAccessKeys: number;
  RootMfa: boolean;
  /** Whether somebody can sign in as the root user, or could with a recovery link. */
  RootPassword: boolean;
  /** Whether a management account could take its root user's credentials away. */
  Member: boolean;
  /** Whether the caller, a user with a password, has an MFA device; null for everybody else. */
  OwnMfa: boolean | null;
  RootPasswordLastUsed: Date | null | undefined;
  /** Users and roles that a policy allows everything. */
  Administrators: Awaited<ReturnType<typeof readAdministrators>> | null;
  OpenRoles: Some<string> | null;
  Credentials: CredentialFacts | null;
};

/** Of users; keys are the active ones, oldest first. */
export type CredentialFacts = {
  ActiveKeys: number;
  /** In use for longer than keys should be. */
  OldKeys: Some<KeyFacts>;
  /** As old, and not used for as long. */
  UnusedKeys: Some<KeyFacts>;
  /** With a password and no MFA device. */
  WithoutMfa: Some<string>;
  /** Whose password has not been used for long, although it could. */
  UnusedPasswords: Some<string>;
};

const DAY_MS = 86_400_000;
/** AWS: IAM asks to replace keys after 90 days, and to remove credentials that were not used for 90 days. */
const LONG_MS = 90 * DAY_MS;

/**
 * Facts for security recommendations. The parts need what AWS asks for the same facts: the account summary, the credential report
 * (keys, passwords, devices) and the authorization details (policies).
 */
export const GetSecurityRecommendations = defineOperation({
  service: 'iam',
  name: 'GetSecurityRecommendations',
  access: 'Read',
  input: GetSecurityRecommendationsInput,
  checks: () => [{ action: 'iam:GetAccountSummary', resource: '*' }],
  run: async (_, scope): Promise<SecurityFacts> => {
    const { db, accountId } = scope;
    const may = await callerMay(scope);
    const report = await may({ action: 'iam:GetCredentialReport', resource: '*' });
    const details = await may({ action: 'iam:GetAccountAuthorizationDetails', resource: '*' });
    const account = await db.account.findUniqueOrThrow({ where: { id: accountId } });
    return {
      RootAccessKeys: await db.accessKey.count({ where: { accountId, userId: null, status: 'Active' } }),
      RootMfa: (await db.mfaDevice.count({ where: { accountId, ownedByRoot: true } })) > 0,
      RootPassword: rootProfileOf(account) !== null,
      Member: scope.account.organization !== null && scope.account.organization.managementAccountId !== accountId,
      OwnMfa: await hasOwnMfa(scope),
      RootPasswordLastUsed: report ? (account.rootPasswordLastUsed ?? undefined) : null,
      Administrators: details ? await readAdministrators(scope) : null,
      OpenRoles: details ? await readOpenRoles(scope) : null,
      Credentials: report ? await readCredentials(scope) : null,
    };
  },
});

async function hasOwnMfa({ db, caller: { principal } }: Scope): Promise<boolean | null> {
  if (principal.type !== 'User') return null;
  const { userId } = principal;
  if ((await db.loginProfile.count({ where: { userId } })) === 0) return null;
  return (await db.mfaDevice.count({ where: { userId } })) > 0;
}

async function readCredentials(scope: Scope): Promise<CredentialFacts> {
  const { db, accountId, now } = scope;
  const longAgo = new Date(now.getTime() - LONG_MS);
  const active = { accountId, status: 'Active', userId: { not: null } };
  const old = { ...active, createdAt: { lt: longAgo } };
  return {
    ActiveKeys: await db.accessKey.count({ where: active }),
    OldKeys: await someKeys(scope, { ...old, lastUsedAt: { gte: longAgo } }),
    UnusedKeys: await someKeys(scope, { ...old, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: longAgo } }] }),
    WithoutMfa: await someUsers(scope, { accountId, loginProfile: { isNot: null }, mfaDevices: { none: {} } }),
    UnusedPasswords: await someUsers(scope, {
      accountId,
      loginProfile: { passwordChangedAt: { lt: longAgo } },
      OR: [{ passwordLastUsed: null }, { passwordLastUsed: { lt: longAgo } }],
    }),
  };
}

type Where<Table extends 'user' | 'accessKey'> = NonNullable<Parameters<Transaction[Table]['count']>[0]>['where'];

async function someUsers({ db }: Scope, where: Where<'user'>): Promise<Some<string>> {
  const rows = await db.user.findMany({ where, orderBy: { nameKey: 'asc' }, take: MOST_SHOWN, select: { name: true } });
  return { Count: await db.user.count({ where }), First: rows.map(({ name }) => name) };
}

async function someKeys({ db }: Scope, where: Where<'accessKey'>): Promise<Some<KeyFacts>> {
  const rows = await db.accessKey.findMany({
    where,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: MOST_SHOWN,
    include: { user: { select: { name: true } } },
  });
  const First = rows.map((key) => ({
    UserName: key.user?.name ?? '',
    AccessKeyId: key.id,
    CreateDate: key.createdAt,
    LastUsedDate: key.lastUsedAt ?? undefined,
  }));
  return { Count: await db.accessKey.count({ where }), First };
}
