import { authorize, principalContext } from '@gatehouse/policy/evaluate';
import { runs } from '@gatehouse/policy/test-runs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readAccount } from '@/lib/console/recipes/export/export-account';
import { applyFix, type FixAsked, undoFix } from '@/lib/console/recipes/fix';
import { runAs } from '@/lib/console/testing/run-as';
import { CreateAnalyzer } from '../../access-analyzer/analyzer/operations';
import { GetAnalyzerFindingFix } from '../../access-analyzer/finding/fix-operations';
import { ListFindingsV2 } from '../../access-analyzer/finding/operations';
import { prepareStoredPolicy, prepareTrustPolicy } from '../../core/authorization/prepared-policies';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld, userCaller } from '../../core/test-world';
import { CreateAccessKey } from '../../iam/access-key/operations';
import { AttachGroupPolicy, AttachRolePolicy, AttachUserPolicy } from '../../iam/attachment/operations';
import { AddUserToGroup, CreateGroup } from '../../iam/group/operations';
import { PutGroupPolicy, PutRolePolicy, PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreateLoginProfile } from '../../iam/login-profile/operations';
import { CreatePolicy } from '../../iam/policy/operations';
import { CreateRole, GetRole, ListRoles } from '../../iam/role/operations';
import { SimulatePrincipalPolicy } from '../../iam/simulation/operations';
import { ALLOW_ALL, policyDocument } from '../../iam/test-accounts';
import { CreateUser, ListUsers } from '../../iam/user/operations';
import { CreateQueue, GetQueueAttributes, SetQueueAttributes } from '../../resources/sqs/operations';
import { ListPostureFindings } from '../operations';
import { GetUnusedPermissionsFix, ListUnusedPermissions } from '../unused/operations';
import { GetPostureFix } from './operations';

// Law, for every page that offers fixes and random accounts: the calls end the finding, and Undo restores the account. Until then, nobody gains
// access, by decisions on enumerated requests.

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

const DAY_MS = 86_400_000;
const NOW = new Date(TEST_NOW.getTime() + 100 * DAY_MS);
const PARTNER = '444455556666';
const MFA = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };

const actions = fc.uniqueArray(
  fc.constantFrom(
    '*',
    'iam:*',
    'sqs:*',
    's3:Get*',
    'iam:ListUsers',
    'iam:CreateUser',
    'sqs:SendMessage',
    'ec2:CreateVpc',
    'iam:PassRole',
  ),
  { minLength: 1, maxLength: 3 },
);
const statement = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
    actions,
    negated: fc.constantFrom(false, false, false, false, true),
    Resource: fc.constantFrom('*', '*', 'arn:aws:sqs:*:*:orders'),
    Condition: fc.constantFrom(
      undefined,
      undefined,
      MFA,
      { StringEquals: { 'aws:UserAgent': 'build' } },
      {
        'ForAllValues:StringEquals': { 'aws:RequestedRegion': 'us-east-1' },
      },
    ),
  })
  .map(({ actions: Action, negated, Condition, ...rest }) => ({
    ...rest,
    ...(negated ? { NotAction: Action } : { Action }),
    ...(Condition && { Condition }),
  }));
const identity = fc.array(statement, { minLength: 1, maxLength: 2 }).map((all) => policyDocument(...all));

const principal = fc.constantFrom<object | string>(
  '*',
  { AWS: PARTNER },
  { AWS: [`arn:aws:iam::${PARTNER}:root`, 'OWN'] },
  { AWS: 'OWN' },
  { Service: 'ec2.amazonaws.com' },
  { Federated: 'accounts.google.com' },
);
const grants = fc.array(
  fc.record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
    Principal: principal,
    Condition: fc.constantFrom(undefined, undefined, MFA),
  }),
  { minLength: 1, maxLength: 2 },
);
type Grant = { Effect: string; Principal: object | string; Condition: object | undefined };

const scenes = fc.record({
  users: fc.array(
    fc.record({
      inline: fc.option(identity),
      grouped: fc.boolean(),
      password: fc.boolean(),
      key: fc.boolean(),
      uses: fc.boolean(),
    }),
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
  group: fc.record({
    inline: fc.option(identity),
    attached: fc.subarray(['AmazonSQSFullAccess', 'IAMReadOnlyAccess', 'AdministratorAccess'], { maxLength: 1 }),
  }),
  roles: fc.array(fc.record({ trust: grants, inline: fc.option(identity) }), { minLength: 1, maxLength: 2 }),
  managed: fc.option(identity),
  queue: fc.option(grants),
});
type Scene = typeof scenes extends fc.Arbitrary<infer T> ? T : never;

function trustOf(own: string, all: readonly Grant[]): string {
  return policyDocument(
    ...all.map(({ Effect, Principal, Condition }) => ({
      Effect,
      Principal: JSON.parse(JSON.stringify(Principal).replaceAll('OWN', own)),
      Action: typeof Principal === 'object' && 'Federated' in Principal ? 'sts:AssumeRoleWithWebIdentity' : 'sts:AssumeRole',
      ...(Condition && { Condition }),
    })),
  );
}

async function make({ users, group, roles, managed, queue }: Scene): Promise<Actor> {
  const root = await world.account();
  const { accountId } = root;
  await root.run(CreateGroup, { GroupName: 'team' });
  if (group.inline) await root.run(PutGroupPolicy, { GroupName: 'team', PolicyName: 'own', PolicyDocument: group.inline });
  for (const name of group.attached)
    await root.run(AttachGroupPolicy, { GroupName: 'team', PolicyArn: `arn:aws:iam::aws:policy/${name}` });
  const { Policy } = managed ? await root.run(CreatePolicy, { PolicyName: 'shared', PolicyDocument: managed }) : { Policy: null };
  for (const [at, { inline, grouped, password, key, uses }] of users.entries()) {
    const UserName = `user${at}`;
    const { User } = await root.run(CreateUser, { UserName });
    if (inline) await root.run(PutUserPolicy, { UserName, PolicyName: 'own', PolicyDocument: inline });
    if (grouped) await root.run(AddUserToGroup, { UserName, GroupName: 'team' });
    if (password) await root.run(CreateLoginProfile, { UserName, Password: 'Correct-horse-1' });
    if (key) await root.run(CreateAccessKey, { UserName });
    if (Policy && at === 0) await root.run(AttachUserPolicy, { UserName, PolicyArn: Policy.Arn });
    const later = world.as(userCaller(User)).with({ now: new Date(NOW.getTime() - 5 * DAY_MS) });
    // Denied calls do not count as use.
    if (uses) for (const operation of [ListUsers, ListRoles]) await later.run(operation, {}).catch(() => undefined);
  }
  for (const [at, { trust, inline }] of roles.entries()) {
    const RoleName = `role${at}`;
    await root.run(CreateRole, { RoleName, AssumeRolePolicyDocument: trustOf(accountId, trust) });
    if (inline) await root.run(PutRolePolicy, { RoleName, PolicyName: 'own', PolicyDocument: inline });
    if (Policy && at === 0) await root.run(AttachRolePolicy, { RoleName, PolicyArn: Policy.Arn });
  }
  const { QueueUrl } = await root.run(CreateQueue, { QueueName: 'orders' });
  const granted = queue?.filter(({ Principal }) => JSON.stringify(Principal).includes('Federated') === false) ?? [];
  if (granted.length > 0) {
    const Resource = `arn:aws:sqs:us-east-1:${accountId}:orders`;
    const text = trustOf(accountId, granted).replaceAll('"sts:AssumeRole"', `"sqs:SendMessage","Resource":"${Resource}"`);
    await root.run(SetQueueAttributes, { QueueUrl, Attributes: { Policy: text } });
  }
  const now = root.with({ now: NOW });
  await now.run(CreateAnalyzer, { analyzerName: 'outside', type: 'ACCOUNT' });
  const configuration = { unusedAccess: { unusedAccessAge: 30 } };
  await now.run(CreateAnalyzer, { analyzerName: 'unused', type: 'ACCOUNT_UNUSED_ACCESS', configuration });
  return now;
}

/** An item that can have a fix. `kind` is the check, the type of finding or the kind of policy. */
type Listed = { id: string; kind: string; asked: FixAsked };

const PAGES = ['posture', 'analyzer', 'unusedPermissions'] as const;

/** Returns everything that a page lists and may offer to fix. */
async function listed(root: Actor, page: FixAsked['of']): Promise<Listed[]> {
  switch (page) {
    case 'posture':
      return postureListed(root);
    case 'analyzer':
      return analyzersListed(root);
    case 'unusedPermissions':
      return unusedListed(root);
  }
}

async function postureListed(root: Actor): Promise<Listed[]> {
  const { Findings } = await root.run(ListPostureFindings, { Status: 'ACTIVE', MaxResults: 100 });
  return Findings.map(({ FindingId, Check }) => ({
    id: FindingId,
    kind: Check.CheckId,
    asked: { of: 'posture', input: { Reach: 'account', FindingId } },
  }));
}

async function analyzersListed(root: Actor): Promise<Listed[]> {
  const all: Listed[] = [];
  for (const name of ['outside', 'unused']) {
    const AnalyzerArn = `arn:aws:access-analyzer:us-east-1:${root.accountId}:analyzer/${name}`;
    const filter = { status: { neq: ['RESOLVED'] } };
    const { findings } = await root.run(ListFindingsV2, { analyzerArn: AnalyzerArn, filter });
    for (const { id, findingType, resourceType } of findings)
      all.push({ id, kind: `${findingType} ${resourceType}`, asked: { of: 'analyzer', input: { AnalyzerArn, FindingId: id } } });
  }
  return all;
}

async function unusedListed(root: Actor): Promise<Listed[]> {
  const all: Listed[] = [];
  const { Policies } = await root.run(ListUnusedPermissions, {});
  for (const { PolicyArn, PolicyName, Holder, Granted, Used } of Policies) {
    const input = PolicyArn !== null ? { PolicyArn } : Holder ? { PolicyName, Holder } : null;
    const kind = PolicyArn?.replace(/\d{12}/, 'own').replace(/\/.*/, '') ?? `inline ${Holder?.Type}`;
    if (input && Granted > Used) all.push({ id: JSON.stringify(input), kind, asked: { of: 'unusedPermissions', input } });
  }
  return all;
}

const fixOf = (root: Actor, { of, input }: FixAsked) =>
  of === 'posture'
    ? root.run(GetPostureFix, input)
    : of === 'analyzer'
      ? root.run(GetAnalyzerFindingFix, input)
      : root.run(GetUnusedPermissionsFix, input);

const ASKED_ACTIONS = [
  'iam:ListUsers',
  'iam:CreateUser',
  'iam:PassRole',
  'sqs:SendMessage',
  'sqs:DeleteQueue',
  's3:GetObject',
  'ec2:CreateVpc',
  'dynamodb:PutItem',
  'iam:DeleteRole',
];
const CONTEXTS: readonly (readonly [string, string])[][] = [
  [],
  [
    ['aws:MultiFactorAuthPresent', 'true'],
    ['aws:UserAgent', 'build'],
    ['aws:RequestedRegion', 'us-east-1'],
  ],
];

/** Returns every enumerated request that is allowed. The product's simulator decides, or the engine for resource policies. */
async function allowed(root: Actor, sources: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  const queueArn = `arn:aws:sqs:us-east-1:${root.accountId}:orders`;
  for (const PolicySourceArn of sources) {
    for (const context of CONTEXTS) {
      const { EvaluationResults } = await root.run(SimulatePrincipalPolicy, {
        PolicySourceArn,
        ActionNames: ASKED_ACTIONS,
        ResourceArns: [queueArn],
        ContextEntries: context.map(([ContextKeyName, value]) => ({
          ContextKeyName,
          ContextKeyType: 'string' as const,
          ContextKeyValues: [value],
        })),
      });
      for (const { EvalActionName, EvalDecision } of EvaluationResults)
        if (EvalDecision === 'allowed') found.add(`${PolicySourceArn} ${EvalActionName} ${context.length}`);
    }
  }
  const { Roles } = await root.run(ListRoles, {});
  for (const { RoleName, Arn } of Roles.filter(({ Path }) => Path === '/')) {
    const { Role } = await root.run(GetRole, { RoleName });
    const document = decodeURIComponent(Role.AssumeRolePolicyDocument ?? '');
    const policy = prepareTrustPolicy({ roleArn: Arn, document });
    for (const caller of callersFor(root, policy, 'sts:AssumeRole', Arn)) found.add(caller);
  }
  const { Attributes } = await root.run(GetQueueAttributes, { QueueUrl: await queueUrl(root), AttributeNames: ['Policy'] });
  const document = Attributes?.Policy;
  if (document) {
    const policy = prepareStoredPolicy({ resourceArn: queueArn, document });
    for (const caller of callersFor(root, policy, 'sqs:SendMessage', queueArn)) found.add(caller);
  }
  return found;
}

async function queueUrl(root: Actor): Promise<string> {
  const { QueueUrl } = await root.run(CreateQueue, { QueueName: 'orders' });
  return QueueUrl;
}

const EVERYTHING = prepareStoredPolicy({
  resourceArn: 'arn:aws:iam::aws:policy/all',
  document: ALLOW_ALL.replace('"Action"', '"Principal":"*","Action"'),
});

/** Yields the callers that a policy allows. Each has every permission by its own policies. */
function* callersFor({ accountId }: Actor, resource: typeof EVERYTHING, action: string, arn: string): Iterable<string> {
  for (const id of [accountId, PARTNER, '777788889999']) {
    const caller = {
      type: 'User' as const,
      accountId: id,
      arn: `arn:aws:iam::${id}:user/x`,
      userId: 'AIDAXXXXXXXXXXXXXXXXX',
      userName: 'x',
    };
    for (const context of CONTEXTS) {
      const request = {
        principal: caller,
        action,
        resource: arn,
        context: { ...principalContext(caller), ...Object.fromEntries(context.map(([key, value]) => [key, [value]])) },
      };
      const { decision } = authorize(request, { identity: [], resource, resourceInManagementAccount: false });
      if (decision === 'Allowed') yield `${id} ${action} ${arn} ${context.length}`;
    }
  }
}

const MOST_OF_A_KIND = 2;
const offered: Record<string, number> = {};
const tried: Record<string, number> = {};

it('every offered fix resolves its finding, grants no more access, and can be undone', async () => {
  await fc.assert(
    fc.asyncProperty(scenes, async (scene) => {
      const root = await make(scene);
      const run = runAs(world, root, () => NOW);
      const sources = [
        ...scene.users.map((_, at) => `arn:aws:iam::${root.accountId}:user/user${at}`),
        ...scene.roles.map((_, at) => `arn:aws:iam::${root.accountId}:role/role${at}`),
      ];
      const before = await allowed(root, sources);
      const stateBefore = await stateOf(run);
      const lasting: Listed[] = [];
      const tryOut = async ({ id, kind, asked }: Listed, mayLast: boolean): Promise<void> => {
        // Trying all fixes takes minutes, so only a full run does it.
        if (!process.env.TEST_EVERYTHING && (tried[kind] ?? 0) >= MOST_OF_A_KIND) return;
        // A restored role has another id, and its findings do too.
        if (!(await listed(root, asked.of)).some((each) => each.id === id)) return;
        const fix = await fixOf(root, asked);
        if (fix.ByHand !== undefined) return;
        if (!mayLast && fix.Steps.some(({ Undo }) => Undo === undefined)) return void lasting.push({ id, kind, asked });
        offered[asked.of] = (offered[asked.of] ?? 0) + 1;
        tried[kind] = (tried[kind] ?? 0) + 1;
        const title = fix.Title;
        const applied = await applyFix(run, { asked, fingerprint: fix.Fingerprint });
        expect({ title, applied }).toMatchObject({ applied: { ok: true } });
        expect({ title, left: (await listed(root, asked.of)).filter((each) => each.id === id) }).toEqual({ title, left: [] });
        const gone = new Set(
          fix.Steps.flatMap(({ Action, Input }) => (Action === 'iam:DeleteRole' ? [String(Input.RoleName)] : [])),
        );
        const after = await allowed(
          root,
          sources.filter((arn) => !gone.has(arn.slice(arn.lastIndexOf('/') + 1))),
        );
        if (fix.Gives === undefined)
          expect({ title, more: [...after].filter((each) => !before.has(each)) }).toEqual({ title, more: [] });
        if (!applied.ok || applied.data.undo === null) return;
        expect({ title, undone: await undoFix(run, { undo: applied.data.undo }) }).toMatchObject({ undone: { ok: true } });
        expect({ title, state: await stateOf(run) }).toEqual({ title, state: stateBefore });
      };
      for (const page of PAGES) for (const each of await listed(root, page)) await tryOut(each, false);
      // Nothing restores the account after these fixes, so they come last.
      for (const each of lasting) await tryOut(each, true);
    }),
    runs(18),
  );
  for (const of of PAGES) expect([of, (offered[of] ?? 0) > 0]).toEqual([of, true]);
}, 600_000);

/** Returns the state of the account. A restored version becomes the newest. */
async function stateOf(run: ReturnType<typeof runAs>) {
  const state = await readAccount(run, undefined);
  if (!state.ok) throw new Error(state.error.message);
  const policies = state.data.policies.map((policy) => ({
    ...policy,
    versions: policy.versions.toSorted((a, b) => a.document.localeCompare(b.document)),
  }));
  return JSON.parse(JSON.stringify({ ...state.data, policies }));
}
