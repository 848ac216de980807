import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../core/test-world';
import { CreateRole } from '../iam/role/operations';
import { CreateUser, ListUsers } from '../iam/user/operations';
import { AssumeRole } from '../sts/session/operations';
import { MoveAccount, RemoveAccountFromOrganization } from './account/operations';
import { AttachPolicy, DetachPolicy } from './attachment/operations';
import { CreatePolicy, UpdatePolicy } from './policy/operations';
import { DisablePolicyType, EnablePolicyType } from './policy-type/operations';
import { createOrganizationWorld, type OrganizationWorld, policyText, userWith } from './test-organization';

const SCP = 'SERVICE_CONTROL_POLICY';
const DENY_CREATE_USER = policyText({ Effect: 'Deny', Action: 'iam:CreateUser', Resource: '*' });

let world: OrganizationWorld;
let member: Actor;
let admin: Actor;
beforeEach(async () => {
  world = await createOrganizationWorld();
  await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType: SCP });
  member = await world.member('dev');
  admin = await userWith(world, member, 'admin', [{ Effect: 'Allow', Action: '*', Resource: '*' }]);
});
afterEach(() => world.close());

/** Creates an SCP and attaches it. Returns its id and ARN. */
async function attach(TargetId: string, Content: string, Name = 'guardrail'): Promise<{ id: string; arn: string }> {
  const { Policy } = await world.management.run(CreatePolicy, { Name, Description: '', Type: SCP, Content });
  const { Id = '', Arn = '' } = Policy.PolicySummary;
  await world.management.run(AttachPolicy, { PolicyId: Id, TargetId });
  return { id: Id, arn: Arn };
}

const isDenied = async (actor: Actor, UserName: string) =>
  actor.run(CreateUser, { UserName }).then(
    () => false,
    (error: unknown) => (error as { shape?: string }).shape === 'AccessDenied',
  );

describe('an SCP', () => {
  it('denies IAM requests of member accounts with its ARN in the error message of AWS', async () => {
    const { arn } = await attach(world.rootId, DENY_CREATE_USER);
    const error = await admin.fails(CreateUser, { UserName: 'maria' });
    expect(error.message).toBe(
      `User: arn:aws:iam::${member.accountId}:user/admin is not authorized to perform: iam:CreateUser on resource: arn:aws:iam::${member.accountId}:user/maria with an explicit deny in a service control policy: ${arn}`,
    );
    expect((await admin.run(ListUsers, {})).Users).toHaveLength(1);
  });

  it('applies to the root user of a member account but not to the management account', async () => {
    await attach(world.rootId, DENY_CREATE_USER);
    expect(await isDenied(member, 'maria')).toBe(true);
    expect(await isDenied(world.management, 'maria')).toBe(false);
    await attach(world.management.accountId, DENY_CREATE_USER, 'on the account itself');
    expect(await isDenied(world.management, 'jose')).toBe(false);
  });

  it('is an allow list after FullAWSAccess is detached from a level', async () => {
    const unit = await world.unit('Sandbox');
    const place = { AccountId: member.accountId, SourceParentId: world.rootId, DestinationParentId: unit };
    await world.management.run(MoveAccount, place);
    await attach(unit, policyText({ Effect: 'Allow', Action: 'iam:List*', Resource: '*' }));
    expect(await isDenied(admin, 'maria')).toBe(false);
    await world.management.run(DetachPolicy, { PolicyId: 'p-FullAWSAccess', TargetId: unit });
    const error = await admin.fails(CreateUser, { UserName: 'jose' });
    expect(error.message).toContain('because no service control policy allows the iam:CreateUser action');
    expect((await admin.run(ListUsers, {})).Users).toHaveLength(2);
  });

  it('takes effect on the next request after each change of attachment, content, account or policy type', async () => {
    const unit = await world.unit('Sandbox');
    const names = 'abcdefghij'[Symbol.iterator]();
    const denied = () => isDenied(admin, names.next().value ?? '');
    const move = (SourceParentId: string, DestinationParentId: string) =>
      world.management.run(MoveAccount, { AccountId: member.accountId, SourceParentId, DestinationParentId });

    expect(await denied()).toBe(false);
    const { id: PolicyId } = await attach(unit, DENY_CREATE_USER);
    expect(await denied()).toBe(false);
    await move(world.rootId, unit);
    expect(await denied()).toBe(true);
    await world.management.run(UpdatePolicy, {
      PolicyId,
      Content: policyText({ Effect: 'Deny', Action: 's3:*', Resource: '*' }),
    });
    expect(await denied()).toBe(false);
    await world.management.run(UpdatePolicy, { PolicyId, Content: DENY_CREATE_USER });
    expect(await denied()).toBe(true);
    await move(unit, world.rootId);
    expect(await denied()).toBe(false);
    await move(world.rootId, unit);
    expect(await denied()).toBe(true);
    await world.management.run(DetachPolicy, { PolicyId, TargetId: unit });
    expect(await denied()).toBe(false);
    await world.management.run(AttachPolicy, { PolicyId, TargetId: member.accountId });
    expect(await denied()).toBe(true);
    await world.management.run(DisablePolicyType, { RootId: world.rootId, PolicyType: SCP });
    expect(await denied()).toBe(false);
  });

  it('no longer applies to an account that is removed from the organization', async () => {
    await attach(world.rootId, DENY_CREATE_USER);
    expect(await isDenied(admin, 'maria')).toBe(true);
    const later = world.management.with({ now: new Date('2026-03-06T12:00:00Z') });
    await later.run(RemoveAccountFromOrganization, { AccountId: member.accountId });
    expect(await isDenied(admin, 'maria')).toBe(false);
  });

  it('can use aws:PrincipalOrgPaths to apply to one OU', async () => {
    const unit = await world.unit('Sandbox');
    const path = `${world.organizationId}/${world.rootId}/${unit}/*`;
    const Condition = { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': path } };
    await attach(world.rootId, policyText({ Effect: 'Deny', Action: 'iam:CreateUser', Resource: '*', Condition }));
    expect(await isDenied(admin, 'maria')).toBe(false);
    await world.management.run(MoveAccount, {
      AccountId: member.accountId,
      SourceParentId: world.rootId,
      DestinationParentId: unit,
    });
    expect(await isDenied(admin, 'jose')).toBe(true);
  });
});

describe('an RCP', () => {
  const PolicyType = 'RESOURCE_CONTROL_POLICY';

  /** Creates a role that trusts all principals of an account. Returns its ARN. */
  async function roleTrusting(owner: Actor, trusted: Actor): Promise<string> {
    const Principal = { AWS: `arn:aws:iam::${trusted.accountId}:root` };
    const AssumeRolePolicyDocument = policyText({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' });
    const { Role } = await owner.run(CreateRole, { RoleName: `for-${trusted.accountId}`, AssumeRolePolicyDocument });
    return Role.Arn;
  }
  const assumes = (actor: Actor, RoleArn: string) =>
    actor.run(AssumeRole, { RoleArn, RoleSessionName: 'test' }).then(
      () => true,
      (error: unknown) => {
        if ((error as { shape?: string }).shape === 'AccessDenied') return false;
        throw error;
      },
    );

  it('denies outsiders access to resources of member accounts but not of the management account', async () => {
    const outsider = await userWith(world, await world.account('outsider'), 'mallory', [
      { Effect: 'Allow', Action: '*', Resource: '*' },
    ]);
    const insider = await userWith(world, world.management, 'maria', [{ Effect: 'Allow', Action: '*', Resource: '*' }]);
    const forOutsider = await roleTrusting(member, outsider);
    const forInsider = await roleTrusting(member, insider);
    const ofManagement = await roleTrusting(world.management, outsider);
    await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType });
    expect([await assumes(outsider, forOutsider), await assumes(insider, forInsider)]).toEqual([true, true]);

    const Condition = { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': world.organizationId } };
    const Content = policyText({ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', Resource: '*', Condition });
    const { Policy } = await world.management.run(CreatePolicy, {
      Name: 'perimeter',
      Description: '',
      Type: PolicyType,
      Content,
    });
    await world.management.run(AttachPolicy, { PolicyId: Policy.PolicySummary.Id, TargetId: world.rootId });
    expect([await assumes(outsider, forOutsider), await assumes(insider, forInsider)]).toEqual([false, true]);
    expect(await assumes(outsider, ofManagement)).toBe(true);
    const denial = await outsider.fails(AssumeRole, { RoleArn: forOutsider, RoleSessionName: 'test' });
    // Callers that another account's resource policy refuses don't learn which policy it was.
    expect(denial.message).toMatch(/ is not authorized to perform: sts:AssumeRole on resource: \S+$/);

    await world.management.run(DisablePolicyType, { RootId: world.rootId, PolicyType });
    expect(await assumes(outsider, forOutsider)).toBe(true);
  });
});
