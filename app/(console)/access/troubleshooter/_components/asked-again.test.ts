import { type Explanation, isOpen } from '@gatehouse/policy/evaluate';
import { someOf } from '@gatehouse/policy/test-runs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { circumstancesOf, fromAsked } from '@/app/(console)/access/_components/circumstances-fields';
import { trialOf } from '@/app/(console)/access/_components/fix-trial';
import { ownerFor } from '@/app/(console)/access/_components/resource-fields';
import { changed, choicesOf, type DraftedQuestion, policyOf } from '@/app/(console)/access/_components/test-changes';
import { questionHref } from '@/app/(console)/access/question-fragment';
import { readFragment } from '@/app/(console)/access/read-fragment';
import { CREDENTIALS, type CredentialName } from '@/lib/access/limits';
import { ExplainAccess } from '@/lib/access/operations';
import type { ExplainedCheck } from '@/lib/access/readable/readable-policies';
import { TryCall } from '@/lib/access/try-it/operations';
import { type Caller, unidentified } from '@/lib/core/call';
import { AccessDeniedError, AwsError } from '@/lib/core/errors';
import type { AnyOperation } from '@/lib/core/operation';
import { type Actor, createTestWorld, rootCaller, TEST_NOW, type TestWorld } from '@/lib/core/test-world';
import { isOneOf } from '@/lib/core/text/lists';
import { GetAuthorizationDetails } from '@/lib/events/operations';
import { PutUserPermissionsBoundary } from '@/lib/iam/boundary/operations';
import { callerOfRole, callerOfUser } from '@/lib/iam/callers';
import { PutRolePolicy } from '@/lib/iam/inline-policy/operations';
import { CreatePolicy } from '@/lib/iam/policy/operations';
import { userWith } from '@/lib/organizations/test-organization';
import { SendMessage } from '@/lib/resources/sqs/message-operations';
import { CreateQueue } from '@/lib/resources/sqs/operations';
import { AssumeRole } from '@/lib/sts/session/operations';
import { allow, callerOf, policy, roleOf } from '@/lib/sts/test-actors';
import { GetFederationToken, GetSessionToken } from '@/lib/sts/token/operations';
import { seedDemo } from '@/prisma/seed';
import { askedAgain, trialHref } from './asked-again';

// The test records denials of the demo organization's principals, and of extra callers with conditions and sessions. It repeats each denial
// with the troubleshooter's link while nothing has changed. Then it tries each change that the troubleshooter offers, as the page of Ask does.

type Denial = { who: string; id: string; accountId: string; actor: Actor };

// These callers try more calls than others, because only they are denied for some reasons.
const RARE = /^(bounded|session token|federated guest|nobody|root of production)/;

let world: TestWorld;
/** The callers by name. */
let callers: Record<string, Actor>;
let accounts: { id: string; name: string }[];
let resources: { arn: string; accountId: string; service: string }[];

const SESSION = {
  issuedAt: new Date(TEST_NOW.getTime() - 60_000).toISOString(),
  expiresAt: new Date(TEST_NOW.getTime() + 3_600_000).toISOString(),
};
const WITH_MFA = { ...SESSION, mfaAuthenticated: true, mfaAuthenticatedAt: SESSION.issuedAt };
const WITHOUT_MFA = { ...SESSION, mfaAuthenticated: false };

beforeAll(async () => {
  world = await createTestWorld();
  await seedDemo(world.database);
  const { reader } = world.database;
  accounts = await reader.account.findMany({
    where: { organizationId: { not: null } },
    select: { id: true, name: true },
    orderBy: { name: 'asc' },
  });
  resources = await reader.resource.findMany({ select: { arn: true, accountId: true, service: true } });
  callers = {};
  for (const { id, name } of accounts) {
    const root = rootCaller(id);
    callers[`root of ${name}`] = world.as(root);
    callers[`root of ${name} in the console`] = world.as({ ...root, credential: 'console', session: WITH_MFA });
    for (const [index, user] of (await reader.user.findMany({ where: { accountId: id }, orderBy: { name: 'asc' } })).entries()) {
      const caller = callerOfUser('aws', user);
      const ways = {
        'with a key': { credential: 'longTerm' as const },
        'with MFA': { session: WITH_MFA },
        plain: { session: WITHOUT_MFA },
      };
      for (const [way, more] of someOf(Object.entries(ways), index))
        callers[`${user.name} of ${name} ${way}`] = world.as({ ...caller, ...more });
    }
    for (const role of await reader.role.findMany({ where: { accountId: id }, orderBy: { name: 'asc' } }))
      callers[`${role.name} of ${name}`] = world.as({ ...callerOfRole('aws', role, 'switched'), session: WITHOUT_MFA });
  }
  for (const { id, name } of accounts.filter((account) => ['management', 'production'].includes(account.name)))
    await addCallers(world.as(rootCaller(id)), name);
});
afterAll(() => world.close());

const CONDITIONS: Readonly<Record<string, object>> = {
  mfa: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  'no-mfa': { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
  ip: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
  'request-tag': { StringEquals: { 'aws:RequestTag/team': 'a, b' }, 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } },
  region: { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } },
  agent: { StringLike: { 'aws:UserAgent': '*(KHTML, like Gecko)*' } },
  userid: { StringLike: { 'aws:userid': '*:someone-else' } },
  'no-token': { Null: { 'aws:TokenIssueTime': 'true' } },
  tag: { StringEquals: { 'aws:PrincipalTag/team': 'blue' } },
  'tag-variable': { StringEquals: { 'aws:ResourceAccount': '${aws:PrincipalTag/team}' } },
};

/** Adds principals with conditions, a boundary and sessions. */
async function addCallers(root: Actor, account: string): Promise<void> {
  const { accountId } = root;
  const add = (name: string, caller: Caller) => {
    callers[`${name} of ${account}`] = world.as(caller);
  };
  const everything = allow('*');
  const notIf = (Condition: object) => ({ Effect: 'Deny', Action: '*', Resource: '*', Condition });
  for (const [name, condition] of Object.entries(CONDITIONS)) {
    const user = await userWith(world, root, `if-${name}`, [allow('*', '*', condition)]);
    callers[`if-${name} of ${account}`] = user;
    callers[`if-${name} of ${account} in a browser`] = world.as(
      { ...user.caller, credential: 'console', session: WITHOUT_MFA },
      { userAgent: 'Mozilla/5.0 (X11) AppleWebKit/537.36 (Gecko, like KHTML)' },
    );
    callers[`not-if-${name} of ${account}`] = await userWith(world, root, `not-if-${name}`, [everything, notIf(condition)]);
  }
  const PolicyDocument = policy(allow(['sqs:*', 'sts:*']));
  const { Policy } = await root.run(CreatePolicy, { PolicyName: 'only-queues', PolicyDocument });
  const bounded = await userWith(world, root, 'bounded', [everything]);
  await root.run(PutUserPermissionsBoundary, { UserName: 'bounded', PermissionsBoundary: Policy.Arn });
  callers[`bounded of ${account}`] = bounded;
  const boss = await userWith(world, root, 'boss', [everything]);
  add('session token', await callerOf(world, (await boss.run(GetSessionToken, {})).Credentials));
  const guest = await boss.run(GetFederationToken, { Name: 'guest', Policy: policy(allow('s3:*')) });
  add('federated guest', await callerOf(world, guest.Credentials));
  const trusting = policy({ Effect: 'Allow', Principal: { AWS: accountId }, Action: ['sts:AssumeRole', 'sts:TagSession'] });
  for (const [name, condition] of Object.entries(CONDITIONS)) {
    const RoleArn = await roleOf(root, `role-${name}`, trusting, { Tags: [{ Key: 'team', Value: 'red' }] });
    const PolicyDocument = policy(everything, notIf(condition));
    await root.run(PutRolePolicy, { RoleName: `role-${name}`, PolicyName: 'own', PolicyDocument });
    const named = { RoleArn, RoleSessionName: 'someone-else' };
    const sessions = {
      session: {},
      'tagged session': { Tags: [{ Key: 'team', Value: 'blue' }] },
      'limited session': { Policy: policy(allow('s3:*')) },
    };
    for (const [kind, more] of Object.entries(sessions))
      add(`${kind} of role-${name}`, await callerOf(world, (await boss.run(AssumeRole, { ...named, ...more })).Credentials));
  }
}

const ON: Readonly<Record<string, string>> = {
  s3: 's3:DeleteBucket',
  kms: 'kms:Decrypt',
  sqs: 'sqs:SendMessage',
  sns: 'sns:Publish',
  secretsmanager: 'secretsmanager:GetSecretValue',
  ec2: 'ec2:StopInstances',
  dynamodb: 'dynamodb:PutItem',
  lambda: 'lambda:InvokeFunction',
};

/** Returns the calls that a caller of an account tries. */
function triesOf(accountId: string, roles: readonly string[]) {
  const tagged = [
    { Key: 'aws:RequestTag/team', Values: ['a, c'] },
    { Key: 'aws:TagKeys', Values: ['team', 'stage'] },
  ];
  return [
    { Action: 'iam:CreateUser', Resource: `arn:aws:iam::${accountId}:user/new`, Context: tagged },
    { Action: 'iam:ListUsers', Resource: `arn:aws:iam::${accountId}:user/` },
    { Action: 's3:ListAllMyBuckets', Resource: '*' },
    { Action: 'organizations:LeaveOrganization', Resource: '*' },
    { Action: 'ec2:RunInstances', Resource: `arn:aws:ec2:us-east-1:${accountId}:instance/*` },
    ...roles.map((Resource) => ({ Action: 'sts:AssumeRole', Resource })),
    ...resources.flatMap(({ arn, service }) => (ON[service] ? [{ Action: ON[service], Resource: arn }] : [])),
  ];
}

/** Makes calls as every caller. Returns those that were denied and recorded. */
async function denials(): Promise<Denial[]> {
  const roles = (await world.database.reader.role.findMany({ where: { name: 'OrganizationAccountAccessRole' } })).map(
    ({ accountId, name }) => `arn:aws:iam::${accountId}:role/${name}`,
  );
  const found: Denial[] = [];
  const record = async (who: string, actor: Actor, operation: AnyOperation, input: object) => {
    try {
      await actor.run(operation, input);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const id = error instanceof AccessDeniedError ? error.evaluation?.authorizationId : undefined;
      if (id !== undefined) found.push({ who, id, accountId: actor.accountId, actor });
    }
  };
  for (const [index, [who, caller]] of Object.entries(callers).entries()) {
    const Region = index % 2 === 0 ? 'us-east-1' : 'eu-north-1';
    const actor = caller.with({ region: Region, sourceIp: index % 3 === 0 ? '10.1.2.3' : '203.0.113.9' });
    const all = triesOf(actor.accountId, roles);
    for (const asked of all.filter((_, at) => (at + index) % (RARE.test(who) ? 3 : 12) === 0))
      await record(who, actor, TryCall, asked);
  }
  const [owner] = accounts;
  if (!owner) throw new Error('the demo has accounts');
  const { QueueUrl } = await world.as(rootCaller(owner.id)).run(CreateQueue, { QueueName: 'closed' });
  await record('nobody', world.as(unidentified(owner.id)), SendMessage, { QueueUrl, MessageBody: 'x' });
  return found;
}

/** Returns the viewers of an account's denials, from one who sees everything to one who may only ask. */
async function viewersOf(accountId: string): Promise<Record<string, Actor>> {
  const root = world.as(rootCaller(accountId));
  const asking = ['iam:Simulate*', 'iam:TroubleshootAccess', 'organizations:ListPoliciesForTarget'];
  return {
    root,
    administrator: await userWith(world, root, 'view-all', [allow('*')]),
    reader: await userWith(world, root, 'view-policies', [allow([...asking, 'iam:Get*Policy*', 'iam:GetRole'])]),
    asker: await userWith(world, root, 'view-nothing', [allow(asking)]),
  };
}

/** Returns the question of the page that an address opens, and the change that it tries. */
function questionAt(href: string): { question: DraftedQuestion; tried: string | undefined } {
  const { searchParams, hash } = new URL(href, 'https://console.example');
  const Resource = searchParams.get('resource') ?? '';
  const { Try: tried, ...given } = readFragment(hash);
  const credential = searchParams.get('credential') ?? undefined;
  const Credential: CredentialName | undefined = isOneOf(CREDENTIALS, credential) ? credential : undefined;
  const question = {
    PrincipalArn: searchParams.get('principal') ?? '',
    Action: searchParams.get('action') ?? '',
    Resource,
    ResourceAccount: ownerFor(Resource, searchParams.get('owner')),
    Credential,
    ...circumstancesOf(fromAsked(given)),
  };
  return { question, tried };
}

const tally = new Map<string, number>();
const note = (what: string) => {
  tally.set(what, (tally.get(what) ?? 0) + 1);
};

function isElsewhere({ resourceAccount }: Explanation, accountId: string): boolean {
  return resourceAccount !== accountId && resourceAccount !== 'aws';
}

async function holds(viewer: string, actor: Actor, denial: Denial, recorded: ExplainedCheck): Promise<void> {
  const { explanation, fixes } = recorded;
  const { action, resource, principal } = explanation.request;
  const what = `${viewer}: ${denial.who} ${action} ${resource}`;
  const offered = fixes.flatMap((fix) => trialHref(recorded, fix, policyOf(recorded, fix.policyId)) ?? []);
  const again = askedAgain(recorded);
  note(principal.type);
  if (!again || again.lacks.length > 0) {
    note(again ? 'lacks something' : 'cannot be asked');
    expect([what, offered]).toEqual([what, []]);
    return;
  }
  const { question } = questionAt(questionHref(again.question));
  const answer = await actor.run(ExplainAccess, question).catch((error: unknown) => {
    if (error instanceof AwsError && error.shape === 'AccessDenied') return null;
    throw error;
  });
  if (!answer) {
    note('may not ask');
    return;
  }
  // The record lacks the policies of the other account. The new answer includes them if the viewer is the management account.
  const { decision } = answer.explanation;
  if (isElsewhere(explanation, denial.accountId)) expect([what, decision]).not.toEqual([what, 'Allowed']);
  else expect([what, question, decision]).toEqual([what, question, explanation.decision]);
  note(`again ${decision}`);
  for (const { type } of explanation.blockedBy) note(`by ${type}`);

  for (const href of offered) {
    const { question: asked, tried } = questionAt(href);
    expect(asked).toEqual(question);
    const fix = answer.fixes.find(({ sentence }) => sentence === tried);
    const said = [what, tried];
    expect([...said, answer.fixes.map(({ sentence }) => sentence), fix !== undefined]).toEqual([
      ...said,
      expect.anything(),
      true,
    ]);
    if (!fix) continue;
    expect([...said, trialOf(fix, policyOf(answer, fix.policyId)) !== null]).toEqual([...said, true]);
    for (const choice of choicesOf(answer).filter((one) => one.includes(fix))) {
      const own = choice.filter(({ others }) => !others);
      const after = (await actor.run(ExplainAccess, changed(asked, answer, own))).explanation;
      if (own.length === choice.length) expect([...said, after.decision]).toEqual([...said, 'Allowed']);
      else expect([...said, after.decision === 'Allowed' && !isOpen(after)]).toEqual([...said, false]);
      note(own.length === choice.length ? 'tried' : 'needs others');
    }
  }
}

it('asks a recorded denial again with the same decision and offers only changes that can be tried', async () => {
  const found = await denials();
  const viewers = new Map<string, Record<string, Actor>>();
  for (const { id } of accounts) viewers.set(id, await viewersOf(id));
  const [rare, others] = [found.filter(({ who }) => RARE.test(who)), found.filter(({ who }) => !RARE.test(who))];
  for (const [index, denial] of [...rare, ...someOf(others, 0, 4)].entries()) {
    const all = Object.entries({ ...viewers.get(denial.accountId), caller: denial.actor });
    for (const [viewer, actor] of someOf(all, index)) {
      const { Evaluations } = await actor.run(GetAuthorizationDetails, { AuthorizationId: denial.id }).catch((error: unknown) => {
        if (error instanceof AwsError && error.shape === 'AccessDenied') return { Evaluations: [] };
        throw error;
      });
      for (const evaluation of Evaluations)
        if (evaluation.explanation.decision !== 'Allowed') await holds(viewer, actor, denial, evaluation);
    }
  }
  const kinds = ['Root', 'User', 'AssumedRole', 'FederatedUser', 'Anonymous', 'again ExplicitDeny', 'again ImplicitDeny'];
  kinds.push('tried', 'needs others', 'lacks something', 'cannot be asked', 'may not ask');
  kinds.push(...['identity', 'resource', 'trust', 'boundary', 'scp', 'rcp', 'credential'].map((type) => `by ${type}`));
  expect(kinds.filter((kind) => !tally.has(kind))).toEqual([]);
});
