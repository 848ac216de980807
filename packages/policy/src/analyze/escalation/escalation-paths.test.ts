import { describe, expect, it } from 'vitest';
import type { PreparedPolicy } from '../../evaluate/record';
import type { AccessAccount, AccessModel, AccessPrincipal, AccessQuotas } from '../model/access-model';
import { anySessionOf } from '../model/any-session';
import { FULL_ACCESS, sampleIndex, sampleLevel, samplePolicy } from '../testing/sample-policies';
import { COMPUTE_SERVICES, ROLE_CHANGED, TAKEN_OVER } from './compute-services';
import { type EscalationPath, escalationPaths, escalationSteps } from './escalation-paths';

const A = '111111111111';
const B = '222222222222';
const index = sampleIndex('iam', 'sts', 's3', 'ec2', 'lambda', 'ecs', 'cloudformation', 'codebuild', 'glue', 'sagemaker');

const allow = (Action: unknown, Resource: unknown = '*', Condition: unknown = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  Condition,
});
const deny = (Action: unknown, Resource: unknown = '*') => ({ Effect: 'Deny', Action, Resource });
const identity = (...statements: unknown[]) => [samplePolicy('identity', 'own', statements)];
const ADMIN = identity(allow('*'));

function user(name: string, policies: readonly PreparedPolicy[], more: Partial<AccessPrincipal> = {}): AccessPrincipal {
  const arn = `arn:aws:iam::${A}:user/${name}`;
  return {
    arn,
    principal: { type: 'User', accountId: A, arn, userId: `AIDA${name}`, userName: name },
    identity: policies,
    ...more,
  };
}

function role(name: string, trusted: unknown, policies: readonly PreparedPolicy[], accountId = A): AccessPrincipal {
  const arn = `arn:aws:iam::${accountId}:role/${name}`;
  const trust = samplePolicy('trust', `trust-${name}`, { Effect: 'Allow', Principal: trusted, Action: 'sts:AssumeRole' });
  return { arn, principal: anySessionOf({ arn, roleId: `AROA${name}`, accountId }), identity: policies, trust };
}

function account(principals: readonly AccessPrincipal[], more: Partial<AccessAccount> = {}): AccessAccount {
  return { accountId: A, name: 'own', management: false, principals, groups: [], ...more };
}

const modelOf = (
  principals: readonly AccessPrincipal[],
  more: Partial<AccessAccount> = {},
  resources: AccessModel['resources'] = [],
): AccessModel => ({ accounts: [account(principals, more)], resources });

const BOSS = `arn:aws:iam::${A}:role/Boss`;
const FUNCTION = `arn:aws:lambda:us-east-1:${A}:function:job`;
const INSTANCE = `arn:aws:ec2:us-east-1:${A}:instance/i-1`;
const running = (service: string, arn: string, roleArn?: string) => ({
  arn,
  accountId: A,
  runs: { service: `${service}.amazonaws.com`, ...(roleArn && { role: roleArn }) },
});
const bossOf = (service: string) => role('Boss', { Service: `${service}.amazonaws.com` }, ADMIN);

const told = ({ access, steps }: EscalationPath) => [
  access,
  ...steps.map(({ method, service, value }) => [method, service, value].filter((part) => part !== undefined).join(' ')),
];
const pathOf = (model: AccessModel, name: string) => {
  const path = escalationPaths(model, index).paths.find(({ principal }) => principal.endsWith(`/${name}`));
  return path === undefined ? null : told(path);
};

const me = `arn:aws:iam::${A}:user/me`;
const group = (name: string, policies: readonly PreparedPolicy[]) => ({ name, arn: `arn:aws:iam::${A}:group/${name}`, policies });
const managed = (name: string, ...statements: unknown[]): PreparedPolicy => {
  const made = samplePolicy('identity', name, statements);
  return { ...made, ref: { ...made.ref, arn: `arn:aws:iam::${A}:policy/${name}` } };
};
const limit = samplePolicy('boundary', 'limit', [allow('s3:*'), allow('iam:*')]);

const inGroup = (groupName: string, ...statements: unknown[]): PreparedPolicy => {
  const made = samplePolicy('identity', `in ${groupName}`, statements);
  return { ...made, ref: { ...made.ref, origin: { kind: 'group', groupName, inline: true } } };
};
const version = (versionId: string, ...Statement: unknown[]) => ({
  versionId,
  document: JSON.stringify({ Version: '2012-10-17', Statement }),
});
const MFA_GIVEN = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
function federated(type: 'saml' | 'oidc', Action: string): AccessPrincipal {
  const boss = role('Boss', { AWS: B }, ADMIN);
  const Federated = `arn:aws:iam::${A}:${type}-provider/idp.example.com`;
  return { ...boss, trust: samplePolicy('trust', 'trust-idp', { Effect: 'Allow', Principal: { Federated }, Action }) };
}

/** Quotas that allow one of each. */
const ONE_OF_EACH: AccessQuotas = {
  AccessKeysPerUser: 1,
  VersionsPerPolicy: 1,
  PoliciesPerUser: 1,
  PoliciesPerGroup: 1,
  PoliciesPerRole: 1,
  GroupsPerUser: 1,
  UsersPerAccount: 1,
  RolesPerAccount: 1,
};
const OTHER = managed('Other', allow('s3:GetObject'));
/** Returns a model whose user, group or role has reached its quota of policies. */
function fullOfPolicies(kind: 'User' | 'Group' | 'Role', more: readonly string[]): AccessModel {
  const own = identity(allow([`iam:Attach${kind}Policy`, ...more]), ...(kind === 'Role' ? [allow('sts:AssumeRole')] : []));
  if (kind === 'Role') return modelOf([user('me', own), role('worker', { AWS: A }, [OTHER])], { quotas: ONE_OF_EACH });
  if (kind === 'User') return modelOf([user('me', [...own, OTHER])], { quotas: ONE_OF_EACH });
  const inDevs = { ...OTHER, ref: { ...OTHER.ref, origin: { kind: 'group', groupName: 'Devs', inline: false } as const } };
  return modelOf([user('me', [...own, inDevs], { groups: ['Devs'] })], {
    groups: [group('Devs', [inDevs])],
    quotas: ONE_OF_EACH,
  });
}
const fullOfGroups = (more: readonly string[]): AccessModel =>
  modelOf([user('me', identity(allow(['iam:AddUserToGroup', ...more])), { groups: ['Devs'] })], {
    groups: [group('Devs', []), group('Admins', ADMIN)],
    quotas: ONE_OF_EACH,
  });
const NEW_USER = ['iam:CreateUser', 'iam:AttachUserPolicy', 'iam:CreateAccessKey'];
const NEW_ROLE = ['iam:CreateRole', 'iam:AttachRolePolicy', 'sts:AssumeRole'];
/** Returns a model whose account has reached its quota of users or roles. */
function fullOfPrincipals(kind: 'user' | 'role'): AccessModel {
  const me = user('me', identity(allow(kind === 'user' ? NEW_USER : NEW_ROLE, `arn:aws:iam::${A}:${kind}/new-*`)));
  return modelOf([me, role('idle', { Service: 'ec2.amazonaws.com' }, [])], { quotas: ONE_OF_EACH });
}

type Case = { name: string; model: AccessModel; path: readonly string[] | null };
const CASES: readonly Case[] = [
  ...(['User', 'Group', 'Role'] as const).flatMap((kind): Case[] => {
    const on = kind === 'Role' ? ['assumeRole'] : [];
    return [
      { name: `not one policy more than a ${kind} may have`, model: fullOfPolicies(kind, []), path: null },
      {
        name: `a policy in the place of another of a ${kind}`,
        model: fullOfPolicies(kind, [`iam:Detach${kind}Policy`]),
        path: ['always', 'detachPolicy Other', 'attachPolicy', ...on],
      },
    ];
  }),
  { name: 'not one group more than a user may have', model: fullOfGroups([]), path: null },
  { name: 'not a user more than an account may have', model: fullOfPrincipals('user'), path: null },
  { name: 'not a role more than an account may have', model: fullOfPrincipals('role'), path: null },
  {
    name: 'a group in the place of another',
    model: fullOfGroups(['iam:RemoveUserFromGroup']),
    path: ['always', 'exchangeGroup', 'addToGroup'],
  },
  {
    name: 'attaching a policy to itself',
    model: modelOf([user('me', identity(allow('iam:AttachUserPolicy', me)))]),
    path: ['always', 'attachPolicy'],
  },
  {
    name: 'not attaching one to somebody else',
    model: modelOf([user('me', identity(allow('iam:AttachUserPolicy', `${me}2`)))]),
    path: null,
  },
  {
    name: 'not attaching one when only others may be attached',
    model: modelOf([
      user(
        'me',
        identity(
          allow('iam:AttachUserPolicy', '*', { ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/ReadOnlyAccess' } }),
        ),
      ),
    ]),
    path: null,
  },
  {
    name: 'an inline policy of its own',
    model: modelOf([user('me', identity(allow('iam:PutUserPolicy')))]),
    path: ['always', 'putPolicy'],
  },
  {
    name: 'an inline policy, where MFA is given',
    model: modelOf([user('me', identity(allow('iam:PutUserPolicy', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })))]),
    path: ['sometimes', 'putPolicy'],
  },
  {
    name: 'a policy of its group',
    model: modelOf([user('me', identity(allow('iam:PutGroupPolicy')), { groups: ['Devs'] })], { groups: [group('Devs', [])] }),
    path: ['always', 'putPolicy'],
  },
  {
    name: 'a new version of a policy that is attached to it',
    model: modelOf([user('me', [managed('Mine', allow('iam:CreatePolicyVersion', `arn:aws:iam::${A}:policy/Mine`))])]),
    path: ['always', 'newPolicyVersion'],
  },
  {
    name: 'a policy for somebody else, whose key it then makes',
    model: modelOf([user('me', identity(allow(['iam:AttachUserPolicy', 'iam:CreateAccessKey'], `${me}2`))), user('me2', [])]),
    path: ['always', 'attachPolicy', 'createAccessKey'],
  },
  {
    name: 'a policy for the group of somebody else, whose key it then makes',
    model: modelOf(
      [
        user('me', identity(allow('iam:PutGroupPolicy'), allow('iam:CreateAccessKey', `${me}2`))),
        user('me2', [], { groups: ['Devs'] }),
      ],
      { groups: [group('Devs', [])] },
    ),
    path: ['always', 'putPolicy', 'createAccessKey'],
  },
  {
    name: 'not a policy for somebody else whose boundary keeps them from more',
    model: modelOf([
      user('me', identity(allow(['iam:AttachUserPolicy', 'iam:CreateAccessKey'], `${me}2`))),
      user('me2', [], { boundary: samplePolicy('boundary', 'storage', [allow('s3:*')]) }),
    ]),
    path: null,
  },
  {
    name: 'a policy for a role that it hands to a service',
    model: modelOf([
      user(
        'me',
        identity(
          allow('iam:PutRolePolicy', '*'),
          allow('iam:PassRole', '*'),
          allow(['lambda:CreateFunction', 'lambda:InvokeFunction']),
        ),
      ),
      role('Boss', { Service: 'lambda.amazonaws.com' }, []),
    ]),
    path: ['always', 'putPolicy', 'passRole lambda.amazonaws.com'],
  },
  {
    name: 'a policy for the role that a function runs with, whose code it then writes',
    model: modelOf(
      [
        user(
          'me',
          identity(allow('iam:AttachRolePolicy', BOSS), allow(['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'], FUNCTION)),
        ),
        role('Boss', { Service: 'lambda.amazonaws.com' }, []),
      ],
      {},
      [running('lambda', FUNCTION, BOSS)],
    ),
    path: ['always', 'attachPolicy', 'takeOver lambda.amazonaws.com'],
  },
  {
    name: 'not a new version of what is not attached',
    model: modelOf([user('me', identity(allow('iam:CreatePolicyVersion')))]),
    path: null,
  },
  {
    name: 'joining the administrators',
    model: modelOf([user('me', identity(allow('iam:AddUserToGroup')))], { groups: [group('Admins', ADMIN)] }),
    path: ['always', 'addToGroup'],
  },
  {
    name: 'joining a group whose policies lead on',
    model: modelOf([user('me', identity(allow('iam:AddUserToGroup')))], {
      groups: [group('Keepers', identity(allow('iam:PutUserPolicy')))],
    }),
    path: ['always', 'addToGroup', 'putPolicy'],
  },
  {
    name: 'a key for an administrator',
    model: modelOf([user('me', identity(allow('iam:CreateAccessKey'))), user('boss', ADMIN)]),
    path: ['always', 'createAccessKey'],
  },
  {
    name: 'a password for an administrator who has none',
    model: modelOf([user('me', identity(allow('iam:CreateLoginProfile'))), user('boss', ADMIN, { hasLoginProfile: false })]),
    path: ['always', 'createLoginProfile'],
  },
  {
    name: 'no new password for one who has one',
    model: modelOf([user('me', identity(allow('iam:CreateLoginProfile'))), user('boss', ADMIN, { hasLoginProfile: true })]),
    path: null,
  },
  {
    name: 'another password for one who may have one',
    model: modelOf([user('me', identity(allow('iam:UpdateLoginProfile'))), user('boss', ADMIN)]),
    path: ['sometimes', 'updateLoginProfile'],
  },
  {
    name: 'a role that is an administrator',
    model: modelOf([user('me', identity(allow('sts:AssumeRole'))), role('Boss', { AWS: A }, ADMIN)]),
    path: ['always', 'assumeRole'],
  },
  {
    name: 'a role made to trust it',
    model: modelOf([
      user('me', identity(allow('iam:UpdateAssumeRolePolicy'))),
      role('Boss', { Service: 'ec2.amazonaws.com' }, ADMIN),
    ]),
    path: ['always', 'updateTrust', 'assumeRole'],
  },
  {
    name: 'more policies for a role it can assume',
    model: modelOf([user('me', identity(allow(['iam:PutRolePolicy', 'sts:AssumeRole']))), role('Plain', { AWS: A }, [])]),
    path: ['always', 'putPolicy', 'assumeRole'],
  },
  {
    name: 'more policies for a role that it lets itself into',
    model: modelOf([
      user('me', identity(allow(['iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy']))),
      role('Plain', { Service: 'ec2.amazonaws.com' }, []),
    ]),
    path: ['always', 'attachPolicy', 'updateTrust', 'assumeRole'],
  },
  {
    name: 'an administrator role passed to a function',
    model: modelOf([
      user('me', identity(allow(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction']))),
      role('Boss', { Service: 'lambda.amazonaws.com' }, ADMIN),
    ]),
    path: ['always', 'passRole lambda.amazonaws.com'],
  },
  {
    name: 'not passed to a service that the role does not trust',
    model: modelOf([
      user('me', identity(allow(['iam:PassRole', 'ec2:RunInstances']))),
      role('Boss', { Service: 'lambda.amazonaws.com' }, ADMIN),
    ]),
    path: null,
  },
  {
    name: 'not passed to a service that the condition excludes',
    model: modelOf([
      user(
        'me',
        identity(
          allow('iam:PassRole', '*', { StringEquals: { 'iam:PassedToService': 'ecs.amazonaws.com' } }),
          allow('ec2:RunInstances'),
        ),
      ),
      role('Boss', { Service: 'ec2.amazonaws.com' }, ADMIN),
    ]),
    path: null,
  },
  {
    name: 'a function that runs as an administrator',
    model: modelOf(
      [user('me', identity(allow(['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'], FUNCTION))), bossOf('lambda')],
      {},
      [running('lambda', FUNCTION, BOSS)],
    ),
    path: ['always', 'takeOver lambda.amazonaws.com'],
  },
  {
    name: 'a function that it may let itself invoke',
    model: modelOf(
      [user('me', identity(allow(['lambda:UpdateFunctionConfiguration', 'lambda:AddPermission']))), bossOf('lambda')],
      {},
      [running('lambda', FUNCTION, BOSS)],
    ),
    path: ['always', 'addPermission', 'takeOver lambda.amazonaws.com'],
  },
  {
    name: 'a function whose policy lets it in',
    model: modelOf([user('me', identity(allow('lambda:UpdateFunctionCode'))), bossOf('lambda')], {}, [
      {
        ...running('lambda', FUNCTION, BOSS),
        policy: samplePolicy('resource', 'function', {
          Effect: 'Allow',
          Principal: { AWS: me },
          Action: 'lambda:InvokeFunction',
          Resource: FUNCTION,
        }),
      },
    ]),
    path: ['always', 'takeOver lambda.amazonaws.com'],
  },
  {
    name: 'not a function whose role the service may not take on any more',
    model: modelOf([user('me', identity(allow('lambda:*'))), bossOf('ec2')], {}, [running('lambda', FUNCTION, BOSS)]),
    path: null,
  },
  {
    name: 'not where nothing runs',
    model: modelOf([user('me', identity(allow(['lambda:UpdateFunctionCode', 'lambda:InvokeFunction']))), bossOf('lambda')]),
    path: null,
  },
  {
    name: 'an instance that runs as an administrator',
    model: modelOf(
      [user('me', identity(allow(['ec2:ModifyInstanceAttribute', 'ec2:StopInstances', 'ec2:StartInstances']))), bossOf('ec2')],
      {},
      [running('ec2', INSTANCE, BOSS)],
    ),
    path: ['always', 'takeOver ec2.amazonaws.com'],
  },
  {
    name: 'an administrator’s profile for an instance that has none',
    model: modelOf([user('me', identity(allow(['iam:PassRole', 'ec2:AssociateIamInstanceProfile']))), bossOf('ec2')], {}, [
      running('ec2', INSTANCE),
    ]),
    path: ['always', 'passRole ec2.amazonaws.com'],
  },
  {
    name: 'an administrator’s role for a function that is there',
    model: modelOf(
      [
        user('me', identity(allow(['iam:PassRole', 'lambda:UpdateFunctionConfiguration', 'lambda:InvokeFunction']))),
        bossOf('lambda'),
      ],
      {},
      [running('lambda', FUNCTION)],
    ),
    path: ['always', 'passRole lambda.amazonaws.com'],
  },
  {
    name: 'a new administrator',
    model: modelOf([user('me', identity(allow(['iam:CreateUser', 'iam:AttachUserPolicy', 'iam:CreateAccessKey'], `${me}-*`)))]),
    path: ['sometimes', 'createUser', 'attachPolicy', 'createAccessKey'],
  },
  {
    name: 'past a boundary that lets it remove boundaries, once it has the permission',
    model: modelOf([user('me', identity(allow('iam:PutUserPolicy', me)), { boundary: limit })]),
    path: ['always', 'putPolicy', 'removeBoundary'],
  },
  {
    name: 'not past a boundary that does not',
    model: modelOf([
      user('me', identity(allow('iam:PutUserPolicy', me)), {
        boundary: samplePolicy('boundary', 'limit', allow(['s3:*', 'iam:PutUserPolicy'])),
      }),
    ]),
    path: null,
  },
  {
    name: 'past a boundary that it can remove',
    model: modelOf([
      user('me', identity(allow(['iam:PutUserPolicy', 'iam:DeleteUserPermissionsBoundary'], me)), { boundary: limit }),
    ]),
    path: ['always', 'removeBoundary', 'putPolicy'],
  },
  {
    name: 'an older version of its policy, which allowed more',
    model: modelOf([user('me', [managed('Mine', allow('iam:SetDefaultPolicyVersion'))])], {
      versions: new Map([[`arn:aws:iam::${A}:policy/Mine`, [version('v1', allow('*')), version('v2', allow('s3:*'))]]]),
    }),
    path: ['always', 'setPolicyVersion v1'],
  },
  {
    name: 'not an older version that allows no more, nor one of a policy it has not',
    model: modelOf([user('me', [managed('Mine', allow('iam:SetDefaultPolicyVersion'))])], {
      versions: new Map([
        [`arn:aws:iam::${A}:policy/Mine`, [version('v2', allow('s3:*'))]],
        [`arn:aws:iam::${A}:policy/Other`, [version('v1', allow('*'))]],
      ]),
    }),
    path: null,
  },
  {
    name: 'a policy that denies, once it is off',
    model: modelOf([
      user('me', [
        ...identity(allow(['iam:DetachUserPolicy', 'iam:PutUserPolicy'], me)),
        managed('Guard', { Effect: 'Deny', Action: 'iam:Put*', Resource: '*' }),
      ]),
    ]),
    path: ['always', 'dropPolicy Guard', 'putPolicy'],
  },
  {
    name: 'a group whose policies deny, once it has left',
    model: modelOf(
      [
        user('me', [...identity(allow(['iam:RemoveUserFromGroup', 'iam:PutUserPolicy'])), inGroup('Guarded', deny('iam:Put*'))], {
          groups: ['Guarded'],
        }),
      ],
      { groups: [group('Guarded', [inGroup('Guarded', deny('iam:Put*'))])] },
    ),
    path: ['always', 'leaveGroup', 'putPolicy'],
  },
  {
    name: 'with MFA, for which it registers a device',
    model: modelOf([
      user(
        'me',
        identity(allow('iam:PutUserPolicy', '*', MFA_GIVEN), allow(['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice'])),
      ),
    ]),
    path: ['always', 'registerMfa', 'putPolicy'],
  },
  {
    name: 'an administrator whose rights need MFA, by a key and a device',
    model: modelOf([
      user('me', identity(allow(['iam:CreateAccessKey', 'iam:CreateVirtualMFADevice', 'iam:EnableMFADevice']))),
      user('boss', identity(allow('*', '*', MFA_GIVEN))),
    ]),
    path: ['always', 'registerMfa', 'createAccessKey'],
  },
  {
    name: 'no password for who has a device, unless it may take that off',
    model: modelOf([
      user('me', identity(allow('iam:UpdateLoginProfile'))),
      user('boss', ADMIN, { hasLoginProfile: true, hasMfa: true }),
    ]),
    path: null,
  },
  {
    name: 'a password for who has a device that it takes off',
    model: modelOf([
      user('me', identity(allow(['iam:UpdateLoginProfile', 'iam:DeactivateMFADevice']))),
      user('boss', ADMIN, { hasLoginProfile: true, hasMfa: true }),
    ]),
    path: ['always', 'removeMfa', 'updateLoginProfile'],
  },
  {
    name: 'a tag that its own policy asks for',
    model: modelOf([
      user('me', identity(allow('*', '*', { StringEquals: { 'aws:PrincipalTag/team': 'core' } }), allow('iam:TagUser', me)), {
        facts: { absentKeys: ['aws:PrincipalTag/*'] },
      }),
    ]),
    path: ['always', 'tagPrincipal team=core'],
  },
  {
    name: 'not where it may set other tags alone',
    model: modelOf([
      user(
        'me',
        identity(
          allow('*', '*', { StringEquals: { 'aws:PrincipalTag/team': 'core' } }),
          allow('iam:TagUser', me, { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['cost'] } }),
        ),
        { facts: { absentKeys: ['aws:PrincipalTag/*'] } },
      ),
    ]),
    path: null,
  },
  {
    name: 'a tag of its target',
    model: modelOf([
      user(
        'me',
        identity(allow('iam:CreateAccessKey', '*', { StringEquals: { 'aws:ResourceTag/open': 'yes' } }), allow('iam:TagUser')),
      ),
      user('boss', ADMIN, { tags: [] }),
    ]),
    path: ['always', 'tagPrincipal open=yes', 'createAccessKey'],
  },
  {
    name: 'not a target that has another tag',
    model: modelOf([
      user('me', identity(allow('iam:CreateAccessKey', '*', { StringEquals: { 'aws:ResourceTag/open': 'yes' } }))),
      user('boss', ADMIN, { tags: [{ Key: 'open', Value: 'no' }] }),
    ]),
    path: null,
  },
  {
    name: 'tags passed to the session of a role',
    model: modelOf([
      user('me', identity(allow('sts:*'))),
      {
        ...role('Boss', { AWS: A }, identity(allow('*', '*', { StringEquals: { 'aws:PrincipalTag/team': 'core' } }))),
        trust: samplePolicy('trust', 'open', {
          Effect: 'Allow',
          Principal: { AWS: A },
          Action: ['sts:AssumeRole', 'sts:TagSession'],
        }),
      },
    ]),
    path: ['always', 'assumeRole team=core'],
  },
  {
    name: 'a role that trusts a SAML provider whose metadata it may replace',
    model: modelOf([user('me', identity(allow('iam:UpdateSAMLProvider'))), federated('saml', 'sts:AssumeRoleWithSAML')]),
    path: ['always', 'replaceProvider', 'assumeRole'],
  },
  {
    name: 'a role that trusts a SAML provider that is gone, by making it again',
    model: modelOf([user('me', identity(allow('iam:CreateSAMLProvider'))), federated('saml', 'sts:AssumeRoleWithSAML')], {
      providers: new Set(),
    }),
    path: ['always', 'replaceProvider', 'assumeRole'],
  },
  {
    name: 'a role that trusts an OpenID Connect provider, where its address can be taken too',
    model: modelOf([
      user('me', identity(allow('iam:UpdateOpenIDConnectProviderThumbprint'))),
      federated('oidc', 'sts:AssumeRoleWithWebIdentity'),
    ]),
    path: ['sometimes', 'replaceProvider', 'assumeRole'],
  },
  {
    name: 'nothing that an SCP denies',
    model: modelOf([user('me', identity(allow('iam:PutUserPolicy')))], {
      scp: [sampleLevel('root', 'r', FULL_ACCESS, samplePolicy('scp', 'NoIam', deny('iam:Put*')))],
    }),
    path: null,
  },
  {
    name: 'nothing from reading',
    model: modelOf([user('me', identity(allow(['iam:Get*', 'iam:List*', 's3:*']))), user('boss', ADMIN)]),
    path: null,
  },
];

it('the escalation methods name only services and actions that exist in AWS', () => {
  const all = sampleIndex();
  const actions = [...COMPUTE_SERVICES, ...TAKEN_OVER, ...ROLE_CHANGED].flatMap((one) => one.actions);
  expect(actions.filter((action) => all.position(action) === undefined)).toEqual([]);
});

describe('escalation paths', () => {
  it.each(CASES)('$name', ({ model, path }) => {
    expect(pathOf(model, 'me')).toEqual(path);
  });

  it('cross several principals and accounts, and prefer certain paths over shorter conditional ones', () => {
    const start = user(
      'me',
      identity(allow('sts:AssumeRole'), allow('iam:PutUserPolicy', me, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })),
    );
    const middle = role('Middle', { AWS: A }, identity(allow('sts:AssumeRole')));
    const boss = role('Boss', { AWS: `arn:aws:iam::${A}:role/Middle` }, ADMIN, B);
    const other: AccessAccount = { ...account([boss]), accountId: B };
    const model = { accounts: [account([start, middle]), other], resources: [] };
    expect(pathOf(model, 'me')).toEqual(['always', 'assumeRole', 'assumeRole']);
    const report = escalationPaths(model, index, { maxSteps: 1 });
    expect(report.paths.map((path) => [path.principal.split('/').pop(), ...told(path)])).toEqual([
      ['me', 'sometimes', 'putPolicy'],
      ['Middle', 'always', 'assumeRole'],
    ]);
  });

  it('are reported together with the existing administrators', () => {
    const root: AccessPrincipal = {
      arn: `arn:aws:iam::${A}:root`,
      principal: { type: 'Root', accountId: A, arn: `arn:aws:iam::${A}:root` },
      identity: [],
    };
    const kept = user('kept', identity(allow('*'), deny('iam:*')));
    const tidy = user('tidy', identity(allow('*'), deny('s3:DeleteBucket')));
    const bounded = user('bounded', ADMIN, { boundary: samplePolicy('boundary', 'limit', allow('s3:*')) });
    const { administrators } = escalationPaths(modelOf([root, user('boss', ADMIN), kept, tidy, bounded]), index);
    expect(administrators.map((arn) => arn.split(':').pop())).toEqual(['root', 'user/boss', 'user/tidy']);
  });

  it('are searched in several steps for each principal', () => {
    const turns = (users: number) => {
      const everybody = Array.from({ length: users }, (_, i) => user(`u${i}`, identity(allow('s3:*'))));
      const steps = escalationSteps(modelOf([...everybody, user('boss', ADMIN)]), index);
      let count = 0;
      while (!steps.next().done) count++;
      return count;
    };
    // The steps create the actors, evaluate each, find the administrators twice (certain and possible), and find the paths.
    expect(turns(60) - turns(20)).toBeGreaterThanOrEqual(5 * 40);
  });

  it('name the statement that allows each step', () => {
    const model = modelOf([
      user('me', identity(allow('s3:*'), allow('iam:UpdateAssumeRolePolicy'))),
      role('Boss', { Service: 'ec2.amazonaws.com' }, ADMIN),
    ]);
    const [path] = escalationPaths(model, index).paths;
    expect(
      path?.steps.map(({ method, by, on, needs }) => [method, by, on, needs.map(({ action, deciding }) => [action, deciding])]),
    ).toEqual([
      [
        'updateTrust',
        me,
        `arn:aws:iam::${A}:role/Boss`,
        [['iam:UpdateAssumeRolePolicy', [{ policyId: 'own', statementIndex: 1 }]]],
      ],
      ['assumeRole', me, `arn:aws:iam::${A}:role/Boss`, [['sts:AssumeRole', [{ policyId: 'updatedTrust', statementIndex: 0 }]]]],
    ]);
  });
});
