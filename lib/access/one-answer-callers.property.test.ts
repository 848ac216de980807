import { isOpen } from '@gatehouse/policy/evaluate';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findSession, startSession } from '../console/session/session';
import { unidentified } from '../core/call';
import { AwsError } from '../core/errors';
import type { AnyOperation } from '../core/operation';
import { type Actor, TEST_NOW, userCaller } from '../core/test-world';
import { transaction } from '../db/transaction';
import { CreateAccessKey } from '../iam/access-key/operations';
import { ListAccountAliases } from '../iam/account/operations';
import {
  DeleteRolePermissionsBoundary,
  DeleteUserPermissionsBoundary,
  PutRolePermissionsBoundary,
  PutUserPermissionsBoundary,
} from '../iam/boundary/operations';
import { PutRolePolicy, PutUserPolicy } from '../iam/inline-policy/operations';
import { CreateLoginProfile } from '../iam/login-profile/operations';
import { CreateVirtualMFADevice, EnableMFADevice } from '../iam/mfa/operations';
import { codeOf, stepOf } from '../iam/mfa/totp';
import { CreatePolicy } from '../iam/policy/operations';
import { SimulateCustomPolicy, SimulatePrincipalPolicy } from '../iam/simulation/operations';
import { CreateUser, ListUsers } from '../iam/user/operations';
import { AttachPolicy } from '../organizations/attachment/operations';
import { CreatePolicy as CreateGuardrail, UpdatePolicy } from '../organizations/policy/operations';
import { EnablePolicyType } from '../organizations/policy-type/operations';
import { createOrganizationWorld, type OrganizationWorld } from '../organizations/test-organization';
import { ListBuckets } from '../resources/s3/bucket-operations';
import { AssumeRole } from '../sts/session/operations';
import { allow, callerOf, policy, roleOf, trust } from '../sts/test-actors';
import { GetFederationToken, GetSessionToken } from '../sts/token/operations';
import { RunAccessTests } from './access-tests/operations';
import { openAuthorizationApi } from './authorization-api/authorization-api';
import type { QuestionPrincipal } from './authorization-api/schema';
import { GetServicePermissions } from './effective-operations';
import type { CredentialName } from './limits';
import { ExplainAccess } from './operations';
import { SimulateAccess } from './simulate/operations';
import { ANONYMOUS } from './subject-arn';
import { type MadeResource, makeResource, RESOURCE_KINDS } from './testing/test-resources';
import { WhoCan } from './who-can/operations';

// One question has one answer for every kind of credentials. The callers are root users, users and roles of three accounts, and nobody. The
// questions are about resources of every kind in two Regions and about the account itself, under every kind of policy.
// The real call gives the answer. The authorization API, the permissions page, the simulator, SimulatePrincipalPolicy, SimulateCustomPolicy,
// "Who can", effective permissions and access tests must agree with it. Sessions of federated users have no name that a page takes, so for
// them only the authorization API is asked.

const HOME = 'us-east-1';
const AWAY = 'eu-north-1';
const ACCOUNTS = [0, 1, 2] as const;

// `<0>` to `<2>` stand for the accounts and `<org>` for the organization.
const PRINCIPALS = ['root', 'user/ana', 'role/dev'].flatMap((name) =>
  ACCOUNTS.map((account) => `arn:aws:iam::<${account}>:${name}`),
);
const isTrue = fc.constantFrom('true', 'false');
const condition = fc.oneof(
  { weight: 4, arbitrary: fc.constant<object>({}) },
  {
    weight: 5,
    arbitrary: fc.oneof(
      fc.constantFrom<object>(
        { StringEquals: { 'aws:PrincipalTag/team': 'red' } },
        { StringEquals: { 'aws:PrincipalOrgID': '<org>' } },
        { StringNotEquals: { 'aws:PrincipalAccount': '<1>' } },
        { StringEquals: { 'aws:ResourceAccount': '<1>' } },
        { StringNotEqualsIfExists: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' } },
        { StringEquals: { 'aws:PrincipalType': 'Account' } },
        { StringNotEquals: { 'aws:PrincipalType': ['User', 'AssumedRole'] } },
        { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:r*' } },
        { StringLike: { 'aws:userid': '*:session' } },
        { StringLike: { 'aws:username': 'a*' } },
        { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } },
        { NumericGreaterThanIfExists: { 'aws:MultiFactorAuthAge': '3600' } },
        { DateLessThanEquals: { 'aws:TokenIssueTime': '2026-03-01T12:00:00Z' } },
        { DateGreaterThan: { 'aws:CurrentTime': '2026-03-01T11:00:00Z' } },
        { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
        { IpAddressIfExists: { 'aws:SourceIp': '127.0.0.0/8' } },
        { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': '<org>/*' } },
        { 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': '<org>/*' } },
        { StringEquals: { 'sts:ExternalId': 'x' } },
      ),
      fc
        .tuple(
          fc.constantFrom('Bool', 'BoolIfExists'),
          fc.constantFrom('aws:MultiFactorAuthPresent', 'aws:SecureTransport', 'aws:ViaAWSService', 'aws:PrincipalIsAWSService'),
          isTrue,
        )
        .map(([operator, key, value]) => ({ [operator]: { [key]: value } })),
      fc
        .tuple(
          fc.constantFrom(
            'aws:MultiFactorAuthPresent',
            'aws:TokenIssueTime',
            'aws:PrincipalArn',
            'aws:PrincipalOrgID',
            'aws:username',
            'aws:SourceVpc',
            'aws:PrincipalTag/team',
            'aws:ResourceTag/team',
            'aws:RequestedRegion',
          ),
          isTrue,
        )
        .map(([key, value]) => ({ Null: { [key]: value } })),
      fc
        .tuple(fc.constantFrom('StringEquals', 'StringNotEquals', 'StringNotEqualsIfExists'), fc.constantFrom(HOME, AWAY))
        .map(([operator, region]) => ({ [operator]: { 'aws:RequestedRegion': region } })),
    ),
  },
);
const ACTIONS = [
  '*',
  's3:*',
  's3:Get*',
  'kms:*',
  'sqs:SendMessage',
  'sns:*',
  'secretsmanager:GetSecretValue',
  'lambda:Invoke*',
  'dynamodb:*',
  'iam:List*',
];
const action = fc.oneof(
  fc.constantFrom(...ACTIONS, '*').map((Action) => ({ Action })),
  fc.constantFrom('iam:*', 's3:*', 'kms:Decrypt').map((NotAction) => ({ NotAction })),
);
const resource = fc.constantFrom<object>(
  ...[1, 2, 3, 4, 5].map(() => ({ Resource: '*' })),
  { Resource: ['arn:aws:sqs:*:<1>:*', 'arn:aws:kms:*:<1>:*'] },
  { Resource: [`arn:aws:sns:${AWAY}:*:*`, `arn:aws:secretsmanager:${AWAY}:*:*`] },
  { Resource: 'arn:aws:s3:::*' },
  { NotResource: 'arn:aws:s3:::law-<1>/*' },
);
const principal = fc.constantFrom<unknown>(
  '*',
  { AWS: '*' },
  ...ACCOUNTS.map((account) => ({ AWS: `<${account}>` })),
  ...PRINCIPALS.map((AWS) => ({ AWS })),
);
const effects = (denies: number) =>
  fc.constantFrom(...Array.from({ length: 4 }, (_, index) => (index < denies ? 'Deny' : 'Allow')));
const joined = (...parts: fc.Arbitrary<object>[]) => fc.tuple(...parts).map((found) => Object.assign({}, ...found) as object);
const conditional = condition.map((Condition) => ({ Condition }));
const few = (statement: fc.Arbitrary<object>, wide?: object, maxLength = 3) =>
  fc
    .tuple(fc.array(statement, { minLength: 1, maxLength }), fc.boolean())
    .map(([some, open]) => JSON.stringify({ Version: '2012-10-17', Statement: wide && open ? [wide, ...some] : some }));
const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' };
const DENY = fc.constant({ Effect: 'Deny' });

const identity = few(
  joined(
    effects(1).map((Effect) => ({ Effect })),
    action,
    resource,
    conditional,
  ),
  EVERYTHING,
);
/** A boundary has the same syntax as an identity policy. */
const boundary = identity;
/** Generates a resource policy about the action that is asked. */
const onResource = fc.array(
  joined(
    effects(1).map((Effect) => ({ Effect })),
    principal.map((Principal) => ({ Principal })),
    conditional,
  ),
  {
    minLength: 1,
    maxLength: 3,
  },
);
// A single statement of an SCP or RCP denies enough.
const scp = few(joined(DENY, action, resource, conditional), undefined, 1);
const rcp = few(
  joined(
    DENY,
    fc.constant({ Principal: '*' }),
    fc.constantFrom('s3:*', 'kms:*', 'sqs:*', 'secretsmanager:*', 'dynamodb:*').map((Action) => ({ Action })),
    fc.constant({ Resource: '*' }),
    conditional,
  ),
  undefined,
  1,
);

const cases = fc.record({
  identities: fc.array(identity, { minLength: 6, maxLength: 6 }),
  boundaries: fc.array(fc.option(boundary, { freq: 2 }), { minLength: 6, maxLength: 6 }),
  resourcePolicies: fc.array(onResource, { minLength: 2 * RESOURCE_KINDS.length, maxLength: 2 * RESOURCE_KINDS.length }),
  /** The session policies of the accounts' federated users. */
  sessions: fc.array(identity, { minLength: 3, maxLength: 3 }),
  scp,
  rcp,
  /** The question and Region of each caller. */
  asked: fc.array(fc.tuple(fc.nat(), fc.constantFrom(HOME, AWAY)), { minLength: 40, maxLength: 40 }),
});
type Case = typeof cases extends fc.Arbitrary<infer Value> ? Value : never;

/** A caller with one kind of credentials. `told` identifies it for the authorization API. */
type Asked = { what: string; arn: string; account: number; credential: CredentialName; actor: Actor; told?: QuestionPrincipal };
type Question = {
  action: string;
  resource: string;
  owner: number;
  region?: string;
  call: AnyOperation;
  input: object;
  policy?: string;
};

let world: OrganizationWorld;
let roots: Actor[];
let callers: Asked[];
/** A federated user of each account, with the session policy of the case. */
let federated: { account: number; actor: Actor; told: QuestionPrincipal }[];
/** The identity policies and boundaries of the case, by the ARN of who has them. */
let own: Map<string, { identity: string; boundary: string | undefined }>;
let resources: (MadeResource & { owner: number; policy: string })[];
let scpId: string;
let rcpId: string;
const filled = (text: string) =>
  text.replace(/<(\d)>/g, (_, i) => roots[Number(i)]?.accountId ?? '').replaceAll('<org>', world.organizationId);
const rootOf = (account: number) => roots[account] ?? world.management;

beforeAll(async () => {
  world = await createOrganizationWorld();
  roots = [world.management, await world.member('one'), await world.member('two')];
  callers = [];
  resources = [];
  for (const account of ACCOUNTS) callers.push(...(await callersOf(account)));
  const nobody = world.as(unidentified(rootOf(1).accountId));
  callers.push({ what: 'nobody', arn: ANONYMOUS, account: 1, credential: 'unsigned', actor: nobody, told: { anonymous: true } });
  for (const [index, kind] of RESOURCE_KINDS.entries()) {
    for (const owner of [0, 1]) {
      const made = await makeResource(kind, rootOf(owner), (index + owner) % 2 === 0 ? HOME : AWAY, 'law');
      resources.push({ ...made, owner, policy: '' });
    }
  }
  scpId = await guardrail('SERVICE_CONTROL_POLICY');
  rcpId = await guardrail('RESOURCE_CONTROL_POLICY');
});
afterAll(() => world.close());

async function inConsole(accountId: string, userId: string | null, mfaAt: Date | null): Promise<Actor> {
  const who = { accountId, userId, mfaAt };
  const { token } = await transaction(world.database, (tx) => startSession(tx, who, { sourceIp: '', userAgent: '' }, TEST_NOW));
  const session = await findSession(world.database, token, TEST_NOW);
  if (!session) throw new Error('the session is not there');
  return world.as(session.caller);
}

function keyed(keys: { AccessKeyId?: string; SessionToken?: string } | undefined): QuestionPrincipal {
  return { accessKeyId: keys?.AccessKeyId ?? '', ...(keys?.SessionToken && { sessionToken: keys.SessionToken }) };
}

/** Gives the user `ana` of an account a device, and returns a code of it that was not used. */
async function deviceOf(root: Actor): Promise<{ SerialNumber: string; TokenCode: string }> {
  const { VirtualMFADevice } = await root.run(CreateVirtualMFADevice, { VirtualMFADeviceName: 'ana' });
  const { SerialNumber } = VirtualMFADevice;
  const seed = new TextDecoder().decode(VirtualMFADevice.Base32StringSeed);
  const now = stepOf(TEST_NOW);
  const [AuthenticationCode1, AuthenticationCode2] = [codeOf(seed, now - 2), codeOf(seed, now - 1)];
  await root.run(EnableMFADevice, { UserName: 'ana', SerialNumber, AuthenticationCode1, AuthenticationCode2 });
  return { SerialNumber, TokenCode: codeOf(seed, now) };
}

/** Returns every principal of an account with every kind of credentials it can have. */
async function callersOf(account: number): Promise<Asked[]> {
  const root = rootOf(account);
  const { accountId } = root;
  const { User } = await root.run(CreateUser, { UserName: 'ana', Tags: [{ Key: 'team', Value: 'red' }] });
  const ana = world.as(userCaller(User));
  await root.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'own', PolicyDocument: policy(allow('*')) });
  await root.run(CreateLoginProfile, { UserName: 'ana', Password: 'Correct-horse-1' });
  const role = await roleOf(root, 'dev', trust(accountId));
  const { AccessKey } = await root.run(CreateAccessKey, { UserName: 'ana' });
  const found: Asked[] = [];
  const add = (arn: string, credential: CredentialName, actor: Actor, told?: QuestionPrincipal) =>
    found.push({ what: `${arn} (${credential})`, arn, account, credential, actor, ...(told && { told }) });
  const rootArn = `arn:aws:iam::${accountId}:root`;
  add(rootArn, 'accessKey', root, { arn: rootArn });
  add(rootArn, 'console', await inConsole(accountId, null, null));
  add(rootArn, 'consoleWithMfa', await inConsole(accountId, null, TEST_NOW));
  const arn = User.Arn;
  const console = await inConsole(accountId, User.UserId, null);
  const withMfa = await inConsole(accountId, User.UserId, TEST_NOW);
  add(arn, 'accessKey', world.as(await callerOf(world, AccessKey)), keyed(AccessKey));
  add(arn, 'console', console);
  add(arn, 'consoleWithMfa', withMfa);
  const plain = (await ana.run(GetSessionToken, {})).Credentials;
  add(arn, 'sessionToken', world.as(await callerOf(world, plain)), keyed(plain));
  const proven = (await ana.run(GetSessionToken, await deviceOf(root))).Credentials;
  add(arn, 'sessionTokenWithMfa', world.as(await callerOf(world, proven)), keyed(proven));
  for (const [credential, by] of [
    ['role', console],
    ['roleWithMfa', withMfa],
  ] as const) {
    const { Credentials } = await by.run(AssumeRole, { RoleArn: role, RoleSessionName: 'session' });
    add(role, credential, world.as(await callerOf(world, Credentials)), keyed(Credentials));
  }
  return found;
}

async function guardrail(Type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY'): Promise<string> {
  const { management, rootId } = world;
  await management.run(EnablePolicyType, { RootId: rootId, PolicyType: Type });
  const named = Type === 'RESOURCE_CONTROL_POLICY' ? { Principal: '*' } : {};
  const Content = policy({ Effect: 'Deny', ...named, Action: 'sqs:*', Resource: '*' });
  const { Policy } = await management.run(CreateGuardrail, { Name: Type, Description: '', Type, Content });
  const PolicyId = Policy.PolicySummary.Id;
  await management.run(AttachPolicy, { PolicyId, TargetId: rootId });
  return PolicyId;
}

/** The SCPs and RCPs while the root users create the generated policies. */
const HARMLESS = { Effect: 'Deny', Action: 'sqs:DeleteQueue', Resource: '*' };
let made = 0;
async function establish(generated: Case): Promise<void> {
  await guard(policy(HARMLESS), policy({ ...HARMLESS, Principal: '*' }));
  federated = [];
  own = new Map();
  for (const account of ACCOUNTS) {
    const root = rootOf(account);
    federated.push(await federatedUserOf(account, filled(generated.sessions[account] ?? '')));
    for (const [index, kind] of (['user', 'role'] as const).entries()) {
      const place = account * 2 + index;
      const PolicyDocument = filled(generated.identities[place] ?? '');
      const bound = generated.boundaries[place];
      const PermissionsBoundary = bound ? await boundaryOf(root, filled(bound)) : undefined;
      const arn = `arn:aws:iam::${root.accountId}:${kind === 'user' ? 'user/ana' : 'role/dev'}`;
      own.set(arn, { identity: PolicyDocument, boundary: bound ? filled(bound) : undefined });
      if (kind === 'user') {
        await root.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'own', PolicyDocument });
        if (PermissionsBoundary) await root.run(PutUserPermissionsBoundary, { UserName: 'ana', PermissionsBoundary });
      } else {
        await root.run(PutRolePolicy, { RoleName: 'dev', PolicyName: 'own', PolicyDocument });
        if (PermissionsBoundary) await root.run(PutRolePermissionsBoundary, { RoleName: 'dev', PermissionsBoundary });
        else await root.run(DeleteRolePermissionsBoundary, { RoleName: 'dev' }).catch(ignore('NoSuchEntityException'));
      }
    }
  }
  for (const [index, target] of resources.entries()) {
    const Statement = generated.resourcePolicies[index]?.map((said) => ({
      ...said,
      Action: target.action,
      Resource: target.text,
    }));
    const text = filled(JSON.stringify({ Version: '2012-10-17', Statement }));
    try {
      await target.put(text);
      target.policy = text;
    } catch (error) {
      // Services refuse some policies, such as a public one on a table. The previous policy stays.
      if (!(error instanceof AwsError)) throw error;
      note('policy refused');
    }
  }
  await guard(filled(generated.scp), filled(generated.rcp));
}

/** Returns a federated user with a session policy, made by the user `ana` while everything is allowed. */
async function federatedUserOf(account: number, Policy: string) {
  const root = rootOf(account);
  await root.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'own', PolicyDocument: policy(allow('*')) });
  await root.run(DeleteUserPermissionsBoundary, { UserName: 'ana' }).catch(ignore('NoSuchEntityException'));
  const ana = callers.find(
    ({ arn, credential }) => credential === 'accessKey' && arn === `arn:aws:iam::${root.accountId}:user/ana`,
  );
  const { Credentials } = await (ana?.actor ?? root).run(GetFederationToken, { Name: 'guest', Policy });
  return { account, actor: world.as(await callerOf(world, Credentials)), told: keyed(Credentials) };
}

async function guard(scp: string, rcp: string): Promise<void> {
  await world.management.run(UpdatePolicy, { PolicyId: scpId, Content: scp });
  await world.management.run(UpdatePolicy, { PolicyId: rcpId, Content: rcp });
}

async function boundaryOf(root: Actor, PolicyDocument: string): Promise<string> {
  const { Policy } = await root.run(CreatePolicy, { PolicyName: `bound-${made++}`, PolicyDocument });
  return Policy.Arn;
}

const ignore = (shape: string) => (error: unknown) => {
  if (!(error instanceof AwsError && error.shape === shape)) throw error;
};

/** Tests whether the real call succeeds. */
async function happens({ call, input, region }: Question, actor: Actor, regionOfCall: string): Promise<boolean> {
  try {
    await actor.with({ region: region ?? regionOfCall }).run(call, input);
    return true;
  } catch (error) {
    if (error instanceof AwsError && /^AccessDenied|^InvalidClientTokenId/.test(error.shape)) return false;
    throw error;
  }
}

const questions = (account: number): Question[] => [
  ...resources.map(({ action: name, text, owner, region, call, input, policy: own }) => ({
    action: name,
    resource: text,
    owner,
    region,
    call,
    input,
    policy: own,
  })),
  { action: 'iam:ListUsers', resource: filled(`arn:aws:iam::<${account}>:user/`), owner: account, call: ListUsers, input: {} },
  { action: 'iam:ListAccountAliases', resource: '*', owner: account, call: ListAccountAliases, input: {} },
  { action: 's3:ListAllMyBuckets', resource: '*', owner: account, call: ListBuckets, input: {} },
];

const seen = new Map<string, number>();
const note = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);

async function askEverywhere(question: Question, caller: Asked, region: string): Promise<void> {
  // The question is asked in the Region of the call, which can differ from the resource's.
  const management = world.management.with({ region });
  const { action: Action, resource: Resource } = question;
  const PrincipalArn = caller.arn;
  // The Region of calls to IAM or about a regional resource is fixed.
  const fixed = hasFixedRegion(question);
  const Context = fixed ? [] : [{ Key: 'aws:RequestedRegion', Values: [region] }];
  const what = `${caller.what} ${Action} ${Resource} ${region}`;
  const agree = (place: string, found: unknown, expected: unknown) =>
    expect([what, place, found]).toEqual([what, place, expected]);

  const asked = { PrincipalArn, Credential: caller.credential, Context };
  const { explanation } = await management.run(ExplainAccess, { ...asked, Action, Resource });
  const { decision } = explanation;
  const allowed = decision === 'Allowed';
  expect([what, isOpen(explanation)]).toEqual([what, false]);
  const real = await happens(question, caller.actor, region);
  agree('real call', real, allowed);
  note(`${caller.credential} ${real}`);
  for (const { type } of explanation.blockedBy) note(`by ${type}`);

  const { Results } = await management.run(SimulateAccess, { ...asked, Actions: [Action], Resources: [Resource] });
  agree('simulator', Results[0]?.Decision, decision);

  if (caller.told) agree('authorization API', await askAuthorizationApi(question, caller.told, region), allowed);

  const { Principals, Anonymous } = await management.run(WhoCan, { Action, Resource, Context, Reach: 'organization' });
  const can = PrincipalArn === ANONYMOUS ? Anonymous : (Principals.find(({ Arn }) => Arn === PrincipalArn)?.Direct ?? 'never');
  // "Sometimes" agrees with either decision: it covers all credentials and circumstances, and this call is one of them.
  const byCredential = explanation.blockedBy.some(({ type }) => type === 'credential');
  if (can !== 'sometimes' && !byCredential) agree('who can', can, allowed ? 'always' : 'never');
  note(`who can ${can}`);

  const Source = testFile(question, caller, region, fixed, allowed);
  const { Files } = await management.run(RunAccessTests, { Files: [{ Name: 'law', Source }] });
  agree(
    `access test ${JSON.stringify(Files[0])}`,
    Files[0]?.Results.map(({ Status }) => Status),
    ['passed'],
  );

  if (PrincipalArn === ANONYMOUS) return;
  const [Service = '', name] = Action.split(':');
  const { Actions } = await management.run(GetServicePermissions, { PrincipalArn, Service });
  const outcome = Actions.find(({ Name }) => Name === name)?.Outcome;
  note(`effective ${outcome}`);
  const lasting = explanation.blockedBy.filter(({ type }) => type === 'identity' || type === 'boundary' || type === 'scp');
  // Effective permissions are about the account's own resources.
  if (outcome === 'allowed' && question.owner === caller.account) agree('effective permissions', lasting, []);
  if (outcome === 'explicitDeny') agree('effective permissions', allowed, false);

  // The SCP itself can deny a member's root user the question.
  if (
    caller.account !== 0 ||
    PrincipalArn.endsWith(':root') ||
    byCredential ||
    explanation.blockedBy.some(({ type }) => type === 'rcp')
  )
    return;
  const ContextEntries = Object.entries(explanation.request.context).map(([ContextKeyName, value]) => ({
    ContextKeyName,
    ContextKeyValues: typeof value === 'string' ? [value] : [...value],
    ContextKeyType: typeof value === 'string' ? 'string' : 'stringList',
  }));
  const simulation = {
    ActionNames: [Action],
    ResourceArns: [Resource],
    ResourcePolicy: question.policy || undefined,
    ResourceOwner: rootOf(question.owner).accountId,
    ContextEntries: ContextEntries as never,
  };
  const simulated = await management.run(SimulatePrincipalPolicy, { PolicySourceArn: PrincipalArn, ...simulation });
  const wire = { Allowed: 'allowed', ExplicitDeny: 'explicitDeny', ImplicitDeny: 'implicitDeny' }[decision];
  agree('SimulatePrincipalPolicy', simulated.EvaluationResults[0]?.EvalDecision, wire);
  const held = own.get(PrincipalArn);
  if (held === undefined) return;
  const custom = await management.run(SimulateCustomPolicy, {
    PolicyInputList: [held.identity],
    PermissionsBoundaryPolicyInputList: held.boundary === undefined ? undefined : [held.boundary],
    CallerArn: PrincipalArn,
    ...simulation,
  });
  agree('SimulateCustomPolicy', custom.EvaluationResults[0]?.EvalDecision, wire);
  note('SimulateCustomPolicy');
}

/** Tests whether the service or the resource decides the Region, whatever the Region of the call. */
function hasFixedRegion({ region, action: name }: Question): boolean {
  return region !== undefined || name.startsWith('iam:');
}

/** Asks the authorization API about the call of a federated user, and expects what really happens. */
async function askAboutFederated(question: Question, guest: (typeof federated)[number], region: string): Promise<void> {
  const what = `federated user of <${guest.account}> ${question.action} ${question.resource} ${region}`;
  const real = await happens(question, guest.actor, region);
  expect([what, await askAuthorizationApi(question, guest.told, region)]).toEqual([what, real]);
  note(`federated ${real}`);
}

async function askAuthorizationApi(question: Question, told: QuestionPrincipal, region: string) {
  const { action: name, resource: on, owner } = question;
  const context = {
    'aws:SourceIp': '127.0.0.1',
    'aws:SecureTransport': 'true',
    ...(hasFixedRegion(question) ? {} : { 'aws:RequestedRegion': region }),
  };
  const resourceAccount = rootOf(owner).accountId;
  const request = { principal: told, action: name, resource: on, resourceAccount, context, record: false };
  const verify = () => Promise.reject(new Error('nothing is signed'));
  const { results } = await openAuthorizationApi(world.database, 'token').answer(
    { requests: [request] },
    { now: TEST_NOW, sourceIp: '', verify },
  );
  const [result] = results;
  if (!result || 'error' in result) throw new Error(`${JSON.stringify(request)}: ${JSON.stringify(result)}`);
  return result.decision === 'Allowed';
}

function testFile(
  { action: name, resource: on }: Question,
  caller: Asked,
  region: string,
  fixed: boolean,
  allowed: boolean,
): string {
  const when = { credential: caller.credential, 'source-ip': '127.0.0.1', ...(fixed ? {} : { region }) };
  const test = { name: 'law', when, [allowed ? 'allow' : 'deny']: { principal: caller.arn, action: name, resource: on } };
  // JSON is valid YAML.
  return `version: 1\ntests:\n  - ${JSON.stringify(test)}\n`;
}

describe('one question, by whatever credentials', () => {
  it('has one answer wherever it is asked, and the real call gives it too', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (generated) => {
        await establish(generated);
        for (const [index, caller] of callers.entries()) {
          const [which, region] = generated.asked[index] ?? [0, HOME];
          const all = questions(caller.account);
          const about = caller.arn === ANONYMOUS ? all.filter(({ call }) => call.anonymous) : all;
          const question = about[which % about.length];
          if (question) await askEverywhere(question, caller, region);
        }
        for (const [index, guest] of federated.entries()) {
          for (const [at, [which, region]] of generated.asked.slice(-6).entries()) {
            const all = questions(guest.account);
            const question = all[(which + index + at) % all.length];
            if (question) await askAboutFederated(question, guest, region);
          }
        }
      }),
      { numRuns: 3, endOnFailure: true },
    );
    // Each kind must occur, or the law would prove little.
    const kinds = callers.map(({ credential }) => `${credential} true|${credential} false`);
    kinds.push(
      'by identity',
      'by boundary',
      'by scp',
      'by resource',
      'accessKey true|console true',
      'consoleWithMfa true|roleWithMfa true|role true',
    );
    kinds.push('federated true', 'federated false', 'SimulateCustomPolicy');
    kinds.push('who can always', 'who can never', 'who can sometimes', 'effective allowed', 'effective limited');
    for (const kind of kinds) expect([kind, kind.split('|').some((one) => seen.has(one))]).toEqual([kind, true]);
  });
});
