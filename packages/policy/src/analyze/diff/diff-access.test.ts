import { describe, expect, it } from 'vitest';
import type { PreparedPolicy } from '../../evaluate/record';
import { type ActionSet, forEachPosition } from '../actions/action-set';
import type { AccessAccount, AccessModel, AccessPrincipal } from '../model/access-model';
import { anySessionOf } from '../model/any-session';
import { takeAll } from '../steps';
import { FULL_ACCESS, sampleIndex, sampleLevel, samplePolicy } from '../testing/sample-policies';
import { diffPrincipalsSteps } from './diff-access';
import type { PrincipalDiff } from './principal-diff';

const A = '111111111111';
const BUCKET = 'arn:aws:s3:::reports';
const index = sampleIndex('s3', 'sqs', 'sts', 'iam', 'ec2');

const allow = (Action: unknown, Resource: unknown = '*') => ({ Effect: 'Allow', Action, Resource });
const identity = (...statements: unknown[]): PreparedPolicy => samplePolicy('identity', 'own', statements);
const scp = (...statements: unknown[]): PreparedPolicy => samplePolicy('scp', 'limit', statements);

const READ = identity(allow(['s3:GetObject', 's3:ListBucket', 'sqs:ReceiveMessage']));

function user(name: string, policies: readonly PreparedPolicy[], more: Partial<AccessPrincipal> = {}): AccessPrincipal {
  const arn = `arn:aws:iam::${A}:user/${name}`;
  return {
    arn,
    principal: { type: 'User', accountId: A, arn, userId: `AIDA${name}`, userName: name },
    identity: policies,
    ...more,
  };
}

function role(trusted: unknown, name = 'Ops'): AccessPrincipal {
  const arn = `arn:aws:iam::${A}:role/${name}`;
  const trust = samplePolicy('trust', 'trust', { Effect: 'Allow', Principal: trusted, Action: 'sts:AssumeRole' });
  return { arn, principal: anySessionOf({ arn, roleId: 'AROAOPS', accountId: A }), identity: [READ], trust };
}

function model(
  principals: readonly AccessPrincipal[],
  more: Partial<AccessAccount> = {},
  resources: AccessModel['resources'] = [],
): AccessModel {
  return { accounts: [{ accountId: A, name: 'own', management: false, principals, groups: [], ...more }], resources };
}

function names(set: ActionSet | undefined): string[] {
  const found: string[] = [];
  if (set !== undefined) forEachPosition(set, (position) => found.push(index.names[position] ?? ''));
  return found;
}

const kinds = (diff: PrincipalDiff | undefined) => ({
  lost: names(diff?.lost),
  gained: names(diff?.gained),
  narrowed: names(diff?.narrowed),
  widened: names(diff?.widened),
});
const NOTHING = { lost: [], gained: [], narrowed: [], widened: [] };

const diffed = (before: AccessModel, after: AccessModel, over: typeof index) => takeAll(diffPrincipalsSteps(before, after, over));

describe('diffPrincipalsSteps', () => {
  it('takes several steps within a policy with many resources, for new and existing principals', () => {
    for (const before of [model([user('maria', [READ])]), model([])]) {
      const many = identity(
        allow(
          's3:*',
          Array.from({ length: 100 }, (_, at) => `arn:aws:s3:::bucket-${at}/*`),
        ),
      );
      const steps = diffPrincipalsSteps(before, model([user('maria', [many])]), index);
      let count = 0;
      let step = steps.next();
      for (; !step.done; step = steps.next()) count++;
      // The comparison pauses five times for each principal and a few times for the models, but not inside a policy.
      expect(count).toBeGreaterThan(15);
      expect(names(step.value.principals[0]?.gained)).toContain('s3:putobject');
    }
  });

  it('reports an unconditional Deny in an SCP as lost access, and a conditional one as narrowed access', () => {
    const region = { StringNotEquals: { 'aws:RequestedRegion': 'eu-north-1' } };
    const limit = scp(
      { Effect: 'Deny', Action: 'sqs:*', Resource: '*' },
      { Effect: 'Deny', Action: 's3:Get*', Resource: '*', Condition: region },
    );
    const [before, after] = [[FULL_ACCESS], [FULL_ACCESS, limit]].map((policies) =>
      model([user('maria', [READ]), user('idle', [])], { scp: [sampleLevel('root', 'r', ...policies)] }),
    );
    if (before === undefined || after === undefined) throw new Error('two states');
    const diff = diffed(before, after, index);
    expect(diff.principals.map(({ arn }) => arn)).toEqual([`arn:aws:iam::${A}:user/maria`]);
    expect(kinds(diff.principals[0])).toEqual({ ...NOTHING, lost: ['sqs:receivemessage'], narrowed: ['s3:getobject'] });
    expect(diff.accounts).toEqual([
      {
        accountId: A,
        name: 'own',
        lose: 1,
        gain: 0,
        services: [
          { service: 's3', lose: 1, gain: 0 },
          { service: 'sqs', lose: 1, gain: 0 },
        ],
      },
    ]);
    const back = diffed(after, before, index);
    expect(kinds(back.principals[0])).toEqual({ ...NOTHING, gained: ['sqs:receivemessage'], widened: ['s3:getobject'] });
  });

  it('reports no change for SCPs of the management account', () => {
    const [before, after] = [[FULL_ACCESS], []].map((policies) =>
      model([user('maria', [READ])], { management: true, scp: [sampleLevel('root', 'r', ...policies)] }),
    );
    expect(before && after && diffed(before, after, index).principals).toEqual([]);
  });

  it('reports only the additional access of a new policy or group', () => {
    const extra = identity(allow(['s3:GetObject', 's3:PutObject']));
    const joined = (...groups: string[]) =>
      model([user('maria', groups.includes('writers') ? [READ, extra] : [READ], { groups })]);
    for (const after of [model([user('maria', [READ, extra])]), joined('writers')])
      expect(kinds(diffed(model([user('maria', [READ])]), after, index).principals[0])).toEqual({
        ...NOTHING,
        gained: ['s3:putobject'],
      });
    expect(diffed(joined(), joined('readers'), index).principals).toEqual([]);
  });

  it('reports narrowed or widened access when only the resources of a policy change', () => {
    const [one, two] = ['a', 'b'].map((bucket) => identity(allow('s3:GetObject', `arn:aws:s3:::${bucket}/*`)));
    if (one === undefined || two === undefined) throw new Error('two policies');
    const widened = diffed(model([user('maria', [one])]), model([user('maria', [one, two])]), index);
    expect(kinds(widened.principals[0])).toEqual({ ...NOTHING, widened: ['s3:getobject'] });
    const replaced = diffed(model([user('maria', [one])]), model([user('maria', [two])]), index);
    expect(kinds(replaced.principals[0])).toEqual({ ...NOTHING, narrowed: ['s3:getobject'], widened: ['s3:getobject'] });
  });

  it('reports the access that a new permissions boundary limits', () => {
    const boundary = samplePolicy('boundary', 'limit', [allow('s3:*'), allow('sqs:*', 'arn:aws:sqs:*:*:public')]);
    const diff = diffed(model([user('maria', [READ])]), model([user('maria', [READ], { boundary })]), index);
    expect(kinds(diff.principals[0])).toEqual({ ...NOTHING, narrowed: ['sqs:receivemessage'] });
  });

  it('reports the move of an account only if the SCPs of the new parents have a different effect', () => {
    const level = (id: string, ...policies: PreparedPolicy[]) => sampleLevel('organizationalUnit', id, FULL_ACCESS, ...policies);
    const noS3 = scp({ Effect: 'Deny', Action: 's3:*', Resource: '*' });
    const at = (...scps: ReturnType<typeof level>[]) => model([user('maria', [READ])], { scp: scps });
    expect(diffed(at(level('ou-1')), at(level('ou-2'), level('ou-3')), index).principals).toEqual([]);
    const diff = diffed(at(level('ou-1')), at(level('ou-2', noS3)), index);
    expect(kinds(diff.principals[0])).toEqual({ ...NOTHING, lost: ['s3:getobject', 's3:listbucket'] });
  });

  it('takes a few steps for each principal, regardless of the roles that it can assume', () => {
    const trusted = Array.from({ length: 20 }, (_, i) => role({ AWS: A }, `Ops${i}`));
    const users = (...own: PreparedPolicy[]) => Array.from({ length: 20 }, (_, i) => user(`u${i}`, own));
    const [before, after] = [model([...users(identity(allow('sts:*'))), ...trusted]), model([...users(), ...trusted])];
    const steps = diffPrincipalsSteps(before, after, index);
    let taken = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) taken += 1;
    expect(step.value.principals).toHaveLength(20);
    expect(taken).toBeLessThanOrEqual(before.accounts.flatMap(({ principals }) => principals).length * 4);
  });

  it('reports all access of a new or deleted principal', () => {
    const [before, after] = [model([user('old', [READ])]), model([user('new', [READ])])];
    const diff = diffed(before, after, index);
    const rest = ['s3:getobject', 's3:listbucket', 'sqs:receivemessage', 'sts:getcalleridentity', 'sts:getsessiontoken'];
    expect(diff.principals.map(({ kind, arn }) => [kind, arn.split('/').pop()])).toEqual([
      ['added', 'new'],
      ['removed', 'old'],
    ]);
    expect(names(diff.principals[0]?.gained)).toEqual(rest);
    expect(names(diff.principals[1]?.lost)).toEqual(rest);
  });

  it('includes access from resource policies when an SCP or a permissions boundary changes', () => {
    const granted = {
      ...allow(['s3:GetObject', 's3:PutObject'], `${BUCKET}/*`),
      Principal: { AWS: `arn:aws:iam::${A}:user/maria` },
    };
    const bucket = [{ arn: BUCKET, accountId: A, policy: samplePolicy('resource', 'bucket', granted) }];
    const under = (...policies: PreparedPolicy[]) =>
      model([user('maria', []), user('idle', [])], { scp: [sampleLevel('root', 'r', FULL_ACCESS, ...policies)] }, bucket);
    const cut = diffed(under(), under(scp({ Effect: 'Deny', Action: 's3:Put*', Resource: '*' })), index);
    expect(cut.principals.map(({ arn }) => arn)).toEqual([`arn:aws:iam::${A}:user/maria`]);
    expect(kinds(cut.principals[0])).toEqual({ ...NOTHING, lost: ['s3:putobject'] });
    const elsewhere = { StringNotEquals: { 'aws:RequestedRegion': 'eu-north-1' } };
    const limit = scp({ Effect: 'Deny', Action: 's3:GetObject', Resource: '*', Condition: elsewhere });
    expect(kinds(diffed(under(), under(limit), index).principals[0])).toEqual({ ...NOTHING, narrowed: ['s3:getobject'] });
    // A boundary does not limit what a resource policy grants to a user by name, but it limits a role.
    const boundary = samplePolicy('boundary', 'limit', [allow('sqs:*')]);
    const bounded = model([user('maria', [], { boundary })], {}, bucket);
    expect(diffed(model([user('maria', [])], {}, bucket), bounded, index).principals).toEqual([]);
    const toRole = { ...granted, Principal: { AWS: `arn:aws:iam::${A}:role/Ops` } };
    const ofRole = (more: Partial<AccessPrincipal>) =>
      model([{ ...role({ AWS: A }), identity: [], ...more }], {}, [
        { arn: BUCKET, accountId: A, policy: samplePolicy('resource', 'bucket', toRole) },
      ]);
    expect(kinds(diffed(ofRole({}), ofRole({ boundary }), index).principals[0])).toEqual({
      ...NOTHING,
      lost: ['s3:getobject', 's3:putobject'],
    });
  });

  it('considers access that a resource policy still grants when an identity policy is removed', () => {
    const granted = { ...allow('s3:GetObject', `${BUCKET}/*`), Principal: '*' };
    const bucket = [{ arn: BUCKET, accountId: A, policy: samplePolicy('resource', 'bucket', granted) }];
    const diff = diffed(model([user('maria', [READ])], {}, bucket), model([user('maria', [])], {}, bucket), index);
    expect(kinds(diff.principals[0])).toEqual({
      ...NOTHING,
      lost: ['s3:listbucket', 'sqs:receivemessage'],
      narrowed: ['s3:getobject'],
    });
  });
});
