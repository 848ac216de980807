import { type Case, check, condition, delegation } from './case';

const bucketPolicy = { kind: 'resource', options: { resourceType: 'AWS::S3::Bucket' } } as const;
const on = (resource: string, action = 's3:GetObject') => ({ Action: action, Resource: resource });

export const ACTION_CASES: readonly Case[] = [
  check('EMPTY_ARRAY_ACTION', { Action: [] }, {}),
  check('INVALID_ACTION', { Action: 's3:GetObjekt' }, { Action: 's3:GETOBJECT' }),
  check('INVALID_ACTION', { Action: 's3:Gett*' }, { Action: 's3:Get*' }),
  check('INVALID_SERVICE_IN_ACTION', { Action: 'lamda:GetFunction' }, { Action: 'lambda:GetFunction' }),
  check('INVALID_SERVICE', { Action: 'zzzzzzzzz:Do' }, { Action: 'Gatehouse:Do' }),
  check('WILDCARD_IN_SERVICE_NAME', { Action: '*code*:Get*' }, { Action: '*' }),
  check('REDUNDANT_ACTION', { Action: ['iam:Get*', 'iam:List*', 'iam:GetUser'] }, { Action: ['iam:Get*', 'iam:*User'] }),
  check('REDUNDANT_ACTION', { Action: ['iam:GetUser', 'IAM:getuser'] }, { Action: ['iam:GetUser', 'iam:GetRole'] }),
  condition(
    'UNSUPPORTED_ACTION_FOR_CONDITION_KEY',
    { StringEquals: { 's3:prefix': 'home/' } },
    { StringEqualsIfExists: { 's3:prefix': 'home/' } },
    { statement: { Action: ['s3:ListBucket', 's3:GetObject'], Resource: '*' } },
  ),
  check('UNSUPPORTED_ACTION_IN_POLICY', { Action: 'kms:Decrypt' }, { Action: 's3:ListBucket' }, bucketPolicy),
  check(
    'UNSUPPORTED_ACTION_IN_POLICY',
    { Action: 'organizations:*', Resource: '*' },
    { Action: 'organizations:Attach*', Resource: '*' },
    delegation,
  ),
  check('UNSUPPORTED_ACTION_IN_POLICY', { Action: 's3:ListAllMyBuckets' }, { Action: 's3:*' }, bucketPolicy),
];

export const RESOURCE_CASES: readonly Case[] = [
  check('EMPTY_ARRAY_RESOURCE', { Resource: [] }, {}),
  check('INVALID_ARN_PREFIX', on('records/*'), on('*')),
  check('MISSING_ARN_FIELD', on('arn:aws:s3:records'), on('arn:aws:s3*')),
  check('INVALID_PARTITION', on('arn:aws-eu:s3:::records/*'), on('arn:aws-cn:s3:::records/*')),
  check('INVALID_ARN_SERVICE_CASE', on('arn:aws:S3:::records/*'), on('arn:aws:s3:::records/*')),
  check(
    'INVALID_ARN_RESOURCE',
    on('arn:aws:iam::111122223333:person/alice', 'iam:GetUser'),
    on('arn:aws:iam::111122223333:u*/alice', 'iam:GetUser'),
  ),
  check('INVALID_ARN_RESOURCE', on('arn:aws:*:::records'), on('arn:aws:s3:::${aws:username}')),
  check(
    'INVALID_ARN_REGION',
    on('arn:aws:sqs:eu-nowhere-1:111122223333:jobs', 'sqs:SendMessage'),
    on('arn:aws:sqs:eu-*:111122223333:jobs', 'sqs:SendMessage'),
  ),
  check(
    'MISSING_ARN_REGION',
    on('arn:aws:sqs::111122223333:jobs', 'sqs:SendMessage'),
    on('arn:aws:sqs:*:111122223333:jobs', 'sqs:SendMessage'),
  ),
  check('ARN_REGION_NOT_ALLOWED', on('arn:aws:s3:eu-west-1::records/*'), on('arn:aws:s3:*::records/*')),
  check(
    'INVALID_ARN_ACCOUNT',
    on('arn:aws:iam::1234:user/alice', 'iam:GetUser'),
    on('arn:aws:iam::aws:policy/*', 'iam:GetPolicy'),
  ),
  check('ARN_ACCOUNT_NOT_ALLOWED', on('arn:aws:s3::111122223333:records/*'), on('arn:aws:s3:::records/*')),
  check('MISSING_ARN_ACCOUNT', on('arn:aws:iam:::user/alice', 'iam:GetUser'), on('arn:aws:iam::*:user/alice', 'iam:GetUser')),
  check('WILDCARD_IN_SERVICE_NAME', on('arn:aws:s*:::records/*'), on('arn:aws:s3:::*')),
  check(
    'REDUNDANT_RESOURCE',
    { Resource: ['arn:aws:iam::111122223333:role/jane-admin', 'arn:aws:iam::111122223333:role/jane*'], Action: 'iam:GetRole' },
    { Resource: ['arn:aws:iam::111122223333:role/jane-admin', 'arn:aws:iam::444455556666:role/jane*'], Action: 'iam:GetRole' },
  ),
  check('UNSUPPORTED_RESOURCE_ARN_IN_POLICY', { Resource: 'arn:aws:kms:eu-west-1:111122223333:key/1' }, {}, bucketPolicy),
];
