import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PreparedPolicy } from '../../evaluate/record';
import { runs } from '../../test-runs';
import type { AccessAccount, AccessModel, AccessPrincipal, AccessResource } from '../model/access-model';
import { anySessionOf } from '../model/any-session';
import { modelIndexOf } from '../model/model-index';
import { takeAll } from '../steps';
import { canDo, models } from '../testing/arbitrary-organization';
import { sampleIndex, samplePolicy } from '../testing/sample-policies';
import { AccessEdges } from './access-edges';

const A = '111111111111';
const B = '222222222222';
const OUTSIDE = '999999999999';
const BUCKET = 'arn:aws:s3:::reports';
const index = sampleIndex('s3', 'kms', 'lambda', 'iam', 'sts');

const allow = (Action: unknown, Resource: unknown = '*', Condition: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  Condition,
});
const named = (Principal: unknown, Action: unknown, Resource: unknown = '*', Condition: object = {}) => ({
  ...allow(Action, Resource, Condition),
  Principal,
});
const own = (...statements: unknown[]): PreparedPolicy[] => [samplePolicy('identity', 'own', statements)];

function user(name: string, identity: readonly PreparedPolicy[] = [], accountId = A): AccessPrincipal {
  const arn = `arn:aws:iam::${accountId}:user/${name}`;
  const userId = `AIDA${name.toUpperCase()}00000000000001`;
  return { arn, principal: { type: 'User', accountId, arn, userId, userName: name }, identity };
}

function role(
  name: string,
  trusted: unknown,
  identity: readonly PreparedPolicy[] = [],
  Action = 'sts:AssumeRole',
): AccessPrincipal {
  const arn = `arn:aws:iam::${A}:role/${name}`;
  const trust = samplePolicy('trust', `trust ${name}`, [{ Effect: 'Allow', Principal: trusted, Action }]);
  const roleId = `AROA${name.toUpperCase()}00000000000001`;
  return { arn, principal: anySessionOf({ arn, roleId, accountId: A }), identity, trust };
}

function account(accountId: string, principals: readonly AccessPrincipal[]): AccessAccount {
  return { accountId, name: accountId, management: false, principals, groups: [] };
}

const model = (principals: readonly AccessPrincipal[], resources: readonly AccessResource[] = []): AccessModel => ({
  accounts: [account(A, principals), account(B, [user('bo', own(allow('s3:*')), B), user('idle', [], B)])],
  resources,
});

const short = (arn: string) => arn.slice(arn.lastIndexOf(':') + 1);
function edgesOf(world: AccessModel) {
  const edges = takeAll(AccessEdges.of(world, index));
  const told = (list: ReturnType<typeof edges.from>) =>
    takeAll(list).map(({ from, to, kind, access }) => `${short(from)} ${kind}${access === 'always' ? '' : '?'} ${short(to)}`);
  return { from: (arn: string) => told(edges.from(arn)), to: (arn: string) => told(edges.to(arn)) };
}

describe('AccessEdges', () => {
  it('has assume edges from users that the trust policy names, and from others whose own policies allow it', () => {
    const world = model([
      user('named'),
      user('denied', own({ ...allow('sts:AssumeRole'), Effect: 'Deny' })),
      user('able', own(allow('sts:AssumeRole', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }))),
      user('idle'),
      role('Direct', { AWS: [`arn:aws:iam::${A}:user/named`, `arn:aws:iam::${A}:user/denied`] }),
      role('Delegated', { AWS: A }),
    ]);
    const edges = edgesOf(world);
    expect(edges.to(`arn:aws:iam::${A}:role/Direct`)).toEqual(['user/named assume role/Direct']);
    expect(edges.to(`arn:aws:iam::${A}:role/Delegated`)).toEqual(['user/able assume? role/Delegated']);
    expect(edges.from(`arn:aws:iam::${A}:user/able`)).toEqual(['user/able assume? role/Delegated']);
  });

  it('has edges from services, identity providers and outside accounts that a trust policy allows', () => {
    const provider = `arn:aws:iam::${A}:saml-provider/corp`;
    const world = model([
      role('Function', { Service: 'lambda.amazonaws.com' }),
      role('Guest', { AWS: [OUTSIDE, `arn:aws:iam::${B}:root`] }),
      role('Staff', { Federated: provider }, [], 'sts:AssumeRoleWithSAML'),
    ]);
    const edges = edgesOf(world);
    expect(edges.to(`arn:aws:iam::${A}:role/Function`)).toEqual(['lambda.amazonaws.com assume role/Function']);
    // The model contains the other account, so its principals are evaluated one by one, and none is allowed.
    expect(edges.to(`arn:aws:iam::${A}:role/Guest`)).toEqual([`${OUTSIDE} assume role/Guest`]);
    expect(edges.to(`arn:aws:iam::${A}:role/Staff`)).toEqual(['saml-provider/corp assume role/Staff']);
  });

  it('has edges for read, write and permissions, across accounts only if both sides allow it', () => {
    const bucket: AccessResource = {
      arn: BUCKET,
      accountId: A,
      policy: samplePolicy('resource', 'bucket', [
        named({ AWS: `arn:aws:iam::${A}:user/named` }, 's3:GetObject', `${BUCKET}/*`),
        named({ AWS: B }, 's3:PutObject', `${BUCKET}/*`),
        named('*', 's3:ListBucket', BUCKET, { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }),
      ]),
    };
    const world = model(
      [user('admin', own(allow('*'))), user('named'), user('keeper', own(allow('s3:PutBucketPolicy', BUCKET))), user('idle')],
      [bucket],
    );
    const edges = edgesOf(world);
    expect(edges.to(BUCKET)).toEqual([
      '* read? reports',
      'user/named read reports',
      'user/keeper read? reports',
      'user/keeper permissions reports',
      'user/bo read? reports',
      'user/bo write reports',
    ]);
    expect(edges.from(`arn:aws:iam::${B}:user/bo`)).toEqual(['user/bo read? reports', 'user/bo write reports']);
    expect(edges.from(`arn:aws:iam::${A}:user/admin`)).toEqual([]);
  });

  it('has edges for passing a role and for the role that a resource runs with', () => {
    const arn = `arn:aws:lambda:eu-north-1:${A}:function:job`;
    const runner = `arn:aws:iam::${A}:role/Runner`;
    const world = model(
      [user('dev', own(allow('iam:PassRole', runner))), role('Runner', { Service: 'lambda.amazonaws.com' })],
      [{ arn, accountId: A, runs: { service: 'lambda', role: runner } }],
    );
    const edges = edgesOf(world);
    expect(edges.from(`arn:aws:iam::${A}:user/dev`)).toEqual(['user/dev pass role/Runner']);
    expect(edges.from(arn)).toEqual(['job run role/Runner']);
    expect(edges.to(runner)).toEqual([
      'job run role/Runner',
      'lambda.amazonaws.com assume role/Runner',
      'user/dev pass role/Runner',
    ]);
  });

  it('returns the same edges from both ends, in agreement with authorize', () => {
    const seen = { edge: 0, none: 0 };
    fc.assert(
      fc.property(models, (world) => {
        const edges = takeAll(AccessEdges.of(world, index));
        const members = modelIndexOf(world).members;
        const forward = new Set(members.flatMap(({ entry }) => takeAll(edges.from(entry.arn)).map(keyOf)));
        const ends = [...members.map(({ entry }) => entry.arn), BUCKET_OF_MODELS];
        const backward = ends.flatMap((arn) =>
          takeAll(edges.to(arn))
            .filter(({ outside }) => outside === undefined)
            .map(keyOf),
        );
        expect(new Set(backward)).toEqual(forward);
        for (const member of members) {
          for (const { entry } of members) {
            if (entry.trust === undefined || entry === member.entry) continue;
            const may = canDo(world, member, 'sts:AssumeRole', entry.arn);
            seen[may ? 'edge' : 'none'] += 1;
            expect(forward.has(`${member.entry.arn} assume ${entry.arn}`)).toBe(may);
          }
        }
      }),
      runs(90),
    );
    expect(Math.min(seen.edge, seen.none)).toBeGreaterThan(100);
  });
});

const BUCKET_OF_MODELS = 'arn:aws:s3:::b1';
const keyOf = ({ from, kind, to }: { from: string; kind: string; to: string }) => `${from} ${kind} ${to}`;
