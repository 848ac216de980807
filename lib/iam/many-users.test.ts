import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runOperation } from '../core/run';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld, testCall } from '../core/test-world';
import { GetAccountAuthorizationDetails } from './account/authorization-details';
import { GetSecurityRecommendations } from './account/recommendations';
import { GenerateCredentialReport } from './credential-report/operations';
import { GetCredentialReportFindings } from './credential-report/overview';
import { GetGroup, ListGroupsForUser } from './group/operations';
import { ListGroupOverviews } from './group/overview';
import { ListEntitiesForPolicy } from './policy/entities-for-policy-operations';
import { createCrowd, crowdGroupName, crowdUserName } from './test-crowd';
import { ListUsers } from './user/operations';
import { ListUserOverviews } from './user/overview';

const CROWD = { users: 5_000, groups: 100, groupsPerUser: 10 };
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';

// One account for all of them: nothing here writes.
let world: TestWorld;
let root: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account();
  await createCrowd(world.database, root.accountId, ADMINISTRATOR, CROWD);
}, 120_000);
afterAll(() => world.close());

/** Counts the queries of what runs meanwhile, and how often it gives way to other work of the process. */
async function watched<T>(work: (actor: Actor) => Promise<T>): Promise<{ queries: number; turns: number }> {
  let queries = 0;
  const counting = <Target extends object>(target: Target, onCall: () => void): Target =>
    new Proxy(target, {
      get(of, name) {
        const member: unknown = Reflect.get(of, name);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) => {
          onCall();
          return Reflect.apply(member, of, args);
        };
      },
    });
  const reader = new Proxy(world.database.reader, {
    get(of, name) {
      const member: unknown = Reflect.get(of, name);
      return typeof member === 'object' && member !== null ? counting(member, () => queries++) : member;
    },
  });
  let [turns, running] = [0, true];
  const turn = () => {
    turns++;
    if (running) setImmediate(turn);
  };
  setImmediate(turn);
  const run: Actor['run'] = (operation, input) =>
    runOperation(operation, input, testCall(root.caller), { ...world.database, reader });
  await work({ ...root, run });
  running = false;
  return { queries, turns };
}

describe('an account with 5,000 users in 10 groups each', () => {
  it('lists its users for the console, each with groups, keys and console access', async () => {
    const { Users } = await root.run(ListUserOverviews, {});
    expect(Users).toHaveLength(CROWD.users);
    expect(
      Users.every(({ Groups, AccessKeys, ConsoleAccess }) => Groups?.length === 10 && AccessKeys?.length === 1 && ConsoleAccess),
    ).toBe(true);
    expect(Users[4_321]).toMatchObject({ UserName: crowdUserName(4_321), AccessKeys: [{ AccessKeyId: 'AKIACROWD4321' }] });
    expect(Users[0]?.Groups).toEqual(Array.from({ length: 10 }, (_, index) => crowdGroupName(index)));
  });

  it('is read some users at a time: a list asks no query for each, and other calls come in between', async () => {
    const chunks = CROWD.users / 250;
    const users = await watched((actor) => actor.run(ListUserOverviews, {}));
    // Five reads of a chunk, and a handful for the call itself.
    expect(users.queries).toBeLessThan(6 * chunks + 20);
    expect(users.turns).toBeGreaterThanOrEqual(chunks);
    const group = await watched((actor) => actor.run(GetGroup, { GroupName: crowdGroupName(0), MaxItems: 100 }));
    expect(group.queries).toBeLessThan(20);
  });

  it('lists its groups for the console, each with the number of its users', async () => {
    const { Groups } = await root.run(ListGroupOverviews, {});
    expect(Groups).toHaveLength(CROWD.groups);
    expect(Groups[0]).toMatchObject({ GroupName: crowdGroupName(0), UserCount: CROWD.users });
  });

  it('shows the users of the group that all are in, the groups of one user and all users, page by page', async () => {
    const group = await root.run(GetGroup, { GroupName: crowdGroupName(0), MaxItems: 1000 });
    expect(group).toMatchObject({ IsTruncated: true });
    expect(group.Users).toHaveLength(1000);
    expect((await root.run(ListGroupsForUser, { UserName: crowdUserName(4_999) })).Groups).toHaveLength(10);
    expect((await root.run(ListUsers, { MaxItems: 1000 })).Users).toHaveLength(1000);
  });

  it('answers what reads all of them: authorization details, entities of a policy, recommendations, credential report', async () => {
    const details = await root.run(GetAccountAuthorizationDetails, { Filter: ['User', 'Group'], MaxItems: 1000 });
    expect(details.UserDetailList?.length).toBe(1_000);
    expect(details.UserDetailList?.[0]).toMatchObject({ AttachedManagedPolicies: [{ PolicyArn: ADMINISTRATOR }] });
    expect(details.UserDetailList?.[0]?.GroupList).toHaveLength(10);
    const entities = await root.run(ListEntitiesForPolicy, { PolicyArn: ADMINISTRATOR, MaxItems: 1000 });
    expect(entities).toMatchObject({ IsTruncated: true });
    expect(entities.PolicyUsers).toHaveLength(1000);
    const facts = await root.run(GetSecurityRecommendations, {});
    expect(facts.Administrators?.Count).toBe(CROWD.users);
    expect(facts.Credentials).toMatchObject({ ActiveKeys: CROWD.users, WithoutMfa: { Count: CROWD.users } });
    await root.run(GenerateCredentialReport, {});
    const later = root.with({ now: new Date(TEST_NOW.getTime() + 60_000) });
    await later.run(GenerateCredentialReport, {});
    // The root user has a row as well.
    expect((await later.run(GetCredentialReportFindings, {})).Users).toHaveLength(CROWD.users + 1);
  });
});
