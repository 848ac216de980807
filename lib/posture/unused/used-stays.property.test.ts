import { runs } from '@gatehouse/policy/test-runs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { applyFix, type FixAsked, undoFix } from '@/lib/console/recipes/fix';
import { runAs } from '@/lib/console/testing/run-as';
import { CreateAnalyzer } from '../../access-analyzer/analyzer/operations';
import { GetAnalyzerFindingFix } from '../../access-analyzer/finding/fix-operations';
import { ListFindingsV2 } from '../../access-analyzer/finding/operations';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld, userCaller } from '../../core/test-world';
import { AttachGroupPolicy, AttachUserPolicy } from '../../iam/attachment/operations';
import { PutUserPermissionsBoundary } from '../../iam/boundary/operations';
import { AddUserToGroup, CreateGroup } from '../../iam/group/operations';
import { PutGroupPolicy, PutUserPolicy } from '../../iam/inline-policy/operations';
import {
  AddRoleToInstanceProfile,
  CreateInstanceProfile,
  RemoveRoleFromInstanceProfile,
} from '../../iam/instance-profile/operations';
import { CreatePolicy } from '../../iam/policy/operations';
import { CreateRole, ListRoles } from '../../iam/role/operations';
import { policyDocument } from '../../iam/test-accounts';
import { CreateUser, GetUser, ListUsers } from '../../iam/user/operations';
import { CreateQueue } from '../../resources/sqs/operations';
import { GetUnusedPermissionsFix, ListUnusedPermissions } from './operations';

// Law, for random accounts: a fix of unused permissions removes only what nobody used. Every call that succeeded before succeeds again, whatever
// policies allowed it and whatever further actions it needs.

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

const DAY_MS = 86_400_000;
const before = (days: number) => ({ now: new Date(TEST_NOW.getTime() + (100 - days) * DAY_MS) });

const entries = [
  ...['*', 'iam:*', 'iam:List*', 'iam:Get*', 'iam:*Role*', 'IAM:listusers', 'iam:PassRole', 'iam:AddRoleToInstanceProfile'],
  ...['sqs:*', 'sqs:CreateQueue', 's3:*', 'ec2:RunInstances', 'bedrock:NotYetKnown'],
];
const allow = fc.uniqueArray(fc.constantFrom(...entries), { minLength: 1, maxLength: 4 }).map((Action) => ({ Action }));
const allowBut = fc.constantFrom({ NotAction: 's3:*' }, { NotAction: ['sqs:*', 'iam:Delete*'] });
const statement = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: allow }, { weight: 1, arbitrary: allowBut }),
    fc.constantFrom('*', '*', 'arn:aws:iam::*:*'),
  )
  .map(([actions, Resource]) => ({ Effect: 'Allow', ...actions, Resource }));
const document = fc.array(statement, { minLength: 1, maxLength: 3 }).map((all) => policyDocument(...all));

const scenes = fc.record({
  managed: document,
  ofGroup: fc.option(document),
  attached: fc.option(fc.constantFrom('IAMReadOnlyAccess', 'AdministratorAccess')),
  users: fc.array(
    fc.record({
      inline: fc.option(document),
      grouped: fc.boolean(),
      has: fc.constantFrom('nothing', 'attached', 'boundary', 'both'),
      calls: fc.uniqueArray(fc.constantFrom('listUsers', 'listRoles', 'getUser', 'addRole', 'createQueue'), { minLength: 1 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});
type Scene = typeof scenes extends fc.Arbitrary<infer T> ? T : never;

/** A call that can be repeated. */
type Call = { what: string; make: (days: number) => Promise<unknown> };

async function make({ managed, ofGroup, attached, users }: Scene): Promise<{ root: Actor; calls: Call[] }> {
  const root = await world.account();
  const { Policy } = await root.run(CreatePolicy, { PolicyName: 'shared', PolicyDocument: managed });
  await root.run(CreateGroup, { GroupName: 'team' });
  if (ofGroup) await root.run(PutGroupPolicy, { GroupName: 'team', PolicyName: 'own', PolicyDocument: ofGroup });
  if (attached) await root.run(AttachGroupPolicy, { GroupName: 'team', PolicyArn: `arn:aws:iam::aws:policy/${attached}` });
  const trust = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
  await root.run(CreateRole, { RoleName: 'web', AssumeRolePolicyDocument: policyDocument(trust) });
  const calls: Call[] = [];
  for (const [at, { inline, grouped, has, calls: wanted }] of users.entries()) {
    const UserName = `user${at}`;
    const { User } = await root.run(CreateUser, { UserName });
    if (inline) await root.run(PutUserPolicy, { UserName, PolicyName: 'own', PolicyDocument: inline });
    if (grouped) await root.run(AddUserToGroup, { UserName, GroupName: 'team' });
    if (has === 'attached' || has === 'both') await root.run(AttachUserPolicy, { UserName, PolicyArn: Policy.Arn });
    if (has === 'boundary' || has === 'both')
      await root.run(PutUserPermissionsBoundary, { UserName, PermissionsBoundary: Policy.Arn });
    const InstanceProfileName = `profile${at}`;
    await root.run(CreateInstanceProfile, { InstanceProfileName });
    const as = (days: number) => world.as(userCaller(User)).with(before(days));
    const makeOf = {
      listUsers: (days: number) => as(days).run(ListUsers, {}),
      listRoles: (days: number) => as(days).run(ListRoles, {}),
      getUser: (days: number) => as(days).run(GetUser, { UserName }),
      createQueue: (days: number) => as(days).run(CreateQueue, { QueueName: `queue${at}` }),
      addRole: async (days: number) => {
        await as(days).run(AddRoleToInstanceProfile, { InstanceProfileName, RoleName: 'web' });
        await root.run(RemoveRoleFromInstanceProfile, { InstanceProfileName, RoleName: 'web' });
      },
    };
    for (const name of wanted) calls.push({ what: `${UserName} ${name}`, make: makeOf[name as keyof typeof makeOf] });
  }
  return { root: root.with(before(0)), calls };
}

async function succeeding(calls: readonly Call[], days: number): Promise<Call[]> {
  const made: Call[] = [];
  for (const call of calls) {
    const isDone = await call.make(days).then(
      () => true,
      () => false,
    );
    if (isDone) made.push(call);
  }
  return made;
}

type UnusedFix = Extract<FixAsked, { of: 'analyzer' | 'unusedPermissions' }>;

/** Returns the fixes that both pages about unused permissions may offer. */
async function offers(root: Actor): Promise<UnusedFix[]> {
  const AnalyzerArn = `arn:aws:access-analyzer:us-east-1:${root.accountId}:analyzer/unused`;
  const { findings } = await root.run(ListFindingsV2, { analyzerArn: AnalyzerArn, filter: { status: { eq: ['ACTIVE'] } } });
  const { Policies } = await root.run(ListUnusedPermissions, {});
  return [
    ...findings
      .filter(({ findingType }) => findingType === 'UnusedPermission')
      .map(({ id }): UnusedFix => ({ of: 'analyzer', input: { AnalyzerArn, FindingId: id } })),
    ...Policies.flatMap(({ PolicyArn, PolicyName, Holder, Granted, Used }): UnusedFix[] => {
      const input = PolicyArn !== null ? { PolicyArn } : Holder ? { PolicyName, Holder } : null;
      return input && Granted > Used ? [{ of: 'unusedPermissions', input }] : [];
    }),
  ];
}

it('removing unused permissions still allows every call that was made', async () => {
  const tried = { analyzer: 0, unusedPermissions: 0 };
  await fc.assert(
    fc.asyncProperty(scenes, async (scene) => {
      const { root, calls } = await make(scene);
      const run = runAs(world, root, () => before(0).now);
      const configuration = { unusedAccess: { unusedAccessAge: 30 } };
      await root.run(CreateAnalyzer, { analyzerName: 'unused', type: 'ACCOUNT_UNUSED_ACCESS', configuration });
      const made = await succeeding(calls, 5);
      for (const asked of await offers(root)) {
        const fix = await (asked.of === 'analyzer'
          ? root.run(GetAnalyzerFindingFix, asked.input)
          : root.run(GetUnusedPermissionsFix, asked.input));
        if (fix.ByHand !== undefined) continue;
        const applied = await applyFix(run, { asked, fingerprint: fix.Fingerprint });
        if (!applied.ok) expect.fail(`${fix.Title}: ${applied.error.message}`);
        const again = new Set((await succeeding(made, 4)).map(({ what }) => what));
        expect([fix.Title, fix.Steps, made.filter(({ what }) => !again.has(what)).map(({ what }) => what)]).toEqual([
          fix.Title,
          fix.Steps,
          [],
        ]);
        if (made.length > 0) tried[asked.of] += 1;
        if (applied.data.undo) expect((await undoFix(run, { undo: applied.data.undo })).ok).toBe(true);
      }
    }),
    runs(30, 5),
  );
  expect(tried.analyzer).toBeGreaterThan(0);
  expect(tried.unusedPermissions).toBeGreaterThan(0);
}, 600_000);
