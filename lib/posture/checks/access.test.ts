import { account, group, judged, policyText, role, testChecks, trust, user } from '../test-facts';
import * as access from './access';

const allow = (Action: unknown, over: object = {}) => ({ Effect: 'Allow', Action, Resource: '*', ...over });
const when = (operator: string, conditions: object) => ({ Condition: { [operator]: conditions } });
const leo = (...statements: object[]) =>
  judged(account({ users: [user('leo', { inline: [{ name: 'own', document: policyText(...statements) }] })], roles: [] }));

const OUTSIDE = 'arn:aws:iam::444455556666:root';
const trusting = (name: string, principal: unknown, over: object = {}) => role(name, { trust: trust(principal, over) });
const externalId = when('StringEquals', { 'sts:ExternalId': 'unit-7' });
const bounded = when('StringEquals', { 'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/limit' });
const CLOUD_SHELL = { attached: ['arn:aws:iam::aws:policy/AWSCloudShellFullAccess'] };
const administrator = user('ana', { attached: ['arn:aws:iam::aws:policy/AdministratorAccess'] });

testChecks(access, () => ({
  'escalation-path': {
    fails: [
      [leo(allow('iam:AttachUserPolicy')), 'leo'],
      [leo(allow('iam:AttachUserPolicy', when('IpAddress', { 'aws:SourceIp': '192.0.2.0/24' }))), 'leo high'],
    ],
    passes: leo(allow('s3:GetObject')),
    notApplicable: judged(account({ users: [administrator], roles: [] })),
  },
  'boundary-missing': {
    fails: [
      [leo(allow(['iam:CreateUser', 'iam:PutUserPolicy'])), 'leo'],
      [leo(allow('iam:CreateRole'), allow('iam:AttachRolePolicy')), 'leo'],
    ],
    passes: leo(allow(['iam:CreateUser', 'iam:PutUserPolicy', 'iam:CreateRole', 'iam:AttachRolePolicy'], bounded)),
    notApplicable: judged(account({ users: [administrator, user('leo')], roles: [] })),
  },
  'cloudshell-full-access': {
    fails: [
      [account({ groups: [group('Staff', [], CLOUD_SHELL)] }), 'production'],
      [account({ roles: [role('Shell', CLOUD_SHELL)] }), 'production'],
    ],
    passes: account(),
    notApplicable: 'never',
  },
  'external-access': {
    fails: [
      [judged(account({ roles: [role('Support'), trusting('Vendor', { AWS: OUTSIDE }, externalId)] })), 'Vendor'],
      [
        judged(account({ roles: [trusting('Open', '*', when('IpAddress', { 'aws:SourceIp': '192.0.2.0/24' }))] })),
        'Open critical',
      ],
    ],
    passes: judged(account({ roles: [trusting('Partner', { AWS: '777788889999' })] })),
    notApplicable: judged(account()),
    parameters: { trustedAccounts: ['777788889999'] },
  },
}));
