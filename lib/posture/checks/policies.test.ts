import type { ExaminedAccount, PolicyFacts } from '../facts';
import { account, daysAgo, group, judged, policy, policyText, role, testChecks, trust, user } from '../testing/test-facts';
import * as policies from './policies';

const allow = (Action: unknown, over: object = {}) => ({ Effect: 'Allow', Action, Resource: '*', ...over });
const when = (operator: string, conditions: object) => ({ Condition: { [operator]: conditions } });

/** Returns an account with one managed policy attached to a group. */
const attached = (...statements: object[]) => having(policy('own', policyText(...statements)));
const having = (own: PolicyFacts): Promise<ExaminedAccount> =>
  judged(account({ policies: [own], groups: [group('Staff', [user('ana')], { attached: [own.arn] })] }));
const unattached = (...statements: object[]) => judged(account({ policies: [policy('own', policyText(...statements))] }));
const inline = (...statements: object[]) =>
  judged(account({ users: [user('leo', { inline: [{ name: 'mine', document: policyText(...statements) }] })] }));
const boundaryOnly = (...statements: object[]) => {
  const own = policy('own', policyText(...statements));
  return judged(account({ policies: [own], users: [user('leo', { boundary: own.arn })] }));
};
const versions = (...documents: string[]) => {
  const all = documents.map((document, at) => ({ versionId: `v${at + 1}`, document, createdAt: daysAgo(40 - at) }));
  const latest = all.at(-1);
  return having(policy('own', latest?.document ?? '', { versions: all, defaultVersionId: latest?.versionId ?? '' }));
};

const delegation = (over: object) => ({
  id: 'rp-abcd1234',
  arn: 'arn:aws:organizations::111122223333:resourcepolicy/o-test/rp-abcd1234',
  document: policyText(allow('organizations:ListAccounts', { Principal: { AWS: '111122223333' }, ...over })),
});

const NARROW = allow('s3:GetObject');
const none = () => judged(account({ roles: [] }));
const text = (Action: unknown) => policyText(allow(Action));

testChecks(policies, () => ({
  'policy-full-admin': {
    fails: [
      [attached(NARROW, allow('*')), 'own'],
      [unattached(allow(['*'])), 'own medium'],
      [inline(allow('*:*')), 'leo'],
    ],
    passes: attached(
      allow('*', when('StringEquals', { 'aws:PrincipalTag/team': 'root' })),
      allow('*', { Resource: 'arn:aws:s3:::reports/*' }),
      { ...allow('*'), Effect: 'Deny' },
    ),
    notApplicable: boundaryOnly(allow('*')),
  },
  'policy-admin-by-effect': {
    fails: [
      [attached(allow('iam:AttachRolePolicy')), 'own'],
      [attached(allow('iam:*')), 'own'],
      [attached({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }), 'own'],
      [inline(allow(['iam:CreatePolicyVersion', 's3:*'])), 'leo'],
    ],
    passes: attached(
      allow('iam:AttachRolePolicy', { Resource: 'arn:aws:iam::111122223333:role/app-*' }),
      allow('iam:PutUserPolicy', when('StringEquals', { 'iam:PermissionsBoundary': 'arn:aws:iam::111122223333:policy/b' })),
      allow('iam:CreatePolicyVersion'),
      { ...allow('iam:CreatePolicyVersion'), Effect: 'Deny' },
    ),
    notApplicable: none(),
  },
  'policy-allow-not-action': {
    fails: [[attached({ Effect: 'Allow', NotAction: ['iam:*', 'ec2:*'], Resource: '*' }), 'own']],
    passes: attached(NARROW, { Effect: 'Deny', NotAction: 'iam:*', Resource: '*' }),
    notApplicable: unattached({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
  },
  'policy-passrole-any': {
    fails: [
      [attached(allow('iam:PassRole')), 'own'],
      [attached({ Effect: 'Allow', Action: 'iam:PassRole', NotResource: 'arn:aws:iam::111122223333:role/Admin' }), 'own'],
      [inline(allow('iam:Pass*')), 'leo'],
    ],
    passes: attached(
      allow('iam:PassRole', { Resource: 'arn:aws:iam::111122223333:role/app-*' }),
      allow('iam:PassRole', when('StringEquals', { 'iam:PassedToService': 'lambda.amazonaws.com' })),
    ),
    notApplicable: attached(NARROW),
  },
  'policy-service-wildcard': {
    fails: [
      [attached(allow(['s3:*', 'sqs:*'])), 'own'],
      [attached(allow(['s3:*', 'KMS:*'])), 'own medium'],
    ],
    passes: attached(allow('s3:*', { Resource: 'arn:aws:s3:::reports/*' }), allow('s3:Get*')),
    notApplicable: unattached(allow('s3:*')),
  },
  'policy-old-version-wider': {
    fails: [
      [versions(text('s3:*'), text('s3:GetObject')), 'own'],
      [
        versions(...[1, 2, 3, 4].map((n) => policyText(allow('s3:GetObject', { Sid: `S${n}` }))), text('s3:GetObject')),
        'own low',
      ],
    ],
    passes: versions(text('s3:GetObject'), text('s3:Get*')),
    notApplicable: attached(NARROW),
  },
  'policy-condition-hole': {
    fails: [
      [attached(allow('ec2:CreateTags', when('ForAllValues:StringEquals', { 'aws:TagKeys': ['team'] }))), 'own'],
      [attached(allow('s3:*', when('BoolIfExists', { 'aws:MultiFactorAuthPresent': 'true' }))), 'own'],
    ],
    passes: attached(
      allow('ec2:CreateTags', {
        Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] }, Null: { 'aws:TagKeys': 'false' } },
      }),
      allow('ec2:RunInstances', when('StringLikeIfExists', { 'ec2:InstanceType': 't3.*' })),
    ),
    notApplicable: attached(allow('s3:*', when('Bool', { 'aws:MultiFactorAuthPresent': 'true' }))),
  },
  'policy-mfa-deny-bool': {
    fails: [
      [attached({ ...allow('*', when('Bool', { 'aws:MultiFactorAuthPresent': 'false' })), Effect: 'Deny' }), 'own'],
      [boundaryOnly({ ...allow('*', when('Bool', { 'aws:MultiFactorAuthPresent': 'false' })), Effect: 'Deny' }), 'own'],
    ],
    passes: attached({ ...allow('*', when('BoolIfExists', { 'aws:MultiFactorAuthPresent': 'false' })), Effect: 'Deny' }),
    notApplicable: attached(NARROW),
  },
  'policy-security-warning': {
    fails: [
      [attached(NARROW, allow('s3:GetObject', when('StringEquals', { 'aws:UserAgent': 'build' }))), 'own'],
      [inline({ Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::secret/*' }), 'leo'],
      [judged(account({ roles: [role('Open', { trust: trust('*', when('StringEquals', { 'aws:UserAgent': 'x' })) })] })), 'Open'],
      [
        judged(account({ roles: [], delegation: delegation(when('StringEquals', { 'aws:UserAgent': 'x' })) })),
        'delegation policy',
      ],
    ],
    passes: judged(
      account({
        delegation: delegation({}),
        users: [user('leo', { inline: [{ name: 'mine', document: policyText(NARROW, allow('iam:PassRole')) }] })],
      }),
    ),
    notApplicable: none(),
  },
}));
