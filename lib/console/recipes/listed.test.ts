import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld } from '../../core/test-world';
import { CreateGroup, GetGroup } from '../../iam/group/operations';
import { ReadMemberList, ReadNewUserList, ReadUserTagList } from '../../iam/list-file/operations';
import { GetLoginProfile } from '../../iam/login-profile/operations';
import { userWith } from '../../iam/test-accounts';
import { CreateUser, ListUsers, ListUserTags } from '../../iam/user/operations';
import { ReadNewAccountList } from '../../organizations/account/list-operations';
import { ListAccountsForParent } from '../../organizations/account/operations';
import { createOrganizationWorld } from '../../organizations/test-organization';
import { CreateOrganizationalUnit } from '../../organizations/unit/operations';
import { runAs } from '../testing/run-as';
import { addListedMembers, createListedAccounts, createListedUsers, tagListedUsers } from './listed';

const world = await createTestWorld();
afterAll(() => world.close());
const tasks = <Row>(rows: readonly Row[]) => rows.map((row) => ({ row, done: [] }));

describe('a list of new users', () => {
  it('reports all problems at once and changes nothing', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'Ana' });
    await root.run(CreateGroup, { GroupName: 'Developers' });
    const Text = [
      'name,groups,tags,console',
      'ana,Developers,,',
      'bo,developers;Nowhere,team=web,maybe',
      ',,,',
      'b o,,,',
      'cy,Developers,a=1;A=2,no',
      'Dee,Developers,team=web,no',
      'dee,,,',
    ].join('\n');
    const { Rows, Problems } = await root.run(ReadNewUserList, { Text });
    expect(Problems.map(({ Line, Column, Message }) => `${Line} ${Column} ${Message}`)).toEqual([
      '2 name User Ana already exists.',
      '3 groups Group Nowhere does not exist.',
      '3 console Write yes or no.',
      '4 name The user name is missing.',
      expect.stringMatching(/^5 name “b o” is not a valid user name\./),
      '6 tags The tag key “A” appears twice.',
      '8 name User dee appears twice in the list.',
    ]);
    expect(Rows).toEqual([
      { Line: 7, UserName: 'Dee', Groups: ['Developers'], Tags: [{ Key: 'team', Value: 'web' }], Console: false },
    ]);
    expect((await root.run(ListUsers, {})).Users).toHaveLength(1);
  });

  it('reports missing permissions before any change', async () => {
    const root = await world.account();
    await root.run(CreateGroup, { GroupName: 'Developers' });
    const allowed = { Effect: 'Allow', Action: ['iam:ListUsers', 'iam:CreateUser'], Resource: '*' };
    const clerk = await userWith(world, root, 'clerk', allowed);
    const { Problems } = await clerk.run(ReadNewUserList, { Text: 'name,groups\nana,Developers' });
    expect(Problems).toEqual([
      { Line: 2, Column: 'groups', Message: "You don't have permission to add users to Developers (iam:AddUserToGroup)." },
    ]);
    expect((await (await userWith(world, root, 'none')).fails(ReadNewUserList, { Text: 'ana' })).shape).toBe('AccessDenied');
  });

  it('creates each user with groups, tags and a password, reports failures, and continues from there', async () => {
    const root = await world.account();
    await root.run(CreateGroup, { GroupName: 'Developers' });
    const { Rows } = await root.run(ReadNewUserList, { Text: 'name,groups,tags\nana,Developers,team=web\nbo,,' });
    const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
    const noGroups = { Effect: 'Deny', Action: 'iam:AddUserToGroup', Resource: '*' };
    const admin = await userWith(world, root, 'admin', everything, noGroups);
    const first = await createListedUsers(runAs(world, admin), tasks(Rows));
    if (!first.ok) throw new Error(first.error.message);
    const [ana, bo] = first.data;
    expect([ana?.error?.code, bo?.error]).toEqual(['AccessDenied', null]);
    expect([ana?.shown.password?.length, bo?.shown.password?.length]).toEqual([20, 20]);
    const [row] = Rows;
    if (!row) throw new Error('no row');
    const again = await createListedUsers(runAs(world, root), [{ row, done: ana?.done ?? [] }]);
    expect(again).toMatchObject({ ok: true, data: [{ error: null, shown: {} }] });
    expect((await root.run(GetGroup, { GroupName: 'Developers' })).Users.map(({ UserName }) => UserName)).toEqual(['ana']);
    expect((await root.run(ListUserTags, { UserName: 'ana' })).Tags).toEqual([{ Key: 'team', Value: 'web' }]);
    expect((await root.run(GetLoginProfile, { UserName: 'bo' })).LoginProfile.PasswordResetRequired).toBe(true);
  });

  it('creates 1,000 users', async () => {
    const root = await world.account();
    const Text = Array.from({ length: 1_000 }, (_, index) => `user-${index}`).join('\n');
    const { Rows, Problems } = await root.run(ReadNewUserList, { Text });
    expect([Rows.length, Problems]).toEqual([1_000, []]);
    // The rows have no passwords, because hashing is slow by design.
    const plain = Rows.map((row) => ({ ...row, Console: false }));
    for (let at = 0; at < plain.length; at += 100) {
      const made = await createListedUsers(runAs(world, root), tasks(plain.slice(at, at + 100)));
      expect(made.ok && made.data.every(({ error }) => error === null)).toBe(true);
    }
    expect(await world.database.reader.user.count({ where: { accountId: root.accountId } })).toBe(1_000);
    const tooMany = await createListedUsers(runAs(world, root), tasks(plain.slice(0, 101)));
    expect(tooMany).toMatchObject({ ok: false, error: { code: 'ValidationError' } });
  });
});

describe('a list of memberships or tags', () => {
  it('is checked against the account and applied', async () => {
    const root = await world.account();
    for (const UserName of ['Ana', 'bo']) await root.run(CreateUser, { UserName });
    for (const GroupName of ['A', 'B']) await root.run(CreateGroup, { GroupName });
    const members = await root.run(ReadMemberList, { Text: 'name,groups\nana,A;B\nbo\nghost,A\nbo,C', GroupName: 'B' });
    expect(members.Problems.map(({ Line, Message }) => `${Line} ${Message}`)).toEqual([
      '4 User ghost does not exist.',
      '5 Group C does not exist.',
    ]);
    expect(members.Rows.map(({ UserName, GroupName }) => `${UserName} ${GroupName}`)).toEqual(['Ana A', 'Ana B', 'bo B']);
    await addListedMembers(runAs(world, root), tasks(members.Rows));
    expect((await root.run(GetGroup, { GroupName: 'B' })).Users).toHaveLength(2);
    const tags = await root.run(ReadUserTagList, { Text: 'name,tags\nana,team=web;stage=\nbo,' });
    expect(tags.Problems.map(({ Line }) => Line)).toEqual([3]);
    await tagListedUsers(runAs(world, root), tasks(tags.Rows));
    expect((await root.run(ListUserTags, { UserName: 'Ana' })).Tags).toHaveLength(2);
  });
});

describe('a list of new accounts', () => {
  it('is checked against the organization, and creates each account in its OU', async () => {
    const organization = await createOrganizationWorld();
    const { management, rootId } = organization;
    const unit = async (Name: string, ParentId: string) =>
      (await management.run(CreateOrganizationalUnit, { Name, ParentId })).OrganizationalUnit.Id;
    const [test, live] = [await unit('Test', rootId), await unit('Live', rootId)];
    const [inTest, inLive] = [await unit('Apps', test), await unit('Apps', live)];
    const Text = [
      'name,email,ou',
      'one,one@example.com,Live/Apps',
      'two,TWO@example.com,',
      'three,two@example.com,Apps',
      'four,not-an-address,Nowhere',
      `five,five@example.com,${inTest}`,
    ].join('\n');
    const { Rows, Problems, RootId } = await management.run(ReadNewAccountList, { Text });
    expect(Problems.map(({ Line, Column }) => `${Line} ${Column}`)).toEqual(['4 email', '4 ou', '5 email', '5 ou']);
    expect(Rows.map(({ AccountName, ParentId }) => [AccountName, ParentId])).toEqual([
      ['one', inLive],
      ['two', rootId],
      ['five', inTest],
    ]);
    const run = runAs(organization, management);
    const made = await createListedAccounts(run, { rootId: RootId, tasks: tasks(Rows) });
    expect(made.ok && made.data.map(({ error }) => error)).toEqual([null, null, null]);
    const again = await createListedAccounts(run, { rootId: RootId, tasks: tasks(Rows.slice(0, 1)) });
    expect(again.ok && again.data[0]?.error?.code).toBe('EMAIL_ALREADY_EXISTS');
    const resumed = made.ok ? [{ row: Rows[0] as (typeof Rows)[number], done: made.data[0]?.done ?? [] }] : [];
    expect(await createListedAccounts(run, { rootId: RootId, tasks: resumed })).toMatchObject({
      ok: true,
      data: [{ error: null }],
    });
    const { Accounts } = await management.run(ListAccountsForParent, { ParentId: inLive });
    expect(Accounts.map(({ Name }) => Name)).toEqual(['one']);
    await organization.close();
  });
});
