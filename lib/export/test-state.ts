import type { ResourcesState } from './resource-state';
import type { AccountState } from './state';

const ACCOUNT = '111122223333';
const arn = (what: string) => `arn:aws:iam::${ACCOUNT}:${what}`;

export function trusting(...AWS: string[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' }],
  });
}

/** A document with everything that each format must escape. */
export const OWN_FOLDER = `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::home-${ACCOUNT}/\${aws:username}/*", "arn:aws:s3:::x/%{y}"] }]
}`;

/**
 * Returns an account with two users, one of them deleted, a group, two roles that trust each other, and a policy of two versions.
 */
export function testState(): AccountState {
  const plain = { inline: [], attached: [], tags: [] };
  return {
    ...{ accountId: ACCOUNT, partition: 'aws', alias: 'example', samlProviders: [], oidcProviders: [] },
    passwordPolicy: { MinimumPasswordLength: 14, RequireSymbols: true, HardExpiry: false },
    policies: [
      {
        ...{ name: 'Own-Folder', path: '/team/', description: 'The "own" folder', tags: [{ Key: 'team', Value: 'a ${b}' }] },
        versions: [
          { document: trusting(), isDefault: false },
          { document: OWN_FOLDER, isDefault: true },
        ],
      },
    ],
    groups: [{ ...plain, name: 'Readers', path: '/', attached: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] }],
    users: [
      {
        ...plain,
        ...{ name: 'ana', path: '/', groups: ['Readers'], boundary: arn('policy/team/Own-Folder') },
        inline: [{ name: 'Own', document: OWN_FOLDER }],
      },
    ],
    roles: [
      {
        ...plain,
        name: 'first',
        path: '/',
        trust: trusting(arn('role/second'), 'AIDAEXAMPLEGONE00000'),
        maxSessionDuration: 7200,
      },
      {
        ...plain,
        name: 'second',
        path: '/',
        trust: trusting(arn('role/first'), arn('user/ana')),
        attached: [arn('policy/team/Own-Folder')],
      },
      { ...plain, name: 'AWSServiceRoleForECS', path: '/aws-service-role/ecs.amazonaws.com/', trust: trusting() },
    ],
    instanceProfiles: [{ name: 'machines', path: '/', role: 'second', tags: [] }],
  };
}

/** Returns one resource of each kind, and settings of EC2 in two Regions. */
export function testResources(): ResourcesState {
  const located = { region: 'eu-central-1', tags: [{ Key: 'team', Value: 'a' }] };
  const named = (Principal: object, more: object = {}) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Sid: 'one', Effect: 'Allow', Principal, Action: '*', Resource: '*', ...more }],
    });
  const policy = named({ AWS: arn('user/ana') });
  const block = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: false };
  return {
    publicAccessBlock: block,
    leftOut: [],
    all: [
      { ...located, kind: 'bucket', name: `logs-${ACCOUNT}`, block, abac: false, policy },
      {
        ...located,
        kind: 'key',
        id: '00000000-0000-4000-8000-000000000000',
        description: 'k',
        enabled: true,
        aliases: ['alias/a'],
        policy,
      },
      { ...located, kind: 'queue', name: 'orders', attributes: { VisibilityTimeout: '45' }, policy },
      { ...located, kind: 'topic', name: 'news', attributes: { DisplayName: 'News' }, policy },
      {
        ...located,
        kind: 'secret',
        name: 'a/b',
        arn: `arn:aws:secretsmanager:eu-central-1:${ACCOUNT}:secret:a/b-AbCdEf`,
        description: '',
        policy,
      },
      {
        ...{
          ...located,
          kind: 'function',
          name: 'ship',
          role: arn('role/first'),
          runtime: 'nodejs22.x',
          handler: 'index.handler',
        },
        ...{ description: '', timeout: 3, memory: 128 },
        policy: named({ Service: 'sns.amazonaws.com' }, { Action: 'lambda:InvokeFunction' }),
      },
      { ...located, kind: 'table', name: 'payments', partitionKey: { name: 'order', type: 'S' }, policy },
      {
        ...{ kind: 'ec2-settings', region: 'eu-central-1', tags: [] },
        settings: {
          metadataDefaults: { HttpTokens: 'required', HttpPutResponseHopLimit: 2, HttpTokensEnforced: 'enabled' },
          allowedImages: {
            state: 'audit-mode',
            criteria: [
              { ImageProviders: ['amazon', ACCOUNT], ImageNames: ['x ${y}'] },
              { CreationDateCondition: { MaximumDaysSinceCreated: 300 } },
            ],
          },
          imageBlockPublicAccess: 'unblocked',
          snapshotBlockPublicAccess: 'block-all-sharing',
          serialConsoleAccess: false,
        },
      },
      {
        ...{ kind: 'ec2-settings', region: 'eu-west-1', tags: [] },
        settings: {
          allowedImages: { state: 'disabled', criteria: [{ ImageProviders: ['amazon'] }] },
          snapshotBlockPublicAccess: 'unblocked',
        },
      },
      { ...located, region: 'us-east-1', kind: 'instance', id: 'i-0', image: 'ami-1', type: 't3.micro', stopped: true },
    ],
  };
}
