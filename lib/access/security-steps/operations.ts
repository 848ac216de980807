import { administratorSteps, trustStatements } from '@gatehouse/policy/analyze';
import { sessionsOfOwner, stillGoing } from '../../account/console-sessions';
import { isRootWithoutMfa, rootProfileOf } from '../../account/root-profile';
import { callerMay } from '../../core/authorization/authorize';
import { defineOperation, type Scope } from '../../core/operation';
import { readByIds, takeInTurns } from '../../core/work/bulk';
import { type PasswordRules, passwordWeaknesses, remembersTooFew } from '../../iam/password-policy/limits';
import { findPasswordPolicy, passwordRulesOf } from '../../iam/password-policy/rows';
import { loadAccessModel } from '../model/access-model';
import { actionIndex } from '../model/action-index';
import { parseSubject } from '../subject-arn';
import { GetAccountSecurityStepsInput } from './schema';

/** A user or role that is an administrator by what its policies and boundary allow together, as posture and escalation say. */
export type Administrator = {
  Kind: 'User' | 'Role';
  Name: string;
  /** True if a person can use it in the console: the user has a password, or the role trusts another principal than a service. */
  CanSignIn: boolean;
  /** True if the user has an MFA device, or the role requires MFA. */
  WithMfa: boolean;
};

/** The finished steps from the root user to an administrator. */
export type AccountSecuritySteps = {
  /** True if a password or an active access key alone gives root access. */
  RootWithoutMfa: boolean;
  RootMfa: boolean;
  /** The number of access keys, active or not. */
  RootAccessKeys: number;
  /** The weaknesses of the password policy; empty if there are none. */
  PasswordWeaknesses: string[];
  /** The safest administrators first, and one user without MFA if there is one; null if the caller may not read policies. */
  Administrators: { Count: number; First: Administrator[]; Bare?: Administrator } | null;
  /** The number of the root user's console sessions. */
  RootSessions: number;
};

const MOST_SHOWN = 5;

/**
 * Returns which of AWS's best practices for a new account are done. Source: IAM User Guide, "Root user best practices" and
 * "Security best practices in IAM".
 */
export const GetAccountSecuritySteps = defineOperation({
  service: 'iam',
  name: 'GetAccountSecuritySteps',
  access: 'Read',
  input: GetAccountSecurityStepsInput,
  checks: () => [{ action: 'iam:GetAccountSummary', resource: '*' }],
  run: async (_input, scope): Promise<AccountSecuritySteps> => {
    const { db, accountId, now } = scope;
    const may = await callerMay(scope);
    const account = await db.account.findUniqueOrThrow({ where: { id: accountId } });
    // A device counts once it is enabled.
    const devices = await db.mfaDevice.count({ where: { accountId, ownedByRoot: true, enabledAt: { not: null } } });
    return {
      RootWithoutMfa: isRootWithoutMfa({
        hasPassword: rootProfileOf(account)?.state === 'password',
        activeKeys: await db.accessKey.count({ where: { accountId, userId: null, status: 'Active' } }),
        devices,
      }),
      RootMfa: devices > 0,
      RootAccessKeys: await db.accessKey.count({ where: { accountId, userId: null } }),
      PasswordWeaknesses: weaknessesOf(passwordRulesOf(await findPasswordPolicy(db, accountId))),
      Administrators: (await may({ action: 'iam:GetAccountAuthorizationDetails', resource: '*' }))
        ? await readAdministrators(scope)
        : null,
      RootSessions: await db.consoleSession.count({
        where: { ...sessionsOfOwner({ accountId, userId: null }), ...stillGoing(now) },
      }),
    };
  },
});

function weaknessesOf(rules: PasswordRules | null): string[] {
  return [...passwordWeaknesses(rules), ...(remembersTooFew(rules) ? ['old passwords may be used again'] : [])];
}

async function readAdministrators(scope: Scope): Promise<AccountSecuritySteps['Administrators']> {
  const { db } = scope;
  const { users, roles } = await readAdministratorRows(scope);
  const ids = users.map(({ id }) => id);
  const withPassword = await readByIds(ids, (some) =>
    db.loginProfile.findMany({ where: { userId: { in: some } }, select: { userId: true } }),
  );
  const withDevice = await readByIds(ids, (some) =>
    db.mfaDevice.findMany({ where: { userId: { in: some }, enabledAt: { not: null } }, select: { userId: true } }),
  );
  const passwords = new Set(withPassword.map(({ userId }) => userId));
  const devices = new Set(withDevice.map(({ userId }) => userId));
  const all: Administrator[] = [
    ...users.map(({ id, name }) => ({
      Kind: 'User' as const,
      Name: name,
      CanSignIn: passwords.has(id),
      WithMfa: devices.has(id),
    })),
    ...roles.map(({ name, assumeRolePolicyDocument }) => ({
      Kind: 'Role' as const,
      Name: name,
      ...entryOf(assumeRolePolicyDocument),
    })),
  ];
  const rank = ({ CanSignIn, WithMfa }: Administrator) => (CanSignIn ? 2 : 0) + (WithMfa ? 1 : 0);
  const Bare = all.find(({ Kind, WithMfa }) => Kind === 'User' && !WithMfa);
  const First = all.toSorted((one, other) => rank(other) - rank(one)).slice(0, MOST_SHOWN);
  return { Count: all.length, First, ...(Bare && { Bare }) };
}

/** Returns the rows of the users and roles that are administrators, by name. */
async function readAdministratorRows(scope: Scope) {
  const { db, accountId } = scope;
  const arns = await takeInTurns(administratorSteps(await loadAccessModel(scope, 'account'), await actionIndex()));
  const named = (type: 'User' | 'Role') =>
    arns.flatMap((arn) => {
      const subject = parseSubject(arn);
      return subject?.kind === type ? [subject.name.toLowerCase()] : [];
    });
  const users = await readByIds(named('User'), (some) => db.user.findMany({ where: { accountId, nameKey: { in: some } } }));
  const roles = await readByIds(named('Role'), (some) => db.role.findMany({ where: { accountId, nameKey: { in: some } } }));
  return { users: users.toSorted(byName), roles: roles.toSorted(byName) };
}

function byName(one: { nameKey: string }, other: { nameKey: string }): number {
  return one.nameKey < other.nameKey ? -1 : 1;
}

/** Returns whether a trust policy admits people, and whether it requires MFA. */
function entryOf(document: string): Pick<Administrator, 'CanSignIn' | 'WithMfa'> {
  const letting = trustStatements(document).filter(
    ({ effect, entities }) => effect === 'Allow' && entities.some(({ kind }) => kind !== 'service'),
  );
  const wantsMfa = (statement: (typeof letting)[number]) =>
    statement.conditions.some(
      ({ operator, key, values }) =>
        operator === 'Bool' && key.toLowerCase() === 'aws:multifactorauthpresent' && values.every((value) => value === 'true'),
    );
  return { CanSignIn: letting.length > 0, WithMfa: letting.length > 0 && letting.every(wantsMfa) };
}
