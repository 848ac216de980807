import { type Case, check, condition } from './case';

const prefix = (operator: string, value: unknown) => ({ [operator]: { 's3:prefix': value } });
const ip = (operator: string, value: unknown) => ({ [operator]: { 'aws:SourceIp': value } });
const list = { statement: { Action: 's3:ListBucket', Resource: 'arn:aws:s3:::records' } };

export const CONDITION_SHAPE_CASES: readonly Case[] = [
  condition(
    'NULL_WITH_IF_EXISTS',
    { NullIfExists: { 'aws:TokenIssueTime': 'true' } },
    { Null: { 'aws:TokenIssueTime': 'true' } },
  ),
  condition('NULL_WITH_QUALIFIER', { 'ForAnyValue:Null': { 'aws:TagKeys': 'true' } }, { Null: { 'aws:TagKeys': 'true' } }),
  check('EMPTY_OBJECT_CONDITION', { Condition: {} }, {}),
  condition('EMPTY_OBJECT_CONDITION', { StringEquals: {} }, prefix('StringEquals', 'a'), list),
  condition('EMPTY_ARRAY_CONDITION', prefix('StringEquals', []), prefix('StringEquals', ['a']), list),
  condition(
    'EMPTY_ARRAY_CONDITION_FORALLVALUES',
    { 'ForAllValues:StringEquals': { 'aws:TagKeys': [] } },
    { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } },
  ),
  condition(
    'EMPTY_ARRAY_CONDITION_FORANYVALUE',
    { 'ForAnyValue:StringEquals': { 'aws:TagKeys': [] } },
    { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a'] } },
  ),
  condition('EMPTY_ARRAY_CONDITION_IFEXISTS', prefix('StringEqualsIfExists', []), prefix('StringEqualsIfExists', ['a']), list),
  condition('INVALID_CONDITION_DATA_TYPE', prefix('StringEquals', ['1', 2]), prefix('StringEquals', ['1', '2']), list),
  condition(
    'INVALID_CONDITION_MULTIPLE_BOOLEAN',
    { Bool: { 'aws:SecureTransport': ['true', 'false'] } },
    { Bool: { 'aws:SecureTransport': ['true'] } },
  ),
  condition(
    'DUPLICATE_KEYS_WITH_DIFFERENT_CASE',
    { StringEquals: { 'aws:PrincipalTag/a': '1', 'aws:principaltag/A': '1' } },
    { StringEquals: { 'aws:PrincipalTag/a': '1' }, StringLike: { 'aws:principaltag/A': '1' } },
  ),
  condition(
    'MISSING_TAG_KEY_IN_CONDITION',
    { StringEquals: { 'aws:RequestTag/': 'x' } },
    { StringEquals: { 'aws:RequestTag/team': 'x' } },
  ),
  condition(
    'MISSING_TAG_KEY_IN_CONDITION',
    { StringEquals: { 'aws:ResourceTag': 'x' } },
    { StringEquals: { 'aws:ResourceTag/team': 'x' } },
  ),
  condition(
    'REDUNDANT_CONDITION_VALUE_NUM',
    { NumericLessThan: { 'aws:MultiFactorAuthAge': ['2700', '3600'] } },
    { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } },
  ),
];

export const CONDITION_KEY_CASES: readonly Case[] = [
  condition(
    'UNSUPPORTED_GLOBAL_CONDITION_KEY',
    { ArnEquals: { 'aws:ARN': 'arn:aws:iam::111122223333:user/a' } },
    { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:user/a' } },
  ),
  condition(
    'DEPRECATED_GLOBAL_CONDITION_KEY',
    { StringEquals: { 'aws:SourceOwner': '111122223333' } },
    { StringEquals: { 'aws:SourceAccount': '111122223333' } },
  ),
  condition(
    'INVALID_GLOBAL_CONDITION_KEY',
    { StringEquals: { 'aws:PrincipalOrganization': 'o-a1b2c3d4e5' } },
    { StringEquals: { 'AWS:principalorgid': 'o-a1b2c3d4e5' } },
  ),
  condition('INVALID_SERVICE_CONDITION_KEY', { StringEquals: { 's3:prefx': 'a' } }, prefix('StringEquals', 'a'), list),
  condition('INVALID_SERVICE', { StringEquals: { 'zzzz:key': 'a' } }, { StringEquals: { 'login.example.com:sub': 'a' } }),
  condition(
    'MISSING_QUALIFIER',
    { StringEquals: { 'aws:TagKeys': 'a' } },
    { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'a' } },
  ),
  condition(
    'FORALLVALUES_WITH_SINGLE_VALUED_KEY',
    { 'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
  ),
  condition('TYPE_MISMATCH', { StringEquals: { 'aws:SecureTransport': 'true' } }, { Bool: { 'aws:SecureTransport': 'true' } }),
  condition(
    'TYPE_MISMATCH',
    { DateLessThan: { 'aws:MultiFactorAuthAge': '2020-01-01' } },
    { NumericLessThan: { 'aws:EpochTime': '1600000000' } },
  ),
  condition(
    'STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS',
    { StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/ci-*' } },
    { StringEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/ci' } },
  ),
];

export const CONDITION_VALUE_CASES: readonly Case[] = [
  condition('WILDCARD_WITHOUT_LIKE_OPERATOR', prefix('StringEquals', 'home/*'), prefix('StringEquals', 'home/${*}'), list),
  condition('TYPE_MISMATCH_BOOLEAN', { Bool: { 'aws:SecureTransport': 'yes' } }, { Bool: { 'aws:SecureTransport': 'TRUE' } }),
  condition(
    'TYPE_MISMATCH_NUMBER',
    { NumericLessThan: { 'aws:MultiFactorAuthAge': '1h' } },
    { NumericLessThan: { 'aws:MultiFactorAuthAge': 3600 } },
  ),
  condition(
    'TYPE_MISMATCH_DATE',
    { DateLessThan: { 'aws:CurrentTime': 'tomorrow' } },
    { DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } },
  ),
  condition(
    'INVALID_DATE_VALUE',
    { DateLessThan: { 'aws:CurrentTime': '1893456000' } },
    { DateLessThan: { 'aws:CurrentTime': '2030-01-01' } },
  ),
  condition(
    'TYPE_MISMATCH_STRING',
    { BinaryEquals: { 'aws:PrincipalTag/b': '???' } },
    { BinaryEquals: { 'aws:PrincipalTag/b': 'QmluYXJ5' } },
  ),
  condition(
    'INVALID_REGION',
    { StringEquals: { 'aws:RequestedRegion': 'eu-nowhere-1' } },
    { StringEquals: { 'aws:RequestedRegion': ['eu-west-1', 'ap-southeast-2'] } },
  ),
  condition(
    'INVALID_VPC_FORMAT',
    { StringEquals: { 'aws:SourceVpc': 'vpc-12' } },
    { StringEquals: { 'aws:SourceVpc': 'vpc-12345678' } },
  ),
  condition(
    'INVALID_VPCE_FORMAT',
    { StringEquals: { 'aws:SourceVpce': 'vpc-12345678' } },
    { StringEquals: { 'aws:SourceVpce': 'vpce-11223344556677889' } },
  ),
  condition(
    'INVALID_SERVICE_PRINCIPAL_FORMAT',
    { StringEquals: { 'iam:PassedToService': 'Lambda.amazonaws.com' } },
    { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
    { statement: { Action: 'iam:PassRole', Resource: '*' } },
  ),
  condition(
    'INVALID_SERVICE_PRINCIPAL_FORMAT',
    { StringEquals: { 'kms:ViaService': 's3.amazonaws.com' } },
    { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
    { statement: { Action: 'kms:Decrypt', Resource: '*' } },
  ),
  condition(
    'INVALID_KMS_KEY_VALUE',
    { StringEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'alias/data' } },
    { StringEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd' } },
    { statement: { Action: 's3:PutObject' } },
  ),
  condition('PRIVATE_IP_ADDRESS', ip('IpAddress', '10.0.0.0/8'), ip('IpAddress', '203.0.113.0/24')),
  condition('PRIVATE_NOT_IP_ADDRESS', ip('NotIpAddress', ['192.168.1.0/24', 'fd00::/8']), ip('NotIpAddress', '203.0.113.0/24')),
  condition(
    'PRIVATE_IP_ADDRESS_SUBSET',
    ip('IpAddress', ['203.0.113.0/24', '10.1.2.3', '172.16.0.0/12']),
    ip('IpAddress', ['203.0.113.0/24', '198.51.100.1']),
  ),
  condition(
    'PRIVATE_NOT_IP_ADDRESS_SUBSET',
    ip('NotIpAddress', ['10.1.2.3', '203.0.113.0/24']),
    ip('NotIpAddress', ['203.0.113.0/24']),
  ),
  condition('TYPE_MISMATCH_IP_RANGE', ip('IpAddress', '203.0.113.0/33'), ip('IpAddress', '2001:db8::/32')),
  condition('IMPROVE_IP_RANGE', ip('IpAddress', '203.0.113.77/24'), ip('IpAddress', '203.0.113.77/32')),
  condition('IMPROVE_IP_RANGE', ip('IpAddress', '2001:db8:1234:5678::1/48'), ip('IpAddress', '2001:db8:1234::/48')),
];

export const BROAD_CONDITION_CASES: readonly Case[] = [
  condition(
    'WILDCARD_USAGE_TOO_PERMISSIVE',
    { StringLike: { 'aws:PrincipalOrgID': 'o-*' } },
    { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
  ),
  condition(
    'WILDCARD_USAGE_TOO_PERMISSIVE',
    { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-*/ou-ab12-11111111/*' } },
    { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' } },
  ),
  condition(
    'WILDCARD_USAGE_TOO_PERMISSIVE',
    { StringLike: { 'aws:userid': 'AROA*:build' } },
    { StringLike: { 'aws:userid': 'AROA1234567890ABCDEFG:*' } },
  ),
  condition(
    'VARIABLE_USAGE_TOO_PERMISSIVE',
    { StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalTag/account}' } },
    { StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalAccount}' } },
  ),
  condition(
    'EQUIVALENT_TO_NULL_FALSE',
    { StringLike: { 'aws:PrincipalTag/team': '*' } },
    { Null: { 'aws:PrincipalTag/team': 'false' } },
  ),
  condition(
    'EQUIVALENT_TO_NULL_TRUE',
    { StringNotLike: { 'aws:PrincipalTag/team': '*' } },
    { StringNotLike: { 'aws:PrincipalTag/team': 'b*' } },
  ),
  condition(
    'REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION',
    { StringLikeIfExists: { 'aws:PrincipalTag/team': '*' } },
    { StringLike: { 'aws:PrincipalTag/team': '*' } },
  ),
  condition(
    'REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION',
    { StringNotLike: { 'aws:RequestedRegion': '*' } },
    { StringNotLike: { 'aws:RequestedRegion': 'eu-*' } },
  ),
  condition(
    'UNTRUSTWORTHY_CONDITION_KEY',
    { StringLike: { 'aws:UserAgent': 'deploy*' } },
    { StringEquals: { 'aws:PrincipalTag/team': 'a' } },
  ),
  condition(
    'MISSING_PAIRED_CONDITION_KEYS',
    { IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' } },
    {
      IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' },
      StringEquals: { 'aws:SourceVpc': 'vpc-12345678' },
    },
  ),
  check(
    'USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES',
    { Action: '*', Condition: { StringEquals: { 'aws:VpceAccount': '111122223333' } } },
    { Condition: { StringEquals: { 'aws:VpceAccount': '111122223333' } } },
  ),
  condition(
    'DYNAMODB_ATTRIBUTES_WITHOUT_SELECT',
    { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['id'] } },
    {
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['id'] },
      StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
    },
    { statement: { Action: 'dynamodb:Query', Resource: '*' } },
  ),
  check(
    'S3_PREFIX_IN_NEGATIVE_CONTEXT',
    { ...list.statement, Effect: 'Deny', Condition: prefix('StringLike', 'private/*') },
    { ...list.statement, Effect: 'Deny', Condition: prefix('StringNotLike', 'public/*') },
  ),
];
