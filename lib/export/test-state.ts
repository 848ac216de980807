import type { AccountState } from './state';

const ACCOUNT = '111122223333';
const arn = (what: string) => `arn:aws:iam::${ACCOUNT}:${what}`;

export function trusting(...AWS: string[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' }],
  });
}

/** A document with what every format has to keep from its own language. */
export const OWN_FOLDER = `{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::home-${ACCOUNT}/\${aws:username}/*", "arn:aws:s3:::x/%{y}"] }]
}`;

/** An account with two users, of whom one is gone, a group, two roles that trust each other, and a policy of two versions. */
export function testState(): AccountState {
  const plain = { inline: [], attached: [], tags: [] };
  return {
    ...{ accountId: ACCOUNT, partition: 'aws', alias: 'example', samlProviders: [], oidcProviders: [] },
    passwordPolicy: { MinimumPasswordLength: 14, RequireSymbols: true, HardExpiry: false },
    policies: [
      {
        ...{ name: 'Own-Folder', path: '/team/', description: 'What is "own"', tags: [{ Key: 'team', Value: 'a ${b}' }] },
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
