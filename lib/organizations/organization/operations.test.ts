import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ListAttachedRolePolicies } from '../../iam/attachment/operations';
import { GetRole } from '../../iam/role/operations';
import { CloseAccount, DescribeAccount, ListAccounts } from '../account/operations';
import { AttachPolicy } from '../attachment/operations';
import { CreatePolicy } from '../policy/operations';
import { EnablePolicyType } from '../policy-type/operations';
import { TagResource } from '../tag/operations';
import { createOrganizationWorld, type OrganizationWorld, organizationOf, policyText, userWith } from '../test-organization';
import { CreateOrganization, DeleteOrganization, DescribeOrganization, ListRoots } from './operations';

let world: OrganizationWorld;
beforeEach(async () => {
  world = await createOrganizationWorld();
});
afterEach(() => world.close());

describe('CreateOrganization', () => {
  it('makes the caller the management account, with IDs and ARNs in the format of AWS', async () => {
    const account = await world.account('founder');
    const { Organization } = await account.run(CreateOrganization, {});
    const id = Organization.Id;
    expect(id).toMatch(/^o-[a-z0-9]{10}$/);
    expect(Organization).toMatchObject({
      Arn: `arn:aws:organizations::${account.accountId}:organization/${id}`,
      FeatureSet: 'ALL',
      MasterAccountArn: `arn:aws:organizations::${account.accountId}:account/${id}/${account.accountId}`,
      MasterAccountId: account.accountId,
      MasterAccountEmail: expect.stringMatching(/^founder-.*@example\.com$/),
    });
    const { Account } = await account.run(DescribeAccount, { AccountId: account.accountId });
    expect(Account).toMatchObject({
      JoinedMethod: 'INVITED',
      State: 'ACTIVE',
      Status: 'ACTIVE',
      JoinedTimestamp: expect.any(Date),
    });
  });

  it('enables no policy type', async () => {
    const { Roots } = await world.management.run(ListRoots, {});
    expect(Roots).toEqual([
      {
        Id: world.rootId,
        Arn: `arn:aws:organizations::${world.management.accountId}:root/${world.organizationId}/${world.rootId}`,
        Name: 'Root',
        PolicyTypes: [],
      },
    ]);
    expect(world.rootId).toMatch(/^r-[0-9a-z]{4}$/);
  });

  it('creates the service-linked role unless the feature set is CONSOLIDATED_BILLING', async () => {
    const RoleName = 'AWSServiceRoleForOrganizations';
    const { Role } = await world.management.run(GetRole, { RoleName });
    expect(Role.Arn).toBe(
      `arn:aws:iam::${world.management.accountId}:role/aws-service-role/organizations.amazonaws.com/AWSServiceRoleForOrganizations`,
    );
    expect(decodeURIComponent(Role.AssumeRolePolicyDocument)).toContain('"Service":"organizations.amazonaws.com"');
    const { AttachedPolicies } = await world.management.run(ListAttachedRolePolicies, { RoleName });
    expect(AttachedPolicies.map(({ PolicyName }) => PolicyName)).toEqual(['AWSOrganizationsServiceTrustPolicy']);
    const payer = await world.account('payer');
    await payer.run(CreateOrganization, { FeatureSet: 'CONSOLIDATED_BILLING' });
    expect((await payer.fails(GetRole, { RoleName })).shape).toBe('NoSuchEntityException');
  });

  it('requires permission to create the service-linked role', async () => {
    const root = await world.account('founder');
    const statement = { Effect: 'Allow', Action: 'organizations:CreateOrganization', Resource: '*' };
    const user = await userWith(world, root, 'maria', [statement]);
    const error = await user.fails(CreateOrganization, {});
    expect(error.shape).toBe('AccessDeniedForDependencyException');
    expect(error.members).toEqual({ Reason: 'ACCESS_DENIED_DURING_CREATE_SERVICE_LINKED_ROLE' });
    const both = await userWith(world, root, 'jose', [
      statement,
      { Effect: 'Allow', Action: 'iam:CreateServiceLinkedRole', Resource: '*' },
    ]);
    expect((await both.run(CreateOrganization, {})).Organization.MasterAccountId).toBe(root.accountId);
  });

  it('refuses a management account and a member account', async () => {
    const member = await world.member('dev');
    expect((await world.management.fails(CreateOrganization, {})).shape).toBe('AlreadyInOrganizationException');
    expect((await member.fails(CreateOrganization, {})).message).toBe(
      'The provided account is already a member of an organization.',
    );
  });

  it('refuses an unknown feature set', async () => {
    const account = await world.account();
    const error = await account.fails(CreateOrganization, { FeatureSet: 'SOME' as 'ALL' });
    expect([error.shape, error.members.Reason]).toEqual(['InvalidInputException', 'INVALID_ENUM']);
  });
});

describe('DescribeOrganization', () => {
  it('returns the organization to every member account', async () => {
    const member = await world.member('dev');
    const { Organization } = await member.run(DescribeOrganization, {});
    expect(Organization).toEqual((await world.management.run(DescribeOrganization, {})).Organization);
    expect(Organization).toMatchObject({ Id: world.organizationId, MasterAccountId: world.management.accountId });
  });
});

describe('DeleteOrganization', () => {
  it('deletes everything in the organization and leaves the account without an organization', async () => {
    const unit = await world.unit('Sandbox');
    await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
    const Content = policyText({ Effect: 'Deny', Action: 's3:*', Resource: '*' });
    const { Policy } = await world.management.run(CreatePolicy, {
      Name: 'no-s3',
      Description: '',
      Type: 'SERVICE_CONTROL_POLICY',
      Content,
    });
    await world.management.run(AttachPolicy, { PolicyId: Policy.PolicySummary?.Id, TargetId: unit });
    await world.management.run(TagResource, { ResourceId: unit, Tags: [{ Key: 'team', Value: 'red' }] });
    await world.management.run(DeleteOrganization, {});
    const { reader } = world.database;
    const left = await Promise.all([
      reader.organization.count(),
      reader.organizationalUnit.count(),
      reader.organizationPolicy.count(),
      reader.organizationPolicyAttachment.count(),
      reader.enabledPolicyType.count(),
      reader.tag.count(),
    ]);
    expect(left).toEqual([0, 0, 0, 0, 0, 0]);
    expect((await world.management.fails(DescribeOrganization, {})).shape).toBe('AWSOrganizationsNotInUseException');
    expect((await organizationOf(world, world.management)).organizationId).toMatch(/^o-/);
  });

  it('refuses an organization with members, counting closed accounts until they are purged', async () => {
    const member = await world.member('dev');
    expect((await world.management.fails(DeleteOrganization, {})).shape).toBe('OrganizationNotEmptyException');
    await world.management.run(CloseAccount, { AccountId: member.accountId });
    expect((await world.management.fails(DeleteOrganization, {})).shape).toBe('OrganizationNotEmptyException');
    const later = world.management.with({ now: new Date('2026-07-01T00:00:00Z') });
    expect((await later.run(ListAccounts, {})).Accounts).toHaveLength(1);
    await later.run(DeleteOrganization, {});
    expect(await world.database.reader.account.count({ where: { organizationId: { not: null } } })).toBe(0);
  });
});

describe('ListRoots', () => {
  it('returns the enabled policy types and refuses an invalid page token', async () => {
    await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType: 'RESOURCE_CONTROL_POLICY' });
    const { Roots, NextToken } = await world.management.run(ListRoots, { MaxResults: 1 });
    expect(Roots[0]?.PolicyTypes).toEqual([{ Type: 'RESOURCE_CONTROL_POLICY', Status: 'ENABLED' }]);
    expect(NextToken).toBeUndefined();
    const error = await world.management.fails(ListRoots, { NextToken: 'made-up' });
    expect([error.shape, error.members.Reason]).toEqual(['InvalidInputException', 'INVALID_NEXT_TOKEN']);
  });
});
