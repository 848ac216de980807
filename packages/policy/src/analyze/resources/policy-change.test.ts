import { describe, expect, it } from 'vitest';
import type { PreparedPolicy } from '../../evaluate/record';
import type { AccessModel, AccessPrincipal, AccessResource } from '../model/access-model';
import { takeAll } from '../steps';
import { sampleIndex, samplePolicy } from '../testing/sample-policies';
import { policyChangeSteps } from './policy-change';

const A = '111111111111';
const OUTSIDE = '999999999999';
const BUCKET = 'arn:aws:s3:::reports';
const index = sampleIndex('s3', 'sqs');
const READ = samplePolicy('identity', 'read', { Effect: 'Allow', Action: 's3:GetObject*', Resource: '*' });

function user(name: string, identity: readonly PreparedPolicy[]): AccessPrincipal {
  const arn = `arn:aws:iam::${A}:user/${name}`;
  return { arn, principal: { type: 'User', accountId: A, arn, userId: `AIDA${name}`, userName: name }, identity };
}

function model(statements: object[], more: Partial<AccessResource> = {}): AccessModel {
  const policy = statements.length === 0 ? {} : { policy: samplePolicy('resource', BUCKET, statements) };
  const principals = [user('reader', [READ]), user('plain', [])];
  return {
    accounts: [{ accountId: A, name: 'own', management: false, principals, groups: [] }],
    resources: [{ arn: BUCKET, accountId: A, ...policy, ...more }],
  };
}

const changes = (before: AccessModel, after: AccessModel) =>
  takeAll(policyChangeSteps(before, after, BUCKET, index)).map(({ principal, kind, gained, lost, narrowed, widened }) => ({
    [`${principal} ${kind}`]: { gained, lost, narrowed, widened },
  }));
const nothing = { gained: [], lost: [], narrowed: [], widened: [] };
const objects = `${BUCKET}/*`;

describe('policyChangeSteps', () => {
  it('reports access that named principals gain or lose, in the same and in other accounts', () => {
    const after = model([
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${A}:user/plain` },
        Action: ['s3:GetObject', 's3:PutObject'],
        Resource: objects,
      },
      { Effect: 'Allow', Principal: { AWS: OUTSIDE }, Action: 's3:GetObject', Resource: objects },
    ]);
    const own = `arn:aws:iam::${A}:user/plain member`;
    expect(changes(model([]), after)).toEqual([
      { [own]: { ...nothing, gained: ['s3:GetObject', 's3:PutObject'] } },
      { [`${OUTSIDE} account`]: { ...nothing, gained: ['s3:GetObject'] } },
    ]);
    expect(changes(after, model([]))).toEqual([
      { [own]: { ...nothing, lost: ['s3:GetObject', 's3:PutObject'] } },
      { [`${OUTSIDE} account`]: { ...nothing, lost: ['s3:GetObject'] } },
    ]);
    expect(changes(after, after)).toEqual([]);
  });

  it('reports access that a Deny removes or narrows for principals whose own policies allow it', () => {
    const denied = model([{ Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: objects }]);
    const reader = `arn:aws:iam::${A}:user/reader member`;
    expect(changes(model([]), denied)).toEqual([{ [reader]: { ...nothing, lost: ['s3:GetObject'] } }]);
    const Condition = { Bool: { 'aws:SecureTransport': 'false' } };
    const guarded = model([{ Effect: 'Deny', Principal: '*', Action: 's3:GetObject', Resource: objects, Condition }]);
    expect(changes(model([]), guarded)).toEqual([{ [reader]: { ...nothing, narrowed: ['s3:GetObject'] } }]);
    expect(changes(guarded, model([]))).toEqual([{ [reader]: { ...nothing, widened: ['s3:GetObject'] } }]);
  });

  it('reports no access of others that Block Public Access prevents', () => {
    const open = [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: objects }];
    const own = `arn:aws:iam::${A}:user/plain member`;
    expect(changes(model([]), model(open, { blockPublicAccess: true }))).toEqual([
      { [own]: { ...nothing, gained: ['s3:GetObject'] } },
    ]);
    expect(changes(model([]), model(open)).map((change) => Object.keys(change)[0])).toEqual([own, '* everybody']);
  });
});
