import { isRootWithoutMfa } from '../../account/root-profile';
import { accountCheck, type Evidence, examineOne, type Fix } from '../check';
import type { ExaminedAccount } from '../facts';
import { deleteRootKey } from '../fix-steps';
import { rootSubject } from '../subject';
import { ROOT_DEVICE_AT_HAND } from './fix-words';

const SUMMARY = 'iam:GetAccountSummary';
const REPORT = 'iam:GetCredentialReport';
/** The age up to which AWS's console does not ask for root MFA. */
const YOUNG_DAYS = 2;

const ASSIGN_MFA = {
  text: 'Sign in as root and assign MFA',
  place: ['ownMfa'],
  needs: 'iam:EnableMFADevice',
  byHand: ROOT_DEVICE_AT_HAND,
} as const satisfies Fix;
const CREATE_USER = {
  text: 'Create a user in a group of administrators',
  place: ['createUser'],
  needs: 'iam:CreateUser',
  byHand: 'Root’s past activity can’t be undone. Work as another user; the finding ends when the activity is old enough.',
} as const satisfies Fix;
const FROM_MANAGEMENT = {
  text: 'Delete its credentials from the management account',
  place: ['rootAccess'],
  needs: 'sts:AssumeRoot',
  byHand: 'Only the management account or the delegated administrator for root access can open a root session in a member.',
} as const satisfies Fix;

export const rootMfa = accountCheck({
  id: 'root-mfa',
  words: 'second factor two-factor 2fa',
  title: 'Root signs in without MFA',
  severity: 'critical',
  why: 'A stolen root password gives access to the whole account.',
  controls: ['CIS 5 1.4', 'CIS 7 2.5', 'IAM.9', 'PCI 8.4.2'],
  needs: [SUMMARY],
  examine: (account) => {
    const { root } = account;
    const activeKeys = root.keys.filter(({ active }) => active);
    if (!root.hasPassword && !root.recoverable && root.keys.length === 0) return null;
    const { hasPassword, devices } = root;
    if (!isRootWithoutMfa({ hasPassword, activeKeys: activeKeys.length, devices: devices.length })) return examineOne(null);
    return examineOne({
      subject: rootSubject(account),
      title: 'The root user has no MFA',
      evidence: [
        { label: 'Signs in with', text: root.hasPassword ? 'a password' : `access key ${activeKeys[0]?.id}` },
        { label: 'MFA devices', text: '0' },
      ],
      fix: ASSIGN_MFA,
    });
  },
});

export const rootAccessKey = accountCheck({
  id: 'root-access-key',
  words: 'access key',
  title: 'The root user has access keys',
  severity: 'critical',
  why: 'No policy of the account can limit a root access key.',
  controls: ['CIS 5 1.3', 'CIS 7 2.4', 'IAM.4'],
  needs: [SUMMARY],
  examine: (account) => {
    const { keys } = account.root;
    if (keys.length === 0) return examineOne(null);
    const active = keys.some((key) => key.active);
    return examineOne({
      subject: rootSubject(account),
      title: active ? 'The root user has an active access key' : 'The root user has an inactive access key',
      severity: active ? 'critical' : 'medium',
      evidence: keys.flatMap((key): Evidence[] => [
        { label: `Key ${key.id}`, text: key.active ? 'active' : 'inactive' },
        ...(key.lastUsedAt ? [{ label: 'Last used', time: key.lastUsedAt }] : []),
      ]),
      fix: isMember(account)
        ? FROM_MANAGEMENT
        : {
            text: 'Sign in as root and delete the key',
            place: ['securityCredentials'],
            needs: 'iam:DeleteAccessKey',
            change: () => ({
              steps: keys.map(({ id }) => deleteRootKey(account.root.arn, id)),
              note: 'Programs that use the key stop working.',
            }),
          },
    });
  },
});

export const rootVirtualOnly = accountCheck({
  id: 'root-mfa-virtual-only',
  title: 'Root’s only MFA device is an app',
  severity: 'low',
  why: 'Codes of an app can be phished. A security key can’t.',
  controls: ['CIS 5 1.5', 'CIS 7 2.6', 'IAM.6'],
  needs: [SUMMARY],
  examine: (account) => {
    const { devices } = account.root;
    if (devices.length === 0) return null;
    if (devices.some(({ kind }) => kind !== 'virtual')) return examineOne(null);
    return examineOne({
      subject: rootSubject(account),
      title: 'The root user’s only MFA device is an app',
      evidence: devices.map(({ name }) => ({ label: 'Authenticator app', text: name })),
      fix: { ...ASSIGN_MFA, text: 'Sign in as root and assign a security key' },
    });
  },
});

export const rootRecentlyUsed = accountCheck({
  id: 'root-recently-used',
  title: 'The root user was used recently',
  severity: 'medium',
  why: 'Root is for the few tasks that only root can do.',
  controls: ['CIS 5 1.6', 'CIS 7 2.7'],
  needs: [REPORT],
  examine: (account, { parameters, clock }) => {
    if (!clock.isOlder(account.createdAt, YOUNG_DAYS)) return null;
    const { root } = account;
    const uses: Evidence[] = [
      ...(root.passwordLastUsed ? [{ label: 'Password last used', time: root.passwordLastUsed }] : []),
      ...root.keys.flatMap(({ id, lastUsedAt }) => (lastUsedAt ? [{ label: `Key ${id} last used`, time: lastUsedAt }] : [])),
    ];
    const lately = uses.filter(({ time }) => time && !clock.isOlder(time, parameters.rootUseDays));
    if (lately.length === 0) return examineOne(null);
    return examineOne({
      subject: rootSubject(account),
      title: 'The root user was used recently',
      evidence: [...lately, { label: 'Activity', text: 'Event history', place: ['events', { principal: 'root', kind: 'all' }] }],
      fix: CREATE_USER,
    });
  },
});

const EVERYDAY_DAYS = 3;
const EVERYDAY_WRITES = 20;
const MOST_NAMED = 5;

export const rootEveryday = accountCheck({
  id: 'root-everyday',
  title: 'Root is used for everyday work',
  severity: 'high',
  why: 'No IAM policy limits root, and its actions can’t be traced to a person.',
  controls: ['CIS 5 1.6', 'CIS 7 2.7'],
  needs: ['cloudtrail:LookupEvents'],
  event: true,
  overrides: ['root-recently-used'],
  examine: (account, { parameters, clock }) => {
    if (!clock.isOlder(account.createdAt, YOUNG_DAYS)) return null;
    const days = account.activity.rootCalls.filter(({ day }) => !clock.isOlder(new Date(day), parameters.eventWindowDays));
    const writes = days.reduce((sum, day) => sum + day.writes, 0);
    const calls = days.reduce((sum, day) => sum + day.calls, 0);
    const used = [...(account.activity.usedWrites.get(account.id) ?? [])].sort(([, a], [, b]) => b.getTime() - a.getTime());
    if (days.length < EVERYDAY_DAYS && writes < EVERYDAY_WRITES) return examineOne(null);
    return examineOne({
      subject: rootSubject(account),
      title: 'The root user is used for everyday work',
      evidence: [
        { label: 'Days', text: String(days.length) },
        { label: 'Calls', text: `${calls}, of which ${writes} changed something` },
        ...(used.length > 0
          ? [
              {
                label: 'Most recent',
                text: used
                  .slice(0, MOST_NAMED)
                  .map(([name]) => name)
                  .join(', '),
              },
            ]
          : []),
        { label: 'Activity', text: 'Event history', place: ['events', { principal: 'root', kind: 'all' }] },
      ],
      fix: { ...CREATE_USER, text: 'Create a user for this work, and sign out of root' },
    });
  },
});

export const rootCredentialsInMember = accountCheck({
  id: 'root-credentials-in-member',
  title: 'A member’s root user has credentials',
  severity: 'high',
  why: 'Nobody needs these credentials, but they can be stolen.',
  controls: ['CIS 7 2.1.1'],
  needs: [SUMMARY],
  examine: (account) => {
    if (!isMember(account) || !account.centralRoot) return null;
    const { root } = account;
    const has = [
      ...(root.hasPassword ? ['a password'] : []),
      ...(root.recoverable ? ['a recovery link'] : []),
      ...(root.keys.length > 0 ? ['access keys'] : []),
      ...(root.devices.length > 0 ? ['MFA devices'] : []),
    ];
    if (has.length === 0) return examineOne(null);
    return examineOne({
      subject: rootSubject(account),
      title: 'The root user of this member has credentials',
      evidence: [
        { label: 'Credentials', text: has.join(', ') },
        ...(root.passwordChangedAt ? [{ label: 'Password since', time: root.passwordChangedAt }] : []),
      ],
      fix: FROM_MANAGEMENT,
    });
  },
});

function isMember({ organization, management }: ExaminedAccount): boolean {
  return organization !== null && !management;
}
