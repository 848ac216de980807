import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GetAccountSecuritySteps } from '../access/security-steps/operations';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../core/test-world';
import { watchReads } from '../core/testing/watch-reads';
import { GetAccountAuthorizationDetails } from './account/authorization-details-operations';
import { ListPolicyEntityOverviews, ListPolicyTargetOverviews } from './attachment/overview';
import { GenerateCredentialReport } from './credential-report/operations';
import { GetCredentialReportFindings } from './credential-report/overview';
import { GetGroup, ListGroupsForUser } from './group/operations';
import { ListGroupOverviews } from './group/overview';
import { ListEntitiesForPolicy } from './policy/entities-for-policy-operations';
import { createCrowd, crowdGroupName, crowdUserName } from './test-crowd';
import { ListUsers } from './user/operations';
import { ListGroupUserOverviews, ListUserOverviews } from './user/overview';

const CROWD = { users: 5_000, groups: 100, groupsPerUser: 10 };
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';

// The tests share one account, because they write nothing.
let world: TestWorld;
let root: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account();
  await createCrowd(world.database, root.accountId, ADMINISTRATOR, CROWD);
}, 120_000);
afterAll(() => world.close());

const watched = (work: (actor: Actor) => Promise<unknown>) => watchReads(world, root, work);

describe('an account with 5,000 users in 10 groups each', () => {
  it('returns pages of its users for the console with groups, access keys and console access', async () => {
    const { Rows, ...page } = await root.run(ListUserOverviews, { Page: 44, PageSize: 100 });
    expect(page).toEqual({ Page: 44, Matches: CROWD.users, Total: CROWD.users, Sort: 'name' });
    expect(Rows).toHaveLength(100);
    expect(
      Rows.every(({ Groups, AccessKeys, ConsoleAccess }) => Groups?.length === 10 && AccessKeys?.length === 1 && ConsoleAccess),
    ).toBe(true);
    expect(Rows[21]).toMatchObject({ UserName: crowdUserName(4_321), AccessKeys: [{ AccessKeyId: 'AKIACROWD4321' }] });
    const first = await root.run(ListUserOverviews, { PageSize: 1 });
    expect(first.Rows[0]?.Groups).toEqual(Array.from({ length: 10 }, (_, index) => crowdGroupName(index)));
  });

  it('finds and sorts users by access key, group and name', async () => {
    const last = crowdUserName(CROWD.users - 1);
    const keyed = await root.run(ListUserOverviews, { Filters: ['key=AKIACROWD4999'], Sort: '-created' });
    expect(keyed).toMatchObject({ Rows: [{ UserName: last }], Matches: 1, Total: CROWD.users });
    const grouped = await root.run(ListUserOverviews, { Filters: [`group=${crowdGroupName(1)}`], Sort: '-name' });
    expect(grouped).toMatchObject({ Rows: { length: 20 }, Page: 1, Total: CROWD.users });
    expect(grouped.Rows.every(({ Groups }) => Groups?.includes(crowdGroupName(1)))).toBe(true);
    const inGroup = await root.run(ListGroupUserOverviews, { GroupName: crowdGroupName(0), Sort: '-name', PageSize: 1 });
    expect(inGroup).toMatchObject({ Rows: [{ UserName: last }], Total: CROWD.users });
  });

  it('reads users in batches without a query per user, and lets other requests run in between', async () => {
    const page = await watched((actor) => actor.run(ListUserOverviews, { PageSize: 100 }));
    expect(page.queries).toBeLessThan(40);
    expect(page.turns).toBeGreaterThanOrEqual(5);
    // A search reads the tags and memberships of each chunk of 500 users in two parts.
    const searched = await watched((actor) =>
      actor.run(ListUserOverviews, { Filters: ['group-0'], Sort: 'activity', PageSize: 100 }),
    );
    expect(searched.queries).toBeLessThan(150);
    expect(searched.turns).toBeGreaterThanOrEqual(80);
    // 250 users are in 10 groups each. The names of the groups are extra rows.
    expect(searched.rowsInTurn).toBeLessThanOrEqual(250 * 10 + CROWD.groups);
    const members = await watched((actor) => actor.run(ListGroupUserOverviews, { GroupName: crowdGroupName(0), PageSize: 100 }));
    expect(members.queries).toBeLessThan(40);
    const group = await watched((actor) => actor.run(GetGroup, { GroupName: crowdGroupName(0), MaxItems: 100 }));
    expect(group.queries).toBeLessThan(20);
  });

  it('returns at most one page of rows however many users exist', async () => {
    const policy = { PolicyArn: ADMINISTRATOR, PolicyUsageFilter: 'PermissionsPolicy' as const };
    const pages = [
      await root.run(ListUserOverviews, { PageSize: 100 }),
      await root.run(ListGroupUserOverviews, { GroupName: crowdGroupName(0), PageSize: 100 }),
      await root.run(ListPolicyEntityOverviews, { ...policy, PageSize: 100 }),
      await root.run(ListGroupOverviews, { PageSize: 100 }),
    ];
    for (const { Rows } of pages) expect(Rows).toHaveLength(100);
    for (const page of pages) expect(JSON.stringify(page).length).toBeLessThan(100_000);
  });

  it('lists its groups for the console with the number of their users', async () => {
    const { Rows, Total } = await root.run(ListGroupOverviews, { Sort: '-users' });
    expect(Total).toBe(CROWD.groups);
    expect(Rows[0]).toMatchObject({ GroupName: crowdGroupName(0), UserCount: CROWD.users });
  });

  it('lists the entities that have a policy and the entities it can be attached to', async () => {
    const policy = { PolicyArn: ADMINISTRATOR };
    const has = await root.run(ListPolicyEntityOverviews, { ...policy, PolicyUsageFilter: 'PermissionsPolicy', Page: 250 });
    expect(has).toMatchObject({ Page: 250, Total: CROWD.users });
    expect(has.Rows.at(-1)).toEqual({ Type: 'User', Name: crowdUserName(CROWD.users - 1) });
    const targets = await root.run(ListPolicyTargetOverviews, policy);
    expect(targets).toMatchObject({ Total: CROWD.groups, NotListed: [] });
    expect(targets.Rows[0]).toEqual({ Type: 'Group', Name: crowdGroupName(0) });
  });

  it('returns pages of the users of a group, the groups of a user and all users', async () => {
    const group = await root.run(GetGroup, { GroupName: crowdGroupName(0), MaxItems: 1000 });
    expect(group).toMatchObject({ IsTruncated: true });
    expect(group.Users).toHaveLength(1000);
    expect((await root.run(ListGroupsForUser, { UserName: crowdUserName(4_999) })).Groups).toHaveLength(10);
    expect((await root.run(ListUsers, { MaxItems: 1000 })).Users).toHaveLength(1000);
  });

  it('answers operations that read all users, such as the credential report', async () => {
    const details = await root.run(GetAccountAuthorizationDetails, { Filter: ['User', 'Group'], MaxItems: 1000 });
    expect(details.UserDetailList.length).toBe(1_000);
    expect(details.UserDetailList[0]).toMatchObject({ AttachedManagedPolicies: [{ PolicyArn: ADMINISTRATOR }] });
    expect(details.UserDetailList[0]?.GroupList).toHaveLength(10);
    const entities = await root.run(ListEntitiesForPolicy, { PolicyArn: ADMINISTRATOR, MaxItems: 1000 });
    expect(entities).toMatchObject({ IsTruncated: true });
    expect(entities.PolicyUsers).toHaveLength(1000);
    expect((await root.run(GetAccountSecuritySteps, {})).Administrators?.Count).toBe(CROWD.users);
    await root.run(GenerateCredentialReport, {});
    const later = root.with({ now: new Date(TEST_NOW.getTime() + 60_000) });
    await later.run(GenerateCredentialReport, {});
    // The root user also has a row.
    expect((await later.run(GetCredentialReportFindings, {})).Users).toHaveLength(CROWD.users + 1);
  });
});
