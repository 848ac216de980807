import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { runCase } from '@gatehouse/policy/cases/run-case';
import { validatePolicy } from '@gatehouse/policy/validate';
import { describe, expect, it } from 'vitest';
import { freshValues, type Guardrail, guardrailDocument, parameterProblem } from './guardrail';
import { GUARDRAILS } from './library';

const ORGANIZATION = 'o-a1b2c3d4e5';
const MEMBER = '111122223333';
const ANA = `arn:aws:iam::${MEMBER}:user/ana`;
const ROOT = `arn:aws:iam::${MEMBER}:root`;
const AUDIT = `arn:aws:iam::${MEMBER}:role/OrganizationAuditRole`;
const ADMIN = `arn:aws:sts::${MEMBER}:assumed-role/OrganizationAccountAccessRole/session`;
const EVERYTHING = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
const TRUST = { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' } };
const OPEN = { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' } };

type Call = {
  principal?: unknown;
  action: string;
  resource?: string;
  resourceAccount?: string;
  context?: Record<string, string | string[]>;
  identity?: object[];
  resourcePolicy?: object;
};

/** Returns the decision on a call that everything except the guardrail allows. */
function decide(guardrail: Guardrail, { principal = ANA, ...call }: Call): string {
  const document = JSON.parse(guardrailDocument(guardrail, freshValues(guardrail, ORGANIZATION)));
  const level = guardrail.type === 'scp' ? { scp: [['FullAWSAccess', document]] } : { rcp: [[document]] };
  const isOwn = typeof principal === 'string' && principal.includes(MEMBER);
  const identity = isOwn && !principal.endsWith(':root') ? { identity: [EVERYTHING] } : {};
  const result = runCase({ principal, ...identity, ...level, ...call });
  if ('error' in result) throw new Error(`${call.action}: ${result.error}`);
  return result.decision;
}

const INSTANCE = `arn:aws:ec2:eu-central-1:${MEMBER}:instance/*`;
const OBJECT = { resource: 'arn:aws:s3:::b/o', resourceAccount: MEMBER };
const OWN = { 'aws:PrincipalOrgID': ORGANIZATION };
const SERVICE = { principal: 'cloudtrail.amazonaws.com', resourcePolicy: OPEN };
const BY_STRANGER = { principal: 'arn:aws:iam::999988887777:user/eve', identity: [EVERYTHING], resourcePolicy: OPEN };

const CALLS: Readonly<Record<string, { denied: readonly Call[]; allowed: readonly Call[] }>> = {
  leaving: {
    denied: [{ action: 'organizations:LeaveOrganization' }, { principal: ADMIN, action: 'organizations:LeaveOrganization' }],
    allowed: [{ action: 'organizations:DescribeOrganization' }],
  },
  root: {
    denied: [{ principal: ROOT, action: 's3:ListAllMyBuckets' }],
    allowed: [{ action: 's3:ListAllMyBuckets' }, { principal: ADMIN, action: 'iam:CreateUser' }],
  },
  region: {
    denied: [{ action: 'ec2:RunInstances', context: { 'aws:RequestedRegion': 'us-east-1' } }],
    allowed: [
      { action: 'ec2:RunInstances', context: { 'aws:RequestedRegion': 'eu-central-1' } },
      { action: 'iam:CreateUser', context: { 'aws:RequestedRegion': 'us-east-1' } },
      { action: 'sts:GetCallerIdentity', context: { 'aws:RequestedRegion': 'us-east-1' } },
      { principal: ADMIN, action: 'ec2:RunInstances', context: { 'aws:RequestedRegion': 'us-east-1' } },
    ],
  },
  role: {
    denied: [
      { action: 'iam:DeleteRole', resource: AUDIT },
      { action: 'iam:UpdateAssumeRolePolicy', resource: AUDIT },
      { principal: ROOT, action: 'iam:PutRolePolicy', resource: AUDIT },
    ],
    allowed: [
      { principal: ADMIN, action: 'iam:DeleteRole', resource: AUDIT },
      { action: 'iam:GetRole', resource: AUDIT },
      { action: 'iam:DeleteRole', resource: `arn:aws:iam::${MEMBER}:role/other` },
    ],
  },
  imdsv2: {
    denied: [
      { action: 'ec2:RunInstances', resource: INSTANCE, context: { 'ec2:MetadataHttpTokens': 'optional' } },
      { action: 'ec2:RunInstances', resource: INSTANCE },
      { action: 's3:GetObject', context: { 'ec2:RoleDelivery': '1.0' } },
      { action: 'ec2:ModifyInstanceMetadataOptions', resource: INSTANCE },
    ],
    allowed: [
      { action: 'ec2:RunInstances', resource: INSTANCE, context: { 'ec2:MetadataHttpTokens': 'required' } },
      { action: 's3:GetObject', context: { 'ec2:RoleDelivery': '2.0' } },
      { action: 's3:GetObject' },
      { principal: ADMIN, action: 'ec2:ModifyInstanceMetadataOptions', resource: INSTANCE },
    ],
  },
  logging: {
    denied: [
      { action: 'cloudtrail:StopLogging' },
      { principal: ROOT, action: 'config:StopConfigurationRecorder' },
      { action: 'guardduty:DeleteDetector' },
      { action: 'guardduty:UpdateFilter' },
      { action: 'config:PutRetentionConfiguration' },
    ],
    allowed: [
      { action: 'cloudtrail:StartLogging' },
      { action: 'cloudtrail:LookupEvents' },
      { principal: ADMIN, action: 'cloudtrail:StopLogging' },
    ],
  },
  'iam-users': {
    denied: [
      { action: 'iam:CreateUser' },
      { action: 'iam:CreateAccessKey' },
      { principal: ROOT, action: 'iam:CreateLoginProfile' },
    ],
    allowed: [{ action: 'iam:CreateRole' }, { action: 'iam:DeleteUser' }, { principal: ADMIN, action: 'iam:CreateUser' }],
  },
  'instance-types': {
    denied: [
      { action: 'ec2:RunInstances', resource: INSTANCE, context: { 'ec2:InstanceType': 'p5.48xlarge' } },
      {
        action: 'ec2:ModifyInstanceAttribute',
        resource: INSTANCE,
        context: { 'ec2:Attribute': 'InstanceType', 'ec2:Attribute/InstanceType': 'p5.48xlarge' },
      },
    ],
    allowed: [
      { action: 'ec2:RunInstances', resource: INSTANCE, context: { 'ec2:InstanceType': 't3.micro' } },
      { action: 'ec2:RunInstances', resource: `arn:aws:ec2:eu-central-1:${MEMBER}:volume/*` },
      { action: 'ec2:ModifyInstanceAttribute', resource: INSTANCE, context: { 'ec2:Attribute': 'DisableApiStop' } },
    ],
  },
  'public-access': {
    denied: [
      { action: 's3:PutAccountPublicAccessBlock' },
      { action: 's3:PutBucketPublicAccessBlock', resource: 'arn:aws:s3:::b', resourceAccount: MEMBER },
    ],
    allowed: [{ action: 's3:GetAccountPublicAccessBlock' }, { principal: ADMIN, action: 's3:PutAccountPublicAccessBlock' }],
  },
  organization: {
    denied: [
      { ...BY_STRANGER, action: 's3:GetObject', ...OBJECT, context: { 'aws:PrincipalOrgID': 'o-elsewhere12' } },
      { ...BY_STRANGER, action: 's3:GetObject', ...OBJECT },
      { principal: 'anonymous', action: 's3:GetObject', ...OBJECT, resourcePolicy: OPEN },
    ],
    allowed: [
      { action: 's3:GetObject', ...OBJECT, context: OWN },
      { ...SERVICE, action: 's3:PutObject', ...OBJECT, context: { 'aws:PrincipalIsAWSService': 'true' } },
    ],
  },
  roles: {
    denied: [{ ...BY_STRANGER, resourcePolicy: TRUST, action: 'sts:AssumeRole', resource: AUDIT }],
    allowed: [
      { action: 'sts:AssumeRole', resource: AUDIT, resourcePolicy: TRUST, context: OWN },
      {
        ...SERVICE,
        resourcePolicy: TRUST,
        action: 'sts:AssumeRole',
        resource: AUDIT,
        context: { 'aws:PrincipalIsAWSService': 'true' },
      },
    ],
  },
  deputy: {
    denied: [
      {
        ...SERVICE,
        action: 's3:PutObject',
        ...OBJECT,
        context: {
          'aws:PrincipalIsAWSService': 'true',
          'aws:SourceArn': 'arn:aws:cloudtrail:us-east-1:999988887777:trail/t',
          'aws:SourceOrgID': 'o-elsewhere12',
        },
      },
    ],
    allowed: [
      {
        ...SERVICE,
        action: 's3:PutObject',
        ...OBJECT,
        context: {
          'aws:PrincipalIsAWSService': 'true',
          'aws:SourceArn': `arn:aws:cloudtrail:us-east-1:${MEMBER}:trail/t`,
          'aws:SourceOrgID': ORGANIZATION,
        },
      },
      { ...SERVICE, action: 's3:PutObject', ...OBJECT, context: { 'aws:PrincipalIsAWSService': 'true' } },
      { action: 's3:PutObject', ...OBJECT, context: OWN },
    ],
  },
  tls: {
    denied: [
      { action: 's3:GetObject', ...OBJECT, context: { 'aws:SecureTransport': 'false', 'aws:PrincipalIsAWSService': 'false' } },
      {
        action: 's3:GetObject',
        ...OBJECT,
        context: { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.1', 'aws:PrincipalIsAWSService': 'false' },
      },
    ],
    allowed: [
      {
        action: 's3:GetObject',
        ...OBJECT,
        context: { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3', 'aws:PrincipalIsAWSService': 'false' },
      },
      {
        ...SERVICE,
        action: 's3:PutObject',
        ...OBJECT,
        context: { 'aws:SecureTransport': 'false', 'aws:PrincipalIsAWSService': 'true' },
      },
    ],
  },
  's3-kms': {
    denied: [
      { action: 's3:PutObject', ...OBJECT, context: { 's3:x-amz-server-side-encryption': 'AES256' } },
      { action: 's3:PutObject', ...OBJECT, context: { 's3:x-amz-server-side-encryption-customer-algorithm': 'AES256' } },
    ],
    allowed: [
      { action: 's3:PutObject', ...OBJECT },
      { action: 's3:PutObject', ...OBJECT, context: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
      { action: 's3:PutObject', ...OBJECT, context: { 's3:x-amz-server-side-encryption': 'aws:kms:dsse' } },
    ],
  },
};

describe.each(GUARDRAILS)('the guardrail $id', (guardrail) => {
  const { denied, allowed } = CALLS[guardrail.id] ?? { denied: [], allowed: [] };

  it('denies the calls it is for and allows other calls', () => {
    expect(denied.length * allowed.length, 'it has calls of both kinds').toBeGreaterThan(0);
    for (const call of denied) expect(decide(guardrail, call), JSON.stringify(call)).toBe('ExplicitDeny');
    for (const call of allowed) expect(decide(guardrail, call), JSON.stringify(call)).toBe('Allowed');
  });

  it('has valid default values and creates a document without errors within its size quota', () => {
    const values = freshValues(guardrail, ORGANIZATION);
    for (const parameter of guardrail.parameters) expect(parameterProblem(parameter, values[parameter.id] ?? [])).toBeUndefined();
    const document = guardrailDocument(guardrail, values);
    const findings = validatePolicy(document, guardrail.type, { catalog: loadCatalog() });
    expect(findings.filter(({ findingType }) => findingType !== 'SUGGESTION')).toEqual([]);
    expect(document.replaceAll(/\s/g, '').length).toBeLessThan(guardrail.type === 'scp' ? 10_240 : 5_120);
  });
});

it('parameterProblem returns an error message for invalid parameter values', () => {
  const problems = (id: string, parameter: string, ...values: string[]) => {
    const found = GUARDRAILS.find((one) => one.id === id)?.parameters.find((one) => one.id === parameter);
    if (!found) throw new Error(`${id} has no ${parameter}`);
    return parameterProblem(found, values);
  };
  expect(problems('region', 'regions')).toBe('Fill this in.');
  expect(problems('region', 'regions', 'eu-central-1', 'Frankfurt')).toMatch(/^Frankfurt: /);
  expect(problems('region', 'roles')).toBeUndefined();
  expect(problems('organization', 'accounts', '1234')).toMatch(/12 digits/);
  expect(problems('organization', 'organization', 'o-short')).toMatch(/^o-short: /);
  expect(problems('tls', 'tls', '1.2', '1.3')).toBe('Only one value is possible.');
  expect(problems('role', 'protected', 'a", "b')).toMatch(/role name/);
});
