import type { PreparedPolicy } from '../../evaluate/record';
import type { OrganizationLevel } from '../../evaluate/types';
import type { AccessAccount, AccessModel, AccessPrincipal } from '../model/access-model';
import { anySessionOf } from '../model/any-session';
import { FULL_ACCESS, sampleLevel, samplePolicy } from './sample-policies';

/** Policies that many principals share. */
export type SharedPolicies = {
  admin: PreparedPolicy;
  powerUser: PreparedPolicy;
  readOnly: PreparedPolicy;
  ec2: PreparedPolicy;
  support: PreparedPolicy;
  boundary: PreparedPolicy;
  regionLimit: PreparedPolicy;
  protectAudit: PreparedPolicy;
};

export const SHARED: SharedPolicies = {
  admin: samplePolicy('identity', 'Admin', { Effect: 'Allow', Action: '*', Resource: '*' }),
  powerUser: samplePolicy('identity', 'PowerUser', [
    { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
    { Effect: 'Allow', Action: ['iam:ListRoles', 'organizations:DescribeOrganization'], Resource: '*' },
  ]),
  readOnly: samplePolicy('identity', 'ReadOnly', {
    Effect: 'Allow',
    Action: ['*:Get*', '*:List*', '*:Describe*'],
    Resource: '*',
  }),
  ec2: samplePolicy('identity', 'Ec2', { Effect: 'Allow', Action: ['ec2:*', 'elasticloadbalancing:*'], Resource: '*' }),
  support: samplePolicy('identity', 'Support', { Effect: 'Allow', Action: ['support:*', 'cloudwatch:*'], Resource: '*' }),
  boundary: samplePolicy('boundary', 'Developers', { Effect: 'Allow', NotAction: ['iam:*', 'billing:*'], Resource: '*' }),
  regionLimit: samplePolicy('scp', 'RegionLimit', {
    Effect: 'Deny',
    NotAction: ['iam:*', 'sts:*', 'organizations:*', 'support:*'],
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-north-1', 'eu-central-1'] } },
  }),
  protectAudit: samplePolicy('scp', 'ProtectAudit', {
    Effect: 'Deny',
    Action: 'iam:*',
    Resource: 'arn:aws:iam::*:role/Audit',
    Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Admin' } },
  }),
};

export const MANAGEMENT = '100000000000';

export function sampleAccountId(i: number): string {
  return String(100_000_000_000 + i);
}

const ACCOUNTS_PER_UNIT = 20;

/** The SCPs attached to the root and to each OU. */
export type SampleGuardrails = { root: readonly PreparedPolicy[]; unit: (i: number) => readonly PreparedPolicy[] };

export const GUARDRAILS: SampleGuardrails = { root: [FULL_ACCESS, SHARED.protectAudit], unit: () => [FULL_ACCESS] };

/**
 * Returns an organization of accounts with five users and five roles each. The management account may assume one role and an audit account
 * another. Every account also has a policy of its own, as real accounts do.
 */
export function sampleOrganization(accounts: number, guardrails: SampleGuardrails = GUARDRAILS): AccessModel {
  const root = sampleLevel('root', 'r', ...guardrails.root);
  const units = Array.from({ length: Math.ceil(accounts / ACCOUNTS_PER_UNIT) }, (_, i) =>
    sampleLevel('organizationalUnit', `ou-${i}`, ...guardrails.unit(i)),
  );
  return {
    accounts: Array.from({ length: accounts }, (_, i) => {
      const unit = units[Math.floor(i / ACCOUNTS_PER_UNIT)];
      return sampleAccount(i, unit === undefined ? [root] : [root, unit]);
    }),
    resources: [],
  };
}

function sampleAccount(i: number, path: readonly OrganizationLevel<PreparedPolicy>[]): AccessAccount {
  const accountId = sampleAccountId(i);
  return {
    accountId,
    name: `account-${i}`,
    management: accountId === MANAGEMENT,
    scp: [...path, sampleLevel('account', accountId, FULL_ACCESS)],
    principals: principalsOf(accountId, i),
    groups: [],
  };
}

function principalsOf(accountId: string, i: number): AccessPrincipal[] {
  const own = samplePolicy('identity', `own-${i}`, [
    { Effect: 'Allow', Action: 's3:*', Resource: [`arn:aws:s3:::data-${i}`, `arn:aws:s3:::data-${i}/*`] },
    { Effect: 'Allow', Action: 'dynamodb:*', Resource: `arn:aws:dynamodb:*:${accountId}:table/app-*` },
    { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: `arn:aws:iam::${accountId}:role/Deploy` },
  ]);
  const { admin, powerUser, readOnly, ec2, support, boundary } = SHARED;
  const user = (name: string, identity: readonly PreparedPolicy[], limit?: PreparedPolicy): AccessPrincipal => {
    const arn = `arn:aws:iam::${accountId}:user/${name}`;
    const principal = { type: 'User', accountId, arn, userId: `AIDA${name.toUpperCase()}${i}`, userName: name } as const;
    return limit === undefined ? { arn, principal, identity } : { arn, principal, identity, boundary: limit };
  };
  const role = (name: string, identity: readonly PreparedPolicy[], trusted: unknown): AccessPrincipal => {
    const arn = `arn:aws:iam::${accountId}:role/${name}`;
    const statement = { Effect: 'Allow', Principal: trusted, Action: 'sts:AssumeRole' };
    const trust = samplePolicy('trust', `trust-${name}-${i}`, statement);
    return { arn, principal: anySessionOf({ arn, roleId: `AROA${name.toUpperCase()}${i}`, accountId }), identity, trust };
  };
  return [
    user('admin', [admin]),
    user('developer', [powerUser, readOnly, own], boundary),
    user('operator', [readOnly, ec2, own]),
    user('analyst', [readOnly, own]),
    user('helper', [support, own]),
    role('Admin', [admin], { AWS: MANAGEMENT }),
    role('Audit', [readOnly], { AWS: `arn:aws:iam::${sampleAccountId(1)}:user/analyst` }),
    role('Deploy', [powerUser, own], { AWS: accountId }),
    role('Function', [readOnly, own], { Service: 'lambda.amazonaws.com' }),
    role('Break', [admin, support], { AWS: `arn:aws:iam::${accountId}:role/Admin` }),
  ];
}
