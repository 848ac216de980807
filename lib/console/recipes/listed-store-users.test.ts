import { runs } from '@gatehouse/policy/test-runs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestWorld, type TestWorld } from '../../core/test-world';
import { toCsv } from '../../core/text/csv';
import { userWith } from '../../iam/test-accounts';
import { type ListedStoreUser, ReadNewStoreUserList } from '../../identity-store/console/new-user-operations';
import { CreateGroup } from '../../identity-store/group/operations';
import { IsMemberInGroups } from '../../identity-store/membership/operations';
import { person, storeWorld } from '../../identity-store/test-store';
import { CreateUser, ListUsers } from '../../identity-store/user/operations';
import { runAs } from '../testing/run-as';
import { createListedStoreUsers } from './listed';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

const tasks = (rows: readonly ListedStoreUser[]) => rows.map((row) => ({ row, done: [] }));

async function furnished() {
  const made = await storeWorld(world);
  const { root, IdentityStoreId } = made;
  await root.run(CreateUser, { IdentityStoreId, ...person('Ana') });
  const { GroupId } = await root.run(CreateGroup, { IdentityStoreId, DisplayName: 'Developers' });
  return { ...made, GroupId };
}

describe('a list of new users of an identity store', () => {
  it('reports all problems at once, by line and column, and changes nothing', async () => {
    const { root, IdentityStoreId } = await furnished();
    const Text = [
      'username,first name,last name,email,groups,password',
      'ANA,Ana,Ruiz,,,',
      'bo,Bo,,,Developers;Nowhere,maybe',
      'c y,Cy,Ek,,,',
      'administrator,Ad,Min,ANA@example.com,,',
      'dee,Dee,Oh,dee@example.com,developers,no',
      'DEE,Dee,Oh,Dee@example.com,,',
      `${'x'.repeat(129)},X,Y,,,`,
    ].join('\n');
    const { Rows, Problems } = await root.run(ReadNewStoreUserList, { IdentityStoreId, Text });
    expect(Problems.map(({ Line, Column, Message }) => `${Line} ${Column}: ${Message}`)).toEqual([
      '2 username: The user Ana already exists.',
      '3 last name: The last name is missing.',
      '3 groups: The group Nowhere does not exist.',
      '3 password: Write yes or no. A one-time password is generated.',
      '4 username: “c y” is not valid. It has a space or another character that is not allowed.',
      '5 username: The user name administrator is reserved.',
      '5 email: ANA@example.com is the address of the user Ana.',
      '7 username: DEE is also in line 6.',
      '7 email: Dee@example.com is also in line 6.',
      `8 username: “${'x'.repeat(60)}” is not valid. Member must have length less than or equal to 128 characters.`,
    ]);
    expect(Rows).toMatchObject([
      { Line: 6, User: { UserName: 'dee' }, Groups: [{ DisplayName: 'Developers' }], Password: false },
    ]);
    expect((await root.run(ListUsers, { IdentityStoreId })).Users).toHaveLength(1);
  });

  it('reports missing permissions, and is denied to accounts that may not add users', async () => {
    const { root, plain, delegate, IdentityStoreId } = await furnished();
    const allowed = { Effect: 'Allow', Action: 'sso-directory:SearchUsers', Resource: '*' };
    const clerk = await userWith(world, root, 'clerk', allowed);
    const Text = 'username,first name,last name,groups\nbo,Bo,Lind,Developers';
    const { Rows, Problems } = await clerk.run(ReadNewStoreUserList, { IdentityStoreId, Text });
    expect(Rows).toEqual([]);
    expect(Problems.map(({ Message }) => /\((.+)\)/.exec(Message)?.[1])).toEqual([
      'identitystore:CreateGroupMembership',
      'identitystore:CreateUser',
      'sso-directory:UpdatePassword',
    ]);
    expect((await delegate.run(ReadNewStoreUserList, { IdentityStoreId, Text })).Problems).toEqual([]);
    expect((await plain.fails(ReadNewStoreUserList, { IdentityStoreId, Text })).shape).toBe('AccessDenied');
  });

  it('adds each user with groups and a password, reports failures, and continues from there', async () => {
    const { root, IdentityStoreId, GroupId } = await furnished();
    const Text = 'username,first name,last name,groups,password,department\nbo,Bo,Lind,Developers,yes,Shops\ncy,Cy,Ek,,no,';
    const { Rows } = await root.run(ReadNewStoreUserList, { IdentityStoreId, Text });
    const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
    const noGroups = { Effect: 'Deny', Action: 'identitystore:CreateGroupMembership', Resource: '*' };
    const admin = await userWith(world, root, 'admin', everything, noGroups);
    const first = await createListedStoreUsers(runAs(world, admin), { IdentityStoreId, tasks: tasks(Rows) });
    if (!first.ok) throw new Error(first.error.message);
    const [bo, cy] = first.data;
    expect([bo?.error?.code, cy?.error]).toEqual(['AccessDeniedException', null]);
    expect([bo?.shown.password?.length, cy?.shown]).toEqual([17, {}]);
    const again = await createListedStoreUsers(runAs(world, root), {
      IdentityStoreId,
      tasks: Rows.slice(0, 1).map((row) => ({ row, done: bo?.done ?? [] })),
    });
    // The password that was shown stays valid.
    expect(again).toMatchObject({ ok: true, data: [{ error: null, shown: {} }] });
    const { Users } = await root.run(ListUsers, { IdentityStoreId, Extensions: ['aws:identitystore:enterprise'] });
    const made = Users.find(({ UserName }) => UserName === 'bo');
    expect(made).toMatchObject({
      DisplayName: 'Bo Lind',
      Extensions: { 'aws:identitystore:enterprise': { department: 'Shops' } },
    });
    const asked = { IdentityStoreId, MemberId: { UserId: made?.UserId ?? '' }, GroupIds: [GroupId] };
    expect((await root.run(IsMemberInGroups, asked)).Results).toMatchObject([{ MembershipExists: true }]);
  });

  it('has a problem exactly where CreateUser fails', async () => {
    const { root, IdentityStoreId } = await furnished();
    const cell = fc.oneof(
      fc.constantFrom('ana', 'ANA@example.com', 'Administrator', '', 'x'.repeat(129), 'x'.repeat(1_025)),
      fc.string({ unit: fc.constantFrom('a', 'B', 'é', '漢', ' ', '@', '=', ';', '"', '\u0007'), maxLength: 4 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.tuple(cell, cell, cell, cell), async (cells) => {
        const Text = toCsv([['username', 'first name', 'last name', 'email'], cells]);
        const { Rows } = await root.run(ReadNewStoreUserList, { IdentityStoreId, Text });
        const [UserName, GivenName, FamilyName, Value] = cells.map((text) => text.trim() || undefined);
        const DisplayName = `${GivenName ?? ''} ${FamilyName ?? ''}`.trim() || undefined;
        const Emails = Value === undefined ? undefined : [{ Value, Type: 'work', Primary: true }];
        const asked = { IdentityStoreId, UserName, DisplayName, Name: { GivenName, FamilyName }, Emails };
        const created = await runAs(world, root)(CreateUser, asked);
        expect(Rows.length).toBe(created.ok ? 1 : 0);
      }),
      runs(200),
    );
  });

  it('adds 1,000 users', async () => {
    const { root, IdentityStoreId } = await furnished();
    const lines = Array.from({ length: 1_000 }, (_, index) => `user-${index},Person,Number ${index},Developers,no`);
    const Text = ['username,first name,last name,groups,password', ...lines].join('\n');
    const { Rows, Problems } = await root.run(ReadNewStoreUserList, { IdentityStoreId, Text });
    expect([Rows.length, Problems]).toEqual([1_000, []]);
    for (let at = 0; at < Rows.length; at += 100) {
      const made = await createListedStoreUsers(runAs(world, root), { IdentityStoreId, tasks: tasks(Rows.slice(at, at + 100)) });
      expect(made.ok && made.data.every(({ error }) => error === null)).toBe(true);
    }
    expect(await world.database.reader.identityStoreUser.count({ where: { storeId: IdentityStoreId } })).toBe(1_001);
  });
});
