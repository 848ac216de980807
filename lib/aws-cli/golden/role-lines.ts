import type { WrittenLine } from './words';

const KEYS = '-u AWS_ACCESS_KEY_ID -u AWS_SECRET_ACCESS_KEY';
const IDENTITY = 'sts get-caller-identity --query Arn --output text';
const TRUST = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"<account>"}}]}`;
/** Returns the lines that set the values of a profile. */
const profile = (name: string, values: Readonly<Record<string, string>>): string[] =>
  Object.entries(values).map(([key, value]) => `configure set ${key} ${value} --profile ${name}`);
const role = (name: string) => ({ role_arn: `arn:aws:iam::<account>:role/${name}`, role_session_name: `as-${name}` });

/** Lines that assume the roles of profiles. Sessions have names of their own, since the AWS CLI keeps the keys of a session for later lines. */
export const ROLE_LINES: readonly WrittenLine[] = [
  'iam create-user --user-name caller',
  'iam put-user-policy --user-name caller --policy-name all --policy-document file://star.json',
  'iam create-access-key --user-name caller',
  ...['first', 'second'].flatMap((name) => [
    `iam create-role --role-name ${name} --assume-role-policy-document '${TRUST}'`,
    `iam put-role-policy --role-name ${name} --policy-name all --policy-document file://star.json`,
  ]),
  ...profile('caller', {
    aws_access_key_id: '<create-access-key.AccessKey.AccessKeyId>',
    aws_secret_access_key: '<create-access-key.AccessKey.SecretAccessKey>',
  }),
  ...profile('one', { ...role('first'), source_profile: 'caller', duration_seconds: '1000' }),
  ...profile('two', { ...role('second'), source_profile: 'one' }),
  `${IDENTITY} --profile caller`,
  `${IDENTITY} --profile one`,
  `${IDENTITY} --profile two`,
  `${KEYS} AWS_PROFILE=two ${IDENTITY}`,
  'configure list --profile one',
  ...['process', 'env', 'env-no-export', 'powershell', 'windows-cmd'].map(
    (format) => `configure export-credentials --profile one --format ${format}`,
  ),
  // Keys of the environment count more than a profile of the environment.
  `AWS_PROFILE=two ${IDENTITY}`,
  ...profile('environment', { ...role('second'), role_session_name: 'by-keys', credential_source: 'Environment' }),
  `AWS_ACCESS_KEY_ID=<create-access-key.AccessKey.AccessKeyId> AWS_SECRET_ACCESS_KEY=<create-access-key.AccessKey.SecretAccessKey> ${IDENTITY} --profile environment`,
  ...profile('both', { ...role('first'), credential_source: 'Environment', source_profile: 'caller' }),
  `${IDENTITY} --profile both`,
  ...profile('neither', role('first')),
  `${IDENTITY} --profile neither`,
  ...profile('strange', { ...role('first'), credential_source: 'Moon' }),
  `${IDENTITY} --profile strange`,
  ...profile('missing', { ...role('first'), source_profile: 'nobody' }),
  `${IDENTITY} --profile missing`,
  ...profile('left', { ...role('first'), source_profile: 'right' }),
  ...profile('right', { ...role('first'), source_profile: 'left' }),
  `${IDENTITY} --profile left`,
  'configure export-credentials --profile left',
  ...profile('denied', { ...role('none'), source_profile: 'caller' }),
  `${IDENTITY} --profile denied`,
  ...profile('mfa', { ...role('second'), source_profile: 'caller', mfa_serial: 'arn:aws:iam::<account>:mfa/caller' }),
  [`${IDENTITY} --profile mfa`, '123456\n'],
  's3 mb s3://tokens-<account>',
  ['s3 cp - s3://tokens-<account>/token', '<federation.token>'],
  's3 cp s3://tokens-<account>/token token --no-progress',
  `${KEYS} AWS_WEB_IDENTITY_TOKEN_FILE=token AWS_ROLE_ARN=<federation.roleArn> AWS_ROLE_SESSION_NAME=web ${IDENTITY}`,
  `${KEYS} AWS_WEB_IDENTITY_TOKEN_FILE=a.txt AWS_ROLE_ARN=<federation.roleArn> AWS_ROLE_SESSION_NAME=bad ${IDENTITY}`,
  `${KEYS} AWS_WEB_IDENTITY_TOKEN_FILE=none AWS_ROLE_ARN=<federation.roleArn> AWS_ROLE_SESSION_NAME=none ${IDENTITY}`,
  `${KEYS} AWS_WEB_IDENTITY_TOKEN_FILE=token ${IDENTITY}`,
  // Keys, and a profile that an option names, count more than the token.
  `AWS_WEB_IDENTITY_TOKEN_FILE=token ${IDENTITY}`,
  `${KEYS} AWS_WEB_IDENTITY_TOKEN_FILE=token AWS_ROLE_ARN=<federation.roleArn> ${IDENTITY} --profile caller`,
];
