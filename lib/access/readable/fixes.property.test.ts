import { describeFix, type FixOption, type FixPlan, isOpen, type Situation, tryChanges } from '@gatehouse/policy/evaluate';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineOperation } from '../../core/operation';
import type { Actor } from '../../core/test-world';
import { DeleteUserPermissionsBoundary, PutUserPermissionsBoundary } from '../../iam/boundary/operations';
import { AddUserToGroup, CreateGroup } from '../../iam/group/operations';
import { PutGroupPolicy, PutRolePolicy, PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreatePolicy } from '../../iam/policy/operations';
import { CreatePolicyVersion, DeletePolicyVersion } from '../../iam/policy/version-operations';
import { CreateRole, UpdateAssumeRolePolicy } from '../../iam/role/operations';
import { CreateUser } from '../../iam/user/operations';
import { AttachPolicy } from '../../organizations/attachment/operations';
import { CreatePolicy as CreateGuardrail, UpdatePolicy } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { createOrganizationWorld, type OrganizationWorld, userWith } from '../../organizations/test-organization';
import { CreateBucket } from '../../resources/s3/bucket-operations';
import { PutBucketPolicy } from '../../resources/s3/policy-operations';
import { ExplainAccess } from '../operations';
import { askQuestion } from '../question';
import { inRegion } from '../region';
import { ExplainAccessInput } from '../schema';
import { requireSubject } from '../subject';
import { findPlan } from './fixes';

// A fix is a fact: the shown changes, together with the needed changes of hidden policies, allow the call, and fewer do not. The law runs
// over random organizations and viewers with few permissions. `<1>` stands for the member account.

const OBJECT = 'arn:aws:s3:::shelf/report';
const ROLE = 'arn:aws:iam::<1>:role/dev';
const ACTIONS = ['s3:GetObject', 'sts:AssumeRole', 'iam:GetUser'];

const condition = fc.constantFrom<object>(
  {},
  {},
  {},
  { StringEquals: { 'aws:PrincipalTag/team': 'red' } },
  { StringNotEquals: { 'aws:PrincipalTag/team': 'blue' } },
  { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  { StringEquals: { 'sts:ExternalId': 'x' } },
  { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } },
);
const effect = fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny');
const merged = (...parts: fc.Arbitrary<object>[]) =>
  fc.tuple(...parts).map((found): { Condition?: object } => Object.assign({}, ...found));
const actions = fc.constantFrom<object>(
  ...['*', 's3:*', 's3:GetObject', 's3:PutObject', 'sts:*', 'sts:AssumeRole', 'iam:*', 'iam:GetUser'].map((Action) => ({
    Action,
  })),
  { NotAction: 'iam:*' },
  { NotAction: ['s3:GetObject', 'iam:GetUser'] },
);
const resources = fc.constantFrom<object>(
  { Resource: '*' },
  { Resource: '*' },
  { Resource: OBJECT },
  { Resource: ROLE },
  { NotResource: 'arn:aws:s3:::shelf/*' },
  { NotResource: 'arn:aws:iam::*:role/*' },
);
const conditions = condition.map((Condition) => ({ Condition }));
const plain = merged(fc.record({ Effect: effect }), actions, resources, conditions);
const denial = merged(fc.record({ Effect: fc.constant('Deny') }), actions, resources, conditions);
const named = fc.constantFrom<unknown>('*', { AWS: '<1>' }, { AWS: '<0>' }, { AWS: 'arn:aws:iam::<1>:user/ana' }, { AWS: ROLE });
const onBucket = fc.record({
  Effect: effect,
  Principal: named,
  Action: fc.constantFrom('s3:GetObject', 's3:*'),
  Resource: fc.constant('arn:aws:s3:::shelf/*'),
  Condition: condition,
});
const trust = fc.record({ Effect: effect, Principal: named, Action: fc.constant('sts:AssumeRole'), Condition: condition });
const statements = (one: fc.Arbitrary<object>) => fc.array(one, { minLength: 1, maxLength: 3 });
const worlds = fc.record({
  own: statements(plain),
  group: statements(plain),
  role: statements(plain),
  guest: statements(plain),
  boundary: fc.option(statements(plain), { nil: undefined }),
  scp: statements(denial),
  rcp: fc.record({ Action: fc.constantFrom('s3:*', 'sts:*', 'sqs:*'), Condition: condition }),
  bucket: statements(onBucket),
  trust: statements(trust),
});
type Generated = typeof worlds extends fc.Arbitrary<infer Value> ? Value : never;

/** Returns a word that occurs in one text only. */
const secretOf = (name: string) => `Secret${name}`;
const WIDE = { Effect: 'Allow', Action: ['s3:*', 'sts:*', 'iam:*'], Resource: '*' };

let world: OrganizationWorld;
let member: Actor;
let viewers: Record<string, Actor>;
let guardrails: { scp: string; rcp: string };
let boundaryArn: string;
let filled: (text: string) => string;

const textOf = (name: string, list: readonly object[]) =>
  filled(JSON.stringify({ Version: '2012-10-17', Statement: list.map((one, i) => ({ Sid: `${secretOf(name)}${i}`, ...one })) }));

beforeAll(async () => {
  world = await createOrganizationWorld();
  const { management, rootId } = world;
  member = await world.member('one');
  filled = (text) => text.replaceAll('<0>', management.accountId).replaceAll('<1>', member.accountId);
  const open = filled(
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"<1>"},"Action":"sts:AssumeRole"}}',
  );
  await member.run(CreateUser, { UserName: 'ana', Tags: [{ Key: 'team', Value: 'red' }] });
  await management.run(CreateUser, { UserName: 'guest' });
  await member.run(CreateRole, { RoleName: 'dev', AssumeRolePolicyDocument: open });
  await member.run(CreateGroup, { GroupName: 'team' });
  await member.run(AddUserToGroup, { GroupName: 'team', UserName: 'ana' });
  await member.run(CreateBucket, { Bucket: 'shelf' });
  const { Policy } = await member.run(CreatePolicy, { PolicyName: 'limit', PolicyDocument: textOf('boundary', [WIDE]) });
  boundaryArn = Policy.Arn;
  const made = [];
  for (const Type of ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] as const) {
    await management.run(EnablePolicyType, { RootId: rootId, PolicyType: Type });
    const named = Type === 'RESOURCE_CONTROL_POLICY' ? { Principal: '*' } : {};
    const Content = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Deny', ...named, Action: 'sqs:*', Resource: '*' },
    });
    const { Policy: one } = await management.run(CreateGuardrail, { Name: `Keep${Type.length}`, Description: '', Type, Content });
    const PolicyId = one.PolicySummary.Id;
    // The SCP is attached at two levels with one text.
    await management.run(AttachPolicy, { PolicyId, TargetId: rootId });
    await management.run(AttachPolicy, { PolicyId, TargetId: member.accountId });
    made.push(PolicyId);
  }
  guardrails = { scp: made[0] ?? '', rcp: made[1] ?? '' };
  const may = (...Action: string[]) => [{ Effect: 'Allow', Action: ['iam:Simulate*', ...Action], Resource: '*' }];
  viewers = {
    management,
    'root of the member': member,
    'one who may only ask': await userWith(world, member, 'asker', may()),
    'one who reads the group': await userWith(world, member, 'reader', may('iam:GetGroupPolicy', 's3:GetBucketPolicy')),
    'one who reads users and roles': await userWith(
      world,
      member,
      'other',
      may('iam:GetUserPolicy', 'iam:GetRole', 'iam:GetPolicyVersion'),
    ),
  };
});
afterAll(() => world.close());

async function establish(made: Generated): Promise<void> {
  const { management } = world;
  await member.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'own', PolicyDocument: textOf('own', made.own) });
  await member.run(PutGroupPolicy, { GroupName: 'team', PolicyName: 'shared', PolicyDocument: textOf('group', made.group) });
  await member.run(PutRolePolicy, { RoleName: 'dev', PolicyName: 'own', PolicyDocument: textOf('role', made.role) });
  await management.run(PutUserPolicy, { UserName: 'guest', PolicyName: 'own', PolicyDocument: textOf('guest', made.guest) });
  const { PolicyVersion } = await member.run(CreatePolicyVersion, {
    PolicyArn: boundaryArn,
    PolicyDocument: textOf('boundary', made.boundary ?? [WIDE]),
    SetAsDefault: true,
  });
  const before = `v${Number(PolicyVersion.VersionId?.slice(1)) - 1}`;
  await member.run(DeletePolicyVersion, { PolicyArn: boundaryArn, VersionId: before });
  if (made.boundary) await member.run(PutUserPermissionsBoundary, { UserName: 'ana', PermissionsBoundary: boundaryArn });
  else await member.run(DeleteUserPermissionsBoundary, { UserName: 'ana' }).catch(() => undefined);
  const rcp = { Effect: 'Deny', Principal: '*', Resource: '*', ...made.rcp };
  // The conditions exempt the principals that ask and set up.
  const bound = { ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:user/ana', 'arn:aws:iam::*:role/dev'] } };
  const scp = made.scp.map((one: { Condition?: object }) => ({ ...one, Condition: { ...one.Condition, ...bound } }));
  await management.run(UpdatePolicy, { PolicyId: guardrails.scp, Content: textOf('scp', scp) });
  await management.run(UpdatePolicy, { PolicyId: guardrails.rcp, Content: textOf('rcp', [rcp]) });
  await member.run(PutBucketPolicy, { Bucket: 'shelf', Policy: textOf('bucket', made.bucket) }).catch(() => undefined);
  await member.run(UpdateAssumeRolePolicy, { RoleName: 'dev', PolicyDocument: textOf('trust', made.trust) });
}

/** The inputs of a viewer's question and the complete plan, before hidden parts are removed. */
let whole: { situation: Situation; plan: FixPlan };
const LookBehind = defineOperation({
  service: 'iam',
  name: 'LookBehind',
  access: 'Read',
  leavesNoEvent: true,
  input: ExplainAccessInput,
  checks: () => [],
  run: async (input, scope) => {
    const subject = await requireSubject(input.PrincipalArn, scope);
    const { asked } = inRegion(await askQuestion(subject, input, scope), input, scope);
    const situation = { request: asked.request, set: asked.set };
    whole = { situation, plan: await findPlan(situation) };
  },
});

type Shown = Awaited<ReturnType<typeof shown>>;
const shown = (viewer: Actor, asked: { PrincipalArn: string; Action: string; Resource: string }) =>
  viewer.run(ExplainAccess, asked);

const tally = new Map<string, number>();
const note = (what: string) => tally.set(what, (tally.get(what) ?? 0) + 1);

/** Expands a shown alternative into complete changes: every choice of the shown changes, and the first of the merely needed ones. */
function behind(fixes: Shown['fixes']): FixOption[][] {
  const steps = [...new Set(fixes.map(({ step }) => step))];
  for (const { steps: known, unknown } of whole.plan.alternatives) {
    if (known.length + unknown.length !== steps.length) continue;
    let choices: FixOption[][] | null = [[]];
    for (const [at, { options }] of known.entries()) {
      const own = fixes.filter(({ step }) => step === steps[at]);
      const found = own.map((fix) => (fix.others ? options[0] : options.find((option) => describeFix(option) === fix.sentence)));
      const all = found.filter((option) => option !== undefined);
      if (all.length < own.length || choices === null) choices = null;
      else choices = choices.flatMap((choice) => all.map((option) => [...choice, option]));
    }
    if (choices !== null) return choices;
  }
  throw new Error(`Nothing that was tried is behind ${JSON.stringify(fixes)}`);
}

async function holds(
  name: string,
  viewer: Actor,
  asked: { PrincipalArn: string; Action: string; Resource: string },
): Promise<void> {
  const answer = await shown(viewer, asked);
  await viewer.run(LookBehind, asked);
  const { explanation, fixes, documents } = answer;
  const what = `${name}: ${asked.PrincipalArn} ${asked.Action}`;
  const told = JSON.stringify(answer);
  for (const text of ['own', 'group', 'role', 'guest', 'boundary', 'scp', 'rcp', 'bucket', 'trust']) {
    if (Object.values(documents).some((document) => document.includes(secretOf(text)))) continue;
    expect([what, text, told.includes(secretOf(text))]).toEqual([what, text, false]);
    note(`hides ${text}`);
  }
  if (explanation.decision === 'Allowed' || isOpen(explanation)) {
    note(explanation.decision);
    expect([what, fixes]).toEqual([what, []]);
    return;
  }
  note(`denied to ${name}`);
  const { situation } = whole;
  const decide = (changes: readonly FixOption[]) => tryChanges(situation, changes)?.decision;
  for (const alternative of new Set(fixes.map((fix) => fix.alternative))) {
    const own = fixes.filter((fix) => fix.alternative === alternative);
    if (own.some(({ others }) => others)) note('needs others');
    for (const choice of behind(own)) {
      const said = [what, ...choice.map((option) => describeFix(option))];
      const after = decide(choice);
      const isUnknown = own.some(({ sentence }) => sentence.includes('not known here'));
      expect([...said, after?.decision, after !== undefined && isOpen(after)]).toEqual([
        ...said,
        isUnknown ? 'ImplicitDeny' : 'Allowed',
        isUnknown,
      ]);
      for (const part of choice) {
        const without = decide(choice.filter((other) => other !== part));
        expect([...said, describeFix(part), without?.decision]).not.toEqual([...said, describeFix(part), 'Allowed']);
      }
      note(choice.length > 1 ? 'several' : 'one');
    }
  }
}

describe('the suggested fixes for a caller with limited read access', () => {
  it('are sufficient together with changes by others, minimal, and reveal no hidden policies', async () => {
    const principals = ['arn:aws:iam::<1>:user/ana', ROLE, 'arn:aws:iam::<0>:user/guest'];
    const about: Readonly<Record<string, string>> = {
      's3:GetObject': OBJECT,
      'sts:AssumeRole': ROLE,
      'iam:GetUser': 'arn:aws:iam::<1>:user/ana',
    };
    await fc.assert(
      fc.asyncProperty(worlds, async (made) => {
        await establish(made);
        for (const [name, viewer] of Object.entries(viewers))
          for (const principal of principals)
            for (const Action of ACTIONS)
              await holds(name, viewer, { PrincipalArn: filled(principal), Action, Resource: filled(about[Action] ?? '*') });
      }),
      { numRuns: 8, endOnFailure: true },
    );
    const kinds = ['Allowed', 'needs others', 'one', 'several', ...Object.keys(viewers).map((name) => `denied to ${name}`)];
    kinds.push(...['own', 'group', 'role', 'scp', 'rcp', 'bucket', 'trust'].map((name) => `hides ${name}`));
    for (const kind of kinds) expect([kind, (tally.get(kind) ?? 0) > 3]).toEqual([kind, true]);
  });
});
