import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PRESETS, parseQuotas, setQuotas } from '../../core/quotas';
import { TEST_NOW } from '../../core/test-world';
import { recordedEvents } from '../../core/testing/recorded-events';
import { ListAttachedRolePolicies } from '../../iam/attachment/operations';
import { GetRole } from '../../iam/role/operations';
import { ListPoliciesForTarget } from '../attachment/operations';
import { DescribeOrganization } from '../organization/operations';
import { EnablePolicyType } from '../policy-type/operations';
import { closuresPer30Days } from '../quotas';
import { ListTagsForResource, TagResource } from '../tag/operations';
import { createOrganizationWorld, type OrganizationWorld, userWith } from '../test-organization';
import {
  CloseAccount,
  CreateAccount,
  DescribeAccount,
  DescribeCreateAccountStatus,
  LeaveOrganization,
  ListAccounts,
  ListAccountsForParent,
  ListCreateAccountStatus,
  MoveAccount,
  RemoveAccountFromOrganization,
} from './operations';
import { ReopenAccount } from './reopen-operations';

const MISSING = '123456789012';
const days = (count: number) => new Date(TEST_NOW.getTime() + count * 86_400_000);

let world: OrganizationWorld;
beforeEach(async () => {
  world = await createOrganizationWorld();
});
afterEach(async () => {
  setQuotas(null);
  await world.close();
});

const create = (Email: string, AccountName = 'dev', more: { RoleName?: string; Tags?: { Key: string; Value: string }[] } = {}) =>
  world.management.run(CreateAccount, { Email, AccountName, ...more });
const statusOf = async (id: string | undefined) =>
  (await world.management.run(DescribeCreateAccountStatus, { CreateAccountRequestId: id ?? '' })).CreateAccountStatus;

describe('CreateAccount', () => {
  it('returns IN_PROGRESS, and its status is then SUCCEEDED with the account ID', async () => {
    const { CreateAccountStatus } = await create('dev@example.com');
    expect(CreateAccountStatus).toEqual({
      Id: expect.stringMatching(/^car-[a-z0-9]{32}$/),
      AccountName: 'dev',
      State: 'IN_PROGRESS',
      RequestedTimestamp: TEST_NOW,
    });
    expect(await statusOf(CreateAccountStatus.Id)).toEqual({
      ...CreateAccountStatus,
      State: 'SUCCEEDED',
      CompletedTimestamp: TEST_NOW,
      AccountId: expect.stringMatching(/^\d{12}$/),
    });
  });

  it('puts the account into the root with FullAWSAccess and its tags, without a root password', async () => {
    await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
    const { CreateAccountStatus } = await create('Dev@Example.com', 'dev', { Tags: [{ Key: 'team', Value: 'red' }] });
    const AccountId = (await statusOf(CreateAccountStatus.Id)).AccountId ?? '';
    const { Account } = await world.management.run(DescribeAccount, { AccountId });
    expect(Account).toEqual({
      Id: AccountId,
      Arn: `arn:aws:organizations::${world.management.accountId}:account/${world.organizationId}/${AccountId}`,
      Email: 'dev@example.com',
      Name: 'dev',
      Status: 'ACTIVE',
      State: 'ACTIVE',
      Paths: [`${world.organizationId}/${world.rootId}/${AccountId}/`],
      JoinedMethod: 'CREATED',
      JoinedTimestamp: TEST_NOW,
    });
    const attached = await world.management.run(ListPoliciesForTarget, { TargetId: AccountId, Filter: 'SERVICE_CONTROL_POLICY' });
    expect(attached.Policies.map(({ Name }) => Name)).toEqual(['FullAWSAccess']);
    expect((await world.management.run(ListTagsForResource, { ResourceId: AccountId })).Tags).toEqual([
      { Key: 'team', Value: 'red' },
    ]);
    const row = await world.database.reader.account.findUniqueOrThrow({ where: { id: AccountId } });
    expect(row.rootPasswordHash).toBeNull();
  });

  it('creates an administrator role that trusts the management account, and the service-linked role', async () => {
    const member = await world.member('dev');
    const { Role } = await member.run(GetRole, { RoleName: 'OrganizationAccountAccessRole' });
    expect(JSON.parse(decodeURIComponent(Role.AssumeRolePolicyDocument))).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${world.management.accountId}:root` }, Action: 'sts:AssumeRole' },
      ],
    });
    const policies = await member.run(ListAttachedRolePolicies, { RoleName: 'OrganizationAccountAccessRole' });
    expect(policies.AttachedPolicies).toEqual([
      { PolicyName: 'AdministratorAccess', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    ]);
    expect((await member.run(GetRole, { RoleName: 'AWSServiceRoleForOrganizations' })).Role.Path).toBe(
      '/aws-service-role/organizations.amazonaws.com/',
    );
  });

  it('names the role by RoleName and refuses the name of the service-linked role', async () => {
    const { CreateAccountStatus } = await create('dev@example.com', 'dev', { RoleName: 'Landlord' });
    const accountId = (await statusOf(CreateAccountStatus.Id)).AccountId ?? '';
    expect(await world.database.reader.role.count({ where: { accountId, name: 'Landlord' } })).toBe(1);
    const error = await world.management.fails(CreateAccount, {
      Email: 'qa@example.com',
      AccountName: 'qa',
      RoleName: 'AWSServiceRoleForOrganizations',
    });
    expect(error.members.Reason).toBe('INVALID_ROLE_NAME');
  });

  it('returns IN_PROGRESS, then FAILED, for an email address of another account', async () => {
    await create('dev@example.com');
    const before = await world.database.reader.account.count();
    const { CreateAccountStatus } = await create('DEV@example.com', 'second');
    expect(CreateAccountStatus.State).toBe('IN_PROGRESS');
    expect(await statusOf(CreateAccountStatus.Id)).toMatchObject({ State: 'FAILED', FailureReason: 'EMAIL_ALREADY_EXISTS' });
    expect(await world.database.reader.account.count()).toBe(before);
  });

  it('creates accounts up to a raised quota and refuses one more', async () => {
    setQuotas(parseQuotas('AccountsPerOrganization=20'));
    for (let number = 1; number < 20; number++) {
      const { CreateAccountStatus } = await create(`member-${number}@example.com`);
      expect((await statusOf(CreateAccountStatus.Id)).State).toBe('SUCCEEDED');
    }
    expect(await world.database.reader.account.count({ where: { organizationId: world.organizationId } })).toBe(20);
    const error = await world.management.fails(CreateAccount, { Email: 'last@example.com', AccountName: 'last' });
    expect(error.message).toBe(
      "You have exceeded the allowed number of AWS Accounts. The quota AccountsPerOrganization is 20. Gatehouse's setting QUOTAS raises AccountsPerOrganization, up to 50,000.",
    );
  });

  it('refuses accounts over the quota, counting closed accounts', async () => {
    setQuotas({ ...PRESETS.current, AccountsPerOrganization: 2 });
    const member = await world.member('dev');
    await world.management.run(CloseAccount, { AccountId: member.accountId });
    const error = await world.management.fails(CreateAccount, { Email: 'qa@example.com', AccountName: 'qa' });
    expect([error.shape, error.members.Reason, error.message]).toEqual([
      'ConstraintViolationException',
      'ACCOUNT_NUMBER_LIMIT_EXCEEDED',
      expect.stringMatching(/^You have exceeded the allowed number of AWS Accounts\. The quota AccountsPerOrganization is 2\. /),
    ]);
  });

  it('refuses invalid email addresses and account names with the reasons of AWS', async () => {
    const reasons = [];
    for (const input of [
      { Email: 'not an address', AccountName: 'dev' },
      { Email: 'a@b.c', AccountName: 'dev' },
      { Email: 'dev@example.com', AccountName: 'x'.repeat(51) },
      { Email: 'dev@example.com', AccountName: 'Büro' },
    ]) {
      reasons.push((await world.management.fails(CreateAccount, input)).members.Reason);
    }
    expect(reasons).toEqual(['INVALID_PATTERN', 'MIN_LENGTH_EXCEEDED', 'MAX_LENGTH_EXCEEDED', 'INVALID_PATTERN']);
  });

  it('requires organizations:TagResource for tags, with the tags as condition keys', async () => {
    const user = await userWith(world, world.management, 'maria', [
      { Effect: 'Allow', Action: 'organizations:CreateAccount', Resource: '*' },
      {
        Effect: 'Allow',
        Action: 'organizations:TagResource',
        Resource: '*',
        Condition: { StringEquals: { 'aws:RequestTag/team': 'red' } },
      },
    ]);
    const team = (Value: string) => [{ Key: 'team', Value }];
    const denied = await user.fails(CreateAccount, { Email: 'dev@example.com', AccountName: 'dev', Tags: team('blue') });
    expect(denied.message).toContain('organizations:TagResource');
    await user.run(CreateAccount, { Email: 'dev@example.com', AccountName: 'dev', Tags: team('red') });
  });
});

describe('the status of account creation requests', () => {
  it('is listed by state in pages', async () => {
    await create('a@example.com', 'a');
    await create('a@example.com', 'b');
    await create('c@example.com', 'c');
    const names = async (States: ('SUCCEEDED' | 'FAILED' | 'IN_PROGRESS')[] | undefined) => {
      const { CreateAccountStatuses } = await world.management.run(ListCreateAccountStatus, { States });
      return CreateAccountStatuses.map(({ AccountName }) => AccountName).sort();
    };
    expect(await names(undefined)).toEqual(['a', 'b', 'c']);
    expect(await names(['FAILED'])).toEqual(['b']);
    expect(await names(['SUCCEEDED', 'FAILED'])).toEqual(['a', 'b', 'c']);
    expect(await names(['IN_PROGRESS'])).toEqual([]);
    const { NextToken } = await world.management.run(ListCreateAccountStatus, { MaxResults: 2 });
    const rest = await world.management.run(ListCreateAccountStatus, { MaxResults: 2, NextToken });
    expect(rest.CreateAccountStatuses).toHaveLength(1);
  });

  it('is not found for an unknown request', async () => {
    const error = await world.management.fails(DescribeCreateAccountStatus, { CreateAccountRequestId: `car-${'0'.repeat(32)}` });
    expect(error.shape).toBe('CreateAccountStatusNotFoundException');
  });
});

describe('lists of accounts', () => {
  it('contain all accounts, or those directly under a parent, in pages', async () => {
    const unit = await world.unit('Sandbox');
    const members = [await world.member('a'), await world.member('b')];
    const AccountId = members[0]?.accountId ?? '';
    await world.management.run(MoveAccount, { AccountId, SourceParentId: world.rootId, DestinationParentId: unit });
    const first = await world.management.run(ListAccounts, { MaxResults: 2 });
    const second = await world.management.run(ListAccounts, { MaxResults: 2, NextToken: first.NextToken });
    const all = [...first.Accounts, ...second.Accounts].map(({ Id }) => Id);
    expect(all).toEqual([world.management, ...members].map(({ accountId }) => accountId).sort());
    expect(second.NextToken).toBeUndefined();
    const { Accounts } = await world.management.run(ListAccountsForParent, { ParentId: unit });
    expect(Accounts).toMatchObject([{ Id: AccountId, Paths: [`${world.organizationId}/${world.rootId}/${unit}/${AccountId}/`] }]);
    expect((await world.management.fails(ListAccountsForParent, { ParentId: 'ou-zzzz-00000000' })).shape).toBe(
      'ParentNotFoundException',
    );
  });

  it('exclude accounts outside the organization, as does DescribeAccount', async () => {
    const stranger = await world.account('stranger');
    for (const AccountId of [MISSING, stranger.accountId]) {
      const error = await world.management.fails(DescribeAccount, { AccountId });
      expect([error.shape, error.message]).toEqual(['AccountNotFoundException', "You specified an account that doesn't exist."]);
    }
  });
});

describe('MoveAccount', () => {
  it('moves the account and increments its revision and that of the organization', async () => {
    const unit = await world.unit('Sandbox');
    const { accountId: AccountId } = await world.member('dev');
    const facts = () =>
      world.database.reader.account.findUniqueOrThrow({ where: { id: AccountId }, include: { organization: true } });
    const before = await facts();
    await world.management.run(MoveAccount, { AccountId, SourceParentId: world.rootId, DestinationParentId: unit });
    const after = await facts();
    expect(after.parentId).toBe(unit);
    expect(after.revision).toBeGreaterThan(before.revision);
    expect(after.organization?.revision).toBeGreaterThan(before.organization?.revision ?? 0);
  });

  it('refuses missing accounts and parents, wrong sources and moves to the same parent', async () => {
    const unit = await world.unit('Sandbox');
    const { accountId: AccountId } = await world.member('dev');
    const { rootId, management } = world;
    const move = async (input: { AccountId: string; SourceParentId: string; DestinationParentId: string }) =>
      (await management.fails(MoveAccount, input)).shape;
    const there = 'ou-zzzz-00000000';
    expect(await move({ AccountId: MISSING, SourceParentId: rootId, DestinationParentId: unit })).toBe(
      'AccountNotFoundException',
    );
    expect(await move({ AccountId, SourceParentId: there, DestinationParentId: unit })).toBe('SourceParentNotFoundException');
    expect(await move({ AccountId, SourceParentId: unit, DestinationParentId: unit })).toBe('SourceParentNotFoundException');
    expect(await move({ AccountId, SourceParentId: rootId, DestinationParentId: there })).toBe(
      'DestinationParentNotFoundException',
    );
    expect(await move({ AccountId, SourceParentId: rootId, DestinationParentId: rootId })).toBe('DuplicateAccountException');
  });

  it('requires permission on the account, the source and the destination', async () => {
    const unit = await world.unit('Sandbox');
    const { accountId: AccountId } = await world.member('dev');
    const arn = (rest: string) => `arn:aws:organizations::${world.management.accountId}:${rest}`;
    const needed = [arn(`account/*/${AccountId}`), arn('root/*'), arn(`ou/*/${unit}`)];
    const input = { AccountId, SourceParentId: world.rootId, DestinationParentId: unit };
    for (const [index, missing] of needed.entries()) {
      const Resource = needed.filter((resource) => resource !== missing);
      const user = await userWith(world, world.management, `user-${index}`, [
        { Effect: 'Allow', Action: 'organizations:MoveAccount', Resource },
      ]);
      expect((await user.fails(MoveAccount, input)).shape).toBe('AccessDenied');
    }
    const user = await userWith(world, world.management, 'mover', [
      { Effect: 'Allow', Action: 'organizations:MoveAccount', Resource: needed },
    ]);
    await user.run(MoveAccount, input);
  });
});

describe('CloseAccount', () => {
  it('blocks the account at once; it is SUSPENDED a minute later and gone after 90 days', async () => {
    const member = await world.member('dev');
    const AccountId = member.accountId;
    await world.management.run(CloseAccount, { AccountId });
    expect((await member.fails(DescribeOrganization, {})).shape).toBe('InvalidClientTokenId');
    const at = (now: Date) => world.management.with({ now });
    const states = async (now: Date) => {
      const { Account } = await at(now).run(DescribeAccount, { AccountId });
      return [Account.State, Account.Status];
    };
    expect(await states(TEST_NOW)).toEqual(['PENDING_CLOSURE', 'PENDING_CLOSURE']);
    expect(await states(new Date(TEST_NOW.getTime() + 59_999))).toEqual(['PENDING_CLOSURE', 'PENDING_CLOSURE']);
    expect(await states(new Date(TEST_NOW.getTime() + 60_000))).toEqual(['CLOSED', 'SUSPENDED']);
    expect((await at(days(91)).fails(DescribeAccount, { AccountId })).shape).toBe('AccountNotFoundException');
    expect((await at(TEST_NOW).fails(CloseAccount, { AccountId })).shape).toBe('ConflictException');
    expect((await at(days(1)).fails(CloseAccount, { AccountId })).shape).toBe('AccountAlreadyClosedException');
  });

  it('can be reversed for 90 days with permission for gatehouse:ReopenAccount', async () => {
    const { management } = world;
    const member = await world.member('dev');
    const AccountId = member.accountId;
    expect((await management.fails(ReopenAccount, { AccountId })).shape).toBe('ConflictException');
    await management.run(CloseAccount, { AccountId });
    const closer = await userWith(world, management, 'closer', [{ Effect: 'Allow', Action: 'organizations:*', Resource: '*' }]);
    expect((await closer.fails(ReopenAccount, { AccountId })).action).toBe('gatehouse:ReopenAccount');
    expect((await management.with({ now: days(91) }).fails(ReopenAccount, { AccountId })).shape).toBe('AccountNotFoundException');
    await management.run(ReopenAccount, { AccountId });
    expect(await member.run(DescribeOrganization, {})).toMatchObject({ Organization: {} });
    const events = await recordedEvents(world.database.reader, {
      accountId: management.accountId,
      eventName: 'ReopenAccount',
      outcome: 'Success',
    });
    expect(events).toMatchObject([{ eventSource: 'gatehouse' }]);
  });

  it('refuses the management account, missing accounts and organizations without all features', async () => {
    const { management } = world;
    const error = await management.fails(CloseAccount, { AccountId: management.accountId });
    expect(error.members.Reason).toBe('CANNOT_CLOSE_MANAGEMENT_ACCOUNT');
    expect((await management.fails(CloseAccount, { AccountId: MISSING })).shape).toBe('AccountNotFoundException');
    const billing = await createOrganizationWorld('CONSOLIDATED_BILLING');
    const member = await billing.member('dev');
    const refused = await billing.management.fails(CloseAccount, { AccountId: member.accountId });
    expect(refused.members.Reason).toBe('ORGANIZATION_NOT_IN_ALL_FEATURES_MODE');
    await billing.close();
  });

  it('refuses a fourth concurrent closure', async () => {
    const ids = [];
    for (const name of ['a', 'b', 'c', 'd']) ids.push((await world.member(name)).accountId);
    for (const AccountId of ids.slice(0, 3)) await world.management.run(CloseAccount, { AccountId });
    const last = { AccountId: ids[3] ?? '' };
    expect((await world.management.fails(CloseAccount, last)).members.Reason).toBe('CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED');
    await world.management.with({ now: days(1) }).run(CloseAccount, last);
  });

  it('refuses more closures within 30 days than the quota', async () => {
    expect([closuresPer30Days(10), closuresPer30Days(2000), closuresPer30Days(50_000)]).toEqual([250, 400, 1000]);
    const member = await world.member('dev');
    const closedAt = days(-10);
    await world.database.writer.account.createMany({
      data: Array.from({ length: 250 }, (_, index) => ({
        id: String(100_000_000_000 + index),
        name: `closed ${index}`,
        email: `closed-${index}@example.com`,
        state: 'PENDING_CLOSURE',
        createdAt: closedAt,
        closedAt,
        organizationId: world.organizationId,
        parentId: world.rootId,
      })),
    });
    const close = (now: Date) => world.management.with({ now }).fails(CloseAccount, { AccountId: member.accountId });
    expect((await close(TEST_NOW)).members.Reason).toBe('CLOSE_ACCOUNT_QUOTA_EXCEEDED');
    await world.management.with({ now: days(21) }).run(CloseAccount, { AccountId: member.accountId });
  });
});

describe('LeaveOrganization and RemoveAccountFromOrganization', () => {
  it('remove policies and tags from the account and keep its administrator role', async () => {
    const { management, rootId } = world;
    await management.run(EnablePolicyType, { RootId: rootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
    const removed = await world.member('removed');
    const left = await world.member('left');
    await management.run(TagResource, { ResourceId: removed.accountId, Tags: [{ Key: 'team', Value: 'red' }] });
    await management.with({ now: days(4) }).run(RemoveAccountFromOrganization, { AccountId: removed.accountId });
    await left.with({ now: days(4) }).run(LeaveOrganization, {});
    const { reader } = world.database;
    for (const { accountId } of [removed, left]) {
      expect(await reader.organizationPolicyAttachment.count({ where: { targetId: accountId } })).toBe(0);
      expect(await reader.tag.count({ where: { resourceId: accountId } })).toBe(0);
    }
    expect((await removed.fails(DescribeOrganization, {})).shape).toBe('AWSOrganizationsNotInUseException');
    expect((await removed.run(GetRole, { RoleName: 'OrganizationAccountAccessRole' })).Role.RoleName).toBe(
      'OrganizationAccountAccessRole',
    );
    expect((await management.run(ListAccounts, {})).Accounts).toHaveLength(1);
  });

  it('fail within four days after the organization created the account', async () => {
    const member = await world.member('dev');
    const early = await member.with({ now: days(3) }).fails(LeaveOrganization, {});
    expect([early.members.Reason, early.message]).toEqual([
      'WAIT_PERIOD_ACTIVE',
      'This operation requires a wait period.  Try again later.',
    ]);
    const removal = await world.management.fails(RemoveAccountFromOrganization, { AccountId: member.accountId });
    expect(removal.members.Reason).toBe('WAIT_PERIOD_ACTIVE');
  });

  it('refuse the management account and missing accounts', async () => {
    const { management } = world;
    expect((await management.fails(LeaveOrganization, {})).shape).toBe('MasterCannotLeaveOrganizationException');
    const self = { AccountId: management.accountId };
    expect((await management.fails(RemoveAccountFromOrganization, self)).shape).toBe('MasterCannotLeaveOrganizationException');
    expect((await management.fails(RemoveAccountFromOrganization, { AccountId: MISSING })).shape).toBe(
      'AccountNotFoundException',
    );
  });
});
