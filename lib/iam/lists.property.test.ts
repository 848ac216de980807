import { runs } from '@gatehouse/policy/test-runs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ListInput } from '../core/list/schema';
import type { AnyOperation, InputOf, OutputOf } from '../core/operation';
import { type Actor, createTestWorld, TEST_NOW } from '../core/test-world';
import { type Condition, expectNaive, type Naive, naiveAnswer, page, texts } from '../core/testing/naive-list';
import { CreateAccessKey, ListAccessKeys, UpdateAccessKey } from './access-key/operations';
import { AttachRolePolicy, ListAttachedGroupPolicies } from './attachment/operations';
import { ListPolicyEntityOverviews, ListPolicyTargetOverviews } from './attachment/overview';
import { PutUserPermissionsBoundary } from './boundary/operations';
import { AddUserToGroup, CreateGroup, GetGroup, ListGroups, ListGroupsForUser } from './group/operations';
import { ListGroupOverviews } from './group/overview';
import { ListGroupPolicies, PutGroupPolicy } from './inline-policy/operations';
import { CreateLoginProfile, GetLoginProfile } from './login-profile/operations';
import { CreatePolicy, ListPolicies } from './policy/operations';
import { ListManagedPolicyOverviews } from './policy/overview';
import { CreateRole, GetRole, ListRoles } from './role/operations';
import { ListRoleOverviews } from './role/overview';
import { ALLOW_ALL, type Statement, trustPolicy, userWith } from './test-accounts';
import { CreateUser, ListUsers } from './user/operations';
import { ListGroupUserOverviews, ListUserOverviews } from './user/overview';

// Compares the console's lists with a naive reading by AWS's own operations, one call for each part of a row. These calls decide which parts the
// caller may see.

const world = await createTestWorld();
afterAll(() => world.close());

/** Databases sort letters, digits and signs differently. */
const NAMES = [
  'ana',
  'Ana2',
  'ana10',
  'ana-1',
  'ana_1',
  'BOB',
  'bob.x',
  'b@x',
  'Zoe',
  '_x',
  '-y',
  '9lives',
  '10',
  'a+b',
  'a=b',
  'a,b',
];
const PATHS = ['/', '/dev/', '/Dev/', '/ops/1/', '/ops/10/', '/ops/2/'];
const GROUPS = ['Admins', 'dev-2', 'dev-10', 'zz'];

/** Values that some rows have, exactly or nearly. */
const VALUES = [...NAMES, ...PATHS, ...GROUPS, 'Enabled', 'disabled', 'Not defined', 'AKIA', ':user/', 'A', '1', 'x y'];

let root: Actor;
let callers: Actor[];

beforeAll(async () => {
  root = await world.account();
  for (const [index, GroupName] of GROUPS.entries()) {
    await at(index).run(CreateGroup, { GroupName, Path: PATHS[index] });
    if (index % 2 === 0) await root.run(PutGroupPolicy, { GroupName, PolicyName: 'p', PolicyDocument: ALLOW_ALL });
  }
  for (const [index, UserName] of NAMES.entries()) {
    const Tags = index % 3 === 0 ? [{ Key: 'Team', Value: 'open' }] : [];
    await at(index * 7919).run(CreateUser, { UserName, Path: PATHS[index % PATHS.length], Tags });
    for (const [g, GroupName] of GROUPS.entries())
      if ((index + g) % 3 === 0) await root.run(AddUserToGroup, { GroupName, UserName });
    if (index % 2 === 0) await at(index).run(CreateLoginProfile, { UserName, Password: 'A-long-enough-password-1' });
    if (index % 5 === 0) await addKey(UserName, 'Inactive');
    if (index % 4 === 0) await addKey(UserName, 'Active');
  }
  for (const [index, RoleName] of NAMES.entries()) {
    const AssumeRolePolicyDocument = Object.keys(TRUST)[index % 3] ?? '';
    await at(index * 31).run(CreateRole, { RoleName, Path: PATHS[index % PATHS.length], AssumeRolePolicyDocument });
    if (index % 4 === 0) await root.run(CreatePolicy, { PolicyName: RoleName, PolicyDocument: ALLOW_ALL });
  }
  await world.database.writer.role.updateMany({ where: { nameKey: { in: ['zoe', 'bob'] } }, data: { lastUsedAt: TEST_NOW } });
  await root.run(AttachRolePolicy, { RoleName: 'ana', PolicyArn: `arn:aws:iam::${root.accountId}:policy/ana` });
  await root.run(PutUserPermissionsBoundary, {
    UserName: 'Zoe',
    PermissionsBoundary: `arn:aws:iam::${root.accountId}:policy/ana`,
  });
  const lists = { Effect: 'Allow', Action: ['iam:ListUsers', 'iam:ListGroups', 'iam:ListRoles'], Resource: '*' };
  const allow = (Action: readonly string[], Resource: string | readonly string[], more = {}): Statement => ({
    Effect: 'Allow',
    Action,
    Resource,
    ...more,
  });
  const inDev = ['user', 'group', 'role', 'policy'].map((type) => `arn:aws:iam::*:${type}/dev/*`);
  const parts = ['iam:ListGroupsForUser', 'iam:ListAccessKeys', 'iam:GetLoginProfile', 'iam:GetGroup', 'iam:GetRole'];
  const tagged = { Condition: { StringEquals: { 'aws:ResourceTag/Team': 'open' } } };
  callers = [
    root,
    await userWith(world, root, 'lister', lists),
    await userWith(world, root, 'by-path', lists, allow([...parts, 'iam:ListGroupPolicies'], inDev)),
    await userWith(world, root, 'by-tag', lists, allow(parts, '*', tagged)),
    await userWith(world, root, 'of-keys', lists, allow(['iam:ListAccessKeys', 'iam:List*GroupPolicies'], '*')),
  ];
});

function at(minutes: number): Actor {
  return root.with({ now: new Date(TEST_NOW.getTime() + minutes * 60_000) });
}

async function addKey(UserName: string, Status: 'Active' | 'Inactive'): Promise<void> {
  const { AccessKey } = await root.run(CreateAccessKey, { UserName });
  await root.run(UpdateAccessKey, { UserName, AccessKeyId: AccessKey.AccessKeyId, Status });
}

/** Returns the answer to a caller, or null if the call is denied. */
async function ifAllowed<O extends AnyOperation, T>(
  caller: Actor,
  operation: O,
  input: InputOf<O>,
  pick: (output: OutputOf<O>) => T,
) {
  return caller.run(operation, input).then(pick, (error: { shape?: string }) => {
    if (error.shape === 'AccessDenied') return null;
    throw error;
  });
}

async function naiveUsers(caller: Actor): Promise<Naive[]> {
  const { Users } = await caller.run(ListUsers, { MaxItems: 1000 });
  const rows: Naive[] = [];
  for (const { UserName = '', Path = '', Arn = '', UserId = '', CreateDate } of Users) {
    const groups = await ifAllowed(caller, ListGroupsForUser, { UserName }, (o) =>
      o.Groups.map(({ GroupName = '' }) => GroupName),
    );
    const keys = await ifAllowed(caller, ListAccessKeys, { UserName }, (o) => o.AccessKeyMetadata);
    const login = await caller.run(GetLoginProfile, { UserName }).then(
      () => 'Enabled',
      (error) => (error.shape === 'AccessDenied' ? null : 'Disabled'),
    );
    const active = (keys ?? []).filter(({ Status }) => Status === 'Active').map(({ AccessKeyId = '' }) => AccessKeyId);
    rows.push({
      name: UserName,
      sort: {
        name: UserName,
        path: Path,
        groups: groups?.length ?? null,
        console: login,
        keys: active.join(', ') || null,
        created: CreateDate.getTime(),
        arn: Arn,
        id: UserId,
      },
      filter: {
        name: [UserName],
        path: [Path],
        group: texts(groups),
        console: texts(login),
        key: texts(keys?.map(({ AccessKeyId = '' }) => AccessKeyId)),
        arn: [Arn],
      },
    });
  }
  return rows;
}

const TRUST: Readonly<Record<string, readonly string[]>> = {
  [trustPolicy()]: ['AWS service: ec2'],
  [trustPolicy('*')]: ['Everyone'],
  [trustPolicy('111122223333')]: ['Account: 111122223333'],
};

async function naiveRoles(caller: Actor): Promise<Naive[]> {
  const { Roles } = await caller.run(ListRoles, { MaxItems: 1000 });
  const rows: Naive[] = [];
  for (const { RoleName = '', Path = '', Arn = '', RoleId = '', CreateDate, AssumeRolePolicyDocument = '' } of Roles) {
    const trusted = TRUST[decodeURIComponent(AssumeRolePolicyDocument)] ?? [];
    const used = await ifAllowed(caller, GetRole, { RoleName }, (o) => o.Role.RoleLastUsed.LastUsedDate?.getTime() ?? null);
    rows.push({
      name: RoleName,
      sort: {
        name: RoleName,
        path: Path,
        trusted: trusted.join(', '),
        activity: used,
        created: CreateDate.getTime(),
        arn: Arn,
        id: RoleId,
      },
      filter: { name: [RoleName], trusted, type: texts(trusted.map(typeOf)), path: [Path], arn: [Arn] },
    });
  }
  return rows;
}

function typeOf(trusted: string): string {
  if (trusted === 'Everyone') return trusted;
  return trusted.startsWith('AWS service') ? 'AWS service' : 'AWS account';
}

/** Returns the policies, with the account's own first unless the request has another order. */
async function naivePolicies(caller: Actor): Promise<Naive[]> {
  const rows: Naive[] = [];
  let Marker: string | undefined;
  do {
    const page = await caller.run(ListPolicies, { MaxItems: 1000, Marker });
    for (const {
      PolicyName = '',
      Arn = '',
      AttachmentCount = 0,
      PermissionsBoundaryUsageCount = 0,
      UpdateDate,
    } of page.Policies) {
      const uses = [
        ...(AttachmentCount > 0 ? ['Permissions policy'] : []),
        ...(PermissionsBoundaryUsageCount > 0 ? ['Permissions boundary'] : []),
      ];
      rows.push({
        name: PolicyName,
        order: `${Arn.includes('::aws:') ? 'aws' : ''}/${PolicyName}`,
        sort: {
          name: PolicyName,
          arn: Arn,
          attached: AttachmentCount,
          used: AttachmentCount + PermissionsBoundaryUsageCount,
          updated: UpdateDate.getTime(),
        },
        filter: { name: [PolicyName], arn: [Arn], used: uses.length > 0 ? uses : ['None'] },
      });
    }
    Marker = page.Marker;
  } while (Marker !== undefined);
  return rows;
}

async function naiveGroups(caller: Actor): Promise<Naive[]> {
  const { Groups } = await caller.run(ListGroups, { MaxItems: 1000 });
  const rows: Naive[] = [];
  for (const { GroupName = '', Path = '', Arn = '', GroupId = '', CreateDate } of Groups) {
    const users = await ifAllowed(caller, GetGroup, { GroupName, MaxItems: 1000 }, (o) => o.Users.length);
    const attached = await ifAllowed(caller, ListAttachedGroupPolicies, { GroupName }, (o) => o.AttachedPolicies.length);
    const inline = await ifAllowed(caller, ListGroupPolicies, { GroupName }, (o) => o.PolicyNames.length);
    const policies = attached === null || inline === null ? null : attached + inline;
    const words = policies === null ? null : policies === 0 ? 'Not defined' : 'Defined';
    rows.push({
      name: GroupName,
      sort: {
        name: GroupName,
        path: Path,
        users,
        permissions: policies,
        created: CreateDate.getTime(),
        arn: Arn,
        id: GroupId,
      },
      filter: { name: [GroupName], path: [Path], permissions: texts(words) },
    });
  }
  return rows;
}

describe('a console list equals filtering, sorting and paging all rows that the caller may see', () => {
  it('for users', async () => {
    for (const caller of callers) {
      await expectNaive(await naiveUsers(caller), VALUES, async (input) => {
        const { Rows, ...page } = await caller.run(ListUserOverviews, input);
        return { names: Rows.map(({ UserName }) => UserName), ...page };
      });
    }
  });

  it('for roles', async () => {
    for (const caller of callers) {
      await expectNaive(await naiveRoles(caller), VALUES, async (input) => {
        const { Rows, ...page } = await caller.run(ListRoleOverviews, input);
        return { names: Rows.map(({ RoleName }) => RoleName), ...page };
      });
    }
  });

  it('for policies', async () => {
    const rows = await naivePolicies(root);
    const named = fc.constantFrom(
      'used=Permissions policy',
      'used!=None',
      'name=ana',
      'name: ana',
      'arn:/job-function/',
      'name:a+b',
    );
    const asked = fc.record({ filter: named, sort: fc.constantFrom('name', 'arn', 'attached', 'used', 'updated'), page });
    await fc.assert(
      fc.asyncProperty(asked, async ({ filter, sort, page: Page }) => {
        const { Rows, ...counts } = await root.run(ListManagedPolicyOverviews, {
          Filters: [filter],
          Sort: sort,
          Page,
          PageSize: 7,
        });
        const [, property = '', operator = '', value = ''] = /^(\w+)(!=|=|:)\s*(.*)$/.exec(filter) ?? [];
        const condition = { property, operator: operator as Condition['operator'], value };
        const sorted = { field: sort, descending: false };
        const expected = naiveAnswer(rows, { conditions: [condition], join: 'and', sort: sorted, page: Page, size: 7 });
        expect({ names: Rows.map(({ PolicyName }) => PolicyName), ...counts }).toEqual(expected);
      }),
      runs(40),
    );
  });

  it('for groups', async () => {
    for (const caller of callers) {
      await expectNaive(await naiveGroups(caller), VALUES, async (input) => {
        const { Rows, ...page } = await caller.run(ListGroupOverviews, input);
        return { names: Rows.map(({ GroupName }) => GroupName), ...page };
      });
    }
  });
});

describe('a list of users inside or outside a group', () => {
  it('contains the members of the group or all other users', async () => {
    for (const GroupName of GROUPS) {
      const members = (await root.run(GetGroup, { GroupName, MaxItems: 1000 })).Users.map(({ UserName }) => UserName);
      const inside = await root.run(ListGroupUserOverviews, { GroupName, PageSize: 100 });
      const outside = await root.run(ListUserOverviews, { NotInGroup: GroupName, PageSize: 100 });
      const all = await root.run(ListUserOverviews, { PageSize: 100 });
      expect(new Set(inside.Rows.map(({ UserName }) => UserName))).toEqual(new Set(members));
      expect(inside.Total).toBe(members.length);
      expect(outside.Total + inside.Total).toBe(all.Total);
      expect(outside.Rows.some(({ UserName }) => members.includes(UserName))).toBe(false);
    }
  });

  it('requires permission to list the members of the group', async () => {
    const lister = callers[1] as Actor;
    const denied = { shape: 'AccessDenied' };
    expect(await lister.fails(ListGroupUserOverviews, { GroupName: 'zz' })).toMatchObject(denied);
    expect(await lister.fails(ListUserOverviews, { NotInGroup: 'zz' })).toMatchObject(denied);
    expect(await root.fails(ListUserOverviews, { NotInGroup: 'nosuch' })).toMatchObject({ shape: 'NoSuchEntityException' });
  });
});

describe('a request for a console list', () => {
  it('returns the sort order of the rows if it is a sortable field', async () => {
    const policy = { PolicyArn: `arn:aws:iam::${root.accountId}:policy/ana`, PolicyUsageFilter: 'PermissionsPolicy' } as const;
    expect((await root.run(ListUserOverviews, {})).Sort).toBe('name');
    expect((await root.run(ListUserOverviews, { Sort: '-created' })).Sort).toBe('-created');
    expect((await root.run(ListGroupUserOverviews, { GroupName: 'zz' })).Sort).toBe('name');
    expect((await root.run(ListPolicyEntityOverviews, policy)).Sort).toBe('type');
    const own = await root.run(ListPolicyTargetOverviews, { ...policy, PageSize: 100 });
    expect(await root.run(ListPolicyTargetOverviews, { ...policy, PageSize: 100, Sort: own.Sort })).toEqual(own);
    // Policies in use come first.
    const policies = await root.run(ListManagedPolicyOverviews, {});
    expect(policies.Sort).toBe('-used');
    const uses = policies.Rows.map((row) => row.AttachmentCount + row.PermissionsBoundaryUsageCount);
    expect(uses).toEqual([...uses].sort((a, b) => b - a));
    expect(uses[0]).toBeGreaterThan(0);
  });

  it('omits the rows named in Except', async () => {
    const { Rows, Total } = await root.run(ListUserOverviews, { Except: ['ana', 'Zoe'], PageSize: 100 });
    expect(Rows).toHaveLength(Total);
    expect(Rows.some(({ UserName }) => UserName === 'ana' || UserName === 'Zoe')).toBe(false);
    expect(Rows.some(({ UserName }) => UserName === 'Ana2')).toBe(true);
  });

  it.each<ListInput>([
    { Sort: 'password' },
    { Sort: 'constructor' },
    { Sort: '__proto__' },
    { Sort: 'name; DROP TABLE' },
    { Page: 0 },
    { Page: 1.5 },
    { PageSize: 101 },
    { PageSize: 0 },
    { Filters: [''] },
    { Filters: Array.from({ length: 21 }, () => 'a') },
    { Filters: ['a'.repeat(2049)] },
    { Except: Array.from({ length: 201 }, (_, index) => `user-${index}`) },
  ])('is refused with a ValidationError for the input %j', async (input) => {
    expect(await root.fails(ListUserOverviews, input)).toMatchObject({ shape: 'ValidationError' });
  });
});
