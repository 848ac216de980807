import { parsePolicy } from '../../policy/parse-policy';
import type { Policy } from '../../policy/types';
import { type Case, check, condition, delegation, textOf } from './case';

const home = (variable: string) => ({ Resource: `arn:aws:s3:::home/${variable}/*` });
const SELF = '${aws:username}';

const DELEGATED = { Action: 'organizations:List*', Resource: '*' };

export const VARIABLE_CASES: readonly Case[] = [
  check('MISSING_BRACE_IN_VARIABLE', home('${aws:username'), home(SELF)),
  check('MISSING_QUOTE_IN_VARIABLE', home("${aws:username, 'nobody}"), home("${aws:username, 'nobody'}")),
  check('UNSUPPORTED_SPACE_IN_VARIABLE', home('${aws: username}'), home('${aws:PrincipalTag/cost center}')),
  check('EMPTY_VARIABLE', home('${}'), home('${*}')),
  check('VARIABLE_UNSUPPORTED_IN_ELEMENT', { Action: 's3:Get${aws:username}' }, home(SELF)),
  check(
    'VARIABLE_UNSUPPORTED_IN_VERSION',
    { Version: '2008-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', ...home(SELF) }] },
    { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', ...home(SELF) }] },
  ),
  condition(
    'INVALID_VARIABLE_FOR_OPERATOR',
    { NumericLessThan: { 'aws:MultiFactorAuthAge': '${aws:PrincipalTag/age}' } },
    { StringEquals: { 'aws:PrincipalTag/a': '${aws:PrincipalTag/b}' } },
  ),
];

const TAGGED = { StringEquals: { 'aws:ResourceTag/team': 'blue' } };

export const TAG_KEY_CASES: readonly Case[] = [
  check(
    'DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE',
    { Effect: 'Deny', Action: ['ec2:StopInstances', 'cloudfront:ListDistributions'], Resource: '*', Condition: TAGGED },
    { Effect: 'Deny', Action: 'ec2:StopInstances', Resource: '*', Condition: TAGGED },
  ),
  check(
    'DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE',
    { Effect: 'Deny', Action: undefined, NotAction: 'ec2:*', Condition: TAGGED },
    { Effect: 'Deny', Action: 'ec2:StopInstances', Resource: '*', Condition: TAGGED },
  ),
  check(
    'ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE',
    { Action: ['ec2:StopInstances', 'cloudfront:ListDistributions'], Resource: '*', Condition: TAGGED },
    { Action: 'ec2:StopInstances', Resource: '*', Condition: TAGGED },
  ),
  check(
    'ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE',
    { Action: undefined, NotAction: 'ec2:*', Condition: TAGGED },
    { Action: 'ec2:StopInstances', Resource: '*', Condition: TAGGED },
  ),
];

const ROLE = 'arn:aws:iam::111122223333:role/ci/Deploy';
const only = (resource: string, difference: object) => ({ Resource: resource, ...difference });
const not = (difference: object) => ({ Resource: undefined, NotResource: ROLE, ...difference });
const LAMBDA_ONLY = { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } };
const named = (action: string) => ({ Action: action });
const excluded = (...actions: readonly string[]) => ({ Action: undefined, NotAction: actions });

/** Builds the six cases of a dangerous action that is granted on any role. */
function sixWays(prefix: string, action: string, narrowed: object): readonly Case[] {
  return [
    check(`${prefix}_WITH_STAR_IN_RESOURCE`, only('arn:aws:iam::*:role/*', named(action)), only(ROLE, named(action))),
    check(`${prefix}_WITH_STAR_IN_RESOURCE`, only('*', named(action)), only('*', { ...named(action), Condition: narrowed })),
    check(`${prefix}_WITH_STAR_IN_RESOURCE`, only('*', named(action)), only('arn:aws:iam::*:role/Service*', named(action))),
    check(`${prefix}_WITH_STAR_IN_ACTION_AND_RESOURCE`, only('*', named('iam:*')), only('*', named('s3:*'))),
    check(`${prefix}_WITH_NOT_RESOURCE`, not(named(action)), { ...not(named(action)), Effect: 'Deny' }),
    check(`${prefix}_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE`, not(named('*')), not(named('iam:Get*'))),
    check(`${prefix}_WITH_NOT_ACTION_AND_NOT_RESOURCE`, not(excluded('s3:*')), not(excluded('iam:*'))),
    check(`${prefix}_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION`, only('*', excluded('s3:*')), only('*', excluded('s3:*', action))),
  ];
}

export const PRIVILEGE_CASES: readonly Case[] = [
  ...sixWays('PASS_ROLE', 'iam:PassRole', LAMBDA_ONLY),
  ...sixWays('CREATE_SLR', 'iam:CreateServiceLinkedRole', {
    StringEquals: { 'iam:AWSServiceName': 'elasticache.amazonaws.com' },
  }),
];

const OTHERS = { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } };
const FOR_OTHERS = { StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } };
const service = (value: string) => ({ BoolIfExists: { 'aws:PrincipalIsAWSService': value } });

export const ORGANIZATION_CASES: readonly Case[] = [
  condition('RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY', OTHERS, { ...OTHERS, ...service('false') }, { kind: 'rcp' }),
  condition(
    'RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY',
    FOR_OTHERS,
    { ...FOR_OTHERS, ...service('true') },
    { kind: 'rcp' },
  ),
  condition(
    'RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK',
    { ...FOR_OTHERS, ...service('true') },
    { ...FOR_OTHERS, ...service('true'), Null: { 'aws:SourceAccount': 'false' } },
    { kind: 'rcp' },
  ),
];

function scp(...statements: readonly object[]): Policy {
  const parsed = parsePolicy(textOf('scp', { Version: '2012-10-17', Statement: statements }), 'scp');
  if (!parsed.ok) throw new Error('The SCP of a case does not parse.');
  return parsed.policy;
}

const FULL = scp({ Effect: 'Allow', Action: '*', Resource: '*' });
const NO_S3 = scp({ Effect: 'Deny', Action: 's3:*', Resource: '*' });
const ONLY_EC2 = scp({ Effect: 'Allow', Action: 'ec2:*', Resource: '*' });

const EU_ONLY = { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] } };
const GLOBAL = [
  'iam:*',
  'organizations:*',
  'route53:*',
  'cloudfront:*',
  'globalaccelerator:*',
  'support:*',
  'budgets:*',
  'shield:*',
  'waf:*',
];

export const OUR_CASES: readonly Case[] = [
  check('GATEHOUSE_NO_DELEGATE', { ...DELEGATED, Principal: { Service: 'config.amazonaws.com' } }, DELEGATED, delegation),
  check(
    'GATEHOUSE_NO_DELEGATE',
    { ...DELEGATED, Principal: '*' },
    { ...DELEGATED, Principal: { AWS: '111122223333' } },
    delegation,
  ),
  check(
    'GATEHOUSE_DELEGATION_WITH_NOT_ACTION',
    { ...DELEGATED, Action: undefined, NotAction: 'organizations:List*' },
    DELEGATED,
    delegation,
  ),
  check('GATEHOUSE_UNSUPPORTED_CHARACTER', { Resource: 'arn:aws:s3:::records/—/“x”' }, { Resource: 'arn:aws:s3:::records/é' }),
  check('GATEHOUSE_UNSUPPORTED_CHARACTER', { Principal: { AWS: '111122223333' }, Sid: '😀' }, {}, { kind: 'trust' }),
  check(
    'GATEHOUSE_NO_EFFECT_ON_MANAGEMENT_ACCOUNT',
    { Condition: { StringEquals: { 'aws:PrincipalAccount': '111122223333' } } },
    { Condition: { StringEquals: { 'aws:PrincipalAccount': '444455556666' } } },
    { kind: 'scp', options: { managementAccountId: '111122223333' } },
  ),
  check(
    'GATEHOUSE_NO_EFFECT_ON_MANAGEMENT_ACCOUNT',
    { Action: 'sqs:*', Resource: 'arn:aws:sqs:*:111122223333:jobs' },
    { Action: 'sqs:*', Resource: 'arn:aws:sqs:*:444455556666:jobs' },
    { kind: 'rcp', options: { managementAccountId: '111122223333' } },
  ),
  check(
    'GATEHOUSE_RESOURCE_NEVER_MATCHES_ACTION',
    { Action: 's3:ListAllMyBuckets' },
    { Action: 's3:ListAllMyBuckets', Resource: '*' },
  ),
  check(
    'GATEHOUSE_RESOURCE_NEVER_MATCHES_ACTION',
    { Action: 'iam:CreateUser' },
    { Action: 'iam:CreateUser', Resource: 'arn:aws:iam::*:*' },
  ),
  check(
    'GATEHOUSE_RESOURCE_NEVER_MATCHES_ACTION',
    { Action: 's3:CreateBucket', Resource: 'arn:aws:sqs:*:*:*' },
    { Action: 's3:CreateBucket', Resource: ['arn:aws:sqs:*:*:*', 'arn:aws:s3:::r*'] },
  ),
  // Bucket names have no slash, so these are objects.
  check(
    'GATEHOUSE_RESOURCE_NEVER_MATCHES_ACTION',
    { Action: ['s3:GetObject', 's3:ListBucket'], Resource: 'arn:aws:s3:::x/*' },
    { Action: ['s3:GetObject', 's3:ListBucket'], Resource: ['arn:aws:s3:::x', 'arn:aws:s3:::x/*'] },
  ),
  check(
    'GATEHOUSE_REFUSED_ON_SAVE',
    { Action: 's3:ListBucket', Resource: 'arn:aws:s3:::x/*' },
    { Action: 's3:ListBucket', Resource: 'arn:aws:s3:::x' },
    { kind: 'resource', options: { resourceType: 'AWS::S3::Bucket', resourceArn: 'arn:aws:s3:::x' } },
  ),
  check(
    'GATEHOUSE_UNKNOWN_SERVICE_PRINCIPAL',
    { Principal: { Service: ['ec2.amazonaws.com', 'codepipelime.amazonaws.com'] } },
    { Principal: { Service: ['codepipeline.amazonaws.com', 'logs.eu-west-1.amazonaws.com', 'cks.kms.amazonaws.com'] } },
    { kind: 'trust' },
  ),
  check(
    'GATEHOUSE_MFA_DENY_WITHOUT_IF_EXISTS',
    { Effect: 'Deny', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } },
    { Effect: 'Deny', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } },
  ),
  check(
    'GATEHOUSE_REGION_LIMIT_STOPS_GLOBAL_SERVICES',
    { Action: undefined, NotAction: ['iam:*', 'support:*'], Condition: EU_ONLY },
    { Action: undefined, NotAction: GLOBAL, Condition: EU_ONLY },
    { kind: 'scp' },
  ),
  check(
    'GATEHOUSE_REGION_LIMIT_STOPS_GLOBAL_SERVICES',
    { Action: '*', Condition: EU_ONLY },
    { Action: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'us-east-1'] } } },
    { kind: 'scp' },
  ),
  check('GATEHOUSE_ALLOW_WITH_NOT_RESOURCE', { Resource: undefined, NotResource: 'arn:aws:s3:::secret/*' }, {}),
  check(
    'GATEHOUSE_SCPS_LEAVE_NOTHING',
    { Action: 's3:Get*' },
    { Action: ['s3:Get*', 'sqs:SendMessage'], Resource: '*' },
    { options: { scpLevels: [[FULL], [FULL, NO_S3]] } },
  ),
  check(
    'GATEHOUSE_SCPS_LEAVE_NOTHING',
    { Action: 's3:GetObject' },
    { Action: 'ec2:DescribeInstances', Resource: '*' },
    { options: { scpLevels: [[FULL], [ONLY_EC2]] } },
  ),
];
