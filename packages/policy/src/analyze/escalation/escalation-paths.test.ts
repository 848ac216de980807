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
      { name: `do not exceed the policy quota of a ${kind}`, model: fullOfPolicies(kind, []), path: null },
      {
        name: `replace a policy of a ${kind} at its policy quota`,
        model: fullOfPolicies(kind, [`iam:Detach${kind}Policy`]),
        path: ['always', 'detachPolicy Other', 'attachPolicy', ...on],
      },
    ];
  }),
  { name: 'do not exceed the group quota of a user', model: fullOfGroups([]), path: null },
  { name: 'do not exceed the user quota of an account', model: fullOfPrincipals('user'), path: null },
  { name: 'do not exceed the role quota of an account', model: fullOfPrincipals('role'), path: null },
  {
    name: 'replace a group at the group quota of a user',
    model: fullOfGroups(['iam:RemoveUserFromGroup']),
    path: ['always', 'exchangeGroup', 'addToGroup'],
  },
  {
    name: 'attach a policy to the user itself',
    model: modelOf([user('me', identity(allow('iam:AttachUserPolicy', me)))]),
    path: ['always', 'attachPolicy'],
  },
  {
    name: 'do not attach a policy to another user without a way to use it',
    model: modelOf([user('me', identity(allow('iam:AttachUserPolicy', `${me}2`)))]),
    path: null,
  },
  {
    name: 'do not attach a policy that the iam:PolicyARN condition excludes',
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
    name: 'add an inline policy to the user itself',
    model: modelOf([user('me', identity(allow('iam:PutUserPolicy')))]),
    path: ['always', 'putPolicy'],
  },
  {
    name: 'add an inline policy under a condition on MFA',
    model: modelOf([user('me', identity(allow('iam:PutUserPolicy', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })))]),
    path: ['sometimes', 'putPolicy'],
  },
  {
    name: 'add an inline policy to a group of the user',
    model: modelOf([user('me', identity(allow('iam:PutGroupPolicy')), { groups: ['Devs'] })], { groups: [group('Devs', [])] }),
    path: ['always', 'putPolicy'],
  },
  {
    name: 'create a new version of an attached policy',
    model: modelOf([user('me', [managed('Mine', allow('iam:CreatePolicyVersion', `arn:aws:iam::${A}:policy/Mine`))])]),
    path: ['always', 'newPolicyVersion'],
  },
  {
    name: 'attach a policy to another user and create its access key',
    model: modelOf([user('me', identity(allow(['iam:AttachUserPolicy', 'iam:CreateAccessKey'], `${me}2`))), user('me2', [])]),
    path: ['always', 'attachPolicy', 'createAccessKey'],
  },
  {
    name: 'add a policy to a group of another user and create its access key',
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
    name: 'do not attach a policy to another user with a permissions boundary',
    model: modelOf([
      user('me', identity(allow(['iam:AttachUserPolicy', 'iam:CreateAccessKey'], `${me}2`))),
      user('me2', [], { boundary: samplePolicy('boundary', 'storage', [allow('s3:*')]) }),
    ]),
    path: null,
  },
  {
    name: 'add a policy to a role and pass it to a service',
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
    name: 'attach a policy to the role of a function and update the function code',
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
    name: 'do not create a new version of an unattached policy',
    model: modelOf([user('me', identity(allow('iam:CreatePolicyVersion')))]),
    path: null,
  },
  {
    name: 'join the group of administrators',
    model: modelOf([user('me', identity(allow('iam:AddUserToGroup')))], { groups: [group('Admins', ADMIN)] }),
    path: ['always', 'addToGroup'],
  },
  {
    name: 'join a group whose policies allow the next step',
    model: modelOf([user('me', identity(allow('iam:AddUserToGroup')))], {
      groups: [group('Keepers', identity(allow('iam:PutUserPolicy')))],
    }),
    path: ['always', 'addToGroup', 'putPolicy'],
  },
  {
    name: 'create an access key for an administrator',
    model: modelOf([user('me', identity(allow('iam:CreateAccessKey'))), user('boss', ADMIN)]),
    path: ['always', 'createAccessKey'],
  },
  {
    name: 'create a password for an administrator without one',
    model: modelOf([user('me', identity(allow('iam:CreateLoginProfile'))), user('boss', ADMIN, { hasLoginProfile: false })]),
    path: ['always', 'createLoginProfile'],
  },
  {
    name: 'do not create a password for an administrator with one',
    model: modelOf([user('me', identity(allow('iam:CreateLoginProfile'))), user('boss', ADMIN, { hasLoginProfile: true })]),
    path: null,
  },
  {
    name: 'change the password of an administrator who possibly has one',
    model: modelOf([user('me', identity(allow('iam:UpdateLoginProfile'))), user('boss', ADMIN)]),
    path: ['sometimes', 'updateLoginProfile'],
  },
  {
    name: 'assume an administrator role',
    model: modelOf([user('me', identity(allow('sts:AssumeRole'))), role('Boss', { AWS: A }, ADMIN)]),
    path: ['always', 'assumeRole'],
  },
  {
    name: 'change the trust policy of an administrator role and assume it',
    model: modelOf([
      user('me', identity(allow('iam:UpdateAssumeRolePolicy'))),
      role('Boss', { Service: 'ec2.amazonaws.com' }, ADMIN),
    ]),
    path: ['always', 'updateTrust', 'assumeRole'],
  },
  {
    name: 'add a policy to a role that it can assume',
    model: modelOf([user('me', identity(allow(['iam:PutRolePolicy', 'sts:AssumeRole']))), role('Plain', { AWS: A }, [])]),
    path: ['always', 'putPolicy', 'assumeRole'],
  },
  {
    name: 'add a policy to a role, change its trust policy and assume it',
    model: modelOf([
      user('me', identity(allow(['iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy']))),
      role('Plain', { Service: 'ec2.amazonaws.com' }, []),
    ]),
    path: ['always', 'attachPolicy', 'updateTrust', 'assumeRole'],
  },
  {
    name: 'pass an administrator role to a function',
    model: modelOf([
      user('me', identity(allow(['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction']))),
      role('Boss', { Service: 'lambda.amazonaws.com' }, ADMIN),
    ]),
    path: ['always', 'passRole lambda.amazonaws.com'],
  },
  {
    name: 'do not pass a role to a service that it does not trust',
    model: modelOf([
      user('me', identity(allow(['iam:PassRole', 'ec2:RunInstances']))),
      role('Boss', { Service: 'lambda.amazonaws.com' }, ADMIN),
    ]),
    path: null,
  },
  {
    name: 'do not pass a role to a service that the condition excludes',
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
    name: 'take over a function with an administrator role',
    model: modelOf(
      [user('me', identity(allow(['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'], FUNCTION))), bossOf('lambda')],
      {},
      [running('lambda', FUNCTION, BOSS)],
    ),
    path: ['always', 'takeOver lambda.amazonaws.com'],
  },
  {
    name: 'take over a function after adding a permission to invoke it',
    model: modelOf(
      [user('me', identity(allow(['lambda:UpdateFunctionConfiguration', 'lambda:AddPermission']))), bossOf('lambda')],
      {},
      [running('lambda', FUNCTION, BOSS)],
    ),
    path: ['always', 'addPermission', 'takeOver lambda.amazonaws.com'],
  },
  {
    name: 'take over a function whose policy allows invoking it',
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
    name: 'do not take over a function whose role no longer trusts the service',
    model: modelOf([user('me', identity(allow('lambda:*'))), bossOf('ec2')], {}, [running('lambda', FUNCTION, BOSS)]),
    path: null,
  },
  {
    name: 'do not take over a function that does not exist',
    model: modelOf([user('me', identity(allow(['lambda:UpdateFunctionCode', 'lambda:InvokeFunction']))), bossOf('lambda')]),
    path: null,
  },
  {
    name: 'take over an instance with an administrator role',
    model: modelOf(
      [user('me', identity(allow(['ec2:ModifyInstanceAttribute', 'ec2:StopInstances', 'ec2:StartInstances']))), bossOf('ec2')],
      {},
      [running('ec2', INSTANCE, BOSS)],
    ),
    path: ['always', 'takeOver ec2.amazonaws.com'],
  },
  {
    name: 'associate an administrator instance profile with an instance that has none',
    model: modelOf([user('me', identity(allow(['iam:PassRole', 'ec2:AssociateIamInstanceProfile']))), bossOf('ec2')], {}, [
      running('ec2', INSTANCE),
    ]),
    path: ['always', 'passRole ec2.amazonaws.com'],
  },
  {
    name: 'pass an administrator role to an existing function',
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
    name: 'create an administrator',
    model: modelOf([user('me', identity(allow(['iam:CreateUser', 'iam:AttachUserPolicy', 'iam:CreateAccessKey'], `${me}-*`)))]),
    path: ['sometimes', 'createUser', 'attachPolicy', 'createAccessKey'],
  },
  {
    name: 'remove a boundary that allows its removal, after adding the permission',
    model: modelOf([user('me', identity(allow('iam:PutUserPolicy', me)), { boundary: limit })]),
    path: ['always', 'putPolicy', 'removeBoundary'],
  },
  {
    name: 'do not remove a boundary that does not allow its removal',
    model: modelOf([
      user('me', identity(allow('iam:PutUserPolicy', me)), {
        boundary: samplePolicy('boundary', 'limit', allow(['s3:*', 'iam:PutUserPolicy'])),
      }),
    ]),
    path: null,
  },
  {
    name: 'remove a boundary with the permission for it',
    model: modelOf([
      user('me', identity(allow(['iam:PutUserPolicy', 'iam:DeleteUserPermissionsBoundary'], me)), { boundary: limit }),
    ]),
    path: ['always', 'removeBoundary', 'putPolicy'],
  },
  {
    name: 'restore an older version of an attached policy that allows more',
    model: modelOf([user('me', [managed('Mine', allow('iam:SetDefaultPolicyVersion'))])], {
      versions: new Map([[`arn:aws:iam::${A}:policy/Mine`, [version('v1', allow('*')), version('v2', allow('s3:*'))]]]),
    }),
    path: ['always', 'setPolicyVersion v1'],
  },
  {
    name: 'do not restore a version that allows no more, or a version of an unattached policy',
    model: modelOf([user('me', [managed('Mine', allow('iam:SetDefaultPolicyVersion'))])], {
      versions: new Map([
        [`arn:aws:iam::${A}:policy/Mine`, [version('v2', allow('s3:*'))]],
        [`arn:aws:iam::${A}:policy/Other`, [version('v1', allow('*'))]],
      ]),
    }),
    path: null,
  },
  {
    name: 'detach a policy that denies',
    model: modelOf([
      user('me', [
        ...identity(allow(['iam:DetachUserPolicy', 'iam:PutUserPolicy'], me)),
        managed('Guard', { Effect: 'Deny', Action: 'iam:Put*', Resource: '*' }),
      ]),
    ]),
    path: ['always', 'dropPolicy Guard', 'putPolicy'],
  },
  {
    name: 'leave a group whose policies deny',
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
    name: 'register an MFA device for a condition on MFA',
    model: modelOf([
      user(
        'me',
        identity(allow('iam:PutUserPolicy', '*', MFA_GIVEN), allow(['iam:CreateVirtualMFADevice', 'iam:EnableMFADevice'])),
      ),
    ]),
    path: ['always', 'registerMfa', 'putPolicy'],
  },
  {
    name: 'register an MFA device and create an access key for an administrator who needs MFA',
    model: modelOf([
      user('me', identity(allow(['iam:CreateAccessKey', 'iam:CreateVirtualMFADevice', 'iam:EnableMFADevice']))),
      user('boss', identity(allow('*', '*', MFA_GIVEN))),
    ]),
    path: ['always', 'registerMfa', 'createAccessKey'],
  },
  {
    name: 'do not change the password of a user with an MFA device without deactivating the device',
    model: modelOf([
      user('me', identity(allow('iam:UpdateLoginProfile'))),
      user('boss', ADMIN, { hasLoginProfile: true, hasMfa: true }),
    ]),
    path: null,
  },
  {
    name: 'deactivate the MFA device of a user and change the password',
    model: modelOf([
      user('me', identity(allow(['iam:UpdateLoginProfile', 'iam:DeactivateMFADevice']))),
      user('boss', ADMIN, { hasLoginProfile: true, hasMfa: true }),
    ]),
    path: ['always', 'removeMfa', 'updateLoginProfile'],
  },
  {
    name: 'add a tag that a condition of its policy requires',
    model: modelOf([
      user('me', identity(allow('*', '*', { StringEquals: { 'aws:PrincipalTag/team': 'core' } }), allow('iam:TagUser', me)), {
        facts: { absentKeys: ['aws:PrincipalTag/*'] },
      }),
    ]),
    path: ['always', 'tagPrincipal team=core'],
  },
  {
    name: 'do not add a tag that a condition excludes',
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
    name: 'add a tag to the target that a condition requires',
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
    name: 'do not use a target with another tag',
    model: modelOf([
      user('me', identity(allow('iam:CreateAccessKey', '*', { StringEquals: { 'aws:ResourceTag/open': 'yes' } }))),
      user('boss', ADMIN, { tags: [{ Key: 'open', Value: 'no' }] }),
    ]),
    path: null,
  },
  {
    name: 'pass session tags to a role',
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
    name: 'replace the metadata of a SAML provider that a role trusts',
    model: modelOf([user('me', identity(allow('iam:UpdateSAMLProvider'))), federated('saml', 'sts:AssumeRoleWithSAML')]),
    path: ['always', 'replaceProvider', 'assumeRole'],
  },
  {
    name: 'create a deleted SAML provider that a role trusts',
    model: modelOf([user('me', identity(allow('iam:CreateSAMLProvider'))), federated('saml', 'sts:AssumeRoleWithSAML')], {
      providers: new Set(),
    }),
    path: ['always', 'replaceProvider', 'assumeRole'],
  },
  {
    name: 'change the thumbprint of an OpenID Connect provider that a role trusts',
    model: modelOf([
      user('me', identity(allow('iam:UpdateOpenIDConnectProviderThumbprint'))),
      federated('oidc', 'sts:AssumeRoleWithWebIdentity'),
    ]),
    path: ['sometimes', 'replaceProvider', 'assumeRole'],
  },
  {
    name: 'do not include actions that an SCP denies',
    model: modelOf([user('me', identity(allow('iam:PutUserPolicy')))], {
      scp: [sampleLevel('root', 'r', FULL_ACCESS, samplePolicy('scp', 'NoIam', deny('iam:Put*')))],
    }),
    path: null,
  },
  {
    name: 'do not include actions that only read',
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

it('a service-linked role is no start and no administrator, because only its service can be it', () => {
  const linked = (name: string, policies: readonly PreparedPolicy[]) => {
    const made = role(name, { Service: 'sso.amazonaws.com' }, policies);
    return { ...made, principal: anySessionOf({ arn: made.arn, roleId: `AROA${name}`, accountId: A, serviceLinked: true }) };
  };
  const changing = identity(allow('iam:PutRolePolicy'));
  const principals = [linked('Changes', changing), linked('Boss', ADMIN), role('Changer', { AWS: A }, changing)];
  const { administrators, paths } = escalationPaths(modelOf(principals), index);
  expect([administrators, paths.map(({ principal }) => principal)]).toEqual([[], [`arn:aws:iam::${A}:role/Changer`]]);
});
