import { allowsEverything } from '@gatehouse/policy/analyze';
import { accountCheck, examineEach, examineOne } from '../check';
import type { ExaminedAccount, UserFacts } from '../facts';
import { withoutAdministration } from '../fix-plans';
import { nameStatement } from '../statement-name';
import { accountSubject, entitySubject } from '../subject';
import { BREAK_GLASS_TAG } from './emergencies';
import { DEVICE_AT_HAND } from './fix-words';

const NEEDS = ['iam:GetAccountAuthorizationDetails', 'iam:SimulatePrincipalPolicy', 'iam:GetCredentialReport'];

/** Returns the users whose policies and boundary allow everything, oldest first. */
function administratorsOf({ users, escalation }: ExaminedAccount): UserFacts[] {
  const arns = new Set(escalation.administrators);
  return users.filter(({ arn }) => arns.has(arn)).sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
}

/**
 * Returns the names of the statements that allow everything. If only several policies together do, returns the names of all
 * policies.
 */
function grantsOf({ access }: ExaminedAccount, { arn }: UserFacts): string[] {
  const identity = access.principals.find((principal) => principal.arn === arn)?.identity ?? [];
  const named = identity.map((policy) => ({
    name: policy.ref.origin.kind === 'group' ? `${policy.ref.name} of the group ${policy.ref.origin.groupName}` : policy.ref.name,
    statements: policy.compiled.statements.filter(allowsEverything).map(({ source }) => nameStatement(source).name),
  }));
  const granting = named.filter(({ statements }) => statements.length > 0);
  return granting.length > 0
    ? granting.map(({ name, statements }) => `${name}, statement ${statements.join(', ')}`)
    : named.map(({ name }) => name);
}

export const userAdministrator = accountCheck({
  id: 'user-administrator',
  words: 'admin full access',
  title: 'Too many administrators, or one without MFA',
  severity: 'high',
  why: 'Every administrator is a possible way to lose control of the account.',
  controls: ['CIS 5 1.15 ~', 'CIS 7 2.14 ~', 'IAM.1 ~'],
  needs: NEEDS,
  examine: (account, { parameters }) => {
    const administrators = administratorsOf(account);
    const all = new Set(administrators);
    const allowed = new Set(administrators.slice(0, parameters.adminUsersAllowed));
    return examineEach(account.users, (user) => {
      if (!all.has(user)) return null;
      const bare = user.devices.length === 0;
      if (!bare && allowed.has(user)) return null;
      return {
        subject: entitySubject(user),
        title: bare ? `${user.name} is an administrator without MFA` : `${user.name} exceeds the number of administrators`,
        evidence: [
          { label: 'Administrators', text: `${administrators.length}, maximum ${parameters.adminUsersAllowed}` },
          { label: 'Granted by', text: grantsOf(account, user).join('; ') },
        ],
        fix: bare
          ? { text: 'Assign MFA', place: ['assignMfa', user.name], needs: 'iam:EnableMFADevice', byHand: DEVICE_AT_HAND }
          : {
              text: `Remove what makes ${user.name} an administrator`,
              place: ['user', user.name, 'permissions'],
              needs: 'iam:RemoveUserFromGroup',
              change: () => withoutAdministration(account, user),
            },
      };
    });
  },
});

const ENOUGH_PEOPLE = 2;

export const breakGlassMissing = accountCheck({
  id: 'break-glass-missing',
  title: 'Only one administrator can sign in',
  severity: 'medium',
  why: 'If that person loses a device, nobody can administer the account.',
  controls: [],
  needs: NEEDS,
  examine: (account, { parameters, clock }) => {
    if (!clock.isOlder(account.createdAt, parameters.graceDays)) return null;
    const administrators = new Set(administratorsOf(account));
    const ways = new Set(
      account.escalation.paths
        .filter(({ access, steps }) => access === 'always' && steps.every(({ method }) => method === 'assumeRole'))
        .map(({ principal }) => principal),
    );
    const people = account.users.filter((user) => administrators.has(user) || ways.has(user.arn));
    const counted = people.filter(({ devices }) => devices.length > 0);
    if (counted.length >= ENOUGH_PEOPLE || opensFromOutside(account)) return examineOne(null);
    const bare = people.filter(({ devices }) => devices.length === 0).map(({ name }) => name);
    const powerless = account.users
      .filter((user) => user.tags.has(BREAK_GLASS_TAG) && !people.includes(user))
      .map(({ name }) => name);
    return examineOne({
      subject: accountSubject(account),
      title:
        counted.length === 0
          ? 'Only root can sign in as an administrator'
          : `Only ${counted[0]?.name} can sign in as an administrator`,
      evidence: [
        { label: 'Administrators with MFA', text: counted.map(({ name }) => name).join(', ') || 'none' },
        ...(bare.length > 0 ? [{ label: 'Not counted, without MFA', text: bare.join(', ') }] : []),
        ...(powerless.length > 0
          ? [{ label: `Not counted, tagged ${BREAK_GLASS_TAG} but no administrator`, text: powerless.join(', ') }]
          : []),
        { label: 'Not counted', text: 'root and federated principals' },
      ],
      fix: {
        text: `Create a user with MFA, tagged ${BREAK_GLASS_TAG}`,
        place: ['createUser'],
        needs: 'iam:CreateUser',
        byHand: 'The new user must choose a password and register a device.',
      },
    });
  },
});

/**
 * Returns whether principals of another account in the organization become administrators here, for example by
 * OrganizationAccountAccessRole.
 */
function opensFromOutside({ id, roles, escalation, ownAccounts, judgements }: ExaminedAccount): boolean {
  const administrators = new Set(escalation.administrators);
  return roles.some(({ arn, shownTrust }) => {
    if (!administrators.has(arn)) return false;
    const accounts = judgements.trust.get(shownTrust)?.accounts ?? [];
    return accounts.some((account) => account !== id && ownAccounts.has(account));
  });
}
