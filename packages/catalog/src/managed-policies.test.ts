import { describe, expect, it } from 'vitest';
import { findManagedPolicy, listManagedPolicies, listServicePrincipals, managedPolicyDocument } from './managed-policies';

describe('the catalog of AWS managed policies', () => {
  it('contains all policies by name, with a unique ARN and ID for each', () => {
    const policies = listManagedPolicies();
    expect(policies.length).toBeGreaterThanOrEqual(1594);
    const names = policies.map(({ name }) => name);
    expect(names).toEqual(names.toSorted());
    expect(new Set(policies.map(({ arn }) => arn)).size).toBe(policies.length);
    expect(new Set(policies.map(({ policyId }) => policyId)).size).toBe(policies.length);
    expect(policies.every(({ policyId }) => /^ANPA[A-Z2-7]{17}$/.test(policyId))).toBe(true);
    expect(policies.every(({ createDate, updateDate }) => Date.parse(createDate) <= Date.parse(updateDate))).toBe(true);
  });

  it('returns each document as the JSON that AWS published', () => {
    expect(JSON.parse(managedPolicyDocument('arn:aws:iam::aws:policy/AdministratorAccess') ?? '')).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    });
    for (const { arn } of listManagedPolicies()) expect(JSON.parse(managedPolicyDocument(arn) ?? '')).toHaveProperty('Statement');
  });

  it('assigns each policy one of the kinds that the console distinguishes', () => {
    expect(findManagedPolicy('arn:aws:iam::aws:policy/AdministratorAccess')).toMatchObject({ kind: 'jobFunction', path: '/' });
    expect(findManagedPolicy('arn:aws:iam::aws:policy/job-function/Billing')).toMatchObject({
      kind: 'jobFunction',
      name: 'Billing',
    });
    expect(findManagedPolicy('arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess')).toMatchObject({ kind: 'standard' });
    expect(findManagedPolicy('arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy')).toMatchObject({ kind: 'rootTask' });
    expect(listManagedPolicies().filter(({ kind }) => kind === 'serviceLinkedRole').length).toBeGreaterThan(300);
  });

  it('returns undefined for an unknown ARN', () => {
    expect(findManagedPolicy('arn:aws:iam::aws:policy/Nothing')).toBeUndefined();
    expect(managedPolicyDocument('arn:aws:iam::aws:policy/Nothing')).toBeUndefined();
  });

  it('lists the service principals that the policies name', () => {
    expect(listServicePrincipals()).toEqual(expect.arrayContaining(['ec2.amazonaws.com', 'lambda.amazonaws.com']));
    expect(listServicePrincipals().every((name) => /^[a-z0-9.-]+\.amazonaws\.com$/.test(name))).toBe(true);
  });
});
