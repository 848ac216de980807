import { type Case, check, condition } from './case';

const resource = { kind: 'resource' } as const;
const trust = { kind: 'trust' } as const;

const service = (name: string) => ({ Principal: { Service: name } });
const SESSION = 'arn:aws:sts::111122223333:assumed-role/Deploy/build';
const ROLE = 'arn:aws:iam::111122223333:role/ci/Deploy';
const SAML = 'arn:aws:iam::111122223333:saml-provider/Corp';
const GITHUB = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const web = (provider: string) => ({ Principal: { Federated: provider }, Action: 'sts:AssumeRoleWithWebIdentity' });
const claim = (operator: string, name: string, value: string) => ({
  [operator]: { [`token.actions.githubusercontent.com:${name}`]: value },
});

export const PRINCIPAL_CASES: readonly Case[] = [
  check('EMPTY_OBJECT_PRINCIPAL', { Principal: {} }, {}, resource),
  check('EMPTY_ARRAY_PRINCIPAL', { Principal: { AWS: [] } }, {}, resource),
  check(
    'UNSUPPORTED_WILDCARD_IN_PRINCIPAL',
    { Principal: { AWS: 'arn:aws:iam::111122223333:role/*' } },
    { Principal: { AWS: '*' } },
    resource,
  ),
  check('UNSUPPORTED_WILDCARD_IN_PRINCIPAL', service('*'), service('sns.amazonaws.com'), resource),
  check('INVALID_SERVICE_PRINCIPAL_FORMAT', service('SNS.amazonaws.com'), service('sns.amazonaws.com'), resource),
  check('INVALID_SERVICE_PRINCIPAL_FORMAT', service('lambda'), service('lambda.amazonaws.com'), trust),
  check('FEDERATED_PRINCIPAL_NOT_SUPPORTED', { Principal: { Federated: SAML } }, {}, resource),
  check('INVALID_ROLE_REFERENCE', { Principal: { AWS: 'AROA1234567890ABCDEFG' } }, {}, trust),
  check('INVALID_USER_REFERENCE', { Principal: { AWS: 'AIDA1234567890ABCDEFG' } }, {}, trust),
  check(
    'ALLOW_WITH_NOT_PRINCIPAL',
    { Principal: undefined, NotPrincipal: { AWS: '111122223333' } },
    { Effect: 'Deny', Principal: undefined, NotPrincipal: { AWS: '111122223333' } },
    resource,
  ),
  check(
    'RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL',
    service('sns.amazonaws.com'),
    { ...service('sns.amazonaws.com'), Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } },
    resource,
  ),
  condition(
    'RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL',
    { StringEquals: { 'aws:referer': '111122223333' } },
    { StringEquals: { 'aws:SourceAccount': '111122223333' } },
    { kind: 'resource', statement: service('ses.amazonaws.com') },
  ),
  condition(
    'UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL',
    { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    { StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } },
    { kind: 'resource', statement: service('cloudfront.amazonaws.com') },
  ),
];

export const TRUST_CASES: readonly Case[] = [
  check(
    'ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL',
    { Principal: '*' },
    { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } },
    trust,
  ),
  check('INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY', web('Corporate directory'), web('accounts.google.com'), trust),
  check('MISMATCHED_ACTION_FOR_PRINCIPAL', web(SAML), { ...web(SAML), Action: 'sts:AssumeRoleWithSAML' }, trust),
  check('MISMATCHED_ACTION_FOR_PRINCIPAL', { Action: 'sts:AssumeRoleWithSAML' }, {}, trust),
  check('MISMATCHED_ACTION_FOR_PRINCIPAL', { ...web(GITHUB), Action: 'sts:AssumeRole' }, web(GITHUB), trust),
  condition(
    'MISSING_ACTION_FOR_CONDITION_KEY',
    { StringEquals: { 'aws:RequestTag/team': 'blue' } },
    { StringEquals: { 'aws:PrincipalTag/team': 'blue' } },
    trust,
  ),
  check(
    'MISSING_ACTION_FOR_CONDITION_KEY',
    { Condition: { StringEquals: { 'sts:SourceIdentity': 'alice' } } },
    { Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'], Condition: { StringEquals: { 'sts:SourceIdentity': 'alice' } } },
    trust,
  ),
  check(
    'MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY',
    { ...service('rolesanywhere.amazonaws.com'), Action: ['sts:AssumeRole', 'sts:TagSession'] },
    { ...service('rolesanywhere.amazonaws.com'), Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'] },
    trust,
  ),
  check(
    'MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL',
    web('accounts.google.com'),
    { ...web('accounts.google.com'), Condition: { StringEquals: { 'accounts.google.com:aud': '1234' } } },
    trust,
  ),
  condition(
    'MISSING_GITHUB_REPO_CONDITION_KEY',
    claim('StringEquals', 'aud', 'sts.amazonaws.com'),
    claim('StringEquals', 'sub', 'repo:octo/site:ref:refs/heads/main'),
    { kind: 'trust', statement: web(GITHUB) },
  ),
  condition(
    'SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED',
    claim('StringLike', 'sub', 'repo:octo/*'),
    claim('StringLike', 'sub', 'repo:octo/site:ref:refs/heads/main'),
    { kind: 'trust', statement: web(GITHUB) },
  ),
  condition(
    'SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED',
    claim('StringLike', 'sub', 'repo:octo/site:*'),
    { ...claim('StringLike', 'sub', 'repo:octo/site:*'), ...claim('StringEquals', 'ref', 'refs/heads/main') },
    { kind: 'trust', statement: web(GITHUB) },
  ),
  check(
    'REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY',
    { Principal: { AWS: [ROLE, SESSION] } },
    { Principal: { AWS: [SESSION] } },
    trust,
  ),
  condition(
    'FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE',
    claim('ForAnyValue:StringEquals', 'aud', 'sts.amazonaws.com'),
    claim('StringEquals', 'aud', 'sts.amazonaws.com'),
    { kind: 'trust', statement: web(GITHUB) },
  ),
  condition(
    'CONFIRM_AUDIENCE_CLAIM_TYPE',
    claim('ForAllValues:StringEquals', 'aud', 'sts.amazonaws.com'),
    claim('StringEquals', 'aud', 'sts.amazonaws.com'),
    { kind: 'trust', statement: web(GITHUB) },
  ),
];
