import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { quotas, setQuotas } from '../core/quotas';
import { type Actor, createTestWorld, type TestWorld } from '../core/test-world';
import { userWith } from '../organizations/test-organization';
import { CreateGroup, DeleteGroup, DescribeGroup, GetGroupId, ListGroups, UpdateGroup } from './group/operations';
import {
  CreateGroupMembership,
  DeleteGroupMembership,
  IsMemberInGroups,
  ListGroupMemberships,
  ListGroupMembershipsForMember,
} from './membership/operations';
import { NOBODY, person, storeWorld } from './test-store';
import { CreateUser, DeleteUser, DescribeUser, GetUserId, ListUsers, UpdateUser } from './user/operations';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

let root: Actor;
let delegate: Actor;
let plain: Actor;
let store: { IdentityStoreId: string };
beforeEach(async () => {
  const { IdentityStoreId, ...actors } = await storeWorld(world);
  ({ root, delegate, plain } = actors);
  store = { IdentityStoreId };
});
afterEach(() => setQuotas(null));

const create = async (name: string, more: object = {}) => ({
  ...store,
  UserId: (await root.run(CreateUser, { ...store, ...person(name), ...more })).UserId,
});

describe('the accounts of an organization', () => {
  it('all read, and only the management account and the delegated administrator write', async () => {
    const ana = await create('ana');
    expect(await delegate.run(DescribeUser, ana)).toMatchObject({ CreatedBy: root.accountId });
    expect(await plain.run(DescribeUser, ana)).toMatchObject({ UserName: 'ana', UserStatus: 'ENABLED' });
    await delegate.run(UpdateUser, { ...ana, Operations: [{ AttributePath: 'title', AttributeValue: 'Lead' }] });
    expect(await root.run(DescribeUser, ana)).toMatchObject({ Title: 'Lead', UpdatedBy: delegate.accountId });
    expect((await plain.fails(DeleteUser, ana)).shape).toBe('AccessDenied');
    expect((await plain.fails(CreateGroup, { ...store, DisplayName: 'x' })).shape).toBe('AccessDenied');
  });

  it('reach the store in its home Region only, and others never', async () => {
    const ana = await create('ana');
    const elsewhere = await root.with({ region: 'eu-west-1' }).fails(DescribeUser, ana);
    const outside = await world.account();
    expect([elsewhere.shape, (await outside.fails(DescribeUser, ana)).shape]).toEqual(['AccessDenied', 'AccessDenied']);
    // A denial names the store as one of the caller's account, whether it exists or not.
    expect((await outside.fails(ListUsers, store)).message).toContain(`identitystore::${outside.accountId}:identitystore/`);
  });

  it('need every resource of a call in their policies', async () => {
    const ana = await create('ana');
    const { GroupId } = await root.run(CreateGroup, { ...store, DisplayName: 'Auditors' });
    const allowed = [
      `arn:aws:identitystore::${root.accountId}:identitystore/${store.IdentityStoreId}`,
      `arn:aws:identitystore:::group/${GroupId}`,
    ];
    const statement = (Resource: string[]) => [{ Effect: 'Allow', Action: 'identitystore:CreateGroupMembership', Resource }];
    const call = { ...store, GroupId, MemberId: { UserId: ana.UserId } };
    const partly = await userWith(world, root, 'partly', statement(allowed));
    expect((await partly.fails(CreateGroupMembership, call)).message).toContain(
      `is not authorized to perform: identitystore:CreateGroupMembership on resource: arn:aws:identitystore:::user/${ana.UserId}`,
    );
    const fully = await userWith(world, root, 'fully', statement([...allowed, `arn:aws:identitystore:::user/${ana.UserId}`]));
    expect((await fully.run(CreateGroupMembership, call)).MembershipId).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('a user', () => {
  it('is found by either case of a path, by email address, and by the deprecated filter', async () => {
    const ana = await create('Ana');
    const find = (AttributePath: string, AttributeValue: unknown) =>
      root.run(GetUserId, { ...store, AlternateIdentifier: { UniqueAttribute: { AttributePath, AttributeValue } } });
    for (const [path, value] of [
      ['userName', 'Ana'],
      ['UserName', 'ANA'],
      ['emails.value', 'ana@example.com'],
      ['Emails.Value', 'Ana@Example.com'],
    ] as const)
      expect(await find(path, value)).toEqual(ana);
    const Filters = [{ AttributePath: 'UserName', AttributeValue: 'ana' }];
    expect((await root.run(ListUsers, { ...store, Filters })).Users).toMatchObject([{ UserName: 'Ana' }]);
    const odd = { UniqueAttribute: { AttributePath: 'userName', AttributeValue: { a: 1 } } };
    expect((await root.fails(GetUserId, { ...store, AlternateIdentifier: odd })).shape).toBe('ValidationException');
  });

  it('returns extensions only if the call names them', async () => {
    const name = 'aws:identitystore:enterprise';
    const ana = await create('ana', { Extensions: { [name]: { costCenter: '42' } } });
    expect(await root.run(DescribeUser, ana)).not.toHaveProperty('Extensions');
    const Operations = [
      { AttributePath: `${name}.department`, AttributeValue: 'Law' },
      { AttributePath: `${name}.manager.value`, AttributeValue: 'bo' },
      { AttributePath: `${name}.costCenter` },
    ];
    await root.run(UpdateUser, { ...ana, Operations });
    const asked = { ...ana, Extensions: [name] };
    expect(await root.run(DescribeUser, asked)).toMatchObject({
      Extensions: { [name]: { department: 'Law', manager: { value: 'bo' } } },
    });
    await root.run(UpdateUser, { ...ana, Operations: [{ AttributePath: name, AttributeValue: null }] });
    expect(await root.run(DescribeUser, asked)).not.toHaveProperty('Extensions');
  });

  it('is changed by paths in camel case, and values that are missing remove', async () => {
    const ana = await create('ana', { Title: 'Lead' });
    const change = (...Operations: { AttributePath: string; AttributeValue?: unknown }[]) =>
      root.run(UpdateUser, { ...ana, Operations });
    await change(
      { AttributePath: 'name.familyName', AttributeValue: 'Silva' },
      { AttributePath: 'emails', AttributeValue: [{ value: 'new@example.com', type: 'work', primary: true }] },
      { AttributePath: 'title' },
      { AttributePath: 'phoneNumbers', AttributeValue: [] },
    );
    const { Name, Emails, Title } = await root.run(DescribeUser, ana);
    expect({ Name, Emails, Title }).toEqual({
      Name: { GivenName: 'Person', FamilyName: 'Silva' },
      Emails: [{ Value: 'new@example.com', Type: 'work', Primary: true }],
      Title: undefined,
    });
    // The old address is free again.
    await create('another', { Emails: [{ Value: 'ana@example.com' }] });
    for (const path of [
      '__proto__',
      'name.__proto__',
      'constructor',
      'name.constructor',
      'aws:identitystore:enterprise.__proto__',
    ]) {
      const hostile = { ...ana, Operations: [{ AttributePath: path, AttributeValue: 'x' }] };
      expect((await root.fails(UpdateUser, hostile)).shape).toBe('ValidationException');
    }
    const wrong = { ...ana, Operations: [{ AttributePath: 'displayName', AttributeValue: { toString: 'x' } }] };
    expect((await root.fails(UpdateUser, wrong)).shape).toBe('ValidationException');
  });

  it('is deleted with its memberships, and deletions repeat', async () => {
    const ana = await create('ana');
    const { GroupId } = await root.run(CreateGroup, { ...store, DisplayName: 'Auditors' });
    await root.run(CreateGroupMembership, { ...store, GroupId, MemberId: { UserId: ana.UserId } });
    for (const _ of [1, 2]) await root.run(DeleteUser, ana);
    expect((await root.run(ListGroupMemberships, { ...store, GroupId })).GroupMemberships).toEqual([]);
    for (const _ of [1, 2]) await root.run(DeleteGroup, { ...store, GroupId });
    expect(await root.fails(DescribeUser, ana)).toMatchObject({
      shape: 'ResourceNotFoundException',
      members: { ResourceType: 'USER', ResourceId: ana.UserId },
    });
    await root.run(DeleteGroupMembership, { ...store, MembershipId: NOBODY });
  });
});

describe('a group', () => {
  it('is renamed, described and found', async () => {
    const { GroupId } = await root.run(CreateGroup, { ...store, DisplayName: 'Auditors', Description: 'They read.' });
    const Operations = [{ AttributePath: 'displayName', AttributeValue: 'Readers' }, { AttributePath: 'description' }];
    await root.run(UpdateGroup, { ...store, GroupId, Operations });
    const { Description, DisplayName } = await root.run(DescribeGroup, { ...store, GroupId });
    expect([DisplayName, Description]).toEqual(['Readers', undefined]);
    const AlternateIdentifier = { UniqueAttribute: { AttributePath: 'DisplayName', AttributeValue: 'readers' } };
    expect(await root.run(GetGroupId, { ...store, AlternateIdentifier })).toEqual({ ...store, GroupId });
    const Filters = [{ AttributePath: 'DisplayName', AttributeValue: 'Readers' }];
    expect((await root.run(ListGroups, { ...store, Filters })).Groups).toHaveLength(1);
  });

  it('has members, which both lists and IsMemberInGroups show', async () => {
    const ana = await create('ana');
    const ids: string[] = [];
    for (const DisplayName of ['one', 'two', 'three']) ids.push((await root.run(CreateGroup, { ...store, DisplayName })).GroupId);
    const MemberId = { UserId: ana.UserId };
    for (const GroupId of ids.slice(1)) await root.run(CreateGroupMembership, { ...store, GroupId, MemberId });
    const { Results } = await root.run(IsMemberInGroups, { ...store, MemberId, GroupIds: ids });
    expect(Results.map(({ MembershipExists }) => MembershipExists)).toEqual([false, true, true]);
    const first = await root.run(ListGroupMembershipsForMember, { ...store, MemberId, MaxResults: 1 });
    const second = await root.run(ListGroupMembershipsForMember, { ...store, MemberId, NextToken: first.NextToken });
    expect(second).not.toHaveProperty('NextToken');
    const listed = [...first.GroupMemberships, ...second.GroupMemberships].map(({ GroupId }) => GroupId);
    expect(listed.sort()).toEqual(ids.slice(1).sort());
  });
});

it('the quotas of users and groups end with ServiceQuotaExceededException', async () => {
  setQuotas({ ...quotas(), UsersPerIdentityStore: 1, GroupsPerIdentityStore: 1 });
  await create('ana');
  await root.run(CreateGroup, { ...store, DisplayName: 'one' });
  expect((await root.fails(CreateUser, { ...store, ...person('bo') })).shape).toBe('ServiceQuotaExceededException');
  expect((await root.fails(CreateGroup, { ...store, DisplayName: 'two' })).shape).toBe('ServiceQuotaExceededException');
});
