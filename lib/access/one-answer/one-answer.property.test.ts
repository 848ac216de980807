import { isOpen } from '@gatehouse/policy/evaluate';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../core/call';
import { AwsError } from '../../core/errors';
import { type Actor, TEST_NOW } from '../../core/test-world';
import { ListAccountAliases } from '../../iam/account/operations';
import {
  DeleteRolePermissionsBoundary,
  DeleteUserPermissionsBoundary,
  PutRolePermissionsBoundary,
  PutUserPermissionsBoundary,
} from '../../iam/boundary/operations';
import { callerOfRole, callerOfUser } from '../../iam/callers';
import { PutRolePolicy, PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreatePolicy, DeletePolicy } from '../../iam/policy/operations';
import { CreateRole, UpdateAssumeRolePolicy } from '../../iam/role/operations';
import { SimulateCustomPolicy, SimulatePrincipalPolicy } from '../../iam/simulation/operations';
import { CreateUser, GetUser } from '../../iam/user/operations';
import { AttachPolicy } from '../../organizations/attachment/operations';
import { CreatePolicy as CreateGuardrail, UpdatePolicy } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { createOrganizationWorld, type OrganizationWorld } from '../../organizations/test-organization';
import { SendMessage } from '../../resources/sqs/message-operations';
import { CreateQueue, SetQueueAttributes } from '../../resources/sqs/operations';
import { AssumeRole } from '../../sts/session/operations';
import { openAuthorizationApi } from '../authorization-api/authorization-api';
import { ListCallsDeniedByChange } from '../guardrail-preview/operations';
import { ExplainAccess, GetSubject } from '../operations';
import { SimulateAccess } from '../simulate/operations';
import { ANONYMOUS, OUTSIDER } from '../subject-arn';
import { contextEntriesOf } from '../testing/real-calls';
import { WhoCan } from '../who-can/operations';

// One question has one answer from every source, and the real call agrees. Each run makes an organization of three accounts, managed by the
// first, with generated policies. `<0>` to `<2>` stand for the accounts and `<org>` for the organization.

const ACCOUNTS = [0, 1, 2] as const;
const USERS = ['ana', 'bo'] as const;
const ROLES = ['dev', 'ops'] as const;
const PRINCIPALS = ACCOUNTS.flatMap((account) => [
  ...USERS.map((name) => ({ account, kind: 'user' as const, name })),
  ...ROLES.map((name) => ({ account, kind: 'role' as const, name })),
]);
const ROLE_ARNS = ACCOUNTS.flatMap((account) => ROLES.map((name) => `arn:aws:iam::<${account}>:role/${name}`));
const USER_ARNS = ACCOUNTS.flatMap((account) => USERS.map((name) => `arn:aws:iam::<${account}>:user/${name}`));
const OBJECT = 'arn:aws:s3:::reports/2026';
const OF_AWS = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

const condition = fc.constantFrom<object>(
  {},
  {},
  {},
  {},
  { StringEquals: { 'aws:PrincipalTag/team': 'red' } },
  { StringNotEquals: { 'aws:PrincipalOrgID': '<org>' } },
  { StringNotEquals: { 'aws:ResourceAccount': '<1>' } },
  { StringEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' } },
  { StringEquals: { 'aws:RequestedRegion': 'eu-north-1' } },
  { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  { Bool: { 'aws:MultiFactorAuthPresent': 'false' } },
  { StringEquals: { 'sts:ExternalId': 'x' } },
  { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } },
  { StringLike: { 'aws:username': 'a*' } },
);
const effect = fc.constantFrom('Allow', 'Allow', 'Allow', 'Allow', 'Deny');
const action = fc.constantFrom(
  '*',
  'sts:AssumeRole',
  'sts:*',
  'iam:GetUser',
  'iam:*',
  's3:GetObject',
  'sqs:*',
  'iam:ListAccountAliases',
);
const resource = fc.constantFrom<object>(
  { Resource: '*' },
  { Resource: '*' },
  { Resource: '*' },
  ...[...ROLE_ARNS, ...USER_ARNS, 'arn:aws:iam::*:role/dev', 'arn:aws:s3:::reports/*', 'arn:aws:iam::<0>:*'].map((Resource) => ({
    Resource,
  })),
  { NotResource: 'arn:aws:iam::*:role/ops' },
  { NotResource: 'arn:aws:s3:::${aws:PrincipalTag/team}/*' },
);
const principal = fc.constantFrom<unknown>(
  '*',
  ...ACCOUNTS.flatMap((account) => [{ AWS: `<${account}>` }, { AWS: `<${account}>` }]),
  ...[...ROLE_ARNS, ...USER_ARNS].map((AWS) => ({ AWS })),
);
/** Generates one or two statements, often with a broad one, so that about half of the questions are allowed. */
const statements = (statement: fc.Arbitrary<object>, wide?: object) =>
  fc
    .tuple(fc.array(statement, { minLength: 1, maxLength: 2 }), fc.boolean())
    .map(([some, open]) => JSON.stringify({ Version: '2012-10-17', Statement: open && wide ? [...some, wide] : some }));
const merged = (...parts: fc.Arbitrary<object>[]) => fc.tuple(...parts).map((found) => Object.assign({}, ...found) as object);

const identity = statements(
  merged(
    fc.record({ Effect: effect, Action: action }),
    resource,
    condition.map((Condition) => ({ Condition })),
  ),
  { Effect: 'Allow', Action: '*', Resource: '*' },
);
const trust = statements(
  fc.record({ Effect: effect, Principal: principal, Action: fc.constant('sts:AssumeRole'), Condition: condition }),
  { Effect: 'Allow', Principal: { AWS: ['<0>', '<1>', '<2>'] }, Action: 'sts:AssumeRole' },
);
/** An unknown account, and callers without an account. */
const NOWHERE = '999999999999';
const SERVICE = 'logs.amazonaws.com';
const STRANGERS = [ANONYMOUS, OUTSIDER, SERVICE, `arn:aws:iam::${NOWHERE}:user/eve`];
const bucket = statements(
  fc.record({
    Effect: effect,
    Principal: fc.oneof(principal, fc.constantFrom<unknown>('*', { AWS: NOWHERE }, { Service: SERVICE })),
    Action: fc.constant('s3:GetObject'),
    Resource: fc.constant('arn:aws:s3:::reports/*'),
    Condition: condition,
  }),
);
// SCPs and RCPs deny little, or every answer would be a denial.
const scp = (...actions: string[]) =>
  statements(
    merged(
      fc.record({
        Effect: fc.constant('Deny'),
        Action: fc.constantFrom(...actions),
      }),
      fc.constantFrom<object>(
        ...ROLE_ARNS.map((Resource) => ({ Resource })),
        { Resource: 'arn:aws:iam::<1>:*' },
        { Resource: '*' },
      ),
      condition.map((Condition) => ({ Condition })),
    ),
  );
const rcp = statements(
  fc.record({
    Effect: fc.constant('Deny'),
    Principal: fc.constant('*'),
    Action: fc.constantFrom('sts:AssumeRole', 'sts:AssumeRole', 's3:*', 'sqs:SendMessage'),
    Resource: fc.constantFrom('*', '*', ...ROLE_ARNS),
    Condition: condition,
  }),
);

/** A queue in another Region than the callers'. Its ARN fixes the Region of calls. */
const QUEUE = 'arn:aws:sqs:eu-north-1:<1>:orders';
const queue = statements(
  fc.record({
    Effect: effect,
    Principal: principal,
    Action: fc.constant('sqs:SendMessage'),
    Resource: fc.constant(QUEUE),
    Condition: condition,
  }),
);

const organizations = fc.record({
  identities: fc.array(identity, { minLength: PRINCIPALS.length, maxLength: PRINCIPALS.length }),
  boundaries: fc.array(fc.constantFrom(null, null, null, 'sts-and-iam', 's3'), {
    minLength: PRINCIPALS.length,
    maxLength: PRINCIPALS.length,
  }),
  trusts: fc.array(trust, { minLength: ROLE_ARNS.length, maxLength: ROLE_ARNS.length }),
  bucket,
  queue,
  asked: fc.shuffledSubarray(ROLE_ARNS, { minLength: 3, maxLength: 3 }),
  scps: fc.tuple(scp('sts:AssumeRole', 'sts:AssumeRole', 'iam:GetUser', 's3:*', 'sqs:SendMessage'), scp('sts:AssumeRole')),
  rcp,
});
type Generated = typeof organizations extends fc.Arbitrary<infer Value> ? Value : never;

/** A question and its real call, for principals that can make it. */
type Question = {
  action: string;
  resource: string;
  owner?: string;
  policy?: string;
  call?: (actor: Actor, accountId: string) => Promise<unknown> | undefined;
};

type Member = { arn: string; accountId: string; actor: Actor; boundary: string | null; identity: string };

let world: OrganizationWorld;
let roots: Actor[];
let scpId: string;
let rcpId: string;
let filled: (text: string) => string;

beforeAll(async () => {
  world = await createOrganizationWorld();
  roots = [world.management, await world.member('one'), await world.member('two')];
  filled = (text) =>
    text.replace(/<(\d)>/g, (_, i) => roots[Number(i)]?.accountId ?? '').replaceAll('<org>', world.organizationId);
  for (const root of roots) {
    await root.run(CreateUser, { UserName: 'ana', Tags: [{ Key: 'team', Value: 'red' }] });
    await root.run(CreateUser, { UserName: 'bo' });
    for (const RoleName of ROLES) {
      const AssumeRolePolicyDocument = filled(
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"<0>"},"Action":"sts:AssumeRole"}}',
      );
      await root.run(CreateRole, {
        RoleName,
        AssumeRolePolicyDocument,
        Tags: RoleName === 'dev' ? [{ Key: 'team', Value: 'red' }] : [],
      });
    }
    for (const [PolicyName, Action] of Object.entries({ 'sts-and-iam': ['sts:*', 'iam:*'], s3: ['s3:*'] }))
      await root.run(CreatePolicy, { PolicyName, PolicyDocument: boundaryText(Action) });
  }
  await queueOwner().run(CreateQueue, { QueueName: 'orders' });
  scpId = await guardrail('SERVICE_CONTROL_POLICY');
  rcpId = await guardrail('RESOURCE_CONTROL_POLICY');
});
afterAll(() => world.close());

const queueOwner = () => (roots[1] ?? world.management).with({ region: 'eu-north-1' });
const queueUrl = () => `http://sqs.eu-north-1.localhost/${roots[1]?.accountId}/orders`;

const boundaryText = (Action: string[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource: '*' } });
const BOUNDARIES: Readonly<Record<string, string>> = {
  'sts-and-iam': boundaryText(['sts:*', 'iam:*']),
  s3: boundaryText(['s3:*']),
};

async function guardrail(Type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY'): Promise<string> {
  const { management, rootId } = world;
  await management.run(EnablePolicyType, { RootId: rootId, PolicyType: Type });
  const named = Type === 'RESOURCE_CONTROL_POLICY' ? { Principal: '*' } : {};
  const Content = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Deny', ...named, Action: 'sqs:*', Resource: '*' },
  });
  const { Policy } = await management.run(CreateGuardrail, { Name: Type, Description: '', Type, Content });
  const PolicyId = Policy.PolicySummary.Id;
  await management.run(AttachPolicy, { PolicyId, TargetId: rootId });
  return PolicyId;
}

/** Makes the generated organization. */
async function establish({
  identities,
  boundaries,
  trusts,
  scps,
  rcp: resourceControls,
  queue: onQueue,
}: Generated): Promise<Member[]> {
  const { management } = world;
  await management.run(UpdatePolicy, { PolicyId: scpId, Content: filled(scps[0]) });
  await management.run(UpdatePolicy, { PolicyId: rcpId, Content: filled(resourceControls) });
  await queueOwner().run(SetQueueAttributes, { QueueUrl: queueUrl(), Attributes: { Policy: filled(onQueue) } });
  const members: Member[] = [];
  for (const [i, { account, kind, name }] of PRINCIPALS.entries()) {
    const root = roots[account] ?? management;
    const { accountId } = root;
    const PolicyDocument = filled(identities[i] ?? '');
    const boundary = boundaries[i] ?? null;
    const PermissionsBoundary = `arn:aws:iam::${accountId}:policy/${boundary}`;
    if (kind === 'user') {
      await root.run(PutUserPolicy, { UserName: name, PolicyName: 'own', PolicyDocument });
      if (boundary) await root.run(PutUserPermissionsBoundary, { UserName: name, PermissionsBoundary });
      else await root.run(DeleteUserPermissionsBoundary, { UserName: name }).catch(ignoreMissing);
    } else {
      await root.run(PutRolePolicy, { RoleName: name, PolicyName: 'own', PolicyDocument });
      if (boundary) await root.run(PutRolePermissionsBoundary, { RoleName: name, PermissionsBoundary });
      else await root.run(DeleteRolePermissionsBoundary, { RoleName: name }).catch(ignoreMissing);
      const own = trusts[account * ROLES.length + (ROLES as readonly string[]).indexOf(name)];
      await root.run(UpdateAssumeRolePolicy, { RoleName: name, PolicyDocument: filled(own ?? '') });
    }
    const where = { accountId, name };
    const { reader } = world.database;
    const caller =
      kind === 'user'
        ? callerOfUser('aws', await reader.user.findFirstOrThrow({ where }))
        : inSession(await reader.role.findFirstOrThrow({ where }));
    const arn = `arn:aws:iam::${accountId}:${kind}/${name}`;
    members.push({ arn, accountId, actor: world.as(caller), boundary, identity: PolicyDocument });
  }
  return members;
}

/** Returns the caller in a role session, with the session's condition keys. */
function inSession(role: Parameters<typeof callerOfRole>[1]): Caller {
  const issuedAt = TEST_NOW.toISOString();
  return { ...callerOfRole('aws', role), session: { issuedAt, expiresAt: issuedAt, mfaAuthenticated: false } };
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof AwsError && error.shape === 'NoSuchEntityException')) throw error;
}

/** Tests whether a call succeeds. Returns undefined without a call. */
async function happens(call: Promise<unknown> | undefined): Promise<boolean | undefined> {
  if (call === undefined) return undefined;
  try {
    await call;
    return true;
  } catch (error) {
    if (error instanceof AwsError && /^AccessDenied/.test(error.shape)) return false;
    throw error;
  }
}

function questions(generated: Generated): Question[] {
  const [, one] = roots;
  return [
    ...generated.asked.map((role): Question => {
      const RoleArn = filled(role);
      return {
        action: 'sts:AssumeRole',
        resource: RoleArn,
        call: (actor) => actor.run(AssumeRole, { RoleArn, RoleSessionName: 'law' }),
      };
    }),
    {
      action: 'iam:GetUser',
      resource: filled('arn:aws:iam::<1>:user/bo'),
      call: (actor, accountId) => (accountId === one?.accountId ? actor.run(GetUser, { UserName: 'bo' }) : undefined),
    },
    { action: 'iam:ListAccountAliases', resource: '*', call: (actor) => actor.run(ListAccountAliases, {}) },
    { action: 'iam:DeletePolicy', resource: OF_AWS, call: (actor) => actor.run(DeletePolicy, { PolicyArn: OF_AWS }) },
    {
      action: 'sqs:SendMessage',
      resource: filled(QUEUE),
      call: (actor) => actor.with({ region: 'eu-north-1' }).run(SendMessage, { QueueUrl: queueUrl(), MessageBody: 'x' }),
    },
    { action: 's3:GetObject', resource: OBJECT, owner: one?.accountId ?? '', policy: filled(generated.bucket) },
  ];
}

/** Returns the context of calls here, for questions that cover every possible call. The owner of the resource differs between steps. */
const circumstances = ({ resource }: Question) => [
  ...(namesRegion(resource) ? [] : [{ Key: 'aws:RequestedRegion', Values: ['us-east-1'] }]),
  { Key: 'aws:ResourceOrgID', Values: [world.organizationId] },
  { Key: 'sts:ExternalId', Values: [] },
];

const namesRegion = (resource: string) => resource.startsWith('arn:aws:sqs:');

const WIRE = { Allowed: 'allowed', ExplicitDeny: 'explicitDeny', ImplicitDeny: 'implicitDeny' } as const;
const seen = new Map<string, number>();
const note = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);

/** Asks a question about one principal at every source except "Who can", whose answer is given. */
async function askEverywhere(question: Question, member: Member, can: 'always' | 'sometimes' | 'never'): Promise<void> {
  const { action: Action, resource: Resource, owner: ResourceAccount, policy: ResourcePolicy } = question;
  const asker = roots.find(({ accountId }) => accountId === member.accountId) ?? world.management;
  const given = { PrincipalArn: member.arn, ResourceAccount, ResourcePolicy };
  const { explanation } = await asker.run(ExplainAccess, { ...given, Action, Resource });
  const { decision, blockedBy } = explanation;
  const what = `${member.arn} ${Action} ${Resource}`;

  const { Results } = await asker.run(SimulateAccess, { ...given, Actions: [Action], Resources: [Resource] });
  expect([what, 'simulator', Results[0]?.Decision]).toEqual([what, 'simulator', decision]);

  const { Subject } = await asker.run(GetSubject, { PrincipalArn: member.arn });
  const own = Subject.Identity.find(({ Name }) => Name === 'own')?.Id ?? '';
  const Drafts = [
    { kind: 'remove' as const, policyId: own },
    { kind: 'add' as const, type: 'identity' as const, name: 'same', document: member.identity },
  ];
  const drafted = await asker.run(ExplainAccess, { ...given, Action, Resource, Drafts });
  expect([what, 'drafts', drafted.explanation.decision]).toEqual([what, 'drafts', decision]);

  const real = await happens(question.call?.(member.actor, member.accountId));
  const allowed = decision === 'Allowed';
  // RCPs stay unknown where the question supplies the policy of another account's resource, and an Allowed says so.
  const supposed = allowed && explanation.steps.some(({ step, reason }) => step === 'rcp' && reason === 'notKnownHere');
  if (isOpen(explanation) || supposed) note(supposed ? 'supposed' : 'open');
  else {
    // "Sometimes" agrees with either decision: it covers all circumstances, and this call is one of them.
    if (can !== 'sometimes') expect([what, 'who can', can]).toEqual([what, 'who can', allowed ? 'always' : 'never']);
    if (real !== undefined) expect([what, 'real call', real]).toEqual([what, 'real call', allowed]);
  }
  const authorized = await askAuthorizationApi(question, member);
  if (real !== undefined)
    expect([what, 'authorization API and real call', authorized]).toEqual([what, 'authorization API and real call', real]);
  if (!isOpen(explanation) && !supposed)
    expect([what, 'authorization API', authorized]).toEqual([what, 'authorization API', allowed]);
  note(`authorization API ${authorized}`);
  if (real !== undefined && can !== 'sometimes')
    expect([what, 'who can', can]).toEqual([what, 'who can', real ? 'always' : 'never']);
  note(`${can} ${real}`);
  for (const { kind, type } of blockedBy) note(`${kind} ${type}`);

  // AWS: simulations ignore RCPs and use only the resource policy that they are given. They never use a trust policy.
  const foreign = explanation.crossAccount && ResourcePolicy === undefined;
  if (Resource === filled(QUEUE)) return;
  if (Action === 'sts:AssumeRole' || foreign || blockedBy.some(({ type }) => type === 'rcp')) return;
  const simulation = {
    ActionNames: [Action],
    ResourceArns: [Resource],
    ResourcePolicy,
    ResourceOwner: ResourceAccount,
    ContextEntries: contextEntriesOf(explanation.request.context) as never,
  };
  const simulated = await asker.run(SimulatePrincipalPolicy, { PolicySourceArn: member.arn, ...simulation });
  expect([what, 'SimulatePrincipalPolicy', simulated.EvaluationResults[0]?.EvalDecision]).toEqual([
    what,
    'SimulatePrincipalPolicy',
    WIRE[decision],
  ]);
  if (blockedBy.some(({ type }) => type === 'scp')) return;
  const custom = await asker.run(SimulateCustomPolicy, {
    PolicyInputList: [member.identity],
    PermissionsBoundaryPolicyInputList: member.boundary ? [BOUNDARIES[member.boundary] ?? ''] : undefined,
    CallerArn: member.arn,
    ...simulation,
  });
  expect([what, 'SimulateCustomPolicy', custom.EvaluationResults[0]?.EvalDecision]).toEqual([
    what,
    'SimulateCustomPolicy',
    WIRE[decision],
  ]);
}

/** Asks as another program with the token, which may read every account. */
async function askAuthorizationApi({ action, resource, owner, policy }: Question, { arn }: Member): Promise<boolean> {
  const context = namesRegion(resource) ? {} : { 'aws:RequestedRegion': 'us-east-1' };
  const request = {
    principal: { arn },
    action,
    resource,
    resourceAccount: owner,
    resourcePolicy: policy,
    context,
    record: false,
  };
  const verify = () => Promise.reject(new Error('nothing is signed'));
  const { results } = await openAuthorizationApi(world.database, 'token').answer(
    { requests: [request] },
    { now: TEST_NOW, sourceIp: '', verify },
  );
  const [result] = results;
  if (!result || 'error' in result) throw new Error(`${arn} ${action} ${resource}: ${JSON.stringify(result)}`);
  return result.decision === 'Allowed';
}

async function sessionOf(arn: string) {
  const accountId = arn.split(':')[4] ?? '';
  const where = { accountId, name: arn.slice(arn.lastIndexOf('/') + 1) };
  const role = await world.database.reader.role.findFirstOrThrow({ where });
  return { arn, accountId, actor: world.as(inSession(role)) };
}

/** Asks about a principal from another account. The partial knowledge there must not contradict the complete answer. */
async function askFromElsewhere(question: Question, member: Member): Promise<void> {
  const real = await happens(question.call?.(member.actor, member.accountId));
  const { action: Action, resource: Resource, owner: ResourceAccount, policy: ResourcePolicy } = question;
  for (const asker of roots.filter(({ accountId }) => accountId !== member.accountId)) {
    const given = { PrincipalArn: member.arn, ResourceAccount, ResourcePolicy };
    const { explanation, UnknownKeys } = await asker.run(ExplainAccess, { ...given, Action, Resource });
    const { Results } = await asker.run(SimulateAccess, { ...given, Actions: [Action], Resources: [Resource] });
    const what = `${asker.accountId} asks: ${member.arn} ${Action} ${Resource}`;
    expect([what, Results[0]?.Decision]).toEqual([what, explanation.decision]);
    const supposed = explanation.steps.some(({ reason, outcome }) => outcome === 'Skipped' && reason === 'notKnownHere');
    const allowed = explanation.decision === 'Allowed';
    if (real === undefined || isOpen(explanation) || UnknownKeys.length > 0 || (allowed && supposed)) continue;
    expect([what, 'real call', real]).toEqual([what, 'real call', allowed]);
    note(asker === world.management ? 'from the management account' : 'from another member');
  }
}

/** Asks about callers without an account, as the owner of the resource. */
async function askAboutStrangers(question: Question, owner: Actor): Promise<void> {
  const { action: Action, resource: Resource, policy: ResourcePolicy } = question;
  const asked = { Action, Resource, ResourcePolicy, Context: circumstances(question) };
  const { Anonymous, Outside } = await owner.run(WhoCan, asked);
  for (const PrincipalArn of STRANGERS) {
    const { explanation } = await owner.run(ExplainAccess, { PrincipalArn, ...asked });
    const { Action: one, Resource: on, ...given } = asked;
    const { Results } = await owner.run(SimulateAccess, { PrincipalArn, Actions: [one], Resources: [on], ...given });
    const { decision } = explanation;
    expect([PrincipalArn, Results[0]?.Decision]).toEqual([PrincipalArn, decision]);
    const named = Outside.find(({ Principal }) => PrincipalArn.includes(Principal));
    const can = PrincipalArn === ANONYMOUS ? Anonymous : PrincipalArn === SERVICE ? (named?.Access ?? 'never') : 'sometimes';
    if (can !== 'sometimes') expect([PrincipalArn, can]).toEqual([PrincipalArn, decision === 'Allowed' ? 'always' : 'never']);
    note(`stranger ${decision === 'Allowed'}`);
  }
}

/** Follows a path by real calls: each role assumes the next one, and the last one asks the question. */
async function walk(start: Member, roles: readonly string[], question: Question): Promise<void> {
  let at: Pick<Member, 'arn' | 'accountId' | 'actor'> = start;
  for (const RoleArn of roles) {
    const assumed = await happens(at.actor.run(AssumeRole, { RoleArn, RoleSessionName: 'law' }));
    expect([start.arn, roles, at.arn, assumed]).toEqual([start.arn, roles, at.arn, true]);
    at = await sessionOf(RoleArn);
  }
  const done = await happens(question.call?.(at.actor, at.accountId));
  if (done !== undefined) expect([start.arn, roles, question.action, done]).toEqual([start.arn, roles, question.action, true]);
  note('walked');
}

/** Expects that exactly the calls in an SCP's preview are denied once the SCP is attached. */
async function previewGuardrail(members: readonly Member[], content: string): Promise<void> {
  const { management } = world;
  await world.database.writer.event.deleteMany();
  const bound = members.filter(({ accountId }) => accountId !== management.accountId);
  const calls = bound.flatMap((member) => ROLE_ARNS.map((role) => ({ member, RoleArn: filled(role) })));
  const assume = ({ member, RoleArn }: (typeof calls)[number]) =>
    happens(member.actor.run(AssumeRole, { RoleArn, RoleSessionName: 'law' }));
  const allowed: typeof calls = [];
  for (const call of calls) if (await assume(call)) allowed.push(call);
  const Change = { kind: 'update' as const, policyId: scpId, content };
  const { Calls } = await management.run(ListCallsDeniedByChange, { Change });
  await management.run(UpdatePolicy, { PolicyId: scpId, Content: content });
  const denied = new Map<string, number>();
  for (const call of allowed) {
    const { principal: who } = call.member.actor.caller;
    const arn = 'arn' in who ? who.arn : '';
    if (!(await assume(call))) denied.set(arn, (denied.get(arn) ?? 0) + 1);
  }
  const said = Calls.filter(({ Action }) => Action === 'sts:AssumeRole').map(({ PrincipalArn, Count }) => [PrincipalArn, Count]);
  expect(said.sort()).toEqual([...denied].sort());
  for (const _ of denied) note('previewed');
}

describe('a question about a principal of a random organization', () => {
  it('has the same answer in every tool and in the real call', async () => {
    await fc.assert(
      fc.asyncProperty(organizations, async (generated) => {
        const members = await establish(generated);
        for (const question of questions(generated)) {
          const { Principals } = await world.management.run(WhoCan, {
            Action: question.action,
            Resource: question.resource,
            ResourceAccount: question.owner,
            ResourcePolicy: question.policy,
            Context: circumstances(question),
            Reach: 'organization',
          });
          for (const member of members) {
            const way = Principals.find(({ Arn }) => Arn === member.arn);
            await askEverywhere(question, member, way?.Direct ?? 'never');
            const roles = way?.Steps.map(({ RoleArn }) => RoleArn) ?? [];
            if (way?.Access === 'always' && roles.length > 0) await walk(member, roles, question);
            if (question.action === 'sts:AssumeRole') await askFromElsewhere(question, member);
          }
          if (question.policy !== undefined) await askAboutStrangers(question, roots[1] ?? world.management);
        }
        await previewGuardrail(members, filled(generated.scps[1]));
      }),
      { numRuns: 5, endOnFailure: true },
    );
    // Each kind must occur, or the law would prove little.
    const kinds = ['always true', 'never false', 'walked', 'previewed', 'open', 'explicit scp|explicit rcp', 'implicit boundary'];
    kinds.push(
      'authorization API true',
      'authorization API false',
      'from the management account',
      'from another member',
      'stranger true|stranger false',
    );
    for (const kind of kinds) expect([kind, kind.split('|').some((one) => seen.has(one))]).toEqual([kind, true]);
  });
});
