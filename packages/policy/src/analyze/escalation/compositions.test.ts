import { describe, expect, it } from 'vitest';
import type { PreparedPolicy } from '../../evaluate/record';
import type { AccessAccount, AccessModel, AccessPrincipal, AccessResource } from '../model/access-model';
import { anySessionOf } from '../model/any-session';
import { sampleIndex, samplePolicy } from '../testing/sample-policies';
import { escalationPaths } from './escalation-paths';

const A = '111111111111';
const index = sampleIndex('iam', 'sts', 's3', 'ec2', 'lambda', 'glue', 'ssm');
const ADMIN = samplePolicy('identity', 'admin', { Effect: 'Allow', Action: '*', Resource: '*' });
const LITTLE = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const arnOf = (type: string, name: string) => `arn:aws:iam::${A}:${type}/${name}`;

/** The principal that the caller changes and then becomes. It starts without permissions. */
type Target = { kind: 'user' | 'role'; entry: Partial<AccessPrincipal>; account: Partial<AccessAccount> };
type Way = { permissions: readonly string[]; steps: readonly string[] };

const managed = (name: string, statement: unknown): PreparedPolicy => {
  const made = samplePolicy('identity', name, statement);
  return { ...made, ref: { ...made.ref, arn: arnOf('policy', name) } };
};
const WORK = managed('work', LITTLE);
const ALL = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
const GROUP = { name: 'administrators', arn: arnOf('group', 'administrators'), policies: [ADMIN] };
const STAFF = { name: 'staff', arn: arnOf('group', 'staff'), policies: [] };

/** All changes that turn a principal without permissions into an administrator, with their requirements. */
const CHANGES: readonly (Way & {
  kinds: readonly Target['kind'][];
  entry?: Partial<AccessPrincipal>;
  account?: Partial<AccessAccount>;
})[] = [
  ...(['User', 'Role'] as const).flatMap((kind) => {
    const kinds = [kind.toLowerCase() as Target['kind']];
    return [
      { kinds, permissions: [`iam:Attach${kind}Policy`], steps: ['attachPolicy'] },
      { kinds, permissions: [`iam:Put${kind}Policy`], steps: ['putPolicy'] },
      {
        kinds,
        permissions: [`iam:Delete${kind}PermissionsBoundary`],
        steps: ['removeBoundary'],
        entry: { identity: [ADMIN], boundary: samplePolicy('boundary', 'limit', LITTLE) },
      },
      {
        kinds,
        permissions: [`iam:Delete${kind}PermissionsBoundary`, `iam:Put${kind}Policy`],
        steps: ['putPolicy', 'removeBoundary'],
        entry: { boundary: samplePolicy('boundary', 'limit', LITTLE) },
      },
    ];
  }),
  {
    kinds: ['user', 'role'],
    permissions: ['iam:CreatePolicyVersion'],
    steps: ['newPolicyVersion'],
    entry: { identity: [WORK] },
  },
  {
    kinds: ['user', 'role'],
    permissions: ['iam:CreatePolicyVersion', 'iam:DeletePolicyVersion'],
    steps: ['deletePolicyVersion', 'newPolicyVersion'],
    entry: { identity: [WORK] },
    account: { versionCounts: new Map([[arnOf('policy', 'work'), 5]]) },
  },
  {
    kinds: ['user', 'role'],
    permissions: ['iam:SetDefaultPolicyVersion'],
    steps: ['setPolicyVersion'],
    entry: { identity: [WORK] },
    account: { versions: new Map([[arnOf('policy', 'work'), [{ versionId: 'v1', document: ALL }]]]) },
  },
  { kinds: ['user'], permissions: ['iam:AddUserToGroup'], steps: ['addToGroup'], account: { groups: [GROUP] } },
  {
    kinds: ['user'],
    permissions: ['iam:PutGroupPolicy'],
    steps: ['putPolicy'],
    entry: { groups: ['staff'] },
    account: { groups: [STAFF] },
  },
];

const FUNCTION = `arn:aws:lambda:us-east-1:${A}:function:job`;
const INSTANCE = `arn:aws:ec2:us-east-1:${A}:instance/i-1`;

/** Every way to become another principal. */
const ENTRIES: readonly (Way & {
  kind: Target['kind'];
  trusted?: unknown;
  entry?: Partial<AccessPrincipal>;
  runs?: AccessResource;
})[] = [
  { kind: 'user', permissions: ['iam:CreateAccessKey'], steps: ['createAccessKey'] },
  {
    kind: 'user',
    permissions: ['iam:DeleteAccessKey', 'iam:CreateAccessKey'],
    steps: ['deleteAccessKey', 'createAccessKey'],
    entry: { accessKeys: 2 },
  },
  { kind: 'user', permissions: ['iam:CreateLoginProfile'], steps: ['createLoginProfile'], entry: { hasLoginProfile: false } },
  { kind: 'user', permissions: ['iam:UpdateLoginProfile'], steps: ['updateLoginProfile'], entry: { hasLoginProfile: true } },
  {
    kind: 'user',
    permissions: ['iam:DeleteLoginProfile', 'iam:CreateLoginProfile'],
    steps: ['deleteLoginProfile', 'createLoginProfile'],
    entry: { hasLoginProfile: true },
  },
  {
    kind: 'user',
    permissions: ['iam:UpdateLoginProfile', 'iam:DeactivateMFADevice'],
    steps: ['removeMfa', 'updateLoginProfile'],
    entry: { hasLoginProfile: true, hasMfa: true },
  },
  { kind: 'role', permissions: ['sts:AssumeRole'], steps: ['assumeRole'], trusted: { AWS: A } },
  {
    kind: 'role',
    permissions: ['iam:UpdateAssumeRolePolicy'],
    steps: ['updateTrust', 'assumeRole'],
    trusted: { Service: 's3.amazonaws.com' },
  },
  {
    kind: 'role',
    permissions: ['iam:PassRole', 'glue:CreateJob', 'glue:StartJobRun'],
    steps: ['passRole'],
    trusted: { Service: 'glue.amazonaws.com' },
  },
  {
    kind: 'role',
    permissions: ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'],
    steps: ['takeOver'],
    trusted: { Service: 'lambda.amazonaws.com' },
    runs: { arn: FUNCTION, accountId: A, runs: { service: 'lambda.amazonaws.com', role: arnOf('role', 'target') } },
  },
  {
    kind: 'role',
    permissions: ['ssm:SendCommand'],
    steps: ['takeOver'],
    trusted: { Service: 'ec2.amazonaws.com' },
    runs: { arn: INSTANCE, accountId: A, runs: { service: 'ec2.amazonaws.com', role: arnOf('role', 'target') } },
  },
];

const CASES = CHANGES.flatMap((change) =>
  ENTRIES.flatMap((entry) =>
    change.kinds.includes(entry.kind) ? [{ name: `${change.steps} and ${entry.steps}`, change, entry }] : [],
  ),
);
type Case = (typeof CASES)[number];

function roleEntry(name: string, trusted: unknown, more: Partial<AccessPrincipal>): AccessPrincipal {
  const arn = arnOf('role', name);
  const trust = samplePolicy('trust', `trust-${name}`, { Effect: 'Allow', Principal: trusted, Action: 'sts:AssumeRole' });
  return { arn, principal: anySessionOf({ arn, roleId: `AROA${name}`, accountId: A }), identity: [], trust, ...more };
}

function userEntry(name: string, more: Partial<AccessPrincipal>): AccessPrincipal {
  const arn = arnOf('user', name);
  return { arn, principal: { type: 'User', accountId: A, arn, userId: `AIDA${name}`, userName: name }, identity: [], ...more };
}

/** Returns a policy with these permissions on everything except the caller's own roles. */
function grants(permissions: readonly string[]): PreparedPolicy {
  const own = [arnOf('role', 'me'), arnOf('role', 'helper')];
  return samplePolicy('identity', `grants-${permissions.join()}`, {
    Effect: 'Allow',
    Action: permissions.length > 0 ? permissions : 's3:GetObject',
    NotResource: own,
  });
}

/**
 * Builds a model where the role `me` can assume the role `helper`. `helper` makes the change, and `me` becomes the target. If `alone`, `me`
 * does both.
 * @param missing a permission that neither role has
 */
function modelOf({ change, entry }: Case, alone: boolean, missing?: string): AccessModel {
  const has = (permissions: readonly string[]) => permissions.filter((permission) => permission !== missing);
  const target = { ...change.entry, ...entry.entry };
  // The caller is a role here, which cannot be in a group.
  const mine = alone ? [...has(change.permissions), ...has(entry.permissions)] : has(entry.permissions);
  const me = roleEntry('me', { AWS: '222222222222' }, { identity: [grants(mine), assumes(alone)] });
  const helper = roleEntry('helper', { AWS: arnOf('role', 'me') }, { identity: alone ? [] : [grants(has(change.permissions))] });
  const other = entry.kind === 'user' ? userEntry('target', target) : roleEntry('target', entry.trusted, target);
  const account: AccessAccount = {
    accountId: A,
    name: 'own',
    management: false,
    groups: [],
    principals: [me, helper, other],
    quotas: {
      AccessKeysPerUser: 2,
      VersionsPerPolicy: 5,
      PoliciesPerUser: 10,
      PoliciesPerGroup: 10,
      PoliciesPerRole: 10,
      GroupsPerUser: 10,
      UsersPerAccount: 5000,
      RolesPerAccount: 1000,
    },
    ...change.account,
  };
  return { accounts: [account], resources: entry.runs ? [entry.runs] : [] };
}

function assumes(alone: boolean): PreparedPolicy {
  const Resource = alone ? arnOf('role', 'none') : arnOf('role', 'helper');
  return samplePolicy('identity', 'assumes', { Effect: 'Allow', Action: 'sts:AssumeRole', Resource });
}

function pathOf(model: AccessModel) {
  const path = escalationPaths(model, index).paths.find(({ principal }) => principal === arnOf('role', 'me'));
  return path && [path.access, ...path.steps.map(({ method }) => method)];
}

describe('an escalation path through a modified principal', () => {
  it.each(CASES)('is found for $name when the caller has all permissions', (one) => {
    expect(pathOf(modelOf(one, true))).toEqual(['always', ...one.change.steps, ...one.entry.steps]);
  });

  it.each(CASES)('is found for $name when the caller can assume a role that can make the change', (one) => {
    expect(pathOf(modelOf(one, false))).toEqual(['always', 'assumeRole', ...one.change.steps, ...one.entry.steps]);
  });

  it.each(CASES)('is not certain for $name without any one of the permissions', (one) => {
    const { change, entry } = one;
    for (const missing of [...change.permissions, ...entry.permissions]) {
      // If both parts need the permission, neither has it.
      expect([missing, pathOf(modelOf(one, true, missing))?.[0] === 'always']).toEqual([missing, false]);
    }
  });
});
