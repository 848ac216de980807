import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, rootCaller, type TestWorld } from '../../core/test-world';
import { recordedEvents } from '../../core/testing/recorded-events';
import { iamOperations } from '../../iam';
import { AttachRolePolicy, DetachRolePolicy, ListAttachedRolePolicies } from '../../iam/attachment/operations';
import { DeleteRolePermissionsBoundary, PutRolePermissionsBoundary } from '../../iam/boundary/operations';
import { DeleteRolePolicy, GetRolePolicy, PutRolePolicy } from '../../iam/inline-policy/operations';
import { AddRoleToInstanceProfile, CreateInstanceProfile } from '../../iam/instance-profile/operations';
import { decodeDocument } from '../../iam/policy/documents';
import { CreatePolicy, DeletePolicy } from '../../iam/policy/operations';
import {
  CreateRole,
  DeleteRole,
  GetRole,
  ListRoles,
  TagRole,
  UntagRole,
  UpdateAssumeRolePolicy,
  UpdateRole,
  UpdateRoleDescription,
} from '../../iam/role/operations';
import { DeleteSAMLProvider, ListSAMLProviders } from '../../iam/saml-provider/operations';
import { ALLOW_ALL } from '../../iam/test-accounts';
import { RegisterDelegatedAdministrator } from '../../organizations/delegated-administrator/operations';
import { userWith } from '../../organizations/test-organization';
import { DeleteInstance } from '../instance/operations';
import { CreatePermissionSet, DeletePermissionSet, UpdatePermissionSet } from '../permission-set/operations';
import {
  AttachCustomerManagedPolicyReferenceToPermissionSet,
  AttachManagedPolicyToPermissionSet,
  DetachManagedPolicyFromPermissionSet,
  PutInlinePolicyToPermissionSet,
  PutPermissionsBoundaryToPermissionSet,
} from '../permission-set/policy-operations';
import {
  ListAccountsForProvisionedPermissionSet,
  ListPermissionSetsProvisionedToAccount,
  ProvisionPermissionSet,
} from '../provisioning/operations';
import { SERVICE_PRINCIPAL } from '../service-principal';
import { instanceWorld, makeStoreGroup, NO_PRINCIPAL } from '../test-instance';
import {
  CreateAccountAssignment,
  DeleteAccountAssignment,
  DescribeAccountAssignmentCreationStatus,
  DescribeAccountAssignmentDeletionStatus,
  ListAccountAssignments,
} from './operations';
import { assignedRole } from './rows';

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const NOT_PROVISIONED = 'LATEST_PERMISSION_SET_NOT_PROVISIONED' as const;

let world: TestWorld;
let root: Actor;
let member: Actor;
let InstanceArn: string;
let IdentityStoreId: string;
let group: string;
let newMember: (name: string) => Promise<Actor>;
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account();
  const made = await instanceWorld(world, root);
  ({ InstanceArn, IdentityStoreId } = made);
  newMember = made.member;
  member = world.as(rootCaller(made.memberId));
  group = await makeStoreGroup(root, IdentityStoreId, 'Auditors');
});
afterAll(() => world.close());

let count = 0;
let PermissionSetArn: string;
let name: string;
beforeEach(async () => {
  name = `Set-${++count}`;
  const { PermissionSet } = await root.run(CreatePermissionSet, { InstanceArn, Name: name, Description: 'Looks around' });
  ({ PermissionSetArn } = PermissionSet);
});

const named = () => ({ InstanceArn, PermissionSetArn });
const target = (account: Actor, PrincipalId = group) => ({
  ...named(),
  TargetId: account.accountId,
  TargetType: 'AWS_ACCOUNT' as const,
  PrincipalType: 'GROUP' as const,
  PrincipalId,
});

/** Assigns the permission set. @returns the failure reason, if it failed */
async function assign(account: Actor, by = root, PrincipalId = group): Promise<string | undefined> {
  const { AccountAssignmentCreationStatus: asked } = await by.run(CreateAccountAssignment, target(account, PrincipalId));
  expect(asked).toMatchObject({ Status: 'IN_PROGRESS', TargetId: account.accountId });
  const { AccountAssignmentCreationStatus: done } = await by.run(DescribeAccountAssignmentCreationStatus, {
    InstanceArn,
    AccountAssignmentCreationRequestId: asked.RequestId,
  });
  expect(done.Status).toBe(done.FailureReason === undefined ? 'SUCCEEDED' : 'FAILED');
  return done.FailureReason;
}

async function unassign(account: Actor, PrincipalId = group): Promise<string | undefined> {
  const { AccountAssignmentDeletionStatus: asked } = await root.run(DeleteAccountAssignment, target(account, PrincipalId));
  const { AccountAssignmentDeletionStatus: done } = await root.run(DescribeAccountAssignmentDeletionStatus, {
    InstanceArn,
    AccountAssignmentDeletionRequestId: asked.RequestId,
  });
  return done.FailureReason;
}

const notProvisioned = async () =>
  (await root.run(ListAccountsForProvisionedPermissionSet, { ...named(), ProvisioningStatus: NOT_PROVISIONED })).AccountIds;

async function rolesIn(account: Actor, prefix = '/aws-reserved/') {
  const { Roles } = await account.run(ListRoles, { PathPrefix: prefix });
  return Roles.filter(({ RoleName }) => RoleName.startsWith(`AWSReservedSSO_${name}_`));
}

const eventsIn = async (account: Actor) =>
  (await world.database.reader.event.findMany({ where: { accountId: account.accountId, eventSource: 'iam.amazonaws.com' } })).map(
    ({ eventName }) => eventName,
  );

/** Returns the users and sessions that made a call of IAM in an account. */
async function callersOf({ accountId }: Actor, eventName: string) {
  const events = await recordedEvents(world.database.reader, { accountId, eventName });
  return events.map(({ userName }) => userName).filter((userName) => userName !== 'root');
}

describe('the first assignment of a permission set in an account', () => {
  it('creates the SAML provider and the reserved role as AWS does, by the service-linked role', async () => {
    const account = await newMember(`account-${name}`);
    await root.run(AttachManagedPolicyToPermissionSet, { ...named(), ManagedPolicyArn: READ_ONLY });
    await root.run(PutInlinePolicyToPermissionSet, { ...named(), InlinePolicy: ALLOW_ALL });
    await root.run(PutPermissionsBoundaryToPermissionSet, { ...named(), PermissionsBoundary: { ManagedPolicyArn: READ_ONLY } });
    const before = (await eventsIn(account)).length;
    expect(await assign(account)).toBeUndefined();
    const [role] = await rolesIn(account);
    expect(role).toMatchObject({
      RoleName: expect.stringMatching(`^AWSReservedSSO_${name}_[0-9a-f]{16}$`),
      Path: '/aws-reserved/sso.amazonaws.com/',
      MaxSessionDuration: 43_200,
      Description: 'Looks around',
    });
    const RoleName = role?.RoleName ?? '';
    const [provider] = (await account.run(ListSAMLProviders, {})).SAMLProviderList;
    expect(provider?.Arn).toMatch(/:saml-provider\/AWSSSO_[0-9a-f]{16}_DO_NOT_DELETE$/);
    expect(JSON.parse(decodeDocument(role?.AssumeRolePolicyDocument ?? ''))).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: provider?.Arn },
          Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
          Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
        },
      ],
    });
    expect((await account.run(ListAttachedRolePolicies, { RoleName })).AttachedPolicies).toMatchObject([
      { PolicyArn: READ_ONLY },
    ]);
    const { PolicyDocument } = await account.run(GetRolePolicy, { RoleName, PolicyName: 'AwsSSOInlinePolicy' });
    expect(decodeDocument(PolicyDocument)).toBe(ALLOW_ALL);
    expect((await account.run(GetRole, { RoleName })).Role.PermissionsBoundary?.PermissionsBoundaryArn).toBe(READ_ONLY);
    const events = await world.database.reader.event.findMany({
      where: { accountId: account.accountId, eventSource: 'iam.amazonaws.com', readOnly: false },
      orderBy: { id: 'asc' },
    });
    expect(events.slice(before).map(({ eventName }) => eventName)).toEqual([
      'CreateSAMLProvider',
      'CreateRole',
      'AttachRolePolicy',
      'PutRolePolicy',
      'PutRolePermissionsBoundary',
    ]);
  });

  it('is enough: more assignments change nothing in IAM, also the same one again', async () => {
    await assign(member);
    const other = await makeStoreGroup(root, IdentityStoreId, `other-${name}`);
    const before = await eventsIn(member);
    expect(await assign(member, root, other)).toBeUndefined();
    expect(await assign(member)).toBeUndefined();
    expect(await eventsIn(member)).toEqual(before);
    const listed = { ...named(), AccountId: member.accountId };
    expect((await root.run(ListAccountAssignments, listed)).AccountAssignments).toHaveLength(2);
  });

  it('has the Region in the path outside us-east-1', async () => {
    const far = (await world.account()).with({ region: 'eu-west-1' });
    const made = await instanceWorld(world, far);
    const { PermissionSet } = await far.run(CreatePermissionSet, { InstanceArn: made.InstanceArn, Name: name });
    await far.run(CreateAccountAssignment, {
      ...target(far, await makeStoreGroup(far, made.IdentityStoreId, 'x')),
      InstanceArn: made.InstanceArn,
      PermissionSetArn: PermissionSet.PermissionSetArn,
    });
    expect((await rolesIn(far))[0]?.Path).toBe('/aws-reserved/sso.amazonaws.com/eu-west-1/');
  });
});

describe('an assignment that fails', () => {
  it('names the principal that does not exist, and makes nothing', async () => {
    expect(await assign(member, root, NO_PRINCIPAL)).toBe(
      `Received a 404 status error: the GROUP assignee ${NO_PRINCIPAL} was not found in directory ${IdentityStoreId}.`,
    );
    expect(await rolesIn(member)).toEqual([]);
  });

  it('names the account outside the organization', async () => {
    expect(await assign(await world.account())).toMatch(/^Received a 404 status error: Account \d{12} not found/);
  });

  it('names the customer managed policy that the account lacks, by name and path', async () => {
    const policy = { Name: 'Team-Limits', Path: '/team/' };
    await root.run(AttachCustomerManagedPolicyReferenceToPermissionSet, { ...named(), CustomerManagedPolicyReference: policy });
    const failure = `Received a 404 status error: Not supported policy arn:aws:iam::${member.accountId}:policy/team/Team-Limits.`;
    expect(await assign(member)).toBe(failure);
    const made = { PolicyName: 'team-limits', PolicyDocument: ALLOW_ALL };
    const { Policy: elsewhere } = await member.run(CreatePolicy, { ...made, Path: '/' });
    expect(await assign(member)).toBe(failure);
    await member.run(DeletePolicy, { PolicyArn: elsewhere.Arn });
    const { Policy } = await member.run(CreatePolicy, { ...made, Path: '/team/' });
    expect(await assign(member)).toBeUndefined();
    const [role] = await rolesIn(member);
    const { AttachedPolicies } = await member.run(ListAttachedRolePolicies, { RoleName: role?.RoleName ?? '' });
    expect(AttachedPolicies).toMatchObject([{ PolicyArn: Policy.Arn }]);
    expect((await member.fails(DeletePolicy, { PolicyArn: Policy.Arn })).shape).toBe('DeleteConflictException');
    await unassign(member);
    await member.run(DeletePolicy, { PolicyArn: Policy.Arn });
  });

  it('tells that IAM allows ten policies for a role', async () => {
    for (let index = 0; index < 11; index++) {
      const policy = { Name: `none-${index}` };
      await root.run(AttachCustomerManagedPolicyReferenceToPermissionSet, { ...named(), CustomerManagedPolicyReference: policy });
      await member.run(CreatePolicy, { PolicyName: policy.Name, PolicyDocument: ALLOW_ALL });
    }
    expect(await assign(member)).toBe('Received a 409 status error: Cannot exceed quota for PoliciesPerRole: 10');
    expect(await rolesIn(member)).toEqual([]);
  });

  it('of deletion names the entitlement that does not exist', async () => {
    expect(await unassign(member)).toMatch(
      /^Received a 404 status error: EntitlementItem doesn't exist with the given entitlement key EntitlementKey\{accessorId=/,
    );
  });
});

describe('the definition and what accounts have', () => {
  it('differ from a change until the permission set is provisioned', async () => {
    const account = await newMember(`account-${name}`);
    await assign(account);
    expect(await notProvisioned()).toEqual([]);
    await root.run(AttachManagedPolicyToPermissionSet, { ...named(), ManagedPolicyArn: READ_ONLY });
    await root.run(UpdatePermissionSet, { ...named(), Description: 'Reads' });
    expect(await notProvisioned()).toEqual([account.accountId]);
    const inAccount = { InstanceArn, AccountId: account.accountId };
    expect(await root.run(ListPermissionSetsProvisionedToAccount, { ...inAccount, ProvisioningStatus: NOT_PROVISIONED })).toEqual(
      { PermissionSets: [PermissionSetArn] },
    );
    const RoleName = (await rolesIn(account))[0]?.RoleName ?? '';
    expect((await account.run(ListAttachedRolePolicies, { RoleName })).AttachedPolicies).toEqual([]);
    await root.run(ProvisionPermissionSet, { ...named(), TargetType: 'ALL_PROVISIONED_ACCOUNTS' });
    expect(await notProvisioned()).toEqual([]);
    expect((await account.run(ListAttachedRolePolicies, { RoleName })).AttachedPolicies).toMatchObject([
      { PolicyArn: READ_ONLY },
    ]);
    expect((await account.run(GetRole, { RoleName })).Role.Description).toBe('Reads');
    await root.run(DetachManagedPolicyFromPermissionSet, { ...named(), ManagedPolicyArn: READ_ONLY });
    await root.run(ProvisionPermissionSet, { ...named(), TargetType: 'AWS_ACCOUNT', TargetId: account.accountId });
    expect((await account.run(ListAttachedRolePolicies, { RoleName })).AttachedPolicies).toEqual([]);
  });

  it('end with the last assignment, and a new one has another suffix', async () => {
    await assign(member);
    expect((await root.fails(DeletePermissionSet, named())).shape).toBe('ConflictException');
    const [first] = await rolesIn(member);
    await unassign(member);
    expect(await rolesIn(member)).toEqual([]);
    await assign(member);
    const [second] = await rolesIn(member);
    expect(second?.RoleName).not.toBe(first?.RoleName);
    await unassign(member);
    await root.run(DeletePermissionSet, named());
  });

  it('are the same after the SAML provider was deleted and the assignment applied again', async () => {
    const account = await newMember(`account-${name}`);
    await assign(account);
    const id = PermissionSetArn.split('/')[2] ?? '';
    const reason = async () => (await assignedRole(world.database.reader, account.accountId, id)).reason;
    expect(await reason()).toBeNull();
    const [provider] = (await account.run(ListSAMLProviders, {})).SAMLProviderList;
    await account.run(DeleteSAMLProvider, { SAMLProviderArn: provider?.Arn ?? '' });
    expect(await reason()).toBe('PROVIDER_MISSING');
    expect(await assign(account)).toBeUndefined();
    expect(await reason()).toBeNull();
    expect((await account.run(ListSAMLProviders, {})).SAMLProviderList.map(({ Arn }) => Arn)).toEqual([provider?.Arn]);
  });
});

describe('a reserved role', () => {
  it('is changed by no operation of IAM', async () => {
    await assign(member);
    const RoleName = (await rolesIn(member))[0]?.RoleName ?? '';
    await member.run(CreateInstanceProfile, { InstanceProfileName: name });
    const PolicyDocument = ALLOW_ALL;
    const attempts: [Parameters<Actor['fails']>[0], object][] = [
      [UpdateRole, { MaxSessionDuration: 3600 }],
      [UpdateRole, { Description: 'mine' }],
      [UpdateRoleDescription, { Description: 'mine' }],
      [UpdateAssumeRolePolicy, { PolicyDocument }],
      [AttachRolePolicy, { PolicyArn: READ_ONLY }],
      [DetachRolePolicy, { PolicyArn: READ_ONLY }],
      [PutRolePolicy, { PolicyName: 'x', PolicyDocument }],
      [DeleteRolePolicy, { PolicyName: 'AwsSSOInlinePolicy' }],
      [PutRolePermissionsBoundary, { PermissionsBoundary: READ_ONLY }],
      [DeleteRolePermissionsBoundary, {}],
      [TagRole, { Tags: [{ Key: 'a', Value: 'b' }] }],
      [UntagRole, { TagKeys: ['a'] }],
      [AddRoleToInstanceProfile, { InstanceProfileName: name }],
      [DeleteRole, {}],
    ];
    for (const [operation, more] of attempts) {
      const error = await member.fails(operation, { RoleName, ...more });
      expect(error, operation.name).toMatchObject({
        shape: 'UnmodifiableEntityException',
        message: `Cannot perform the operation on the protected role '${RoleName}' - this role is only modifiable by AWS`,
      });
    }
    const tried = new Set([...attempts.map(([operation]) => operation.name)]);
    const changing = Object.values(iamOperations).filter(
      ({ access, input, name: operation }) =>
        access !== 'Read' &&
        access !== 'List' &&
        operation !== 'CreateRole' &&
        'RoleName' in ((input as { shape?: object }).shape ?? {}) &&
        !/^(PassRole|RemoveRoleFromInstanceProfile|.*ServiceLinkedRole|Generate)/.test(operation),
    );
    expect(changing.map((operation) => operation.name).filter((operation) => !tried.has(operation))).toEqual([]);
    const own = { RoleName: 'mine', Path: '/aws-reserved/sso.amazonaws.com/', AssumeRolePolicyDocument: '{}' };
    expect((await member.fails(CreateRole, own)).shape).toBe('InvalidInputException');
  });
});

describe('in the management account', () => {
  it('the caller’s own permissions for IAM decide, and a failure names the first that is missing', async () => {
    const statements = (...actions: string[]) => [{ Effect: 'Allow', Action: ['sso:*', ...actions], Resource: '*' }];
    const plain = await userWith(world, root, `plain-${name}`, statements());
    const failure = await assign(root, plain);
    expect(failure).toMatch(
      /^Received a 403 status error: Access denied by IAM\. Please check your policy, or wait for role propagation to complete\. IAM Error: User: .*:user\/plain-\S+ is not authorized to perform: iam:CreateSAMLProvider on resource: .*DO_NOT_DELETE because no identity-based policy allows the iam:CreateSAMLProvider action \(Service: AmazonIdentityManagement; Status Code: 403; Error Code: AccessDenied; Request ID: \S+; Proxy: null\)$/,
    );
    expect(await rolesIn(root)).toEqual([]);
    const able = await userWith(world, root, `able-${name}`, statements('iam:CreateSAMLProvider', 'iam:CreateRole'));
    expect(await assign(root, able)).toBeUndefined();
    expect(await callersOf(root, 'CreateRole')).toEqual([`able-${name}`]);
    // Deletion is by the service-linked role.
    expect(await unassign(root)).toBeUndefined();
    expect(await callersOf(root, 'DeleteRole')).toEqual(['AWS-SSO']);
  });

  it('the delegated administrator assigns nothing, and changes nothing of what is provisioned there', async () => {
    const delegate = await newMember(`delegate-${name}`);
    await root.run(RegisterDelegatedAdministrator, { AccountId: delegate.accountId, ServicePrincipal: SERVICE_PRINCIPAL });
    expect(await assign(member, delegate)).toBeUndefined();
    expect((await delegate.fails(CreateAccountAssignment, target(root))).shape).toBe('AccessDenied');
    await assign(root);
    for (const [operation, input] of [
      [CreateAccountAssignment, target(member)],
      [DeleteAccountAssignment, target(member)],
      [UpdatePermissionSet, named()],
      [AttachManagedPolicyToPermissionSet, { ...named(), ManagedPolicyArn: READ_ONLY }],
      [ProvisionPermissionSet, { ...named(), TargetType: 'ALL_PROVISIONED_ACCOUNTS' }],
    ] as [Parameters<Actor['fails']>[0], object][]) {
      const error = await delegate.fails(operation, input);
      expect(error.message, operation.name).toMatch(
        `is not authorized to perform: sso:${operation.name} on resource: ${PermissionSetArn}`,
      );
    }
  });
});

describe('an instance that is deleted', () => {
  it('takes all roles and providers along', async () => {
    const far = await world.account();
    const made = await instanceWorld(world, far);
    const { PermissionSet } = await far.run(CreatePermissionSet, { InstanceArn: made.InstanceArn, Name: name });
    const one = world.as(rootCaller(made.memberId));
    const group2 = await makeStoreGroup(far, made.IdentityStoreId, 'x');
    for (const account of [far, one]) {
      const given = { InstanceArn: made.InstanceArn, PermissionSetArn: PermissionSet.PermissionSetArn };
      await far.run(CreateAccountAssignment, { ...target(account, group2), ...given });
      expect(await rolesIn(account)).toHaveLength(1);
    }
    await far.run(DeleteInstance, { InstanceArn: made.InstanceArn });
    for (const account of [far, one]) {
      expect(await rolesIn(account)).toEqual([]);
      expect((await account.run(ListSAMLProviders, {})).SAMLProviderList).toEqual([]);
    }
  });
});
