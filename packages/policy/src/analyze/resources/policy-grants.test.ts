import { describe, expect, it } from 'vitest';
import type { PreparedPolicy } from '../../evaluate/record';
import type { AccessAccount, AccessModel, AccessPrincipal, AccessResource } from '../model/access-model';
import { anySessionOf } from '../model/any-session';
import { takeAll } from '../steps';
import { sampleIndex, sampleLevel, samplePolicy } from '../testing/sample-policies';
import { namingOf, type PolicyGrant, policyGrantsSteps, reachOf } from './policy-grants';

const A = '111111111111';
const B = '222222222222';
const OUTSIDE = '999999999999';
const BUCKET = 'arn:aws:s3:::reports';
const KEY = `arn:aws:kms:eu-north-1:${A}:key/1`;
const QUEUE = `arn:aws:sqs:eu-north-1:${A}:inbox`;
const index = sampleIndex('s3', 'kms', 'sqs', 'ec2');

const READ = samplePolicy('identity', 'read', { Effect: 'Allow', Action: ['s3:Get*', 'kms:Decrypt'], Resource: '*' });

function user(name: string, accountId: string, identity: readonly PreparedPolicy[] = []): AccessPrincipal {
  const arn = `arn:aws:iam::${accountId}:user/${name}`;
  return {
    arn,
    principal: { type: 'User', accountId, arn, userId: `AIDA${name.toUpperCase()}00000000000001`, userName: name },
    identity,
  };
}

function role(name: string): AccessPrincipal {
  const arn = `arn:aws:iam::${A}:role/${name}`;
  return { arn, principal: anySessionOf({ arn, roleId: `AROA${name.toUpperCase()}00000000000001`, accountId: A }), identity: [] };
}

function account(accountId: string, principals: readonly AccessPrincipal[], more: Partial<AccessAccount> = {}): AccessAccount {
  return { accountId, name: accountId, management: false, principals, groups: [], ...more };
}

const allow = (Principal: unknown, Action: unknown, Resource: unknown = '*', Condition?: object) => ({
  Effect: 'Allow',
  Principal,
  Action,
  Resource,
  ...(Condition && { Condition }),
});

function resource(arn: string, statements: unknown[], more: Partial<AccessResource> = {}): AccessResource {
  return { arn, accountId: A, policy: samplePolicy('resource', arn, statements), ...more };
}

function model(one: AccessResource, more: Partial<AccessAccount> = {}): AccessModel {
  const own = account(A, [user('ana', A), user('reader', A, [READ]), role('App')], more);
  return { accounts: [own, account(B, [user('bo', B, [READ]), user('idle', B)])], resources: [one] };
}

const told = ({ principal, kind, actions }: PolicyGrant) => [
  principal,
  kind,
  ...actions.map(({ action, access }) => (access === 'always' ? action : `${action}?`)),
];
const grants = (one: AccessResource, more: Partial<AccessAccount> = {}) =>
  takeAll(policyGrantsSteps(model(one, more), one, index));

describe('policyGrantsSteps', () => {
  it('returns the access of every named principal as all policies together decide it', () => {
    const bucket = resource(BUCKET, [
      allow(
        { AWS: ['AIDAANA00000000000001', 'AROAAPP00000000000001', `arn:aws:iam::${OUTSIDE}:user/guest`] },
        's3:GetObject',
        `${BUCKET}/*`,
      ),
      allow({ AWS: [`arn:aws:iam::${B}:root`, `arn:aws:iam::${A}:root`] }, ['s3:GetObject', 's3:PutObject'], `${BUCKET}/*`),
      allow({ AWS: 'AIDABO00000000000001' }, 's3:*', [BUCKET, `${BUCKET}/*`]),
      { Effect: 'Deny', Principal: '*', Action: 's3:GetObjectAcl', Resource: `${BUCKET}/*` },
    ]);
    const [ana, app, bo, ...others] = grants(bucket).map(told);
    expect([ana, app]).toEqual([
      [`arn:aws:iam::${A}:user/ana`, 'member', 's3:GetObject'],
      [`arn:aws:iam::${A}:role/App`, 'member', 's3:GetObject'],
    ]);
    // A principal of another account needs its own policies to allow it too, and nothing else.
    expect(bo?.slice(0, 2)).toEqual([`arn:aws:iam::${B}:user/bo`, 'member']);
    expect(bo).toEqual(expect.arrayContaining(['s3:GetObject', 's3:GetBucketPolicy']));
    expect(bo).not.toEqual(expect.arrayContaining(['s3:GetObjectAcl']));
    expect(bo).not.toEqual(expect.arrayContaining(['s3:PutObject']));
    // Naming the owner's account grants nothing.
    expect(others).toEqual([
      [`arn:aws:iam::${OUTSIDE}:user/guest`, 'principal', 's3:GetObject'],
      [`arn:aws:iam::${B}:root`, 'account', 's3:GetObject', 's3:PutObject'],
    ]);
  });

  it('includes the account of a KMS key when the key policy names it', () => {
    expect(grants(resource(KEY, [allow({ AWS: `arn:aws:iam::${A}:root` }, 'kms:Decrypt')])).map(told)).toEqual([
      [`arn:aws:iam::${A}:root`, 'account', 'kms:Decrypt'],
    ]);
  });

  it('returns the conditions and omits actions that RCPs deny', () => {
    const condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-own' } };
    const queue = resource(QUEUE, [allow('*', ['sqs:SendMessage', 'sqs:ReceiveMessage'], QUEUE, condition)]);
    const deny = { Effect: 'Deny', Principal: '*', Action: 'sqs:ReceiveMessage', Resource: '*' };
    const rcp = [sampleLevel('root', 'r', samplePolicy('rcp', 'full', allow('*', '*')), samplePolicy('rcp', 'own', deny))];
    const [free] = grants(queue);
    const [cut] = grants(queue, { rcp });
    expect([free && told(free), cut && told(cut)]).toEqual([
      ['*', 'everybody', 'sqs:ReceiveMessage?', 'sqs:SendMessage?'],
      ['*', 'everybody', 'sqs:SendMessage?'],
    ]);
    expect([free?.cutByRcp, cut?.cutByRcp]).toEqual([false, true]);
    expect(free?.conditions.map(({ operator, key, values }) => [operator, key, values])).toEqual([
      ['StringEquals', 'aws:PrincipalOrgID', ['o-own']],
    ]);
  });

  it('omits actions that the intended callers cannot perform', () => {
    const condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-own' } };
    const queue = resource(QUEUE, [allow('*', 'sqs:SendMessage', QUEUE, condition), allow('*', 'sqs:GetQueueUrl', QUEUE)]);
    const strangers = () => [{ knownContext: { 'aws:PrincipalOrgID': 'o-other' } }];
    const found = takeAll(policyGrantsSteps(model(queue), queue, index, { meant: strangers }));
    expect(found.map(told)).toEqual([['*', 'everybody', 'sqs:GetQueueUrl']]);
    expect(takeAll(policyGrantsSteps(model(queue), queue, index, { meant: () => null }))).toEqual([]);
  });

  it('omits other accounts for owner-only actions and under Block Public Access', () => {
    const open = [
      allow('*', 's3:GetObject', `${BUCKET}/*`),
      allow({ AWS: 'AIDAANA00000000000001' }, 's3:GetObject', `${BUCKET}/*`),
    ];
    expect(grants(resource(BUCKET, open, { blockPublicAccess: true })).map(told)).toEqual([
      [`arn:aws:iam::${A}:user/ana`, 'member', 's3:GetObject'],
    ]);
    const owners = resource(QUEUE, [allow('*', ['sqs:SendMessage', 'sqs:DeleteQueue'], QUEUE)], {
      ownersOnly: new Set(['sqs:deletequeue']),
    });
    expect(grants(owners).map(told)).toEqual([['*', 'everybody', 'sqs:SendMessage']]);
  });

  it('replaces known principal IDs with ARNs and omits unknown IDs', () => {
    const queue = resource(QUEUE, [allow({ AWS: ['AIDAGUEST000000000001', 'AIDAGONE0000000000001'] }, 'sqs:SendMessage', QUEUE)]);
    const names = new Map([['AIDAGUEST000000000001', `arn:aws:iam::${OUTSIDE}:user/guest`]]);
    expect(takeAll(policyGrantsSteps({ ...model(queue), names }, queue, index)).map(told)).toEqual([
      [`arn:aws:iam::${OUTSIDE}:user/guest`, 'principal', 'sqs:SendMessage'],
    ]);
  });
});

describe('the access of a principal through a resource policy', () => {
  const bucket = resource(BUCKET, [
    allow({ AWS: `arn:aws:iam::${B}:root` }, ['s3:GetObject', 's3:PutObject'], `${BUCKET}/*`),
    allow({ AWS: 'AIDAANA00000000000001' }, 's3:GetObject', `${BUCKET}/*`),
  ]);
  const reached = (arn: string) => {
    const found = reachOf(model(bucket), arn, bucket, index);
    return found && [found.naming, ...found.actions.map(({ action }) => action)];
  };

  it('is returned with the way in which the policy names the principal', () => {
    expect(reached(`arn:aws:iam::${A}:user/ana`)).toEqual(['principal', 's3:GetObject']);
    expect(reached(`arn:aws:iam::${B}:user/bo`)).toEqual(['account', 's3:GetObject']);
    expect(reached(`arn:aws:iam::${B}:user/idle`)).toBeNull();
    expect(reached(`arn:aws:iam::${A}:user/reader`)).toBeNull();
  });

  it('prefers a named principal over everybody, and is null without a policy', () => {
    const all = resource(BUCKET, [
      allow('*', 's3:GetObject', `${BUCKET}/*`),
      allow({ AWS: 'AROAAPP00000000000001' }, 's3:Put*', `${BUCKET}/*`),
    ]);
    expect(namingOf(all, user('ana', A).principal)).toBe('everybody');
    expect(namingOf(all, role('App').principal)).toBe('role');
    expect(namingOf({ ...all, policy: undefined }, role('App').principal)).toBeNull();
  });
});
