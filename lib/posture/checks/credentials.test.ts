import type { ActivityFacts, UserFacts } from '../facts';
import {
  account,
  daysAgo,
  group,
  judged,
  key,
  policy,
  policyText,
  STRONG_PASSWORDS,
  testChecks,
  user,
} from '../testing/test-facts';
import * as passwordPolicy from './account';
import * as administrators from './administrators';
import * as events from './events';
import * as groups from './groups';
import * as root from './root';
import * as users from './users';

const NO_PASSWORD = { password: null, passwordLastUsed: null, devices: [] };
const noRoot = () => account({ root: { hasPassword: false, passwordLastUsed: null, devices: [] } });
const with_ = (...all: ReturnType<typeof user>[]) => account({ users: all });

const MEMBER = { organization: { id: 'o-test', rootId: 'r-test', managementAccountId: '444455556666' } };

const certificate = (daysSince: number) => ({
  id: `ASCA${daysSince}`,
  name: `site-${daysSince}`,
  arn: `arn:aws:iam::111122223333:server-certificate/site-${daysSince}`,
  expiresAt: daysAgo(daysSince),
});

testChecks(root, () => ({
  'root-mfa': {
    fails: [
      [account({ root: { devices: [] } }), 'root'],
      [account({ root: { devices: [], hasPassword: false, keys: [key('AKIAROOT', 5)] } }), 'root'],
    ],
    passes: account(),
    notApplicable: noRoot(),
  },
  'root-access-key': {
    fails: [
      [account({ root: { keys: [key('AKIAROOT', 5)] } }), 'root'],
      [account({ root: { keys: [key('AKIAROOT', 5, { active: false })] } }), 'root medium'],
    ],
    passes: account(),
    notApplicable: 'never',
  },
  'root-mfa-virtual-only': {
    fails: [[account({ root: { devices: [{ name: 'phone', kind: 'virtual' }] } }), 'root']],
    passes: account(),
    notApplicable: account({ root: { devices: [] } }),
  },
  'root-recently-used': {
    fails: [
      [account({ root: { passwordLastUsed: daysAgo(29) } }), 'root'],
      [account({ root: { keys: [key('AKIAROOT', 40, { lastUsedAt: daysAgo(3) })] } }), 'root'],
    ],
    passes: account(),
    notApplicable: account({ createdAt: daysAgo(1), root: { passwordLastUsed: daysAgo(0) } }),
  },
  'root-credentials-in-member': {
    fails: [[account({ ...MEMBER, centralRoot: true }), 'root']],
    passes: account({ ...MEMBER, centralRoot: true, root: { hasPassword: false, passwordChangedAt: null, devices: [] } }),
    notApplicable: account(MEMBER),
  },
  'root-everyday': {
    fails: [
      [
        account({ activity: { rootCalls: ['01', '02', '03'].map((day) => ({ day: `2026-02-${day}`, calls: 1, writes: 0 })) } }),
        'root',
      ],
      [account({ activity: { rootCalls: [{ day: '2026-02-01', calls: 30, writes: 20 }] } }), 'root'],
    ],
    passes: account({ activity: { rootCalls: [{ day: '2026-02-01', calls: 30, writes: 19 }] } }),
    notApplicable: account({ createdAt: daysAgo(1) }),
  },
}));

testChecks(users, () => ({
  'user-mfa-missing': {
    fails: [[with_(user('ana'), user('leo', { devices: [] })), 'leo']],
    passes: with_(user('ana'), user('robot', NO_PASSWORD)),
    notApplicable: with_(user('robot', NO_PASSWORD)),
  },
  'user-never-used': {
    fails: [
      [with_(user('leo', { passwordLastUsed: null })), 'leo'],
      [with_(user('robot', { ...NO_PASSWORD, keys: [key('AKIA1', 15, { lastUsedAt: null })] })), 'robot: AKIA1'],
    ],
    passes: with_(user('leo', { passwordLastUsed: null, password: { createdAt: daysAgo(13), changedAt: daysAgo(13) } })),
    notApplicable: with_(user('robot', NO_PASSWORD)),
  },
  'user-credentials-unused': {
    fails: [
      [with_(user('leo', { passwordLastUsed: daysAgo(46) })), 'leo'],
      [with_(user('robot', { ...NO_PASSWORD, keys: [key('AKIA1', 200, { lastUsedAt: daysAgo(60) })] })), 'robot: AKIA1'],
    ],
    passes: with_(user('leo', { passwordLastUsed: daysAgo(44) })),
    notApplicable: with_(
      user('robot', { ...NO_PASSWORD, keys: [key('AKIA1', 200, { active: false, lastUsedAt: daysAgo(60) })] }),
    ),
  },
  'user-password-old': {
    fails: [[with_(user('leo', { password: { createdAt: daysAgo(200), changedAt: daysAgo(91) } })), 'leo']],
    passes: with_(user('leo')),
    notApplicable: with_(user('robot', NO_PASSWORD)),
  },
  'user-key-old': {
    fails: [[with_(user('robot', { keys: [key('AKIA1', 91), key('AKIA2', 5)] })), 'robot: AKIA1']],
    passes: with_(user('robot', { keys: [key('AKIA1', 89)] })),
    notApplicable: with_(user('robot', { keys: [key('AKIA1', 91, { active: false })] })),
  },
  'user-two-active-keys': {
    fails: [[with_(user('robot', { keys: [key('AKIA1', 80), key('AKIA2', 8)] })), 'robot']],
    passes: with_(user('robot', { keys: [key('AKIA1', 80), key('AKIA2', 6)] })),
    notApplicable: with_(user('robot', { keys: [key('AKIA1', 80), key('AKIA2', 80, { active: false })] })),
  },
  'user-console-and-keys': {
    fails: [[with_(user('ana', { keys: [key('AKIA1', 5)] }), user('robot', { ...NO_PASSWORD, keys: [key('AKIA2', 5)] })), 'ana']],
    passes: with_(user('ana'), user('robot', { ...NO_PASSWORD, keys: [key('AKIA2', 5)] })),
    notApplicable: with_(user('robot', NO_PASSWORD)),
  },
  'user-direct-policies': {
    fails: [
      [with_(user('ana', { attached: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] }), user('ben')), 'ana'],
      [
        with_(user('ana', { inline: [{ name: 'own', document: policyText({ Effect: 'Allow', Action: '*', Resource: '*' }) }] })),
        'ana',
      ],
    ],
    passes: with_(user('ana', { attached: ['arn:aws:iam::aws:policy/IAMUserChangePassword'] })),
    notApplicable: account({ users: [], groups: [group('Administrators', [])] }),
  },
}));

const provider = (over: object) => ({
  arn: 'arn:aws:iam::111122223333:oidc-provider/issuer.example.com',
  name: 'issuer.example.com',
  kind: 'OIDC' as const,
  createdAt: daysAgo(40),
  validUntil: null,
  hasKeys: true,
  own: false,
  ...over,
});

testChecks(passwordPolicy, () => ({
  'server-certificate-expired': {
    fails: [[account({ certificates: [certificate(1), certificate(-1)] }), 'site-1']],
    passes: account({ certificates: [certificate(0), certificate(-90)] }),
    notApplicable: account(),
  },
  'federation-keys-stale': {
    fails: [
      [account({ providers: [provider({ hasKeys: false })] }), 'issuer.example.com'],
      [account({ providers: [provider({ kind: 'SAML', validUntil: daysAgo(-29) })] }), 'issuer.example.com'],
    ],
    passes: account({ providers: [provider({}), provider({ kind: 'SAML', validUntil: daysAgo(-31) })] }),
    notApplicable: account({ providers: [provider({ hasKeys: false, own: true })] }),
  },
  'support-role-missing': {
    fails: [[account({ roles: [] }), 'production']],
    passes: account(),
    notApplicable: account({ roles: [], createdAt: daysAgo(6) }),
  },
  'enforcement-not-enforce': {
    fails: [
      [account({ enforcement: 'audit' }), 'production'],
      [account({ enforcement: 'off' }), 'production critical'],
    ],
    passes: account(),
    notApplicable: 'never',
  },
  'password-policy-weak': {
    fails: [
      [account({ passwordPolicy: null }), 'production'],
      [account({ passwordPolicy: { ...STRONG_PASSWORDS, minimumLength: 13 } }), 'production'],
      [account({ passwordPolicy: { ...STRONG_PASSWORDS, symbols: false } }), 'production'],
    ],
    passes: account(),
    notApplicable: account({ passwordPolicy: null, users: [] }),
  },
  'password-policy-reuse': {
    fails: [
      [account({ passwordPolicy: null }), 'production'],
      [account({ passwordPolicy: { ...STRONG_PASSWORDS, reusePrevention: 23 } }), 'production'],
    ],
    passes: account(),
    notApplicable: account({ passwordPolicy: null, users: [] }),
  },
}));

const document = policyText({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });
const reader = policy('reader', document);

/** Returns an account with an old group that has one user and allows one action. */
const staff = (member: UserFacts, action: string, activity: Partial<ActivityFacts> = {}) =>
  account({
    users: [member],
    groups: [
      group('Staff', [member], {
        createdAt: daysAgo(120),
        inline: [{ name: 'own', document: policyText({ Effect: 'Allow', Action: action, Resource: '*' }) }],
      }),
    ],
    activity,
  });

testChecks(groups, () => ({
  'group-unused': {
    fails: [
      [account({ groups: [group('Staff', [user('ana')], { createdAt: daysAgo(91) })] }), 'Staff'],
      [staff(user('ana', { passwordLastUsed: daysAgo(100) }), 's3:Get*'), 'Staff'],
      [staff(user('ana', { passwordLastUsed: daysAgo(1) }), 's3:GetObject'), 'Staff'],
      [staff(user('ana'), 'iam:GetUser', { usedServices: new Map([['AIDAANA', new Map([['sts', daysAgo(1)]])]]) }), 'Staff'],
      [staff(user('ana'), 'iam:GetUser', { usedServices: new Map([['AIDAANA', new Map([['iam', daysAgo(91)]])]]) }), 'Staff'],
    ],
    passes: staff(user('ana', { passwordLastUsed: null }), 'iam:GetUser', {
      usedServices: new Map([['AIDAANA', new Map([['iam', daysAgo(89)]])]]),
    }),
    notApplicable: account({ groups: [group('Staff', [user('ana')])] }),
  },
  'group-empty': {
    fails: [[account({ groups: [group('Auditors', []), group('Staff', [user('ana')])] }), 'Auditors']],
    passes: account({ groups: [group('Auditors', [], { createdAt: daysAgo(6) })] }),
    notApplicable: account({ groups: [] }),
  },
  'policy-unattached': {
    fails: [[account({ policies: [reader] }), 'reader']],
    passes: account({ policies: [reader], groups: [group('Staff', [], { attached: [reader.arn] })] }),
    notApplicable: account(),
  },
}));

const signIn = (over: object) => ({
  userId: 'AIDAANA',
  time: daysAgo(3),
  sourceIp: '192.0.2.1',
  mfa: false,
  eventId: 'e',
  ...over,
});
const bare = user('ana', { devices: [] });

testChecks(events, () => ({
  'signin-without-mfa': {
    fails: [
      [account({ users: [bare], activity: { signIns: [signIn({})] } }), 'ana'],
      [account({ root: { devices: [] }, activity: { signIns: [signIn({ userId: null })] } }), 'root critical'],
    ],
    passes: account({ users: [bare], activity: { signIns: [signIn({ mfa: true }), signIn({ time: daysAgo(31) })] } }),
    notApplicable: account({ createdAt: daysAgo(1), users: [], activity: { signIns: [signIn({ userId: null })] } }),
  },
  'root-signin': {
    fails: [
      [account({ activity: { signIns: [signIn({ userId: null, mfa: true })] } }), 'root'],
      [account({ activity: { signIns: [signIn({ userId: null })] } }), 'root high'],
    ],
    passes: account({ activity: { signIns: [signIn({}), signIn({ userId: null, time: daysAgo(8) })] } }),
    notApplicable: account({ createdAt: daysAgo(1), activity: { signIns: [signIn({ userId: null })] } }),
  },
  'many-denials': {
    fails: [
      [
        account({
          activity: {
            denials: [{ principalId: 'AIDAANA', arn: '', name: 'ana', count: 50, actions: ['s3:GetObject'], time: daysAgo(2) }],
          },
        }),
        'ana',
      ],
    ],
    passes: account({
      activity: { denials: [{ principalId: 'AIDAANA', arn: '', name: 'ana', count: 50, actions: [], time: daysAgo(31) }] },
    }),
    notApplicable: account({ enforcement: 'off' }),
  },
  'failed-signins': {
    fails: [
      [
        account({ activity: { failedSignIns: [{ identity: 'ana', sourceIps: ['192.0.2.1'], count: 10, time: daysAgo(2) }] } }),
        'production',
      ],
      // Guesses of one name from one address give one finding.
      [
        account({
          activity: {
            failedSignIns: ['ana', 'from 192.0.2.1'].map((identity) => ({
              identity,
              sourceIps: ['192.0.2.1'],
              count: 10,
              time: daysAgo(2),
            })),
          },
        }),
        'production',
      ],
    ],
    passes: account({ activity: { failedSignIns: [{ identity: 'ana', sourceIps: [], count: 10, time: daysAgo(31) }] } }),
    notApplicable: 'never',
  },
  'key-two-addresses': {
    fails: [
      [
        account({
          users: [user('robot', { keys: [key('AKIA1', 9)] })],
          activity: { keyPlaces: [{ keyId: 'AKIA1', networks: ['192.0.2', '198.51.100'], time: daysAgo(1) }] },
        }),
        'robot: AKIA1',
      ],
    ],
    passes: account({ users: [user('robot', { keys: [key('AKIA1', 9)] })] }),
    notApplicable: account(),
  },
  'user-shared-login': {
    fails: [
      [
        account({
          activity: {
            sharedSessions: [
              { userId: 'AIDAANA', times: [daysAgo(1), daysAgo(2)], networks: ['192.0.2', '198.51.100'], userAgents: ['a', 'b'] },
            ],
          },
        }),
        'ana',
      ],
    ],
    passes: account({
      activity: { sharedSessions: [{ userId: 'AIDAANA', times: [daysAgo(1)], networks: [], userAgents: [] }] },
    }),
    notApplicable: account({ activity: { signIns: [signIn({})] } }),
  },
}));

const everything = policyText({ Effect: 'Allow', Action: '*', Resource: '*' });
const admin = (name: string, over: object = {}) => user(name, { inline: [{ name: 'all', document: everything }], ...over });

testChecks(administrators, () => ({
  'user-administrator': {
    fails: [
      [judged(with_(admin('ana'), admin('bare', { devices: [] }))), 'bare'],
      [judged(with_(admin('ana'), admin('ben'), admin('carl', { createdAt: daysAgo(3) }))), 'carl'],
    ],
    passes: judged(account()),
    notApplicable: with_(),
  },
  'break-glass-missing': {
    fails: [[judged(with_(admin('ana'), admin('bare', { devices: [] }))), 'production']],
    passes: judged(account()),
    notApplicable: account({ users: [], createdAt: daysAgo(6) }),
  },
}));
