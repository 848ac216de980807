import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settings } from '../../core/settings';
import { type Actor, createTestWorld, type TestWorld } from '../../core/test-world';
import { CheckAccessNotGranted, CheckNoNewAccess, CheckNoPublicAccess, ValidatePolicy } from './operations';
import { MOST_CHARACTERS } from './schema';

let world: TestWorld;
let root: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account();
});
afterAll(() => world.close());

const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Action: string, more: object = {}) => ({ Effect: 'Allow', Action, Resource: '*', ...more });
const IDENTITY = { policyType: 'IDENTITY_POLICY' as const };

describe('ValidatePolicy', () => {
  const codes = async (
    actor: Actor,
    policyDocument: string,
    policyType: 'IDENTITY_POLICY' | 'RESOURCE_POLICY' = 'IDENTITY_POLICY',
  ) => (await actor.run(ValidatePolicy, { policyType, policyDocument })).findings.map(({ issueCode }) => issueCode);
  const OURS = document(allow('s3:ListBucket', { Resource: 'arn:aws:s3:::reports/*' }), allow('iam:PassRole'));

  it('returns only AWS findings to API callers, and Gatehouse findings as well to the console', async () => {
    const onWire = await codes(root, OURS);
    const onPages = await codes(root.with({ via: 'console' }), OURS);
    expect(onPages.filter((code) => code.startsWith('GATEHOUSE_')).length).toBeGreaterThan(0);
    expect(onWire).toEqual(onPages.filter((code) => !code.startsWith('GATEHOUSE_')));
    expect(onWire.length).toBeGreaterThan(0);
  });

  it('returns Gatehouse findings to API callers when the setting is on', async () => {
    Object.assign(settings(), { ownFindings: true });
    try {
      expect(await codes(root, OURS)).toEqual(await codes(root.with({ via: 'console' }), OURS));
    } finally {
      Object.assign(settings(), { ownFindings: false });
    }
  });

  it.each(['arn:aws:iam::12345:root', 'arn:aws:iam::1234567890123:user/ana', 'arn:aws:sts::12345:assumed-role/a/b'])(
    'reports a finding for the principal %s',
    async (AWS) => {
      const of = (principal: string) => document({ ...allow('sqs:SendMessage'), Principal: { AWS: principal } });
      expect(await codes(root, of(AWS), 'RESOURCE_POLICY')).toContain('INVALID_PRINCIPAL_FORMAT');
      expect(await codes(root, of('arn:aws:iam::111122223333:root'), 'RESOURCE_POLICY')).not.toContain(
        'INVALID_PRINCIPAL_FORMAT',
      );
    },
  );
});

describe('the policy checks', () => {
  it('CheckNoNewAccess names the statements that grant new access, each with an example request', async () => {
    const existingPolicyDocument = document(allow('s3:GetObject'));
    const check = (...statements: object[]) =>
      root.run(CheckNoNewAccess, { ...IDENTITY, existingPolicyDocument, newPolicyDocument: document(...statements) });
    expect(await check(allow('s3:GetObject', { Resource: 'arn:aws:s3:::books/*' }))).toEqual({
      result: 'PASS',
      message: 'The modified permissions do not grant new access compared to your existing policy.',
      reasons: [],
    });
    const { result, message, reasons } = await check(allow('s3:GetObject'), allow('s3:PutObject', { Sid: 'Write' }));
    expect({ result, message }).toEqual({
      result: 'FAIL',
      message: 'The modified permissions grant new access compared to your existing policy.',
    });
    expect(reasons).toEqual([
      {
        description: 'New access in the statement with sid: Write.',
        statementIndex: 1,
        statementId: 'Write',
        witness: expect.objectContaining({ action: expect.stringMatching(/^s3:putobject$/i) }),
      },
    ]);
  });

  it('CheckNoNewAccess fails when new access cannot be ruled out', async () => {
    // Both conditions are equal. Equality of two keys' values is never analyzed.
    const where = (key: string, other: string) =>
      document(allow('s3:GetObject', { Condition: { StringEquals: { [key]: `$\{${other}}` } } }));
    const answer = await root.run(CheckNoNewAccess, {
      ...IDENTITY,
      existingPolicyDocument: where('aws:username', 'aws:RequestedRegion'),
      newPolicyDocument: where('aws:RequestedRegion', 'aws:username'),
    });
    expect(answer).toEqual({
      result: 'FAIL',
      message: 'New access compared to your existing policy could not be ruled out.',
      reasons: [{ description: 'New access in the statement with index: 0.', statementIndex: 0, witness: null }],
    });
  });

  it('CheckAccessNotGranted checks the listed actions and resources', async () => {
    const policyDocument = document(allow('s3:Get*'), { Effect: 'Deny', Action: 's3:GetObject', Resource: '*' });
    const check = (access: object) => root.run(CheckAccessNotGranted, { ...IDENTITY, policyDocument, access: [access] });
    expect((await check({ actions: ['s3:GetObject'] })).result).toBe('PASS');
    expect((await check({ actions: ['s3:GetObject', 's3:GetBucketPolicy'] })).reasons).toMatchObject([{ statementIndex: 0 }]);
    expect((await check({ resources: ['arn:aws:s3:::books'] })).result).toBe('FAIL');
    expect((await check({ actions: ['iam:*'], resources: ['*'] })).result).toBe('PASS');
  });

  it('CheckNoPublicAccess fails for a public principal without a restricting condition', async () => {
    const check = (statement: object, resourceType: 'AWS::S3::Bucket' | 'AWS::IAM::AssumeRolePolicyDocument') =>
      root.run(CheckNoPublicAccess, { policyDocument: document(statement), resourceType });
    const everybody = allow('s3:GetObject', { Principal: '*' });
    expect((await check(everybody, 'AWS::S3::Bucket')).result).toBe('FAIL');
    const within = { ...everybody, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } } };
    expect((await check(within, 'AWS::S3::Bucket')).result).toBe('PASS');
    const trust = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };
    expect((await check(trust, 'AWS::IAM::AssumeRolePolicyDocument')).result).toBe('FAIL');
  });

  it('ValidatePolicy pages its findings and counts positions as AWS does', async () => {
    const policyDocument =
      '{\n  "Version": "2012-10-17",\n  "Statement": [{"Effect":"Allow","Action":"s3:Nothing","Resource":"*"},7]\n}';
    const asked = { policyDocument, policyType: 'IDENTITY_POLICY' as const };
    const all = await root.run(ValidatePolicy, asked);
    expect(all.findings.length).toBeGreaterThan(1);
    const [first] = all.findings;
    expect(first?.locations[0]?.span.start).toEqual({ line: 3, column: expect.any(Number), offset: expect.any(Number) });
    const start = first?.locations[0]?.span.start;
    expect(policyDocument.split('\n')[2]?.slice(start?.column)).toBe(policyDocument.slice(start?.offset).split('\n')[0]);
    expect(first?.learnMoreLink).toMatch(/policy-checks\.html#access-analyzer-reference-policy-checks-error-/);
    const page = await root.run(ValidatePolicy, { ...asked, maxResults: 1 });
    const next = await root.run(ValidatePolicy, { ...asked, nextToken: page.nextToken });
    expect([...page.findings, ...next.findings]).toEqual(all.findings);
    const trust =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}';
    const ofTrust = { policyDocument: trust, policyType: 'RESOURCE_POLICY' as const };
    expect(
      (await root.run(ValidatePolicy, { ...ofTrust, validatePolicyResourceType: 'AWS::IAM::AssumeRolePolicyDocument' })).findings,
    ).toEqual([]);
  });

  it('ValidatePolicy refuses a document longer than the maximum length', async () => {
    const { shape, members } = await root.fails(ValidatePolicy, { ...IDENTITY, policyDocument: ' '.repeat(MOST_CHARACTERS + 1) });
    expect({ shape, members }).toEqual({ shape: 'ValidationException', members: { reason: 'fieldValidationFailed' } });
  });
});
