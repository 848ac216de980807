import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PRESETS, setQuotas } from '../../core/quotas';
import { type Actor, TEST_NOW } from '../../core/test-world';
import { recordedEvents } from '../../core/testing/recorded-events';
import { GetRole } from '../../iam/role/operations';
import { DescribeAccount, LeaveOrganization, ListAccounts } from '../account/operations';
import { AttachPolicy, ListPoliciesForTarget } from '../attachment/operations';
import { DescribeOrganization } from '../organization/operations';
import { CreatePolicy } from '../policy/operations';
import { EnablePolicyType } from '../policy-type/operations';
import { ListTagsForResource, TagResource } from '../tag/operations';
import { createOrganizationWorld, type OrganizationWorld, organizationOf, policyText, userWith } from '../test-organization';
import { AcceptHandshake, CancelHandshake, DeclineHandshake } from './answer-operations';
import {
  DescribeHandshake,
  EnableAllFeatures,
  InviteAccountToOrganization,
  ListHandshakesForAccount,
  ListHandshakesForOrganization,
} from './operations';

const days = (count: number) => new Date(TEST_NOW.getTime() + count * 86_400_000);

let world: OrganizationWorld;
let guest: Actor;
beforeEach(async () => {
  world = await createOrganizationWorld();
  guest = await world.account('guest');
});
afterEach(async () => {
  setQuotas(null);
  await world.close();
});

async function invite(account: Actor = guest, from: Actor = world.management, more: object = {}): Promise<string> {
  const Target = { Id: account.accountId, Type: 'ACCOUNT' as const };
  const { Handshake } = await from.run(InviteAccountToOrganization, { Target, ...more });
  return Handshake.Id;
}
const emailOf = async (actor: Actor) =>
  (await world.database.reader.account.findUniqueOrThrow({ where: { id: actor.accountId } })).email;

describe('an invitation', () => {
  it('has the format of AWS for the inviting and the invited account', async () => {
    const Tags = [{ Key: 'team', Value: 'red' }];
    const { Handshake } = await world.management.run(InviteAccountToOrganization, {
      Target: { Id: guest.accountId, Type: 'ACCOUNT' },
      Notes: 'Join us',
      Tags,
    });
    const id = Handshake.Id;
    expect(id).toMatch(/^h-[0-9a-z]{32}$/);
    const { Organization } = await world.management.run(DescribeOrganization, {});
    expect(Handshake).toEqual({
      Id: id,
      Arn: `arn:aws:organizations::${world.management.accountId}:handshake/${world.organizationId}/invite/${id}`,
      Parties: [
        { Id: world.organizationId, Type: 'ORGANIZATION' },
        { Id: guest.accountId, Type: 'ACCOUNT' },
      ],
      State: 'OPEN',
      RequestedTimestamp: TEST_NOW,
      ExpirationTimestamp: days(15),
      Action: 'INVITE',
      Resources: [
        {
          Type: 'ORGANIZATION',
          Value: world.organizationId,
          Resources: [
            { Type: 'MASTER_EMAIL', Value: Organization.MasterAccountEmail },
            { Type: 'MASTER_NAME', Value: 'management' },
            { Type: 'ORGANIZATION_FEATURE_SET', Value: 'ALL' },
          ],
        },
        { Type: 'ACCOUNT', Value: guest.accountId },
        { Type: 'NOTES', Value: 'Join us' },
      ],
    });
    for (const party of [guest, world.management]) {
      expect((await party.run(DescribeHandshake, { HandshakeId: id })).Handshake).toEqual(Handshake);
    }
    expect((await guest.run(ListHandshakesForAccount, {})).Handshakes).toEqual([Handshake]);
    expect((await world.management.run(ListHandshakesForOrganization, {})).Handshakes).toEqual([Handshake]);
  });

  it('adds the account to the root with default policies, tags and the service-linked role when accepted', async () => {
    await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
    const Tags = [{ Key: 'team', Value: 'red' }];
    const HandshakeId = await invite(guest, world.management, { Tags });
    const { Handshake } = await guest.run(AcceptHandshake, { HandshakeId });
    expect(Handshake.State).toBe('ACCEPTED');
    const { Account } = await world.management.run(DescribeAccount, { AccountId: guest.accountId });
    expect(Account).toMatchObject({ JoinedMethod: 'INVITED', JoinedTimestamp: TEST_NOW });
    const target = { TargetId: guest.accountId, Filter: 'SERVICE_CONTROL_POLICY' as const };
    expect((await world.management.run(ListPoliciesForTarget, target)).Policies.map(({ Id }) => Id)).toEqual(['p-FullAWSAccess']);
    expect((await world.management.run(ListTagsForResource, { ResourceId: guest.accountId })).Tags).toEqual(Tags);
    expect((await guest.run(GetRole, { RoleName: 'AWSServiceRoleForOrganizations' })).Role.RoleName).toBeDefined();
    expect((await guest.fails(GetRole, { RoleName: 'OrganizationAccountAccessRole' })).shape).toBe('NoSuchEntityException');
    expect((await guest.fails(AcceptHandshake, { HandshakeId })).shape).toBe('HandshakeAlreadyInStateException');
    expect((await world.management.fails(CancelHandshake, { HandshakeId })).shape).toBe('InvalidHandshakeTransitionException');
  });

  it('can be sent to an email address and accepted only by the account with that address', async () => {
    const Target = { Id: (await emailOf(guest)).toUpperCase(), Type: 'EMAIL' as const };
    const { Handshake } = await world.management.run(InviteAccountToOrganization, { Target });
    const HandshakeId = Handshake.Id;
    const other = await world.account('other');
    expect((await other.fails(AcceptHandshake, { HandshakeId })).shape).toBe('HandshakeNotFoundException');
    expect((await other.run(ListHandshakesForAccount, {})).Handshakes).toEqual([]);
    await guest.run(AcceptHandshake, { HandshakeId });
    expect((await guest.run(DescribeOrganization, {})).Organization.Id).toBe(world.organizationId);
  });

  it('can be declined only by the invited account and canceled only by the inviting account', async () => {
    const first = await invite();
    expect((await world.management.fails(DeclineHandshake, { HandshakeId: first })).shape).toBe('AccessDeniedException');
    expect((await world.management.fails(AcceptHandshake, { HandshakeId: first })).shape).toBe('AccessDeniedException');
    expect((await guest.run(DeclineHandshake, { HandshakeId: first })).Handshake.State).toBe('DECLINED');
    const second = await invite();
    expect((await guest.fails(CancelHandshake, { HandshakeId: second })).shape).toBe('AccessDeniedException');
    expect((await world.management.run(CancelHandshake, { HandshakeId: second })).Handshake.State).toBe('CANCELED');
    expect((await guest.fails(AcceptHandshake, { HandshakeId: second })).shape).toBe('InvalidHandshakeTransitionException');
    expect((await guest.fails(DescribeOrganization, {})).shape).toBe('AWSOrganizationsNotInUseException');
  });

  it('expires after 15 days and is returned for 30 more days', async () => {
    const HandshakeId = await invite();
    const late = guest.with({ now: days(15) });
    expect((await late.run(DescribeHandshake, { HandshakeId })).Handshake.State).toBe('EXPIRED');
    expect((await late.fails(AcceptHandshake, { HandshakeId })).shape).toBe('InvalidHandshakeTransitionException');
    expect((await guest.with({ now: days(46) }).fails(DescribeHandshake, { HandshakeId })).shape).toBe(
      'HandshakeNotFoundException',
    );
    expect((await guest.with({ now: days(46) }).run(ListHandshakesForAccount, {})).Handshakes).toEqual([]);
  });

  it('moves a member directly from another organization, with the permission to accept', async () => {
    const owner = await world.account('owner');
    const other = await organizationOf(world, owner);
    const [member, held] = [await other.member('dev'), await other.member('held')];
    await owner.run(TagResource, { ResourceId: member.accountId, Tags: [{ Key: 'team', Value: 'blue' }] });
    const HandshakeId = await invite(member);
    expect((await member.fails(AcceptHandshake, { HandshakeId })).members.Reason).toBe('WAIT_PERIOD_ACTIVE');
    // The account is old enough, the organization is not.
    const early = member.with({ now: days(6) });
    expect((await early.fails(AcceptHandshake, { HandshakeId })).members.Reason).toBe('WAIT_PERIOD_ACTIVE');

    await owner.run(EnablePolicyType, { RootId: other.rootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
    const deny = async (action: string, TargetId: string) => {
      const Content = policyText({ Effect: 'Deny', Action: action, Resource: '*' });
      const given = { Name: action, Description: '', Type: 'SERVICE_CONTROL_POLICY' as const, Content };
      const { Policy } = await owner.run(CreatePolicy, given);
      await owner.run(AttachPolicy, { PolicyId: Policy.PolicySummary.Id, TargetId });
    };
    await deny('organizations:LeaveOrganization', other.rootId);
    await deny('organizations:AcceptHandshake', held.accountId);
    const stopped = await invite(held);
    const refused = await held.with({ now: days(8) }).fails(AcceptHandshake, { HandshakeId: stopped });
    expect(refused.message).toContain('organizations:AcceptHandshake');

    await member.with({ now: days(8) }).run(AcceptHandshake, { HandshakeId });
    expect((await owner.run(ListAccounts, {})).Accounts.map(({ Id }) => Id)).not.toContain(member.accountId);
    const { Account } = await world.management.run(DescribeAccount, { AccountId: member.accountId });
    expect(Account).toMatchObject({
      JoinedMethod: 'INVITED',
      Paths: [`${world.organizationId}/${world.rootId}/${member.accountId}/`],
    });
    expect(await world.database.reader.organizationPolicyAttachment.count({ where: { targetId: member.accountId } })).toBe(0);
    expect((await world.management.run(ListTagsForResource, { ResourceId: member.accountId })).Tags).toEqual([]);
    // Roles stay, with their trust in the former management account.
    const { Role } = await member.run(GetRole, { RoleName: 'OrganizationAccountAccessRole' });
    expect(decodeURIComponent(Role.AssumeRolePolicyDocument)).toContain(owner.accountId);
  });

  it('records in each management account that the account has departed and joined', async () => {
    const owner = await world.account('owner');
    const { member } = await organizationOf(world, owner);
    const moving = await member('dev');
    await moving.with({ now: days(8) }).run(AcceptHandshake, { HandshakeId: await invite(moving) });
    const eventsOf = async ({ accountId }: Actor) =>
      (await recordedEvents(world.database.reader, { accountId, eventName: { endsWith: 'Organization' } }))
        .filter(({ eventName }) => /^Account(Joined|Departed)/.test(eventName))
        .map((event) => [event.eventName, JSON.parse(event.requestParameters ?? '')]);
    expect(await eventsOf(owner)).toEqual([
      ['AccountJoinedOrganization', expect.objectContaining({ accountId: moving.accountId, joinedMethod: 'CREATED' })],
      ['AccountDepartedOrganization', expect.objectContaining({ accountId: moving.accountId, departureMethod: 'LEFT' })],
    ]);
    expect(await eventsOf(world.management)).toEqual([
      ['AccountJoinedOrganization', expect.objectContaining({ accountId: moving.accountId, joinedMethod: 'INVITED' })],
    ]);
    expect(await eventsOf(moving)).toEqual([]);
  });

  it('is paid for by the new management account from then on', async () => {
    const owner = await world.account('owner');
    const { member } = await organizationOf(world, owner);
    const moving = await member('dev');
    await moving.with({ now: days(8) }).run(AcceptHandshake, { HandshakeId: await invite(moving) });
    const periods = await world.database.reader.billingPeriod.findMany({
      where: { accountId: moving.accountId },
      orderBy: { from: 'asc' },
    });
    expect(periods.map(({ payerId, from, until }) => [payerId, from, until])).toEqual([
      [owner.accountId, TEST_NOW, days(8)],
      [world.management.accountId, days(8), null],
    ]);
  });

  it('cannot be accepted by the management account of another organization', async () => {
    const owner = await world.account('owner');
    await organizationOf(world, owner);
    const HandshakeId = await invite(owner);
    expect((await owner.fails(AcceptHandshake, { HandshakeId })).shape).toBe('MasterCannotLeaveOrganizationException');
  });

  it('requires permission to create the service-linked role when accepted', async () => {
    const HandshakeId = await invite();
    const user = await userWith(world, guest, 'maria', [
      { Effect: 'Allow', Action: 'organizations:AcceptHandshake', Resource: '*' },
    ]);
    expect((await user.fails(AcceptHandshake, { HandshakeId })).shape).toBe('AccessDeniedForDependencyException');
  });
});

describe('InviteAccountToOrganization', () => {
  it('refuses invalid targets, members of an organization and duplicate invitations', async () => {
    const reason = async (Target: { Id: string; Type: 'ACCOUNT' | 'EMAIL' | 'ORGANIZATION' }) => {
      const error = await world.management.fails(InviteAccountToOrganization, { Target });
      return error.members.Reason ?? error.shape;
    };
    const member = await world.member('dev');
    expect(await reason({ Id: world.organizationId, Type: 'ORGANIZATION' })).toBe('INVALID_PARTY_TYPE_TARGET');
    expect(await reason({ Id: 'guest', Type: 'ACCOUNT' })).toBe('INVALID_PATTERN_TARGET_ID');
    expect(await reason({ Id: '123456789012', Type: 'ACCOUNT' })).toBe('INVALID_PATTERN_TARGET_ID');
    expect(await reason({ Id: 'not an address', Type: 'EMAIL' })).toBe('INVALID_EMAIL_ADDRESS_TARGET');
    expect(await reason({ Id: member.accountId, Type: 'ACCOUNT' })).toBe('ALREADY_IN_AN_ORGANIZATION');
    expect(await reason({ Id: world.management.accountId, Type: 'ACCOUNT' })).toBe('ALREADY_IN_AN_ORGANIZATION');
    expect(await reason({ Id: await emailOf(member), Type: 'EMAIL' })).toBe('ALREADY_IN_AN_ORGANIZATION');
    await invite();
    expect(await reason({ Id: guest.accountId, Type: 'ACCOUNT' })).toBe('DuplicateHandshakeException');
    expect(await reason({ Id: await emailOf(guest), Type: 'EMAIL' })).toBe('DuplicateHandshakeException');
  });

  it('counts open but not declined invitations toward the account quota', async () => {
    setQuotas({ ...PRESETS.current, AccountsPerOrganization: 2 });
    const HandshakeId = await invite();
    const other = await world.account('other');
    const Target = { Id: other.accountId, Type: 'ACCOUNT' as const };
    const error = await world.management.fails(InviteAccountToOrganization, { Target });
    expect([error.shape, error.members.Reason]).toEqual([
      'HandshakeConstraintViolationException',
      'ACCOUNT_NUMBER_LIMIT_EXCEEDED',
    ]);
    await guest.run(DeclineHandshake, { HandshakeId });
    await invite(other);
  });

  it('refuses more than 20 invitations per day, not counting accepted ones', async () => {
    await guest.run(AcceptHandshake, { HandshakeId: await invite() });
    const other = await world.account('other');
    for (let sent = 0; sent < 20; sent++) await world.management.run(CancelHandshake, { HandshakeId: await invite(other) });
    const Target = { Id: other.accountId, Type: 'ACCOUNT' as const };
    const error = await world.management.fails(InviteAccountToOrganization, { Target });
    expect(error.members.Reason).toBe('HANDSHAKE_RATE_LIMIT_EXCEEDED');
    await invite(other, world.management.with({ now: days(1.1) }));
  });
});

describe('ListHandshakesForOrganization', () => {
  it('filters by action, pages and refuses the page token of another filter', async () => {
    const others = [await world.account('a'), await world.account('b'), await world.account('c')];
    const ids = [];
    for (const other of others) ids.push(await invite(other));
    const first = await world.management.run(ListHandshakesForOrganization, { MaxResults: 2, Filter: { ActionType: 'INVITE' } });
    const second = await world.management.run(ListHandshakesForOrganization, {
      MaxResults: 2,
      Filter: { ActionType: 'INVITE' },
      NextToken: first.NextToken,
    });
    expect([...first.Handshakes, ...second.Handshakes].map(({ Id }) => Id)).toEqual(ids.sort());
    const filtered = await world.management.run(ListHandshakesForOrganization, { Filter: { ActionType: 'ENABLE_ALL_FEATURES' } });
    expect(filtered.Handshakes).toEqual([]);
    const { NextToken } = first;
    const error = await world.management.fails(ListHandshakesForOrganization, { NextToken });
    expect(error.members.Reason).toBe('INVALID_NEXT_TOKEN');
  });
});

describe('EnableAllFeatures', () => {
  let billing: OrganizationWorld;
  beforeEach(async () => {
    billing = await createOrganizationWorld('CONSOLIDATED_BILLING');
  });
  afterEach(() => billing.close());

  async function joined(name: string): Promise<Actor> {
    const account = await billing.account(name);
    await account.run(AcceptHandshake, { HandshakeId: await invite(account, billing.management) });
    return account;
  }
  const featureSet = async () => (await billing.management.run(DescribeOrganization, {})).Organization.FeatureSet;
  const asked = async (actor: Actor, ParentHandshakeId: string) =>
    (await actor.run(ListHandshakesForAccount, { Filter: { ParentHandshakeId } })).Handshakes;

  it('requires the approval of every invited member and then of the management account', async () => {
    const [one, two] = [await joined('one'), await joined('two')];
    const created = await billing.member('created');
    const { Handshake } = await billing.management.run(EnableAllFeatures, {});
    const HandshakeId = Handshake.Id;
    expect(Handshake).toMatchObject({
      Action: 'ENABLE_ALL_FEATURES',
      State: 'REQUESTED',
      ExpirationTimestamp: days(90),
      Parties: [{ Id: billing.organizationId, Type: 'ORGANIZATION' }],
      Resources: [{ Type: 'ORGANIZATION', Value: billing.organizationId }],
    });
    expect(await asked(created, HandshakeId)).toEqual([]);
    for (const member of [one, two]) {
      expect((await billing.management.fails(AcceptHandshake, { HandshakeId })).shape).toBe(
        'InvalidHandshakeTransitionException',
      );
      const [question] = await asked(member, HandshakeId);
      expect(question).toMatchObject({ Action: 'APPROVE_ALL_FEATURES', State: 'OPEN' });
      await member.run(AcceptHandshake, { HandshakeId: question?.Id ?? '' });
      expect((await member.run(GetRole, { RoleName: 'AWSServiceRoleForOrganizations' })).Role.Path).toContain('aws-service-role');
    }
    expect((await billing.management.run(DescribeHandshake, { HandshakeId })).Handshake.State).toBe('OPEN');
    expect(await featureSet()).toBe('CONSOLIDATED_BILLING');
    await billing.management.run(AcceptHandshake, { HandshakeId });
    expect(await featureSet()).toBe('ALL');
    await billing.management.run(EnablePolicyType, { RootId: billing.rootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
    const again = await billing.management.fails(EnableAllFeatures, {});
    expect(again.members.Reason).toBe('ORGANIZATION_ALREADY_HAS_ALL_FEATURES');
  });

  it('asks created members only if they deleted the service-linked role', async () => {
    const created = await billing.member('created');
    const role = { where: { accountId_nameKey: { accountId: created.accountId, nameKey: 'awsservicerolefororganizations' } } };
    const { id } = await billing.database.reader.role.findUniqueOrThrow(role);
    await billing.database.writer.policyAttachment.deleteMany({ where: { entityId: id } });
    await billing.database.writer.role.delete({ where: { id } });
    const { Handshake } = await billing.management.run(EnableAllFeatures, {});
    const [question] = await asked(created, Handshake.Id);
    expect(question?.Action).toBe('ADD_ORGANIZATIONS_SERVICE_LINKED_ROLE');
    await created.run(AcceptHandshake, { HandshakeId: question?.Id ?? '' });
    await billing.management.run(AcceptHandshake, { HandshakeId: Handshake.Id });
    expect(await featureSet()).toBe('ALL');
  });

  it('cancels open invitations and refuses new ones and a second process until it ends', async () => {
    const other = await billing.account('other');
    const HandshakeId = await invite(other, billing.management);
    await joined('one');
    await billing.management.run(EnableAllFeatures, {});
    expect((await other.run(DescribeHandshake, { HandshakeId })).Handshake.State).toBe('CANCELED');
    const Target = { Id: other.accountId, Type: 'ACCOUNT' as const };
    const refused = await billing.management.fails(InviteAccountToOrganization, { Target });
    expect(refused.members.Reason).toBe('INVITE_DISABLED_DURING_ENABLE_ALL_FEATURES');
    const twice = await billing.management.fails(EnableAllFeatures, {});
    expect(twice.members.Reason).toBe('ORGANIZATION_IS_ALREADY_PENDING_ALL_FEATURES_MIGRATION');
  });

  it('is blocked when a member declines, until the member leaves or the process is canceled', async () => {
    const [one, two] = [await joined('one'), await joined('two')];
    const first = (await billing.management.run(EnableAllFeatures, {})).Handshake.Id;
    const [question] = await asked(one, first);
    await one.run(DeclineHandshake, { HandshakeId: question?.Id ?? '' });
    await two.run(AcceptHandshake, { HandshakeId: (await asked(two, first))[0]?.Id ?? '' });
    const early = await billing.management.fails(AcceptHandshake, { HandshakeId: first });
    expect(early.shape).toBe('InvalidHandshakeTransitionException');
    await billing.management.run(CancelHandshake, { HandshakeId: first });
    const second = (await billing.management.run(EnableAllFeatures, {})).Handshake.Id;
    await two.run(AcceptHandshake, { HandshakeId: (await asked(two, second))[0]?.Id ?? '' });
    await one.run(LeaveOrganization, {});
    await billing.management.run(AcceptHandshake, { HandshakeId: second });
    expect(await featureSet()).toBe('ALL');
  });

  it('can be completed at once in an organization without members', async () => {
    const { Handshake } = await billing.management.run(EnableAllFeatures, {});
    expect(Handshake.State).toBe('OPEN');
    await billing.management.run(AcceptHandshake, { HandshakeId: Handshake.Id });
    expect(await featureSet()).toBe('ALL');
  });
});
