import type { CallTable } from '../../core/testing/contract';

/** Every STS operation once. `member` is an account of the first one's organization, `admin` and `nobody` are users. */
export const STS_CALLS: CallTable = [
  ['GetCallerIdentity', {}],
  ['GetSessionToken', { DurationSeconds: 900 }, 'admin'],
  ['GetFederationToken', { Name: 'guest', Tags: [{ Key: 'team', Value: 'blue' }] }, 'admin'],
  [
    'AssumeRole',
    {
      RoleArn: 'arn:aws:iam::<accounts.member>:role/OrganizationAccountAccessRole',
      RoleSessionName: 'session',
      PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
    },
    'admin',
  ],
  [
    'AssumeRoot',
    {
      TargetPrincipal: '<accounts.member>',
      TaskPolicyArn: { arn: 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials' },
    },
    'admin',
  ],
  [
    'AssumeRoleWithWebIdentity',
    {
      RoleArn: '<federation.roleArn>',
      RoleSessionName: 'run-7',
      WebIdentityToken: '<federation.token>',
      PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
    },
  ],
  [
    'AssumeRoleWithSAML',
    { RoleArn: '<federation.roleArn>', PrincipalArn: '<federation.samlProvider>', SAMLAssertion: '<federation.assertion>' },
  ],
  ['GetAccessKeyInfo', { AccessKeyId: '<AssumeRole.Credentials.AccessKeyId>' }],
  ['DecodeAuthorizationMessage', { EncodedMessage: '<denial.encoded>' }],
];
