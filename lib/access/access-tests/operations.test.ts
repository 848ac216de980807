import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedDemo } from '../../../prisma/seed';
import { type Actor, createTestWorld, rootCaller, type TestWorld } from '../../core/test-world';
import { PutRolePolicy, PutUserPolicy } from '../../iam/inline-policy/operations';
import { userWith } from '../../iam/test-accounts';
import { CreateUser } from '../../iam/user/operations';
import { AttachPolicy as AttachOrganizationPolicy } from '../../organizations/attachment/operations';
import { CreatePolicy as CreateOrganizationPolicy } from '../../organizations/policy/operations';
import { createOrganizationWorld, type OrganizationWorld } from '../../organizations/test-organization';
import { enablePolicyType } from '../../organizations/test-tables';
import { CreateFunction } from '../../resources/lambda/operations';
import { roleOf } from '../../sts/test-actors';
import { SimulateAccess } from '../simulate/operations';
import {
  DeleteAccessTestFile,
  GetAccessTestFile,
  ListAccessTestFiles,
  PutAccessTestFile,
  SuggestAccessTests,
} from './file-operations';
import { accessTestsSchema } from './format';
import { ListBrokenTests, RunAccessTests } from './operations';
import type { ConsideredPolicy } from './schema';

const DEMO = 'docs/access-tests/demo.access.yaml';

let world: TestWorld;
let root: Actor;
let ids: Record<string, string>;
beforeAll(async () => {
  world = await createTestWorld();
  await seedDemo(world.database);
  const { managementAccountId } = await world.database.reader.organization.findFirstOrThrow();
  root = world.as(rootCaller(managementAccountId));
  const accounts = await world.database.reader.account.findMany({ select: { id: true, name: true } });
  ids = Object.fromEntries(accounts.map(({ id, name }) => [name, id]));
});
afterAll(() => world.close());

async function run(source: string, Change?: ConsideredPolicy, actor = root) {
  const { Files } = await actor.run(RunAccessTests, { Files: [{ Name: 'tests', Source: source }], ...(Change && { Change }) });
  const [file] = Files;
  expect(file?.Issues).toEqual([]);
  return file?.Results ?? [];
}

/** Writes a file of tests in one-line notation. */
const file = (...tests: string[]) => `version: 1\ntests:\n${tests.map((test) => `  - { name: a, ${test} }`).join('\n')}\n`;
async function outcome(test: string, Change?: ConsideredPolicy, actor = root) {
  const [result] = await run(file(test), Change, actor);
  return [result?.Status, ...(result?.Why ?? [])];
}

const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' };

describe('access tests of the demo organization', () => {
  it('pass in the seeded demo', async () => {
    const results = await run(readFileSync(DEMO, 'utf8'));
    expect(results.filter(({ Status }) => Status !== 'passed')).toEqual([]);
    expect(results.length).toBeGreaterThan(12);
  });

  it('pass for the example in the documentation', async () => {
    const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(readFileSync('docs/access-tests.md', 'utf8')) ?? [];
    const results = await run(example);
    expect(results.map(({ Status }) => Status)).toEqual(results.map(() => 'passed'));
    expect(results.length).toBeGreaterThan(5);
  });

  it('fail under each change that breaks what they assert', async () => {
    const source = readFileSync(DEMO, 'utf8');
    const broken = async (change: ConsideredPolicy) =>
      (await run(source, change)).filter(({ Status }) => Status === 'failed').map(({ Name }) => Name.slice(0, 24));
    const { id } = await world.database.reader.organizationPolicy.findFirstOrThrow({ where: { name: 'RegionLimit' } });
    expect(
      await broken({ Kind: 'guardrail', PolicyId: id, Document: policy({ Effect: 'Allow', Action: '*', Resource: '*' }) }),
    ).toEqual(['Nobody works outside the']);
    const finn = { Kind: 'inline', EntityType: 'User', Name: 'finn', PolicyName: 'More', Document: policy(EVERYTHING) } as const;
    expect(await broken(finn)).toEqual(['Payments are read by nob', 'Only the administrator, ']);
    const Resource = 'arn:aws:s3:::acme-orders-archive';
    const shut = policy({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: `${Resource}/*` });
    expect(await broken({ Kind: 'resource', Resource, Document: shut })).toEqual(['The archive lets the aud']);
  });

  it('report which stored tests a change would break, for every kind of policy', async () => {
    const dev = world.as(rootCaller(ids.development ?? ''));
    const tests = [
      'deny: { principal: user/dana, action: rds:CreateDBCluster, resource: "*", by: boundary }',
      'deny: { principal: user/newcomer, action: iam:CreateUser, resource: "*" }',
      'allow: { principal: group/EC2-Admin, action: ec2:StartInstances, resource: "*" }',
      'who-can: { action: sts:AssumeRole, resource: role/PreviewPipeline, at-most: [] }',
      'deny: { principal: user/newcomer, action: sts:AssumeRole, resource: role/PreviewPipeline }',
    ];
    const numbered = tests.map((test, at) => `  - { name: test ${at + 1}, ${test} }\n`).join('');
    await dev.run(PutAccessTestFile, { Name: 'kept.access.yaml', Source: `version: 1\ntests:\n${numbered}` });
    const broken = async (Change: ConsideredPolicy) => {
      const { Broken, Tests, Mended } = await dev.run(ListBrokenTests, { Change });
      expect([Tests, Mended]).toEqual([5, 0]);
      return Broken.map(({ Name }) => Number(Name.slice(-1)));
    };
    const inline = { Kind: 'inline', PolicyName: 'Of a new name', Document: policy(EVERYTHING) } as const;
    expect(await broken({ ...inline, EntityType: 'User', Name: 'newcomer' })).toEqual([2]);
    const none = policy({ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' });
    expect(
      await broken({ ...inline, EntityType: 'Group', Name: 'EC2-Admin', PolicyName: 'EC2-Operate', Document: none }),
    ).toEqual([3]);
    const PolicyArn = `arn:aws:iam::${ids.development}:policy/DeveloperBoundary`;
    expect(await broken({ Kind: 'version', PolicyArn, Document: policy(EVERYTHING) })).toContain(1);
    const open = policy({
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ids.development}:user/newcomer` },
      Action: 'sts:AssumeRole',
    });
    expect(await broken({ Kind: 'trust', RoleName: 'PreviewPipeline', Document: open })).toEqual([4, 5]);
    expect(
      await broken({
        Kind: 'trust',
        RoleName: 'PreviewPipeline',
        Document: policy({ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' }),
      }),
    ).toEqual([]);
  });

  it('detect a path to administrator access through an unsaved resource policy', async () => {
    const owner = await world.account();
    const invoke = { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '*' } as const;
    await userWith(world, owner, 'sly', invoke);
    const trusting = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
    const Role = await roleOf(owner, 'runs', policy(trusting));
    await owner.run(PutRolePolicy, { RoleName: 'runs', PolicyName: 'all', PolicyDocument: policy(EVERYTHING) });
    const asked = { Code: { ZipFile: new Uint8Array([1]) }, Runtime: 'nodejs22.x', Handler: 'index.handler' };
    const { FunctionArn: Resource = '' } = await owner.run(CreateFunction, { FunctionName: 'job', Role, ...asked });
    const test = 'no-escalation: { principal: user/sly }';
    const open = {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${owner.accountId}:user/sly` },
      Action: 'lambda:UpdateFunctionCode',
      Resource,
    };
    expect(await outcome(test, undefined, owner)).toEqual(['passed']);
    const tried = { Kind: 'resource', Resource, Document: policy(open) } as const;
    expect((await outcome(test, tried, owner))[0]).toBe('failed');
  });

  it('accept the document of an RCP as well as an SCP and refuse an invalid one', async () => {
    const tried = (statement: object) => ({ Kind: 'guardrail', PolicyId: 'p-none', Document: policy(statement) }) as const;
    const test = 'allow: { principal: user/admin, action: iam:ListUsers, resource: "*" }';
    const rcp = tried({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' });
    expect(await outcome(test, rcp)).toEqual(['passed']);
    const Files = [{ Name: 'tests', Source: file(test) }];
    expect(await root.fails(RunAccessTests, { Files, Change: tried({ Effect: 'Maybe' }) })).toMatchObject({
      shape: 'MalformedPolicyDocumentException',
    });
  });

  it('explain failures with the deciding statement or the unexpected principal and path', async () => {
    expect(
      await outcome('account: acme-sandbox, allow: { principal: user/maria, action: ec2:RunInstances, resource: "*" }'),
    ).toEqual([
      'failed',
      'user/maria ec2:RunInstances *: not allowed: statement 1 of the SCP SandboxLimit on Sandbox denies it.',
    ]);
    expect(
      await outcome('account: acme-dev, deny: { principal: user/user-1, action: s3:ListAllMyBuckets, resource: "*" }'),
    ).toEqual([
      'failed',
      'user/user-1 s3:ListAllMyBuckets *: allowed by statement 1 of the policy AmazonS3ReadOnlyAccess of the group S3-Support.',
    ]);
    const who =
      'account: payments, who-can: { action: dynamodb:GetItem, resource: table/payments, exactly: [role/payments-api, role/OrganizationAuditRole] }';
    expect(await outcome(who)).toEqual([
      'failed',
      'role/OrganizationAuditRole should be able to and cannot.',
      'acme:user/admin can by assuming role/OrganizationAccountAccessRole, through AdministratorAccess, and should not.',
      'permission-set/AdministratorAccess can through AdministratorAccess, and should not.',
      'role/OrganizationAccountAccessRole can through AdministratorAccess, and should not.',
    ]);
    expect(await outcome('no-escalation: { principal: [user/kim, user/finn] }')).toEqual([
      'failed',
      'user/kim can make itself an administrator: iam:UpdateLoginProfile on user/admin.',
    ]);
    const more =
      'no-new-access: { principal: user/user-3, reference: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "ec2:Describe*", Resource: "*" }] } }';
    const [status, ...why] = await outcome(more, undefined, world.as(rootCaller(ids.development ?? '')));
    expect([
      status,
      why.length,
      why.some((text) =>
        /by statement 2 of the policy EC2-Operate of the group EC2-Admin: ec2:[A-Z]\w+Instances on /.test(text ?? ''),
      ),
    ]).toEqual(['failed', 2, true]);
  });

  it('are undecided for unknown actions, principals, resources or accounts', async () => {
    expect(await outcome('deny: { principal: user/admin, action: s3:GetObjct, resource: "*" }')).toEqual([
      'undecided',
      'There is no action s3:GetObjct.',
    ]);
    expect(await outcome('deny: { principal: user/nobody, action: s3:GetObject, resource: "*" }')).toEqual([
      'undecided',
      'There is no user nobody in account acme.',
    ]);
    expect(await outcome('deny: { principal: user/admin, action: s3:GetObject, resource: bucket/none }')).toEqual([
      'undecided',
      'There is no bucket none in account acme.',
    ]);
    expect(await outcome('account: nowhere, deny: { principal: user/admin, action: s3:GetObject, resource: "*" }')).toEqual([
      'undecided',
      'There is no account nowhere among the accounts that the tests can use.',
    ]);
  });

  it('apply the given MFA state, source IP, time and condition keys', async () => {
    const Condition = {
      Bool: { 'aws:MultiFactorAuthPresent': 'true' },
      IpAddress: { 'aws:SourceIp': '192.0.2.0/24' },
      DateLessThan: { 'aws:CurrentTime': '2026-06-01T00:00:00Z' },
      StringEquals: { 'aws:UserAgent': 'lab' },
    };
    const { UserName = '' } = (await root.run(CreateUser, { UserName: 'careful' })).User;
    const PolicyDocument = policy({ Effect: 'Allow', Action: 'sqs:ListQueues', Resource: '*', Condition });
    await root.run(PutUserPolicy, { UserName, PolicyName: 'Careful', PolicyDocument });
    const asked = 'principal: user/careful, action: sqs:ListQueues, resource: "*"';
    const when = 'mfa: true, source-ip: 192.0.2.7, time: 2026-05-01T00:00:00Z, context: { aws:UserAgent: lab }';
    expect(await outcome(`when: { ${when} }, allow: { ${asked} }`)).toEqual(['passed']);
    for (const [right, wrong] of [
      ['mfa: true', 'mfa: false'],
      ['192.0.2.7', '198.51.100.7'],
      ['2026-05', '2026-07'],
      ['aws:UserAgent: lab', 'aws:UserAgent: []'],
    ] as const)
      expect(await outcome(`when: { ${when.replace(right, wrong)} }, deny: { ${asked}, how: implicit }`)).toEqual(['passed']);
  });

  it('agree with the policy simulator for every user of an account', async () => {
    const users = await world.database.reader.user.findMany({ where: { accountId: ids.development } });
    const actions = ['s3:ListAllMyBuckets', 'ec2:StartInstances', 'iam:CreateUser', 'ec2:DescribeInstances'];
    for (const { name } of users) {
      const PrincipalArn = `arn:aws:iam::${ids.development}:user/${name}`;
      const { Results } = await root.run(SimulateAccess, { PrincipalArn, Actions: actions, Resources: ['*'] });
      const tests = actions.map(
        (action) => `account: development, allow: { principal: user/${name}, action: ${action}, resource: "*" }`,
      );
      const answers = await run(file(...tests));
      expect(answers.map(({ Status }) => Status)).toEqual(
        Results.map(({ Decision }) => (Decision === 'Allowed' ? 'passed' : 'failed')),
      );
    }
  });
});

describe('RunAccessTests', () => {
  it('requires permission to simulate and reveals nothing about hidden or unknown principals', async () => {
    const ana = await userWith(world, root, 'ana', { Effect: 'Allow', Action: 's3:*', Resource: '*' });
    expect(
      await ana.fails(RunAccessTests, { Files: [{ Name: 'tests', Source: file('no-escalation: { principal: user/kim }') }] }),
    ).toMatchObject({
      shape: 'AccessDenied',
    });
    const ben = await userWith(
      world,
      root,
      'ben',
      { Effect: 'Allow', Action: ['iam:SimulatePrincipalPolicy', 'organizations:ListAccounts'], Resource: '*' },
      { Effect: 'Deny', Action: 'iam:SimulatePrincipalPolicy', Resource: 'arn:aws:iam::*:user/kim' },
    );
    const others = 'no-escalation: { everybody-but: ["*:permission-set/AdministratorAccess"] }';
    expect(await outcome(others, undefined, ben)).toContain("You don't have permission to view the access of 1 other principal.");
    expect(await outcome('deny: { principal: user/kim, action: s3:GetObject, resource: "*" }', undefined, ben)).toEqual([
      'undecided',
      "You don't have permission to view the access of user/kim.",
    ]);
    // Kim can become an administrator. The test must not pass for a viewer who may not know that.
    expect(await outcome('no-escalation: { principal: user/kim }', undefined, ben)).toEqual([
      'undecided',
      "You don't have permission to view the access of user/kim.",
    ]);
    const stranger = 'arn:aws:iam::999999999999:user/someone';
    for (const test of [
      `no-escalation: { principal: "${stranger}" }`,
      `no-new-access: { principal: "${stranger}", policy: ReadOnlyAccess }`,
    ])
      expect(await outcome(test)).toEqual(['undecided', `Nothing is known here about what ${stranger} may do.`]);
  });

  it('names policies and compares with them only if the caller may read them', async () => {
    const dev = world.as(rootCaller(ids.development ?? ''));
    const asks = { Effect: 'Allow', Action: 'iam:SimulatePrincipalPolicy', Resource: '*' } as const;
    const eve = await userWith(world, dev, 'eve', asks);
    const nothing = '{ Version: "2012-10-17", Statement: [{ Effect: Deny, Action: "*", Resource: "*" }] }';
    const test = `no-new-access: { principal: user/eve, reference: ${nothing} }`;
    expect(await outcome(test, undefined, eve)).toEqual([
      'failed',
      'user/eve: more than the reference by statement 1 of the inline policy test.',
    ]);
    expect((await outcome(test, undefined, dev))[1]).toMatch(/the inline policy test: iam:SimulatePrincipalPolicy on /);
    expect(await outcome('no-new-access: { principal: user/eve, policy: DeveloperBoundary }', undefined, eve)).toEqual([
      'undecided',
      "You don't have permission to read the managed policy DeveloperBoundary.",
    ]);
  });

  it('covers only the caller’s account in a member account, without names or policies of others', async () => {
    const sandbox = world.as(rootCaller(ids.sandbox ?? ''));
    expect(
      await outcome('deny: { principal: "acme:user/admin", action: s3:GetObject, resource: "*" }', undefined, sandbox),
    ).toEqual(['undecided', 'There is no account acme among the accounts that the tests can use.']);
    const foreign = `no-new-access: { principal: user/maria, policy: "arn:aws:iam::${ids.development}:policy/DeveloperBoundary" }`;
    expect(await outcome(foreign, undefined, sandbox)).toEqual([
      'undecided',
      `There is no managed policy arn:aws:iam::${ids.development}:policy/DeveloperBoundary.`,
    ]);
    const Files = [{ Name: 'tests', Source: file('allow: { principal: user/maria, action: s3:ListBucket, resource: "*" }') }];
    for (const Resource of ['arn:aws:s3:::acme-orders-archive', 'arn:aws:s3:::nowhere']) {
      const Change = { Kind: 'resource', Resource, Document: policy({ ...EVERYTHING, Principal: '*' }) } as const;
      expect(await sandbox.fails(RunAccessTests, { Files, Change })).toMatchObject({
        shape: 'NoSuchEntityException',
        message: `The resource ${Resource} cannot be found.`,
      });
    }
  });
});

describe('access test files of an account', () => {
  const Name = 'lab-1.access.yaml';
  const Source = file('no-escalation: { everybody-but: [] }');

  it('can be created, listed, run and deleted, and are invisible to other accounts', async () => {
    const [own, other] = [await world.account(), await world.account()];
    await own.run(PutAccessTestFile, { Name, Source, New: true });
    expect(await own.fails(PutAccessTestFile, { Name, Source, New: true })).toMatchObject({
      shape: 'EntityAlreadyExistsException',
    });
    expect((await own.run(ListAccessTestFiles, {})).Files).toMatchObject([
      { Name, Characters: Source.length, UpdatedBy: own.caller.principal.type === 'Root' ? own.caller.principal.arn : '' },
    ]);
    expect((await own.run(RunAccessTests, {})).Files).toMatchObject([{ Name, Results: [{ Status: 'passed' }] }]);
    expect((await other.run(ListAccessTestFiles, {})).Files).toEqual([]);
    expect((await other.run(RunAccessTests, {})).Files).toEqual([]);
    expect(await other.fails(GetAccessTestFile, { Name })).toMatchObject({ shape: 'NoSuchEntityException' });
    expect(await other.fails(DeleteAccessTestFile, { Name })).toMatchObject({ shape: 'NoSuchEntityException' });
    const nobody = await userWith(world, own, 'nobody', { Effect: 'Allow', Action: 'iam:*', Resource: '*' });
    expect(await nobody.fails(PutAccessTestFile, { Name, Source })).toMatchObject({ shape: 'AccessDenied' });
    expect(await nobody.fails(RunAccessTests, {})).toMatchObject({ shape: 'AccessDenied' });
    await own.run(DeleteAccessTestFile, { Name });
    expect((await own.run(ListAccessTestFiles, {})).Files).toEqual([]);
  });

  it('are refused with the line and column of the error', async () => {
    expect(await root.fails(PutAccessTestFile, { Name, Source: 'version: 1\ntests: 3\n' })).toMatchObject({
      message: 'Line 2, column 8: Write the tests as a list under tests:, with at least one.',
    });
  });

  it('can be suggested from current access, and every suggested test passes', async () => {
    for (const id of [root.accountId, ids.payments, ids.production, ids.development]) {
      const member = world.as(rootCaller(id ?? ''));
      const { Source: suggested } = await member.run(SuggestAccessTests, {});
      const results = await run(suggested, undefined, member);
      expect(results.length).toBeGreaterThan(1);
      expect(results.filter(({ Status }) => Status !== 'passed')).toEqual([]);
    }
  });
});

describe('a large file of access tests', () => {
  it('returns its results in the order of the tests', async () => {
    const tests = Array.from(
      { length: 300 },
      (_, at) =>
        `account: acme-dev, ${at % 2 ? 'deny' : 'allow'}: { principal: user/user-${(at % 3) + 1}, action: s3:GetObject, resource: "arn:aws:s3:::some-${at}/x" }`,
    );
    const { Files } = await root.run(RunAccessTests, { Files: [{ Name: 'tests', Source: file(...tests) }] });
    expect(Files[0]?.Results).toHaveLength(300);
  });
});

it('the published JSON schema for editors equals the schema that validates files', () => {
  expect(JSON.parse(readFileSync('docs/access-tests.schema.json', 'utf8'))).toEqual(accessTestsSchema());
});

describe('tests about effective policies', () => {
  const AI = 'AISERVICES_OPT_OUT_POLICY';
  let organization: OrganizationWorld;
  let member: Actor;
  beforeAll(async () => {
    organization = await createOrganizationWorld();
    const { management, rootId } = organization;
    member = await organization.member('payments');
    const rule = { tag_key: { '@@assign': 'Team' }, tag_value: { '@@assign': ['Red', 'Blue*'] } };
    const enforced = { ...rule, enforced_for: { '@@assign': ['sqs:queue'] } };
    const given = [
      [AI, { services: { default: { opt_out_policy: { '@@assign': 'optOut' } } } }, member.accountId],
      ['TAG_POLICY', { tags: { team: enforced } }, rootId],
    ] as const;
    for (const [Type, content, TargetId] of given) {
      await enablePolicyType(management, Type);
      const { Policy } = await management.run(CreateOrganizationPolicy, {
        ...{ Name: 'own', Description: '', Type, Content: JSON.stringify(content) },
      });
      await management.run(AttachOrganizationPolicy, { PolicyId: Policy.PolicySummary.Id, TargetId });
    }
  });
  afterAll(() => organization.close());

  const told = (test: string, actor = organization.management) => outcome(test, undefined, actor);
  const optOut = (rest: string) => `effective-policy: { type: ${AI}, path: [services, default, opt_out_policy], ${rest} }`;
  const values = (rest: string) => `effective-policy: { type: TAG_POLICY, path: [tags, team, tag_value], ${rest} }`;
  const tag = (resource: string, value: string, is: string) =>
    `tag: { resource: "${resource}", key: Team, value: ${value}, is: ${is} }`;

  it('compare settings of accounts, and name the account and the value', async () => {
    expect(await told(optOut('of: payments, equals: optOut'))).toEqual(['passed']);
    expect(await told(optOut('of: "*", equals: optOut'))).toEqual([
      'failed',
      'management: services / default / opt_out_policy is not set.',
    ]);
    expect(await told(optOut('equals: optOut'), member)).toEqual(['passed']);
    expect(await told(optOut('absent: true'))).toEqual(['passed']);
    expect(await told(optOut('of: payments, absent: true'))).toEqual([
      'failed',
      'payments: services / default / opt_out_policy is set.',
    ]);
    expect(await told(values('equals: ["Blue*", Red]'))).toEqual(['passed']);
    expect((await told(values('equals: [Red, Red]')))[0]).toBe('failed');
    expect(await told('effective-policy: { type: TAG_POLICY, path: [tags, TEAM, tag_value], contains: Red }')).toEqual([
      'passed',
    ]);
    expect((await told('effective-policy: { type: TAG_POLICY, path: [tags, Team, tag_value], absent: true }'))[0]).toBe('failed');
    expect(await told(values('contains: Red'))).toEqual(['passed']);
    expect(await told(values('contains: [Red, Green]'))).toEqual([
      'failed',
      'management: tags / team / tag_value is Red, Blue*, without Green.',
    ]);
    expect(await told('effective-policy: { type: TAG_POLICY, path: [tags], equals: Red }')).toEqual([
      'failed',
      'management: tags has no value, but members.',
    ]);
  });

  it('tell how a tag is treated', async () => {
    expect(await told(tag('sqs:queue', 'Blue-1', 'compliant'))).toEqual(['passed']);
    expect(await told(tag('sqs:queue', 'Green', 'refused'))).toEqual(['passed']);
    expect(await told(tag('sns:topic', 'Green', 'reported'))).toEqual(['passed']);
    expect(await told(tag('sqs:queue', 'Red', 'refused'))).toEqual([
      'failed',
      'management: the tag Team=Red on sqs:queue is compliant, and not refused.',
    ]);
    expect((await told(tag('sqs:queues', 'Red', 'refused')))[0]).toBe('undecided');
  });

  it('are suggested for the settings in force now, and every suggested test passes', async () => {
    const suggested = async (actor: Actor) => (await actor.run(SuggestAccessTests, {})).Source;
    const all = await suggested(organization.management);
    expect(all).toContain(`name: "${AI} of payments: services / default / opt_out_policy"`);
    expect(all).toContain('name: "TAG_POLICY of every account: tags / team / tag_value"');
    const own = await suggested(member);
    expect(own).toContain('type: TAG_POLICY');
    expect(own).not.toContain('of: ');
    for (const [source, actor] of [
      [all, organization.management],
      [own, member],
    ] as const) {
      const results = await run(source, undefined, actor);
      expect(results.filter(({ Assertion }) => Assertion === 'effective-policy').length).toBeGreaterThan(2);
      expect(results.filter(({ Status }) => Status !== 'passed')).toEqual([]);
    }
    const blind = await userWith(organization, member, 'blind', { Effect: 'Allow', Action: ['iam:*'], Resource: '*' });
    expect(await suggested(blind)).not.toContain('effective-policy');
  });

  it('are undecided without permission to see effective policies, and refused with the line of an error', async () => {
    const reader = await userWith(organization, member, 'reader', {
      Effect: 'Allow',
      Action: ['iam:*', 'gatehouse:*'],
      Resource: '*',
    });
    expect(await told(optOut('equals: optOut'), reader)).toEqual([
      'undecided',
      "You don't have permission to view the effective policies of payments.",
    ]);
    const wrong = file(optOut('equals: optOut'), optOut('equals: optOut, contains: optOut'), optOut('of: "*"'));
    const { Files } = await member.run(RunAccessTests, { Files: [{ Name: 'tests', Source: wrong }] });
    expect(Files[0]?.Issues.map(({ Line, Message }) => [Line, Message])).toEqual([
      [4, 'Say one of equals, contains and absent: true.'],
      [5, 'Say one of equals, contains and absent: true.'],
    ]);
  });
});
