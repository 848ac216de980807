import { account, daysAgo, group, key, policy, policyText, testChecks, user } from '../test-facts';
import * as passwordPolicy from './account';
import * as groups from './groups';
import * as root from './root';
import * as users from './users';

const NO_PASSWORD = { password: null, passwordLastUsed: null, devices: [] };
const noRoot = () => account({ root: { hasPassword: false, passwordLastUsed: null, devices: [] } });
const with_ = (...all: ReturnType<typeof user>[]) => account({ users: all });

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

const weak = { minimumLength: 14, symbols: true, numbers: true, uppercase: true, lowercase: true, reusePrevention: 24 };

testChecks(passwordPolicy, () => ({
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
      [account({ passwordPolicy: { ...weak, minimumLength: 13 } }), 'production'],
      [account({ passwordPolicy: { ...weak, symbols: false } }), 'production'],
    ],
    passes: account(),
    notApplicable: account({ passwordPolicy: null, users: [] }),
  },
  'password-policy-reuse': {
    fails: [
      [account({ passwordPolicy: null }), 'production'],
      [account({ passwordPolicy: { ...weak, reusePrevention: 23 } }), 'production'],
    ],
    passes: account(),
    notApplicable: account({ passwordPolicy: null, users: [] }),
  },
}));

const document = policyText({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });
const reader = policy('reader', document);

testChecks(groups, () => ({
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
