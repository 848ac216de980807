import { describe, expect, it } from 'vitest';
import type { PreparedPolicy } from '../../evaluate/record';
import type { AccessAccount, AccessModel, AccessPrincipal } from '../model/access-model';
import { anySessionOf } from '../model/any-session';
import { FULL_ACCESS, sampleIndex, sampleLevel, samplePolicy } from '../testing/sample-policies';
import { whatCan } from './what-can';
import { whoCan, whoCanSteps } from './who-can';

const A = '111111111111';
const B = '222222222222';
const BUCKET = 'arn:aws:s3:::reports';
const OBJECT = `${BUCKET}/2026.csv`;

const identity = (...statements: unknown[]): PreparedPolicy[] => [samplePolicy('identity', 'own', statements)];
const allow = (Action: unknown, Resource: unknown = '*', Condition: unknown = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  Condition,
});

function user(accountId: string, name: string, policies: readonly PreparedPolicy[] = []): AccessPrincipal {
  const arn = `arn:aws:iam::${accountId}:user/${name}`;
  return { arn, principal: { type: 'User', accountId, arn, userId: `AIDA${name}`, userName: name }, identity: policies };
}

function role(
  accountId: string,
  name: string,
  trusted: unknown,
  policies: readonly PreparedPolicy[],
  Condition: unknown = {},
): AccessPrincipal {
  const arn = `arn:aws:iam::${accountId}:role/${name}`;
  const trust = samplePolicy('trust', `trust-${name}`, {
    Effect: 'Allow',
    Principal: trusted,
    Action: 'sts:AssumeRole',
    Condition,
  });
  return { arn, principal: anySessionOf({ arn, roleId: `AROA${name}`, accountId }), identity: policies, trust };
}

function account(accountId: string, principals: readonly AccessPrincipal[], ...scps: PreparedPolicy[]): AccessAccount {
  const scp = [sampleLevel('account', accountId, FULL_ACCESS, ...scps)];
  return { accountId, name: accountId, management: false, scp, principals, groups: [] };
}

function bucket(...statements: unknown[]): AccessModel['resources'] {
  return [{ arn: BUCKET, accountId: A, policy: samplePolicy('resource', 'bucket', statements) }];
}

const named = (answer: { principals: readonly { arn: string; access: string; path: readonly { role: string }[] }[] }) =>
  answer.principals.map(({ arn, access, path }) => [
    arn.split(':').pop(),
    access,
    path.map(({ role: at }) => at.split('/').pop()),
  ]);

describe('access queries', () => {
  it('find principals in the owner account whose identity policies allow the action', () => {
    const reader = user(A, 'reader', identity(allow('s3:Get*')));
    const stranger = user(B, 'stranger', identity(allow('s3:Get*')));
    const model = {
      accounts: [account(A, [reader, user(A, 'nobody')]), account(B, [stranger])],
      resources: [{ arn: BUCKET, accountId: A }],
    };
    expect(named(whoCan(model, 's3:GetObject', OBJECT))).toEqual([['user/reader', 'always', []]]);
  });

  it('take one step for each principal and skip principals of other accounts that can assume no role', () => {
    const idle = Array.from({ length: 50 }, (_, n) => user(A, `idle${n}`, identity(allow('iam:Get*'))));
    const assumer = user(A, 'assumer', identity(allow('sts:AssumeRole')));
    const roles = Array.from({ length: 20 }, (_, n) => role(B, `r${n}`, { AWS: A }, identity(allow('s3:GetObject'))));
    const model = {
      accounts: [account(A, [...idle, assumer]), account(B, roles)],
      resources: [{ arn: BUCKET, accountId: B }],
    };
    const steps = [...whoCanSteps(model, 's3:GetObject', OBJECT)].length;
    expect(named(whoCan(model, 's3:GetObject', OBJECT))[0]).toEqual(['user/assumer', 'always', ['r0']]);
    // The search takes a step for each of the 71 principals, and another for the user that assumes a role.
    expect(steps).toBe(50 + 1 + 20 + 1);
  });

  it('find principals that the resource policy allows, in other accounts only with their own permission', () => {
    const resources = bucket({
      ...allow('s3:GetObject', `${BUCKET}/*`),
      Principal: { AWS: [`arn:aws:iam::${A}:user/named`, B] },
    });
    const principals = [user(B, 'granted', identity(allow('s3:*'))), user(B, 'idle')];
    const model = { accounts: [account(A, [user(A, 'named'), user(A, 'other')]), account(B, principals)], resources };
    expect(named(whoCan(model, 's3:GetObject', OBJECT))).toEqual([
      ['user/named', 'always', []],
      ['user/granted', 'always', []],
    ]);
  });

  it('find the shortest chain of roles across accounts, unless an SCP denies it', () => {
    const start = user(B, 'start', identity(allow('sts:AssumeRole')));
    const middle = role(B, 'Middle', { AWS: B }, identity(allow('sts:AssumeRole', `arn:aws:iam::${A}:role/Reader`)));
    const reader = role(A, 'Reader', { AWS: `arn:aws:iam::${B}:role/Middle` }, identity(allow('s3:GetObject')));
    const resources = [{ arn: BUCKET, accountId: A }];
    const open = { accounts: [account(A, [reader]), account(B, [start, middle])], resources };
    expect(named(whoCan(open, 's3:GetObject', OBJECT))).toEqual([
      ['role/Reader', 'always', []],
      ['user/start', 'always', ['Middle', 'Reader']],
      ['role/Middle', 'always', ['Reader']],
    ]);
    const noAssume = samplePolicy('scp', 'NoAssume', { Effect: 'Deny', Action: 'sts:AssumeRole', Resource: '*' });
    const closed = { accounts: [account(A, [reader]), account(B, [start, middle], noAssume)], resources };
    expect(named(whoCan(closed, 's3:GetObject', OBJECT))).toEqual([['role/Reader', 'always', []]]);
    expect(named(whoCan(open, 's3:GetObject', OBJECT, { throughRoles: false }))).toHaveLength(1);
    expect(named(whoCan(open, 's3:GetObject', OBJECT, { accounts: [B] }))).toHaveLength(2);
  });

  it('mark conditional access and prefer a certain chain over shorter conditional access', () => {
    const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
    const careful = user(A, 'careful', identity(allow('s3:GetObject', '*', mfa), allow('sts:AssumeRole')));
    const guarded = role(A, 'Guarded', { AWS: A }, identity(allow('s3:GetObject')), mfa);
    const resources = [{ arn: BUCKET, accountId: A }];
    const one = { accounts: [account(A, [careful, guarded])], resources };
    expect(named(whoCan(one, 's3:GetObject', OBJECT))).toEqual([
      ['user/careful', 'sometimes', []],
      ['role/Guarded', 'always', []],
    ]);
    const open = role(A, 'Open', { AWS: A }, identity(allow('s3:GetObject')));
    const two = { accounts: [account(A, [careful, guarded, open])], resources };
    expect(named(whoCan(two, 's3:GetObject', OBJECT))[0]).toEqual(['user/careful', 'always', ['Open']]);
    expect(whoCan(two, 's3:GetObject', OBJECT).principals[0]?.direct).toBe('sometimes');
  });

  it('decide conditions on known facts of the principal', () => {
    const red = { StringEquals: { 'aws:PrincipalTag/team': 'red' } };
    const tagged = {
      ...user(A, 'tagged', identity(allow('s3:*', '*', red))),
      facts: { knownContext: { 'aws:PrincipalTag/team': 'red' } },
    };
    const bare = { ...user(A, 'bare', identity(allow('s3:*', '*', red))), facts: { absentKeys: ['aws:PrincipalTag/*'] } };
    const model = { accounts: [account(A, [tagged, bare])], resources: [{ arn: BUCKET, accountId: A }] };
    expect(named(whoCan(model, 's3:GetObject', OBJECT))).toEqual([['user/tagged', 'always', []]]);
  });

  it('list principals outside the model that the resource policy allows', () => {
    const outsider = '999999999999';
    const resources = bucket(
      {
        ...allow('s3:GetObject', `${BUCKET}/*`),
        Principal: { AWS: [outsider, `arn:aws:iam::${outsider}:role/X`], Service: 'logs.amazonaws.com' },
      },
      { ...allow('s3:GetObject', `${BUCKET}/*`, { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }), Principal: '*' },
      { Effect: 'Deny', Principal: { Service: 'logs.amazonaws.com' }, Action: 's3:*', Resource: `${BUCKET}/*` },
    );
    const answer = whoCan({ accounts: [account(A, [])], resources }, 's3:GetObject', OBJECT);
    expect(answer.anonymous).toBe('sometimes');
    expect(answer.outside.map(({ principal, access }) => [principal, access])).toEqual([
      [outsider, 'always'],
      [`arn:aws:iam::${outsider}:role/X`, 'always'],
    ]);
  });

  it('list an outside account that a role trusts under a condition as conditional access', () => {
    const outsider = '999999999999';
    const vendor = role(A, 'Vendor', { AWS: outsider }, [], { StringEquals: { 'sts:ExternalId': 'unit-7' } });
    const answer = whoCan({ accounts: [account(A, [vendor])], resources: [] }, 'sts:AssumeRole', vendor.arn);
    expect(answer.outside.map(({ principal, access }) => [principal, access])).toEqual([[outsider, 'sometimes']]);
  });

  it('list the actions that a principal can perform on a resource, directly or through roles', () => {
    const reader = user(A, 'reader', identity(allow(['s3:GetObject', 's3:ListBucket']), allow('sts:AssumeRole')));
    const writer = role(A, 'Writer', { AWS: A }, identity(allow('s3:PutObject', `${BUCKET}/*`)));
    const model = { accounts: [account(A, [reader, writer])], resources: [{ arn: BUCKET, accountId: A }] };
    const actions = sampleIndex('s3', 'ec2', 'sts');
    const can = (arn: string, resource: string) =>
      whatCan(model, arn, resource, actions).map(({ action, path }) => [action, path.length]);
    expect(can(reader.arn, OBJECT)).toEqual([
      ['s3:GetObject', 0],
      ['s3:PutObject', 1],
    ]);
    expect(can(reader.arn, BUCKET)).toEqual([['s3:ListBucket', 0]]);
    expect(can(reader.arn, writer.arn)).toEqual([['sts:AssumeRole', 0]]);
    expect(can('arn:aws:iam::111111111111:user/none', OBJECT)).toEqual([]);
  });
});
