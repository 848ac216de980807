import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, rootCaller, type TestWorld } from '../core/test-world';
import { watchReads } from '../core/testing/watch-reads';
import { callerOfRole } from '../iam/callers';
import { CreateGroup } from '../iam/group/operations';
import { CreateRole } from '../iam/role/operations';
import { createCrowd, crowdUserName } from '../iam/test-crowd';
import { CreateUser } from '../iam/user/operations';
import { memberOf, organizationOf, userWith } from '../organizations/test-organization';
import { trust } from '../sts/test-actors';
import { GetReach, ListSubjects, MOST_SUBJECTS } from './subjects';

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const LIST = (...Action: string[]) => [{ Effect: 'Allow' as const, Action, Resource: '*' }];

let world: TestWorld;
let root: Actor;
let member: string;
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account('acme');
  await createCrowd(world.database, root.accountId, ADMINISTRATOR, { users: 4_990, groups: 100, groupsPerUser: 10 });
  await root.run(CreateUser, { UserName: 'Maria', Path: '/staff/' });
  await root.run(CreateRole, { RoleName: 'maria-reads', AssumeRolePolicyDocument: trust(root.accountId) });
  await root.run(CreateGroup, { GroupName: 'friends-of-maria' });
  await organizationOf(world, root);
  member = await memberOf(root, 'marianne');
}, 120_000);
afterAll(() => world.close());

async function found(actor: Actor, Text: string, Acting?: boolean): Promise<string[]> {
  const { Subjects } = await actor.run(ListSubjects, { Text, Acting });
  return Subjects.map(({ Kind, Name }) => `${Kind} ${Name}`);
}

describe('ListSubjects in an account with some 5,000 users', () => {
  it('finds subjects by any part of a name, by ID and by ARN, including accounts of the organization', async () => {
    expect(await found(root, 'MARIA')).toEqual(['User Maria', 'Role maria-reads', 'Group friends-of-maria', 'Account marianne']);
    const arn = `arn:aws:iam::${root.accountId}:user/staff/Maria`;
    const { Subjects } = await root.run(ListSubjects, { Text: arn });
    expect(Subjects).toEqual([{ Arn: arn, Kind: 'User', Name: 'Maria', Detail: 'User' }]);
    expect(await found(root, `arn:aws:iam::${root.accountId}:root`)).toEqual(['Account acme']);
    expect(await found(root, `arn:aws:iam::${member}:root`)).toEqual(['Account marianne']);
    expect(await found(root, `arn:aws:iam::${member}:user/Maria`)).toEqual([]);
    expect(await found(root, member)).toEqual(['Account marianne']);
    expect(await found(root, 'AIDACROWD00004321')).toEqual([`User ${crowdUserName(4_321)}`]);
  });

  it('lists the caller first, regardless of list permissions', async () => {
    const quiet = await userWith(world, root, 'quiet');
    const [self] = (await quiet.run(ListSubjects, {})).Subjects;
    expect(self).toMatchObject({ Kind: 'User', Name: 'quiet', Detail: 'You' });
    const lister = await userWith(world, root, 'zoe', LIST('iam:ListUsers'));
    const { Subjects } = await lister.run(ListSubjects, {});
    expect(Subjects.map(({ Name }) => Name).indexOf('zoe')).toBe(0);
    expect(Subjects.filter(({ Name }) => Name === 'zoe')).toHaveLength(1);
    expect(await found(lister, 'Maria')).toEqual(['User Maria']);
    const role = { accountId: root.accountId, id: 'AROAMARIA', path: '/', name: 'maria-reads' };
    const [session] = (await world.as(callerOfRole('aws', role)).run(ListSubjects, {})).Subjects;
    expect(session).toMatchObject({ Kind: 'Role', Name: 'maria-reads' });
    expect((await root.run(ListSubjects, { Acting: true })).Subjects[0]).toMatchObject({
      Name: 'root',
      Detail: 'You. Root user',
    });
  });

  it('returns at most fifty subjects with some of each kind, and whether there are more', async () => {
    const { Subjects, More } = await root.run(ListSubjects, {});
    expect(Subjects).toHaveLength(MOST_SUBJECTS);
    expect(More).toBe(true);
    expect(new Set(Subjects.map(({ Kind }) => Kind))).toEqual(new Set(['User', 'Role', 'Group', 'Account']));
    expect(Subjects.filter(({ Kind }) => Kind === 'Account').map(({ Name }) => Name)).toEqual(['acme', 'marianne']);
    expect((await root.run(ListSubjects, { Text: 'maria' })).More).toBe(false);
  });

  it('finds a subject by its full name, however many other names contain it', async () => {
    await root.run(CreateUser, { UserName: '0' });
    expect(await found(root, '0')).toContain('User 0');
    expect(await found(root, crowdUserName(1))).toContain(`User ${crowdUserName(1)}`);
  });

  it('needs a limited number of queries and rows', async () => {
    for (const Text of ['', 'user-', 'maria']) {
      const { queries, rowsInTurn } = await watchReads(world, root, (actor) => actor.run(ListSubjects, { Text }));
      expect(queries).toBeLessThan(20);
      expect(rowsInTurn).toBeLessThan(4 * MOST_SUBJECTS + 50);
    }
  });

  it('returns only the kinds of subjects that the caller may list', async () => {
    const roles = await userWith(world, root, 'sees-roles', LIST('iam:ListRoles'));
    expect(await found(roles, 'maria')).toEqual(['Role maria-reads']);
    const accounts = await userWith(world, root, 'sees-accounts', LIST('organizations:ListAccounts'));
    expect(await found(accounts, 'maria')).toEqual(['Account marianne']);
    const inside = world.as(rootCaller(member));
    expect(await found(inside, 'acme')).toEqual([]);
    expect(await found(inside, 'marianne')).toEqual(['Account marianne']);
  });

  it('includes principals of other accounts and outside callers with Others', async () => {
    const inside = world.as(rootCaller(member));
    await inside.run(CreateRole, { RoleName: 'maria-elsewhere', AssumeRolePolicyDocument: trust(root.accountId) });
    const others = async (actor: Actor, Text: string) => {
      const { Subjects } = await actor.run(ListSubjects, { Text, Others: true });
      return Subjects.map(({ Kind, Name, Detail }) => `${Kind} ${Name}: ${Detail}`);
    };
    expect(await others(root, 'maria-else')).toEqual([`Role maria-elsewhere: Role of marianne (${member})`]);
    expect(await others(root, `arn:aws:iam::${member}:role/maria-elsewhere`)).toHaveLength(1);
    expect(await others(root, `arn:aws:iam::${member}:role/nobody`)).toEqual([]);
    const nobody = await userWith(world, root, 'lists-no-accounts', LIST('iam:ListRoles'));
    expect(await others(nobody, 'maria-else')).toEqual([]);
    const elsewhere = 'User eve: In account 999999999999, with policies that are not known here';
    expect(await others(inside, 'arn:aws:iam::999999999999:user/x/eve')).toEqual([elsewhere]);
    expect(await others(inside, 'outside')).toEqual([expect.stringContaining('Outsider A principal outside the organization')]);
    expect(await others(inside, 'anonymous')).toHaveLength(1);
    expect(await others(inside, 'cloudtrail.amazonaws.com')).toEqual(['Service cloudtrail.amazonaws.com: AWS service']);
    expect(await found(inside, 'anonymous')).toEqual([]);
  });

  it('returns only users, roles and the account’s own root user with Acting', async () => {
    expect(await found(root, 'maria', true)).toEqual(['User Maria', 'Role maria-reads']);
    expect(await found(root, 'root', true)).toEqual(['Account root']);
  });
});

describe('GetReach', () => {
  it('returns the account, and whether it manages an organization whose accounts the caller may list', async () => {
    expect(await root.run(GetReach, {})).toEqual({ AccountId: root.accountId, ManagesOrganization: true });
    const nobody = await userWith(world, root, 'nobody', LIST('iam:GetUser'));
    expect(await nobody.run(GetReach, {})).toEqual({ AccountId: root.accountId, ManagesOrganization: false });
    const inside = world.as(rootCaller(member));
    expect(await inside.run(GetReach, {})).toEqual({ AccountId: member, ManagesOrganization: false });
    const alone = await world.account('alone');
    await organizationOf(world, alone);
    expect(await alone.run(GetReach, {})).toMatchObject({ ManagesOrganization: false });
  });
});
