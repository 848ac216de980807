import { afterAll, beforeAll, expect, it } from 'vitest';
import { rootCaller } from '../../core/test-world';
import { CreatePolicy } from '../../iam/policy/operations';
import { instanceWorld } from '../../identity-center/test-instance';
import { createTestApi, type Keys, type TestApi } from '../testing/api';
import { callBySdk } from '../testing/sdk';

// The calls of the resources of Terraform's AWS provider for IAM Identity Center, in its order. A second plan must find nothing to change, and
// a destroy must end.

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

type Answer = Readonly<Record<string, unknown>>;
type Status = { RequestId: string; Status?: string; FailureReason?: string };
type Resource = {
  /** Creates the resource. */
  create: () => Promise<unknown>;
  /** Reads its attributes, as for a plan. */
  read: () => Promise<unknown>;
  /** Null: a change replaces the resource. */
  update: (() => Promise<unknown>) | null;
  delete: () => Promise<unknown>;
};

const MOST_POLLS = 20;

it('creates, reads, changes and destroys its resources', async () => {
  const keys = await api.rootKeys();
  const { InstanceArn, IdentityStoreId, memberId } = await instanceWorld(api, keys.actor);
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } });
  await api.as(rootCaller(memberId)).run(CreatePolicy, { PolicyName: 'Own', PolicyDocument });
  const resources = resourcesOf(keys, { InstanceArn, IdentityStoreId, memberId, PolicyDocument });
  const plan = async () => {
    const found: unknown[] = [];
    for (const { read } of resources) found.push(await read());
    return found;
  };
  for (const { create } of resources) await create();
  const applied = await plan();
  expect(await plan()).toEqual(applied);
  for (const { update } of resources) await update?.();
  expect(await plan()).not.toEqual(applied);
  for (const { delete: remove } of resources.toReversed()) await remove();
  const sso = (name: string, input: object) => callBySdk(api, 'sso', name, { InstanceArn, ...input }, keys);
  expect(await sso('ListPermissionSets', {})).toMatchObject({ PermissionSets: [] });
  expect(await callBySdk(api, 'identitystore', 'ListUsers', { IdentityStoreId }, keys)).toMatchObject({ Users: [] });
});

type Made = { InstanceArn: string; IdentityStoreId: string; memberId: string; PolicyDocument: string };

function resourcesOf(keys: Keys, { InstanceArn, IdentityStoreId, memberId, PolicyDocument }: Made): Resource[] {
  const call = async (service: string, name: string, input: object) =>
    (await callBySdk(api, service, name, input, keys)) as Answer;
  const store = (name: string, input: object) => call('identitystore', name, { IdentityStoreId, ...input });
  const sso = (name: string, input: object = {}) => call('sso', name, { InstanceArn, ...input });
  const ids = { user: '', group: '', membership: '', set: '' };
  const inSet = (name: string, input: object = {}) => sso(name, { PermissionSetArn: ids.set, ...input });
  const settled = async (ask: () => Promise<unknown>) => {
    for (let polls = 0; polls < MOST_POLLS; polls++) {
      const { Status, FailureReason } = (await ask()) as Status;
      if (Status === 'SUCCEEDED') return;
      if (Status === 'FAILED') throw new Error(FailureReason);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('The request does not end.');
  };
  const provisioned = async () => {
    const { PermissionSetProvisioningStatus: begun } = await inSet('ProvisionPermissionSet', {
      TargetType: 'ALL_PROVISIONED_ACCOUNTS',
    });
    const asked = { ProvisionPermissionSetRequestId: (begun as Status).RequestId };
    await settled(async () => (await sso('DescribePermissionSetProvisioningStatus', asked)).PermissionSetProvisioningStatus);
  };
  const changed = async (name: string, input: object = {}) => {
    await inSet(name, input);
    await provisioned();
  };
  const assignment = () => ({
    ...{ PermissionSetArn: ids.set, TargetId: memberId, TargetType: 'AWS_ACCOUNT' },
    ...{ PrincipalType: 'GROUP', PrincipalId: ids.group },
  });
  const managed = { ManagedPolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' };
  const own = { CustomerManagedPolicyReference: { Name: 'Own', Path: '/' } };
  const attributes = (source: string) => ({
    InstanceAccessControlAttributeConfiguration: {
      AccessControlAttributes: [{ Key: 'department', Value: { Source: [source] } }],
    },
  });
  return [
    {
      create: async () => {
        ids.set = (
          (await sso('CreatePermissionSet', { Name: 'Reader', SessionDuration: 'PT1H', Tags: [{ Key: 'team', Value: 'sec' }] }))
            .PermissionSet as { PermissionSetArn: string }
        ).PermissionSetArn;
      },
      read: async () => [
        (await inSet('DescribePermissionSet')).PermissionSet,
        (await sso('ListTagsForResource', { ResourceArn: ids.set })).Tags,
      ],
      update: async () => {
        await changed('UpdatePermissionSet', { SessionDuration: 'PT2H', Description: 'Read everything' });
        await sso('TagResource', { ResourceArn: ids.set, Tags: [{ Key: 'team', Value: 'blue' }] });
        await sso('UntagResource', { ResourceArn: ids.set, TagKeys: ['team'] });
      },
      delete: () => inSet('DeletePermissionSet'),
    },
    {
      create: async () => {
        const user = { UserName: 'ana', DisplayName: 'Ana', Name: { GivenName: 'Ana', FamilyName: 'Ruiz' } };
        ids.user = String((await store('CreateUser', user)).UserId);
      },
      read: async () => withoutMetadata(await store('DescribeUser', { UserId: ids.user })),
      update: () =>
        store('UpdateUser', { UserId: ids.user, Operations: [{ AttributePath: 'displayName', AttributeValue: 'Ana R.' }] }),
      delete: () => store('DeleteUser', { UserId: ids.user }),
    },
    {
      create: async () => {
        ids.group = String((await store('CreateGroup', { DisplayName: 'Readers' })).GroupId);
      },
      read: async () => withoutMetadata(await store('DescribeGroup', { GroupId: ids.group })),
      update: () =>
        store('UpdateGroup', { GroupId: ids.group, Operations: [{ AttributePath: 'description', AttributeValue: 'They read' }] }),
      delete: () => store('DeleteGroup', { GroupId: ids.group }),
    },
    {
      create: async () => {
        const made = await store('CreateGroupMembership', { GroupId: ids.group, MemberId: { UserId: ids.user } });
        ids.membership = String(made.MembershipId);
      },
      read: async () => withoutMetadata(await store('DescribeGroupMembership', { MembershipId: ids.membership })),
      update: null,
      delete: () => store('DeleteGroupMembership', { MembershipId: ids.membership }),
    },
    {
      create: async () => {
        expect(
          (await sso('ListAccountAssignments', { AccountId: memberId, PermissionSetArn: ids.set })).AccountAssignments,
        ).toEqual([]);
        const { AccountAssignmentCreationStatus: begun } = await sso('CreateAccountAssignment', assignment());
        const asked = { AccountAssignmentCreationRequestId: (begun as Status).RequestId };
        await settled(async () => (await sso('DescribeAccountAssignmentCreationStatus', asked)).AccountAssignmentCreationStatus);
      },
      read: async () =>
        (await sso('ListAccountAssignments', { AccountId: memberId, PermissionSetArn: ids.set })).AccountAssignments,
      update: null,
      delete: async () => {
        const { AccountAssignmentDeletionStatus: begun } = await sso('DeleteAccountAssignment', assignment());
        const asked = { AccountAssignmentDeletionRequestId: (begun as Status).RequestId };
        await settled(async () => (await sso('DescribeAccountAssignmentDeletionStatus', asked)).AccountAssignmentDeletionStatus);
      },
    },
    {
      create: () => changed('AttachManagedPolicyToPermissionSet', managed),
      read: async () => (await inSet('ListManagedPoliciesInPermissionSet')).AttachedManagedPolicies,
      update: null,
      delete: () => changed('DetachManagedPolicyFromPermissionSet', managed),
    },
    {
      create: () => changed('AttachCustomerManagedPolicyReferenceToPermissionSet', own),
      read: async () => (await inSet('ListCustomerManagedPolicyReferencesInPermissionSet')).CustomerManagedPolicyReferences,
      update: null,
      delete: () => changed('DetachCustomerManagedPolicyReferenceFromPermissionSet', own),
    },
    {
      create: () => changed('PutInlinePolicyToPermissionSet', { InlinePolicy: PolicyDocument }),
      read: async () => (await inSet('GetInlinePolicyForPermissionSet')).InlinePolicy,
      update: () => changed('PutInlinePolicyToPermissionSet', { InlinePolicy: PolicyDocument.replace('s3:*', 'sqs:*') }),
      delete: () => changed('DeleteInlinePolicyFromPermissionSet'),
    },
    {
      create: () => changed('PutPermissionsBoundaryToPermissionSet', { PermissionsBoundary: managed }),
      read: async () => (await inSet('GetPermissionsBoundaryForPermissionSet')).PermissionsBoundary,
      update: null,
      delete: () => changed('DeletePermissionsBoundaryFromPermissionSet'),
    },
    {
      create: () => sso('CreateInstanceAccessControlAttributeConfiguration', attributes('${path:enterprise.department}')),
      read: async () =>
        (await sso('DescribeInstanceAccessControlAttributeConfiguration')).InstanceAccessControlAttributeConfiguration,
      update: () => sso('UpdateInstanceAccessControlAttributeConfiguration', attributes('${path:enterprise.division}')),
      delete: () => sso('DeleteInstanceAccessControlAttributeConfiguration'),
    },
  ];
}

/** Returns the members of an answer that are not about the response itself. */
function withoutMetadata({ $metadata: _, ...members }: Answer): object {
  return members;
}
