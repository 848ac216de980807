import { describe, expect, it } from 'vitest';
import type { ResourceKind } from '../../core/module/kind';
import { TEST_NOW } from '../../core/test-world';
import { accessResource } from '../../resources/resources';
import { Queue } from '../../resources/sqs/resource';
import { Clock } from '../clock';
import type { ExaminedAccount } from '../facts';
import { DEFAULT_PARAMETERS } from '../parameters';
import { account, daysAgo, group, judged, policyText, role, testChecks, trust, user } from '../testing/test-facts';
import * as access from './access';

const allow = (Action: unknown, over: object = {}) => ({ Effect: 'Allow', Action, Resource: '*', ...over });
const when = (operator: string, conditions: object) => ({ Condition: { [operator]: conditions } });
const leo = (...statements: object[]) =>
  judged(account({ users: [user('leo', { inline: [{ name: 'own', document: policyText(...statements) }] })], roles: [] }));

const OUTSIDE = 'arn:aws:iam::444455556666:root';
const trusting = (name: string, principal: unknown, over: object = {}) => role(name, { trust: trust(principal, over) });
const externalId = when('StringEquals', { 'sts:ExternalId': 'unit-7' });
const bounded = when('StringEquals', { 'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/limit' });
const DEVELOPERS = { Resource: 'arn:aws:iam::111122223333:user/dev-*' };
const CLOUD_SHELL = { attached: ['arn:aws:iam::aws:policy/AWSCloudShellFullAccess'] };
const administrator = user('ana', { attached: ['arn:aws:iam::aws:policy/AdministratorAccess'] });

const OLD = { createdAt: daysAgo(91) };
/** Returns activity of the user leo, who used operations some days ago. */
const used = (days: number, ...actions: string[]) => ({
  usedWrites: new Map([['AIDALEO', new Map(actions.map((action) => [action, daysAgo(days)]))]]),
});
const TAGS = ['User', 'Role', 'Policy'].flatMap((noun) => [`iam:Tag${noun}`, `iam:Untag${noun}`]);
const ACTIONS = [
  ...TAGS,
  ...['User', 'Group', 'Role'].flatMap((noun) => [`iam:Create${noun}`, `iam:Delete${noun}`, `iam:Update${noun}`]),
];
const working = (activity: object, over: object = OLD, actions: readonly string[] = [...ACTIONS, 'iam:Attach*', 'iam:Detach*']) =>
  judged(
    account({
      users: [user('leo', { inline: [{ name: 'own', document: policyText(allow(actions)) }], ...over })],
      roles: [],
      activity,
    }),
  );
const delegation = (...statements: object[]) => ({
  delegation: {
    id: 'rp-abcd1234',
    arn: 'arn:aws:organizations::111122223333:resourcepolicy/o-test/rp-abcd1234',
    document: policyText(...statements),
  },
});
const delegate = (account: string, over: object = {}) =>
  allow('organizations:ListAccounts', { Principal: { AWS: `arn:aws:iam::${account}:root` }, ...over });

const QUEUE = 'arn:aws:sqs:us-east-1:111122223333:inbox';
const letting = (Principal: unknown, over: object = {}) => allow('sqs:SendMessage', { Principal, ...over, Resource: QUEUE });
/** Returns an account that has a queue with this policy, and another account in its organization. */
function owning(...statements: object[]): ExaminedAccount {
  const made = account({
    ownAccounts: new Set(['111122223333', '555566667777']),
    organization: { id: 'o-own', managementAccountId: '555566667777', rootId: 'r-1' },
  });
  const found = {
    id: 'queue',
    accountId: made.id,
    region: 'us-east-1',
    name: 'inbox',
    arn: QUEUE,
    policy: policyText(...statements),
    tags: [],
    settings: { attributes: {}, changedAt: '' },
    createdAt: daysAgo(40),
  };
  return { ...made, access: { ...made.access, resources: [accessResource({ kind: Queue as unknown as ResourceKind, found })] } };
}

testChecks(access, () => ({
  'permissions-unused': {
    fails: [
      [working({}), 'leo'],
      [working(used(89, 'iam:CreateUser', 's3:PutObject')), 'leo'],
      [working(used(91, ...ACTIONS)), 'leo'],
      [working(used(89, 's3:PutObject'), OLD, ['s3:*', 'ec2:*']), 'leo'],
      [
        judged(account({ roles: [role('Deploy', { ...OLD, inline: [{ name: 'all', document: policyText(allow('*')) }] })] })),
        'Deploy',
      ],
    ],
    passes: working(used(89, 'iam:CreateUser', 'iam:TagUser', 'iam:AttachUserPolicy')),
    notApplicable: judged(
      account({
        users: [
          user('new', { attached: ['arn:aws:iam::aws:policy/AdministratorAccess'] }),
          user('reader', { ...OLD, attached: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] }),
          user('elsewhere', { ...OLD, inline: [{ name: 'own', document: policyText(allow(['rds:*', 'ecs:*', 's3:Put*Acl'])) }] }),
          user('emergency', {
            ...OLD,
            attached: ['arn:aws:iam::aws:policy/AdministratorAccess'],
            tags: new Map([['break-glass', '']]),
          }),
        ],
        roles: [role('OrganizationAccountAccessRole', { ...OLD, inline: [{ name: 'all', document: policyText(allow('*')) }] })],
      }),
    ),
  },
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
      [leo(allow(['iam:CreateUser', 'iam:PutUserPolicy'], DEVELOPERS)), 'leo'],
      [leo(allow('iam:CreateUser', DEVELOPERS), allow('iam:AttachUserPolicy')), 'leo'],
      [leo(allow('iam:Create*'), allow('iam:AttachUserPolicy', DEVELOPERS)), 'leo'],
      [leo(allow('iam:CreateRole', { Resource: 'arn:aws:iam::*:role/app/*' }), allow('iam:Put*Policy')), 'leo'],
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
      [judged(account({ roles: [], ...delegation(delegate('444455556666')) })), 'delegation policy'],
      [judged(owning(letting({ AWS: OUTSIDE }))), 'inbox'],
      [judged(owning(letting('*'))), 'inbox critical'],
      [judged(owning(letting('*', when('StringEquals', { 'aws:PrincipalOrgID': 'o-partner' })))), 'inbox'],
      [judged(owning(letting({ Federated: 'cognito-identity.amazonaws.com' }))), 'inbox'],
    ],
    passes: judged(
      account({
        roles: [trusting('Partner', { AWS: '777788889999' })],
        ...delegation(delegate('555566667777')),
        ownAccounts: new Set(['111122223333', '555566667777']),
      }),
    ),
    notApplicable: judged(
      owning(
        letting({ AWS: ['111122223333', 'arn:aws:iam::555566667777:role/Deploy'] }),
        letting('*', when('StringEquals', { 'aws:PrincipalOrgID': 'o-own' })),
        letting('*', when('ArnLike', { 'aws:PrincipalArn': 'arn:aws:iam::555566667777:role/*' })),
        letting('*', when('StringEquals', { 'aws:SourceAccount': '111122223333' })),
        letting({ Service: 'sns.amazonaws.com' }),
      ),
    ),
    parameters: { trustedAccounts: ['777788889999'] },
  },
  'resource-names-gone': {
    fails: [[judged(owning(letting({ AWS: 'AIDAGONE00000000000001' }))), 'inbox']],
    passes: judged(owning(letting({ AWS: '444455556666' }))),
    notApplicable: judged(account()),
  },
}));

const CIRCUMSTANCES = { parameters: DEFAULT_PARAMETERS, clock: new Clock(TEST_NOW) };

describe('the check for deleted principals in resource policies', () => {
  it('names a deleted user only if the user belonged to the same account', async () => {
    const [own, foreign] = ['AIDAGONE00000000000001', 'AIDAGONE00000000000002'];
    const facts = owning(letting({ AWS: own }), letting({ AWS: foreign }));
    const was = (id: string, accountId: string) =>
      [id, { id, accountId, type: 'user', path: '/', name: 'ana', deletedAt: TEST_NOW }] as const;
    const deleted = new Map([was(own, facts.id), was(foreign, '444455556666')]);
    const examined = access.resourceNamesGone.examine(await judged({ ...facts, deleted }), CIRCUMSTANCES);
    expect(examined?.failing.flatMap(({ evidence }) => evidence)).toEqual([
      { label: 'Unique id', text: `${own}, was user ana, deleted`, time: TEST_NOW },
      { label: 'Unique id', text: foreign },
    ]);
  });
});

describe('the check for unused permissions', () => {
  it('is not evaluated when the event history is shorter than the tracking period', async () => {
    const facts = await working({ since: daysAgo(30) });
    expect(access.permissionsUnused.examine(facts, CIRCUMSTANCES)).toBeNull();
    const tracked = { ...CIRCUMSTANCES, parameters: { ...DEFAULT_PARAMETERS, trackingDays: 20 } };
    expect(access.permissionsUnused.examine(facts, tracked)?.failing).toHaveLength(1);
  });
});
