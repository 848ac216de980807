import { isOpen } from '@gatehouse/policy/evaluate';
import { runs } from '@gatehouse/policy/test-runs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findSession, startSession } from '../../console/session/session';
import { unidentified } from '../../core/call';
import { AwsError } from '../../core/errors';
import type { AnyOperation } from '../../core/operation';
import { type Actor, TEST_NOW, userCaller } from '../../core/test-world';
import { transaction } from '../../db/transaction';
import { CreateAccessKey } from '../../iam/access-key/operations';
import { ListAccountAliases } from '../../iam/account/operations';
import {
  DeleteRolePermissionsBoundary,
  DeleteUserPermissionsBoundary,
  PutRolePermissionsBoundary,
  PutUserPermissionsBoundary,
} from '../../iam/boundary/operations';
import { PutRolePolicy, PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreateLoginProfile } from '../../iam/login-profile/operations';
import { CreateVirtualMFADevice, EnableMFADevice } from '../../iam/mfa/operations';
import { codeOf, stepOf } from '../../iam/mfa/totp';
import { CreatePolicy } from '../../iam/policy/operations';
import { SimulateCustomPolicy, SimulatePrincipalPolicy } from '../../iam/simulation/operations';
import { CreateUser, ListUsers } from '../../iam/user/operations';
import { AttachPolicy } from '../../organizations/attachment/operations';
import { CreatePolicy as CreateGuardrail, UpdatePolicy } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { createOrganizationWorld, type OrganizationWorld } from '../../organizations/test-organization';
import { ListBuckets } from '../../resources/s3/bucket-operations';
import { AssumeRole } from '../../sts/session/operations';
import { allow, callerOf, policy, roleOf, trust } from '../../sts/test-actors';
import { GetFederationToken, GetSessionToken } from '../../sts/token/operations';
import { RunAccessTests } from '../access-tests/operations';
import { openAuthorizationApi } from '../authorization-api/authorization-api';
import type { QuestionPrincipal } from '../authorization-api/schema';
import { GetServicePermissions } from '../effective/operations';
import { CREDENTIALS, type CredentialName } from '../limits';
import { ExplainAccess } from '../operations';
import { SimulateAccess } from '../simulate/operations';
import { ANONYMOUS } from '../subject-arn';
import { contextEntriesOf } from '../testing/real-calls';
import { type MadeResource, makeResource, RESOURCE_KINDS } from '../testing/test-resources';
import { WhoCan } from '../who-can/operations';

// One question has one answer for every kind of credentials. The callers are root users, users and roles of three accounts, and nobody. The
// questions are about resources of every kind in two Regions and about the account itself, under every kind of policy.
// The real call gives the answer. The authorization API, the permissions page, the simulator, SimulatePrincipalPolicy, SimulateCustomPolicy,
// "Who can", effective permissions and access tests must agree with it. Sessions with session policies have no name that a page takes, so for
// them only the authorization API is asked. The management account knows nothing about resources outside the organization, so there its pages
// may leave an answer open, but never contradict the real call.

const HOME = 'us-east-1';
const AWAY = 'eu-north-1';
const ACCOUNTS = [0, 1, 2] as const;
/** The owner of resources outside the organization. */
const OUTSIDE = -1;

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

// One case brings about both answers for every kind: most is allowed, and each kind of policy denies or fails to allow something.
const OPEN = JSON.stringify({ Version: '2012-10-17', Statement: EVERYTHING });
const WITH_MFA = policy(allow('*', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }));
const ONLY_S3_AND_IAM = policy(allow(['s3:*', 'iam:*', 'lambda:*']));
const bothAnswers: Case = {
  identities: [OPEN, ONLY_S3_AND_IAM, OPEN, OPEN, OPEN, WITH_MFA],
  boundaries: [null, null, ONLY_S3_AND_IAM, null, null, ONLY_S3_AND_IAM],
  resourcePolicies: RESOURCE_KINDS.flatMap((_, kind) => [
    [{ Effect: 'Allow', Principal: { AWS: ['<0>', '<2>'] } }],
    [{ Effect: 'Allow', Principal: kind % 2 === 0 ? '*' : { AWS: ['<0>', '<1>'] } }],
  ]),
  sessions: [ONLY_S3_AND_IAM, OPEN, ONLY_S3_AND_IAM],
  scp: policy({ Effect: 'Deny', Action: ['secretsmanager:*', 'iam:ListAccountAliases', 's3:ListAllMyBuckets'], Resource: '*' }),
  rcp: policy({ Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' }),
  asked: Array.from({ length: 40 }, (_, index) => [index * 5, index % 3 === 0 ? AWAY : HOME]),
};

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
/** A federated user and a role session of each account, with the session policy of the case. */
let limited: { what: string; account: number; actor: Actor; told: QuestionPrincipal }[];
/** An account outside the organization, and resources there. */
let outside: Actor;
let resourcesOutside: (MadeResource & { policy: string })[];
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
  callers = ([0, 1] as const).map((account) => {
    const actor = world.as(unidentified(rootOf(account).accountId));
    return { what: 'nobody', arn: ANONYMOUS, account, credential: 'unsigned', actor, told: { anonymous: true } };
  });
  resources = [];
  for (const account of ACCOUNTS) callers.push(...(await callersOf(account)));
  for (const [index, kind] of RESOURCE_KINDS.entries()) {
    for (const owner of [0, 1]) {
      const made = await makeResource(kind, rootOf(owner), (index + owner) % 2 === 0 ? HOME : AWAY, 'law');
      resources.push({ ...made, owner, policy: '' });
    }
  }
  outside = await world.account('outside');
  resourcesOutside = [];
  for (const kind of ['bucket', 'queue'] as const)
    resourcesOutside.push({ ...(await makeResource(kind, outside, AWAY, 'law')), policy: '' });
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
  limited = [];
  own = new Map();
  for (const account of ACCOUNTS) {
    const root = rootOf(account);
    limited.push(...(await limitedSessionsOf(account, filled(generated.sessions[account] ?? ''))));
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
  for (const [index, target] of [...resources, ...resourcesOutside].entries()) {
    const Statement = generated.resourcePolicies[index % resources.length]?.map((said) => ({
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

/** Returns a federated user and a role session with a session policy, made while everything is allowed. */
async function limitedSessionsOf(account: number, Policy: string): Promise<typeof limited> {
  const root = rootOf(account);
  await root.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'own', PolicyDocument: policy(allow('*')) });
  await root.run(DeleteUserPermissionsBoundary, { UserName: 'ana' }).catch(ignore('NoSuchEntityException'));
  const arn = `arn:aws:iam::${root.accountId}:user/ana`;
  const ana = callers.find((caller) => caller.credential === 'accessKey' && caller.arn === arn)?.actor ?? root;
  const guest = (await ana.run(GetFederationToken, { Name: 'guest', Policy })).Credentials;
  const RoleArn = `arn:aws:iam::${root.accountId}:role/dev`;
  const session = (await ana.run(AssumeRole, { RoleArn, RoleSessionName: 'limited', Policy })).Credentials;
  return [
    { what: 'federated user', account, actor: world.as(await callerOf(world, guest)), told: keyed(guest) },
    { what: 'limited role session', account, actor: world.as(await callerOf(world, session)), told: keyed(session) },
  ];
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

function questionOf({ action: name, text, region, call, input, policy: put }: (typeof resourcesOutside)[number], owner: number) {
  return { action: name, resource: text, owner, region, call, input, policy: put };
}

const questions = (account: number): Question[] => [
  ...resources.map((target) => questionOf(target, target.owner)),
  { action: 'iam:ListUsers', resource: filled(`arn:aws:iam::<${account}>:user/`), owner: account, call: ListUsers, input: {} },
  { action: 'iam:ListAccountAliases', resource: '*', owner: account, call: ListAccountAliases, input: {} },
  { action: 's3:ListAllMyBuckets', resource: '*', owner: account, call: ListBuckets, input: {} },
];

const seen = new Set<string>();
const note = (what: string) => seen.add(what);

/** Returns the kinds that a caller and a question belong to. Both answers must occur for each. */
function kindsOf({ action: name, owner, region }: Question, caller: Asked, regionOfCall: string): string[] {
  if (caller.arn === ANONYMOUS) return ['unsigned', 'nobody'];
  const who = /:(root|user|role)/.exec(caller.arn)?.[1];
  const whose = owner === caller.account ? 'own' : owner === 0 ? "the management account's" : "a member's";
  return [caller.credential, `${who}`, `${name.split(':')[0]}`, `in ${region ?? regionOfCall}`, `${whose} resource`];
}

/** Returns a caller's question with an answer that a kind still lacks. Otherwise returns the generated one. */
async function choose(generated: Question[], caller: Asked, region: string): Promise<Question | undefined> {
  const possible = generated.flatMap((question) => kindsOf(question, caller, region).flatMap(bothOf));
  const lacking = new Set([...possible, ...STEPS].filter((kind) => required.has(kind) && !seen.has(kind)));
  for (const question of lacking.size > 0 ? generated : []) {
    const { explanation } = await explained(question, caller, region);
    const kinds = kindsOf(question, caller, region).map((kind) => `${kind} ${explanation.decision === 'Allowed'}`);
    kinds.push(...explanation.blockedBy.map(({ type }) => `by ${type}`));
    if (kinds.some((kind) => lacking.has(kind))) return question;
  }
  return generated[0];
}

const bothOf = (kind: string) => [`${kind} true`, `${kind} false`];
const STEPS = ['identity', 'boundary', 'scp', 'rcp', 'resource'].map((type) => `by ${type}`);
/** The kinds that must occur. */
const required = new Set(
  [
    ...CREDENTIALS.filter((credential) => credential !== 'service'),
    ...['root', 'user', 'role', 'nobody', 'federated user', 'limited role session'],
    ...['s3', 'kms', 'sqs', 'sns', 'secretsmanager', 'lambda', 'dynamodb', 'iam'],
    ...[HOME, AWAY].map((region) => `in ${region}`),
    ...['own', "the management account's", "a member's"].map((whose) => `${whose} resource`),
    'outside resource',
  ].flatMap(bothOf),
);
for (const step of STEPS) required.add(step);
for (const place of ['SimulateCustomPolicy', 'who can always', 'who can never', 'who can sometimes']) required.add(place);
for (const outcome of ['allowed', 'limited', 'explicitDeny', 'implicitDeny']) required.add(`effective ${outcome}`);

/** Asks the page about a caller's call in a Region, as the management account. */
function explained(question: Question, caller: Asked, region: string) {
  return world.management.with({ region }).run(ExplainAccess, {
    ...askedOf(question, caller, region),
    Action: question.action,
    Resource: question.resource,
  });
}

/** Returns the caller and circumstances of a question. The Region of calls to IAM or about a regional resource is fixed. */
function askedOf(question: Question, { arn, credential }: Asked, region: string) {
  const Context = hasFixedRegion(question) ? [] : [{ Key: 'aws:RequestedRegion', Values: [region] }];
  return { PrincipalArn: arn, Credential: credential, Context };
}

async function askEverywhere(question: Question, caller: Asked, region: string): Promise<void> {
  // The question is asked in the Region of the call, which can differ from the resource's.
  const management = world.management.with({ region });
  const { action: Action, resource: Resource } = question;
  const asked = askedOf(question, caller, region);
  const { PrincipalArn, Context } = asked;
  const what = `${caller.what} ${Action} ${Resource} ${region}`;
  const agree = (place: string, found: unknown, expected: unknown) =>
    expect([what, place, found]).toEqual([what, place, expected]);

  const { explanation } = await explained(question, caller, region);
  const { decision } = explanation;
  const allowed = decision === 'Allowed';
  expect([what, isOpen(explanation)]).toEqual([what, false]);
  const real = await happens(question, caller.actor, region);
  agree('real call', real, allowed);
  for (const kind of kindsOf(question, caller, region)) note(`${kind} ${real}`);
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

  const Source = testFile(question, caller, region, hasFixedRegion(question), allowed);
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
  // A policy of the account's own resource can add to what identity policies allow, but a denial stays.
  const adds = question.policy !== undefined && question.owner === caller.account;
  if (outcome === 'explicitDeny' || (outcome === 'implicitDeny' && !adds)) agree('effective permissions', allowed, false);

  // The SCP itself can deny a member's root user the question.
  if (
    caller.account !== 0 ||
    PrincipalArn.endsWith(':root') ||
    byCredential ||
    explanation.blockedBy.some(({ type }) => type === 'rcp')
  )
    return;
  const simulation = {
    ActionNames: [Action],
    ResourceArns: [Resource],
    ResourcePolicy: question.policy || undefined,
    ResourceOwner: rootOf(question.owner).accountId,
    ContextEntries: contextEntriesOf(explanation.request.context) as never,
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

/** Asks the authorization API about a call with a session policy, and expects what really happens. */
async function askAboutLimited(question: Question, guest: (typeof limited)[number], region: string): Promise<void> {
  const what = `${guest.what} of <${guest.account}> ${question.action} ${question.resource} ${region}`;
  const real = await happens(question, guest.actor, region);
  expect([what, await askAuthorizationApi(question, guest.told, region)]).toEqual([what, real]);
  note(`${guest.what} ${real}`);
}

/** Asks about a resource outside the organization. */
async function askAboutOutside(question: Question, caller: Asked): Promise<void> {
  const { action: Action, resource: Resource, region = HOME } = question;
  const what = `${caller.what} outside ${Action} ${Resource}`;
  const real = await happens(question, caller.actor, region);
  const told = caller.told && (await askAuthorizationApi(question, caller.told, region));
  if (caller.told) expect([what, told]).toEqual([what, real]);
  const { PrincipalArn, Credential } = askedOf(question, caller, region);
  const asked = { PrincipalArn, Credential, ResourceAccount: outside.accountId };
  const management = world.management.with({ region });
  const { explanation } = await management.run(ExplainAccess, { ...asked, Action, Resource });
  const { Results } = await management.run(SimulateAccess, { ...asked, Actions: [Action], Resources: [Resource] });
  expect([what, Results[0]?.Decision]).toEqual([what, explanation.decision]);
  const supposed = explanation.steps.some(({ outcome, reason }) => outcome === 'Skipped' && reason === 'notKnownHere');
  if (!isOpen(explanation) && !supposed) expect([what, real]).toEqual([what, explanation.decision === 'Allowed']);
  note(`outside resource ${real}`);
}

async function askAuthorizationApi(question: Question, told: QuestionPrincipal, region: string) {
  const { action: name, resource: on, owner } = question;
  const context = {
    'aws:SourceIp': '127.0.0.1',
    'aws:SecureTransport': 'true',
    ...(hasFixedRegion(question) ? {} : { 'aws:RequestedRegion': region }),
  };
  const resourceAccount = owner === OUTSIDE ? outside.accountId : rootOf(owner).accountId;
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

describe('a question about any type of credentials', () => {
  it('has the same answer in every tool and in the real call', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (generated) => {
        await establish(generated);
        for (const [index, caller] of callers.entries()) {
          const [which, region] = generated.asked[index] ?? [0, HOME];
          const all = questions(caller.account);
          const about = caller.arn === ANONYMOUS ? all.filter(({ call }) => call.anonymous) : all;
          const from = which % about.length;
          const question = await choose([...about.slice(from), ...about.slice(0, from)], caller, region);
          if (question) await askEverywhere(question, caller, region);
          const target = resourcesOutside[which % resourcesOutside.length];
          if (target && index % 3 === which % 3) await askAboutOutside(questionOf(target, OUTSIDE), caller);
        }
        for (const [index, guest] of limited.entries()) {
          for (const [at, [which, region]] of generated.asked.slice(-4).entries()) {
            const all = questions(guest.account);
            const question = all[(which + index + at) % all.length];
            if (question) await askAboutLimited(question, guest, region);
          }
        }
      }),
      { ...runs(9), examples: [[bothAnswers]], endOnFailure: true },
    );
    // Each kind must occur, or the law would prove little.
    expect([...required].filter((kind) => !seen.has(kind))).toEqual([]);
  });
});
