import { describe, expect, it } from 'vitest';
import { openParts } from './open-question';
import { GIVEN_POLICY_ID } from './resource-policy';

const ROLE = 'arn:aws:iam::111122223333:role';
const open = (Action: string, Resource: string, more: object = {}) =>
  openParts({ Action, Resource }, { decision: 'ImplicitDeny', missingContextKeys: [], policies: [], ...more });

describe('an incomplete question', () => {
  it.each([
    ['sts:AssumeRole', '*', ['role']],
    ['sts:AssumeRole', `${ROLE}/*`, ['role']],
    ['sts:AssumeRole', `${ROLE}/app`, []],
    ['kms:Decrypt', '*', ['key']],
    ['kms:Decrypt', 'arn:aws:kms:eu-west-1:111122223333:key/*', ['key']],
    ['s3:GetObject', '*', ['object']],
    ['s3:ListBucket', '*', ['bucket']],
    // For patterns of other resources, the caller's policies decide as for any single resource.
    ['s3:GetObject', 'arn:aws:s3:::b/*', []],
    ['iam:CreateUser', '*', ['user']],
    // An action without a resource is about none.
    ['s3:ListAllMyBuckets', '*', []],
    ['organizations:LeaveOrganization', '*', []],
    ['nowhere:DoIt', '*', []],
  ])('for %s on %s lacks the resource: %j', (action, resource, types) => {
    expect(open(action, resource).ResourceTypes).toEqual(types);
  });

  it('lacks no resource if the policy of the resource is given', () => {
    const policies = [
      {
        policy: { id: GIVEN_POLICY_ID, type: 'trust', name: 'p', origin: { kind: 'direct' } },
        version: '2012-10-17',
        outcome: 'NoMatch',
        statements: [],
      },
    ] as const;
    expect(open('sts:AssumeRole', '*', { policies }).ResourceTypes).toEqual([]);
  });

  it('lacks the context keys of a call, but not keys of the principal or the resource', () => {
    const missingContextKeys = [
      'sts:ExternalId',
      'aws:PrincipalTag/team',
      'aws:ResourceTag/team',
      's3:ResourceTag/x',
      'aws:SourceVpc',
    ];
    const asked = ['sts:AssumeRole', `${ROLE}/app`] as const;
    expect(open(...asked, { missingContextKeys }).Keys).toEqual(['sts:ExternalId', 'aws:SourceVpc']);
    expect(open(...asked, { missingContextKeys, decision: 'Allowed' }).Keys).toEqual([]);
  });
});
