import { accountCheck, type Evidence, examineEach, type Failing, type FixOfFailing } from '../check';
import type { KeyFacts, UserFacts } from '../facts';
import { deactivateKey, deletePassword, moveToGroup } from '../fix-steps';
import { entitySubject, type Subject } from '../subject';
import { DEVICE_AT_HAND } from './fix-words';

const REPORT = 'iam:GetCredentialReport';
const DETAILS = 'iam:GetAccountAuthorizationDetails';

const credentialsOf = (user: UserFacts) => ['user', user.name, 'security-credentials'] as const;

/** A user's password, or one of its access keys, with its last use. */
type Credential = { user: UserFacts; key: KeyFacts | null; createdAt: Date; lastUsedAt: Date | null };

function credentialsIn(users: readonly UserFacts[]): Credential[] {
  return users.flatMap((user) => [
    ...(user.password ? [{ user, key: null, createdAt: user.password.createdAt, lastUsedAt: user.passwordLastUsed }] : []),
    ...activeKeys(user).map((key) => ({ user, key, createdAt: key.createdAt, lastUsedAt: key.lastUsedAt })),
  ]);
}

function activeKeys({ keys }: UserFacts): KeyFacts[] {
  return keys.filter(({ active }) => active);
}

/** Returns the subject of a credential: the key itself, or the password's user. */
function credentialSubject({ user, key }: Pick<Credential, 'user' | 'key'>): Subject {
  return key ? keySubject(user, key) : entitySubject(user);
}

function keySubject(user: UserFacts, key: KeyFacts): Subject {
  return { type: 'AccessKey', id: key.id, name: `${user.name}: ${key.id}`, arn: user.arn };
}

const nameOf = ({ user, key }: Credential) => (key ? `Access key ${key.id} of ${user.name}` : `The password of ${user.name}`);

function removeCredential({ user, key }: Credential): FixOfFailing {
  return key
    ? {
        text: 'Deactivate the key',
        place: credentialsOf(user),
        needs: 'iam:UpdateAccessKey',
        change: () => ({ steps: [deactivateKey(user, key.id)] }),
      }
    : {
        text: 'Disable console access',
        place: credentialsOf(user),
        needs: 'iam:DeleteLoginProfile',
        change: () => ({ steps: [deletePassword(user)] }),
      };
}

export const userMfaMissing = accountCheck({
  id: 'user-mfa-missing',
  words: 'second factor two-factor 2fa',
  title: 'A console user has no MFA',
  severity: 'high',
  why: 'With MFA, a leaked password alone is not enough to sign in.',
  controls: ['CIS 5 1.9', 'CIS 7 2.10', 'IAM.5', 'PCI 8.4.2'],
  needs: [REPORT],
  examine: ({ users }) =>
    examineEach(
      users.filter(({ password }) => password !== null),
      (user) =>
        user.devices.length > 0
          ? null
          : {
              subject: entitySubject(user),
              title: `${user.name} has no MFA`,
              evidence: [
                ...(user.password ? [{ label: 'Password set', time: user.password.changedAt }] : []),
                user.passwordLastUsed
                  ? { label: 'Last sign-in', time: user.passwordLastUsed }
                  : { label: 'Last sign-in', text: 'never' },
              ],
              fix: {
                text: 'Assign MFA',
                place: ['assignMfa', user.name],
                needs: 'iam:EnableMFADevice',
                byHand: DEVICE_AT_HAND,
              },
            },
    ),
});

export const userNeverUsed = accountCheck({
  id: 'user-never-used',
  words: 'unused stale inactive',
  title: 'A credential was never used',
  severity: 'medium',
  why: 'A first password that was never changed may still be in a mailbox.',
  controls: ['CIS 5 1.11 ~', 'AA UnusedIAMUserPassword'],
  needs: [REPORT],
  overrides: ['user-credentials-unused'],
  examine: ({ users }, { parameters, clock }) =>
    examineEach(credentialsIn(users), (credential) => {
      const { createdAt, lastUsedAt } = credential;
      if (lastUsedAt !== null || !clock.isOlder(createdAt, parameters.neverUsedDays)) return null;
      return {
        subject: credentialSubject(credential),
        title: `${nameOf(credential)} was never used`,
        evidence: [{ label: 'Created', time: createdAt }],
        fix: removeCredential(credential),
      };
    }),
});

export const userCredentialsUnused = accountCheck({
  id: 'user-credentials-unused',
  words: 'access key password stale inactive',
  title: 'A credential is no longer used',
  severity: 'medium',
  why: 'An attacker can use forgotten credentials unnoticed.',
  controls: ['CIS 5 1.11', 'CIS 7 2.11', 'IAM.22', 'IAM.8'],
  needs: [REPORT],
  examine: ({ users }, { parameters, clock }) =>
    examineEach(credentialsIn(users), (credential) => {
      const { createdAt, lastUsedAt } = credential;
      if (!clock.isOlder(lastUsedAt ?? createdAt, parameters.unusedDays)) return null;
      return {
        subject: credentialSubject(credential),
        title: `${nameOf(credential)} is no longer used`,
        evidence: [lastUsedAt ? { label: 'Last used', time: lastUsedAt } : { label: 'Created, never used', time: createdAt }],
        fix: removeCredential(credential),
      };
    }),
});

export const userPasswordOld = accountCheck({
  id: 'user-password-old',
  words: 'age rotate rotation expired',
  title: 'A password is old',
  severity: 'low',
  why: 'If a password is the only factor, its age is a risk.',
  controls: ['PCI 8.3.9', 'IAM.17 ~'],
  needs: [REPORT],
  examine: ({ users }, { parameters, clock }) =>
    examineEach(
      users.filter(({ password }) => password !== null),
      (user) => {
        if (!user.password || !clock.isOlder(user.password.changedAt, parameters.oldDays)) return null;
        return {
          subject: entitySubject(user),
          title: `The password of ${user.name} is old`,
          evidence: [{ label: 'Last changed', time: user.password.changedAt }],
          fix: {
            text: 'Reset the password',
            place: ['resetPassword', user.name],
            needs: 'iam:UpdateLoginProfile',
            byHand: 'Choose a new password and give it to the user.',
          },
        };
      },
    ),
});

function keyEvidence(key: KeyFacts): Evidence[] {
  return [
    { label: `Key ${key.id} created`, time: key.createdAt },
    key.lastUsedAt
      ? { label: key.lastUsedService ? `Last used with ${key.lastUsedService}` : 'Last used', time: key.lastUsedAt }
      : { label: 'Last used', text: 'never' },
  ];
}

export const userKeyOld = accountCheck({
  id: 'user-key-old',
  words: 'access key age rotate rotation',
  title: 'An access key is old',
  severity: 'medium',
  why: 'The older a key is, the more copies of it may exist.',
  controls: ['CIS 5 1.13', 'CIS 7 2.12', 'IAM.3', 'PCI 8.6.3'],
  needs: [REPORT],
  examine: ({ users }, { parameters, clock }) =>
    examineEach(
      users.flatMap((user) => activeKeys(user).map((key) => ({ user, key }))),
      ({ user, key }) =>
        clock.isOlder(key.createdAt, parameters.oldDays)
          ? {
              subject: keySubject(user, key),
              title: `An access key of ${user.name} is old`,
              evidence: keyEvidence(key),
              fix: {
                text: 'Create another key, then deactivate this one',
                place: ['createAccessKey', user.name],
                needs: 'iam:UpdateAccessKey',
                change: () => ({
                  steps: [deactivateKey(user, key.id)],
                  note: 'Programs that use the key stop working. Create another key first and give it to them.',
                }),
              },
            }
          : null,
    ),
});

export const userTwoActiveKeys = accountCheck({
  id: 'user-two-active-keys',
  words: 'access key rotation',
  title: 'A user has two active access keys',
  severity: 'low',
  why: 'A second key is needed only during rotation.',
  controls: ['CIS 5 1.12'],
  needs: [REPORT],
  examine: ({ users }, { parameters, clock }) =>
    examineEach(
      users.filter((user) => activeKeys(user).length > 1),
      (user) => {
        const keys = activeKeys(user).toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
        const younger = keys.at(-1);
        if (!younger || !clock.isOlder(younger.createdAt, parameters.rotationGraceDays)) return null;
        return {
          subject: entitySubject(user),
          title: `${user.name} has two active access keys`,
          evidence: keys.flatMap(keyEvidence),
          fix: {
            text: 'Deactivate the key that is used less',
            place: credentialsOf(user),
            needs: 'iam:UpdateAccessKey',
            change: () => {
              const used = ({ lastUsedAt }: KeyFacts) => lastUsedAt?.getTime() ?? 0;
              const [idle] = keys.toSorted((a, b) => used(a) - used(b));
              return idle ? { steps: [deactivateKey(user, idle.id)] } : null;
            },
          },
        };
      },
    ),
});

export const userConsoleAndKeys = accountCheck({
  id: 'user-console-and-keys',
  words: 'access key password',
  title: 'One user for console and programs',
  severity: 'low',
  why: 'A person and a program should not depend on the same user.',
  controls: ['CIS 5 1.10 ~'],
  needs: [REPORT],
  examine: ({ users }) =>
    examineEach(
      users.filter((user) => user.password !== null || activeKeys(user).length > 0),
      (user): Failing | null => {
        const [key] = activeKeys(user);
        if (!user.password || !key) return null;
        return {
          subject: entitySubject(user),
          title: `${user.name} signs in and has an access key`,
          evidence: [
            user.passwordLastUsed
              ? { label: 'Last sign-in', time: user.passwordLastUsed }
              : { label: 'Last sign-in', text: 'never' },
            ...keyEvidence(key),
          ],
          fix: {
            text: 'Create a role for the program, then deactivate the key',
            place: ['createRole'],
            needs: 'iam:UpdateAccessKey',
            change: () => ({
              steps: activeKeys(user).map(({ id }) => deactivateKey(user, id)),
              note: 'Programs that use the key stop working. Let them use a role first.',
            }),
          },
        };
      },
    ),
});

/** The policy that AWS's console suggests for users who must change their password at first sign-in. */
const CHANGE_PASSWORD = 'policy/IAMUserChangePassword';

export const userDirectPolicies = accountCheck({
  id: 'user-direct-policies',
  title: 'Permissions attached to a user, not to a group',
  severity: 'low',
  why: 'Groups keep the permissions of a job the same and easy to review.',
  controls: ['CIS 5 1.14', 'CIS 7 2.13', 'IAM.2'],
  needs: [DETAILS],
  examine: ({ id, users, groups }) =>
    examineEach(users, (user) => {
      const arns = user.attached.filter((arn) => !arn.endsWith(CHANGE_PASSWORD));
      const attached = arns.map((arn) => arn.slice(arn.lastIndexOf('/') + 1));
      const names = [...attached, ...user.inline.map(({ name }) => name)];
      if (names.length === 0) return null;
      return {
        subject: entitySubject(user),
        title: `${user.name} has policies attached directly`,
        evidence: [{ label: 'Policies', text: names.join(', ') }],
        fix: {
          text: 'Create a group with these policies, and add the user to it',
          place: ['addUserToGroups', user.name],
          needs: 'iam:AddUserToGroup',
          change: () => {
            const name = `${user.name}-permissions`;
            if (groups.some((group) => group.name.toLowerCase() === name.toLowerCase())) return null;
            const group = { type: 'Group', name, arn: `arn:aws:iam::${id}:group/${name}` } as const;
            return { steps: moveToGroup(user, group, arns), note: 'Nobody’s access changes.' };
          },
        },
      };
    }),
});
