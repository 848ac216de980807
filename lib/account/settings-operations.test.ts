import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseQuotas, setQuotas } from '../core/quotas';
import type { Actor } from '../core/test-world';
import { GetAuthorizationDetails, GetEvent, SearchEvents } from '../events/operations';
import { AttachUserPolicy } from '../iam/attachment/operations';
import { CreateRole, ListRoles } from '../iam/role/operations';
import { CreateUser, DeleteUser, GetUser, ListUsers } from '../iam/user/operations';
import { ListUserOverviews } from '../iam/user/overview';
import { LeaveOrganization } from '../organizations/account/operations';
import { AttachPolicy, DetachPolicy } from '../organizations/attachment/operations';
import { ListAccountOverviews } from '../organizations/overview/operations';
import { CreatePolicy } from '../organizations/policy/operations';
import { EnablePolicyType } from '../organizations/policy-type/operations';
import { createOrganizationWorld, type OrganizationWorld, policyText, userWith } from '../organizations/test-organization';
import { AssumeRole } from '../sts/session/operations';
import { ListQuotas } from './quota-operations';
import { GetAccountSettings, PutAccountEnforcement } from './settings-operations';

let world: OrganizationWorld;
let root: Actor;
let nobody: Actor;
beforeEach(async () => {
  world = await createOrganizationWorld();
  root = await world.account('standalone');
  nobody = await userWith(world, root, 'nobody');
});
afterEach(() => world.close());

const allow = (Action: string | string[]) => [{ Effect: 'Allow', Action, Resource: '*' }];
const lastEvent = async (EventName: string) => (await root.run(SearchEvents, { EventName })).Events[0];

describe('an account in audit mode', () => {
  beforeEach(() => root.run(PutAccountEnforcement, { Enforcement: 'audit' }));

  it('allows a write that would be denied and stores the evaluation of the denial', async () => {
    await nobody.run(CreateUser, { UserName: 'maria' });
    expect((await root.run(ListUsers, {})).Users.map(({ UserName }) => UserName)).toEqual(['maria', 'nobody']);
    const event = await lastEvent('CreateUser');
    expect(event).toMatchObject({
      outcome: 'Success',
      decision: [{ action: 'iam:CreateUser', decision: 'ImplicitDeny', deciding: [] }],
      authorizationId: expect.any(String),
    });
    expect(event?.errorCode).toBeUndefined();
    const details = await root.run(GetAuthorizationDetails, { AuthorizationId: event?.authorizationId ?? '' });
    expect(details.Event?.eventID).toBe(event?.eventID);
    expect(details.Evaluations).toMatchObject([
      { explanation: { decision: 'ImplicitDeny', request: { action: 'iam:CreateUser', principal: { userName: 'nobody' } } } },
    ]);
  });

  it('stores the evaluation of reads and of calls that fail for another reason', async () => {
    await nobody.run(ListUsers, {});
    expect((await nobody.fails(DeleteUser, { UserName: 'none' })).shape).toBe('NoSuchEntityException');
    for (const [name, outcome] of [
      ['ListUsers', 'Success'],
      ['DeleteUser', 'Failed'],
    ] as const) {
      const event = await lastEvent(name);
      expect(event).toMatchObject({ outcome, decision: [{ decision: 'ImplicitDeny' }] });
      const { Evaluations } = await root.run(GetAuthorizationDetails, { AuthorizationId: event?.authorizationId ?? '' });
      expect(Evaluations[0]?.explanation.decision).toBe('ImplicitDeny');
    }
  });

  it('stores no authorization ID for allowed calls', async () => {
    await root.run(CreateUser, { UserName: 'maria' });
    expect((await lastEvent('CreateUser'))?.authorizationId).toBeUndefined();
  });

  it('finds calls that would have been denied in the event history', async () => {
    await root.run(CreateUser, { UserName: 'allowed' });
    await nobody.run(CreateUser, { UserName: 'maria' });
    const { Events } = await root.run(SearchEvents, { Outcome: 'WouldBeDenied' });
    expect(Events.map(({ requestParameters }) => requestParameters)).toEqual([{ userName: 'maria' }]);
  });
});

describe('an account with enforcement off', () => {
  it('allows every call and records no decision', async () => {
    await root.run(PutAccountEnforcement, { Enforcement: 'off' });
    await nobody.run(CreateUser, { UserName: 'maria' });
    const event = await lastEvent('CreateUser');
    expect(event).toMatchObject({ outcome: 'Success', decision: [] });
    expect(event?.authorizationId).toBeUndefined();
  });

  it('does not affect other accounts', async () => {
    await root.run(PutAccountEnforcement, { Enforcement: 'off' });
    const stranger = await userWith(world, await world.account('other'), 'stranger');
    expect((await stranger.fails(CreateUser, { UserName: 'maria' })).shape).toBe('AccessDenied');
  });
});

describe.each(['audit', 'off'] as const)('a member account in mode %s', (mode) => {
  const deny = (Action: string, Resource = '*') => policyText({ Effect: 'Deny', Action, Resource });

  async function guarded(Type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY', Content: string) {
    await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType: Type });
    const member = await world.member('dev');
    const made = await world.management.run(CreatePolicy, { Name: 'guardrail', Description: '', Type, Content });
    await world.management.run(AttachPolicy, { PolicyId: made.Policy.PolicySummary.Id, TargetId: member.accountId });
    await member.run(PutAccountEnforcement, { Enforcement: mode });
    return member;
  }

  it('enforces a Deny in a service control policy, but no identity policies', async () => {
    const member = await guarded('SERVICE_CONTROL_POLICY', deny('iam:DeleteUser'));
    const maria = await userWith(world, member, 'maria');
    await maria.run(CreateUser, { UserName: 'other' });
    const error = await maria.fails(DeleteUser, { UserName: 'other' });
    expect(error.shape).toBe('AccessDenied');
    expect(error.message).toContain('with an explicit deny in a service control policy');
    const denied = (await member.run(SearchEvents, { EventName: 'DeleteUser' })).Events[0];
    expect(denied).toMatchObject({
      outcome: 'Denied',
      decision: [{ action: 'iam:DeleteUser' }],
      authorizationId: expect.any(String),
    });
    const AuthorizationId = denied?.authorizationId ?? '';
    expect((await member.run(GetAuthorizationDetails, { AuthorizationId })).Evaluations).toHaveLength(1);
  });

  it('enforces a service control policy that allows only other actions', async () => {
    const some = policyText({ Effect: 'Allow', Action: ['iam:*User*', 'gatehouse:*'], Resource: '*' });
    const member = await guarded('SERVICE_CONTROL_POLICY', some);
    const maria = await userWith(world, member, 'maria', [{ Effect: 'Deny', Action: '*', Resource: '*' }]);
    await world.management.run(DetachPolicy, { PolicyId: 'p-FullAWSAccess', TargetId: member.accountId });
    // Her own policy's denial has no effect, but the SCP still denies what it does not allow.
    await maria.run(GetUser, { UserName: 'maria' });
    expect((await maria.fails(ListRoles, {})).shape).toBe('AccessDenied');
  });

  it('enforces resource control policies', async () => {
    const content = { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', Resource: '*' };
    const member = await guarded('RESOURCE_CONTROL_POLICY', policyText(content));
    const maria = await userWith(world, member, 'maria');
    const AssumeRolePolicyDocument = policyText({
      Effect: 'Allow',
      Principal: { AWS: member.accountId },
      Action: 'sts:AssumeRole',
    });
    const { Role } = await member.run(CreateRole, { RoleName: 'dev', AssumeRolePolicyDocument });
    const error = await maria.fails(AssumeRole, { RoleArn: Role.Arn, RoleSessionName: 'session' });
    expect(error.message).toContain('with an explicit deny in a resource control policy');
  });

  it('enforces a guardrail even if an earlier check of the same call was denied', async () => {
    const member = await guarded('SERVICE_CONTROL_POLICY', deny('iam:GetUser'));
    const maria = await userWith(world, member, 'maria');
    const asking = (...actions: string[]) => ({
      ...ListUsers,
      checks: () => actions.map((action) => ({ action, resource: '*' })),
    });
    await maria.run(asking('iam:ListUsers', 'iam:ListRoles'), {});
    expect((await maria.fails(asking('iam:ListUsers', 'iam:GetUser'), {})).message).toContain('iam:GetUser');
  });

  it('cannot leave the organization when a service control policy denies it', async () => {
    const member = await guarded('SERVICE_CONTROL_POLICY', deny('organizations:LeaveOrganization'));
    expect((await member.fails(LeaveOrganization, {})).message).toContain('service control policy');
  });

  it('returns no overview data that a guardrail denies', async () => {
    const member = await guarded('SERVICE_CONTROL_POLICY', deny('iam:GetLoginProfile'));
    const maria = await userWith(world, member, 'maria');
    const { Rows } = await maria.run(ListUserOverviews, {});
    expect(Rows).toMatchObject([{ UserName: 'maria', Groups: [], ConsoleAccess: null }]);
  });
});

describe('PutAccountEnforcement', () => {
  it('is recorded for the member and for the management account, which lists the mode of the member', async () => {
    const member = await world.member('dev');
    const outsider = await world.account('outsider');
    await member.run(PutAccountEnforcement, { Enforcement: 'audit' });
    for (const actor of [member, world.management]) {
      const { Events } = await actor.run(SearchEvents, { EventName: 'PutAccountEnforcement' });
      expect(Events).toMatchObject([{ outcome: 'Success', requestParameters: { enforcement: 'audit' } }]);
      expect(Events[0]?.resources[0]).toEqual({ ARN: `arn:aws:iam::${member.accountId}:root`, accountId: member.accountId });
    }
    expect((await outsider.run(SearchEvents, { EventName: 'PutAccountEnforcement' })).Events).toEqual([]);
    const { Rows } = await world.management.run(ListAccountOverviews, {});
    expect(Rows.map(({ Name, Enforcement }) => [Name, Enforcement])).toEqual([
      ['dev', 'audit'],
      ['management', 'enforce'],
    ]);
  });

  it('takes effect with the next call, in both directions', async () => {
    expect((await nobody.fails(CreateUser, { UserName: 'a' })).shape).toBe('AccessDenied');
    expect(await root.run(PutAccountEnforcement, { Enforcement: 'audit' })).toEqual({
      Enforcement: 'audit',
      PreviousEnforcement: 'enforce',
    });
    await nobody.run(CreateUser, { UserName: 'a' });
    await root.run(PutAccountEnforcement, { Enforcement: 'enforce' });
    expect((await nobody.fails(CreateUser, { UserName: 'b' })).shape).toBe('AccessDenied');
  });

  it.each(['audit', 'off'] as const)(
    'is denied to a caller without permission even while the account is in mode %s',
    async (mode) => {
      await root.run(PutAccountEnforcement, { Enforcement: mode });
      const error = await nobody.fails(PutAccountEnforcement, { Enforcement: 'enforce' });
      expect(error.shape).toBe('AccessDenied');
      expect(error.message).toContain(
        `not authorized to perform: gatehouse:PutAccountEnforcement on resource: arn:aws:iam::${root.accountId}:root`,
      );
      expect((await root.run(GetAccountSettings, {})).Enforcement).toBe(mode);
      expect(await lastEvent('PutAccountEnforcement')).toMatchObject({ outcome: 'Denied', eventSource: 'gatehouse' });
    },
  );

  it('requires all permissions: PowerUserAccess, iam:* or gatehouse:* are not sufficient', async () => {
    const PolicyArn = 'arn:aws:iam::aws:policy/PowerUserAccess';
    const power = await userWith(world, root, 'power');
    await root.run(AttachUserPolicy, { UserName: 'power', PolicyArn });
    const limited = [
      power,
      await userWith(world, root, 'iam', allow('iam:*')),
      await userWith(world, root, 'own', allow('gatehouse:*')),
    ];
    for (const actor of limited)
      expect((await actor.fails(PutAccountEnforcement, { Enforcement: 'off' })).shape).toBe('AccessDenied');
    const admin = await userWith(world, root, 'admin', allow('*'));
    await admin.run(PutAccountEnforcement, { Enforcement: 'off' });
    expect((await root.run(GetAccountSettings, {})).Enforcement).toBe('off');
  });

  it('is subject to service control policies, also for the root user of a member and in every mode', async () => {
    await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
    const member = await world.member('dev');
    await member.run(PutAccountEnforcement, { Enforcement: 'off' });
    const { Policy } = await world.management.run(CreatePolicy, {
      Name: 'keep-enforcing',
      Description: '',
      Type: 'SERVICE_CONTROL_POLICY',
      Content: policyText({ Effect: 'Deny', Action: 'gatehouse:PutAccountEnforcement', Resource: '*' }),
    });
    await world.management.run(AttachPolicy, { PolicyId: Policy.PolicySummary.Id, TargetId: world.rootId });
    const error = await member.fails(PutAccountEnforcement, { Enforcement: 'enforce' });
    expect(error.message).toContain('with an explicit deny in a service control policy');
  });

  it('is not denied by service control policies with NotAction or with AWS actions only', async () => {
    await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
    const member = await world.member('dev');
    const attach = async (Name: string, statement: object) => {
      const given = { Name, Description: '', Type: 'SERVICE_CONTROL_POLICY' as const, Content: policyText(statement) };
      const { Policy } = await world.management.run(CreatePolicy, given);
      await world.management.run(AttachPolicy, { PolicyId: Policy.PolicySummary.Id, TargetId: member.accountId });
    };
    await attach('Regions', {
      Effect: 'Deny',
      NotAction: ['iam:*', 'sts:*'],
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-north-1' } },
    });
    await attach('OnlyIam', { Effect: 'Allow', Action: 'iam:*', Resource: '*' });
    await world.management.run(DetachPolicy, { PolicyId: 'p-FullAWSAccess', TargetId: member.accountId });
    await member.run(PutAccountEnforcement, { Enforcement: 'audit' });
    await attach('Shut', { Effect: 'Deny', Action: '*', Resource: '*' });
    const error = await member.fails(PutAccountEnforcement, { Enforcement: 'enforce' });
    expect(error.message).toContain('gatehouse:PutAccountEnforcement');
  });

  it('refuses an unknown mode', async () => {
    expect((await root.fails(PutAccountEnforcement, { Enforcement: 'on' as never })).shape).toBe('ValidationError');
  });

  it('is recorded with the mode before and after', async () => {
    await root.run(PutAccountEnforcement, { Enforcement: 'audit' });
    const { Event } = await root.run(GetEvent, { EventId: (await lastEvent('PutAccountEnforcement'))?.eventID ?? '' });
    expect(Event).toMatchObject({
      readOnly: false,
      responseElements: { enforcement: 'audit', previousEnforcement: 'enforce' },
    });
  });
});

describe('GetAccountSettings', () => {
  it('returns the settings of the caller’s account', async () => {
    expect(await root.run(GetAccountSettings, {})).toMatchObject({
      AccountId: root.accountId,
      AccountName: 'standalone',
      Enforcement: 'enforce',
    });
    const member = await world.member('dev');
    expect(await member.run(GetAccountSettings, {})).toMatchObject({
      OrganizationId: world.organizationId,
      ManagementAccountId: world.management.accountId,
    });
  });

  it('requires only iam:GetAccountSummary', async () => {
    expect((await nobody.fails(GetAccountSettings, {})).shape).toBe('AccessDenied');
    const reader = await userWith(world, root, 'reader', allow('iam:GetAccountSummary'));
    expect((await reader.run(GetAccountSettings, {})).AccountId).toBe(root.accountId);
    expect((await reader.fails(GetUser, { UserName: 'nobody' })).shape).toBe('AccessDenied');
  });
});

describe('the quotas of an account', () => {
  afterEach(() => setQuotas(null));

  it('are listed with their current and maximum values', async () => {
    setQuotas(parseQuotas('RolesPerAccount=50'));
    const { Quotas } = await root.run(ListQuotas, {});
    expect(Quotas).toContainEqual({ Name: 'RolesPerAccount', Value: 50, Most: 5000 });
    expect(Quotas).toContainEqual({ Name: 'GroupsPerUser', Value: 10, Most: 10 });
    expect((await nobody.fails(ListQuotas, {})).shape).toBe('AccessDenied');
  });
});
