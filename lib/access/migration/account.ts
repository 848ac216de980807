import { type AccountFacts, findAccountFacts, isUsable } from '../../core/account-facts';
import { iamArn } from '../../core/arns';
import { accessDenied } from '../../core/authorization/position-denied';
import type { Check, Scope } from '../../core/operation';
import { findRoleByArn } from '../../iam/role/rows';
import { DEFAULT_ACCESS_ROLE_NAME } from '../../organizations/service-roles';

/** The account whose users migrate. Null says nothing about whether the account exists. */
export type MigratedAccount = { accessRole: string | null; trust: string | null; account: AccountFacts | null };

/** The trust policy of an account whose access role does not exist, so that callers can't tell it from one that does not trust them. */
const TRUSTS_NOBODY =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":"sts:AssumeRole"}]}';

/** Reads the account of a migration. It is the caller's, or one of its organization with the organization's access role. */
export async function findMigratedAccount(scope: Scope, accountId: string): Promise<MigratedAccount> {
  if (accountId === scope.accountId) return { accessRole: null, trust: null, account: scope.account };
  const accessRole = iamArn(scope.partition, accountId, 'role', '/', DEFAULT_ACCESS_ROLE_NAME);
  const facts = await findAccountFacts(scope.db, accountId);
  const { organization } = scope.account;
  const account = facts && organization && facts.organization?.id === organization.id && isUsable(facts) ? facts : null;
  const role = account && (await findRoleByArn(scope.db, accessRole));
  return { accessRole, trust: role?.assumeRolePolicyDocument ?? TRUSTS_NOBODY, account };
}

/**
 * Returns the checks for reading the users of an account. For another account it is the permission to assume the organization's access
 * role, as whose administrator the caller could read them: lib/decisions/074-who-may-plan-a-migration.md.
 */
export function readingChecks({ accessRole, trust }: MigratedAccount, accountId: string, actions: readonly string[]): Check[] {
  if (accessRole === null || trust === null) return actions.map((action) => ({ action, resource: '*' }));
  return [
    {
      action: 'sts:AssumeRole',
      resource: accessRole,
      resourceAccount: accountId,
      trustPolicy: { roleArn: accessRole, document: trust },
      context: { 'sts:RoleSessionName': 'console' },
    },
  ];
}

/** Returns the account. @throws AwsError AccessDenied, also for the root user, which can assume no role */
export function requireMigratedAccount(scope: Scope, { accessRole, account }: MigratedAccount): AccountFacts {
  const isRoot = accessRole !== null && scope.caller.principal.type === 'Root';
  if (!account || isRoot) throw accessDenied(scope, 'sts:AssumeRole', accessRole ?? '*');
  return account;
}
