import { type Case, check, statements } from './case';

const trust = { kind: 'trust' } as const;
const resource = { kind: 'resource' } as const;
const scp = { kind: 'scp' } as const;
const rcp = { kind: 'rcp' } as const;
const legacy = { kind: 'scp', options: { legacyLimits: true } } as const;

const long = (characters: number) => ({ Sid: 'a'.repeat(characters) });

export const GRAMMAR_CASES: readonly Case[] = [
  check('JSON_SYNTAX_ERROR', '{ "Version": "2012-10-17", "Statement": [ }', {}),
  check('JSON_SYNTAX_ERROR', '{ "Version": "2012-10-17", "Version": "2012-10-17", "Statement": [] }', {}),
  check('DATA_TYPE_MISMATCH', { Action: 5 }, {}),
  check('DATA_TYPE_MISMATCH', { Sid: 7 }, { Sid: '7' }),
  check('INVALID_POLICY_ELEMENT', { Actions: 's3:GetObject' }, {}),
  check('INVALID_POLICY_ELEMENT', { Version: '2012-10-17', Id: 'x', Statement: [] }, {}),
  check('INVALID_VERSION', { Version: '2012-10-18', Statement: [] }, { Version: '2008-10-17', Statement: [] }),
  check('INVALID_VERSION', { Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' }] }, {}, rcp),
  check('INVALID_VERSION', { Version: '2008-10-17', Statement: [] }, {}, { options: { saving: 'managed' } }),
  check('INVALID_VERSION', { Statement: [] }, {}, { options: { saving: 'managed' } }),
  check('INVALID_VERSION', { Statement: [], Version: '2012-10-18' }, { Statement: [] }, { options: { saving: 'inline' } }),
  check('INVALID_ACTION', { Action: 'ec*:Describe*' }, { Action: '*:*' }, { options: { saving: 'inline' } }),
  check('MISSING_STATEMENT', { Version: '2012-10-17' }, {}),
  check('MISSING_EFFECT', { Effect: undefined }, {}),
  check('MISSING_ACTION', { Action: undefined }, { Action: undefined, NotAction: 'iam:*' }),
  check('MISSING_RESOURCE', { Resource: undefined }, {}),
  check('MISSING_PRINCIPAL', { Principal: undefined }, {}, resource),
  check('UNSUPPORTED_PRINCIPAL', { Principal: '*' }, {}),
  check('SCP_SYNTAX_ERROR_PRINCIPAL', { Principal: '*' }, {}, scp),
  check(
    'ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL',
    { Principal: undefined, NotPrincipal: { AWS: '111122223333' } },
    {},
    trust,
  ),
  check('ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE', { Resource: '*' }, {}, trust),
  check('UNSUPPORTED_ELEMENT_COMBINATION', { NotAction: 's3:*' }, {}),
  check('INVALID_EFFECT', { Effect: 'allow' }, { Effect: 'Deny' }),
  check('UNSUPPORTED_SID', { Sid: 'Read the records' }, { Sid: 'ReadTheRecords' }),
  check(
    'UNIQUE_SIDS_REQUIRED',
    statements('identity', { Sid: 'A' }, { Sid: 'A' }),
    statements('identity', { Sid: 'A' }, { Sid: 'B' }),
  ),
  check(
    'INVALID_CONDITION_OPERATOR',
    { Condition: { StringsEqual: { 's3:prefix': 'a' } } },
    { Condition: { StringEquals: { 's3:prefix': 'a' } } },
  ),
  check(
    'INVALID_CONDITION_KEY_FORMAT',
    { Condition: { StringEquals: { prefix: 'a' } } },
    { Condition: { StringEquals: { 's3:prefix': 'a' } } },
  ),
  check('INVALID_ACTION', { Action: 'GetObject' }, {}),
  check('INVALID_PRINCIPAL_KEY', { Principal: { Aws: '111122223333' } }, { Principal: { AWS: '111122223333' } }, resource),
  check('INVALID_PRINCIPAL_FORMAT', { Principal: 'Alice' }, { Principal: '*' }, resource),
  check('UNSUPPORTED_ACTION_IN_POLICY', { Action: 's3:GetObject' }, { Action: 'sts:TagSession' }, trust),
  check('RCP_SYNTAX_ERROR_ALLOW', { Effect: 'Allow' }, {}, rcp),
  check('RCP_SYNTAX_ERROR_NOTACTION', { Action: undefined, NotAction: 's3:*' }, {}, rcp),
  check('RCP_SYNTAX_ERROR_ACTION', { Action: '*' }, { Action: 's3:*' }, rcp),
  check('RCP_SYNTAX_ERROR_ACTION', { Action: 'ec2:*' }, { Action: 'sts:*' }, rcp),
  check('RCP_SYNTAX_ERROR_PRINCIPAL', { Principal: { AWS: '111122223333' } }, {}, rcp),
  check('RCP_SYNTAX_ERROR_PRINCIPAL', { Principal: undefined, NotPrincipal: '*' }, {}, rcp),
];

export const DOCUMENT_CASES: readonly Case[] = [
  check('POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA', long(6144), long(5900)),
  check('POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA', long(2048), long(1900), { kind: 'session' }),
  check('POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA', long(20_480), long(20_000), resource),
  check('POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA', long(2048), long(1800), trust),
  check('POLICY_SIZE_EXCEEDS_SCP_QUOTA', long(10_240), long(10_000), scp),
  check('POLICY_SIZE_EXCEEDS_SCP_QUOTA', long(5120), long(4900), legacy),
  check('POLICY_SIZE_EXCEEDS_RCP_QUOTA', long(5120), long(4900), rcp),
  check('MISSING_VERSION', { Statement: [{ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }] }, {}),
  check(
    'UNIQUE_SIDS_RECOMMENDED',
    statements('resource', { Sid: 'A' }, { Sid: 'A' }),
    statements('resource', { Sid: 'A' }, { Sid: 'B' }),
    resource,
  ),
  check('EMPTY_SID_VALUE', { Sid: '' }, { Sid: 'A' }),
  check(
    'REDUNDANT_STATEMENT',
    statements(
      'identity',
      { Sid: 'A', Action: ['s3:GetObject', 's3:PutObject'] },
      { Sid: 'B', Action: ['s3:putobject', 's3:GetObject'] },
    ),
    statements('identity', { Sid: 'A' }, { Sid: 'B', Effect: 'Deny' }),
  ),
  check(
    'IRRELEVANT_CONDITION_KEY_IN_POLICY',
    { Condition: { StringEquals: { 's3:ResourceAccount': '111122223333' } } },
    { Condition: { StringEquals: { 'aws:PrincipalAccount': '111122223333' } } },
    { kind: 'resource', options: { resourceType: 'AWS::S3::Bucket' } },
  ),
];

export const LEGACY_SCP_CASES: readonly Case[] = [
  check('SCP_SYNTAX_ERROR_ACTION_WILDCARD', { Action: 'iam:*Role' }, { Action: 'iam:Get*' }, legacy),
  check(
    'SCP_SYNTAX_ERROR_ALLOW_CONDITION',
    { Effect: 'Allow', Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
    { Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
    legacy,
  ),
  check(
    'SCP_SYNTAX_ERROR_ALLOW_NOTACTION',
    { Effect: 'Allow', Action: undefined, NotAction: 'iam:*' },
    { Action: undefined, NotAction: 'iam:*' },
    legacy,
  ),
  check('SCP_SYNTAX_ERROR_ALLOW_RESOURCE', { Effect: 'Allow', Resource: 'arn:aws:s3:::records/*' }, { Effect: 'Allow' }, legacy),
  check('SCP_SYNTAX_ERROR_NOTRESOURCE', { Resource: undefined, NotResource: 'arn:aws:s3:::records/*' }, {}, legacy),
];
