import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../db/test-database';
import type { PackOperation } from '../../format/schema';
import { readPack } from '../../read-pack';
import { type Game, look, newAttempt, play } from '../../try/play';

const startedAt = new Date('2026-03-02T09:00:00Z');

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const TRUST = policy({
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: { AWS: '{{account.stranger}}' },
  Condition: { StringEquals: { 'sts:ExternalId': 'x-1' } },
});

const by = (as: string, name: string, input: object = {}, save?: Record<string, string>): PackOperation => ({
  as,
  do: name,
  input: { ...input },
  ...(save && { save }),
});
const iam = (name: string, input: object, save?: Record<string, string>) => by('user/admin@main', `iam:${name}`, input, save);
const organization = (name: string, input: object, save?: Record<string, string>) =>
  by('user/admin@main', `organizations:${name}`, input, save);

/** An organization with an account dev in the OU Work and an empty OU Play, and an account outside it. */
const SETUP = [
  by('root@main', 'iam:CreateUser', { UserName: 'admin' }),
  by('root@main', 'iam:AttachUserPolicy', { UserName: 'admin', PolicyArn: ADMINISTRATOR }),
  organization('CreateOrganization', { FeatureSet: 'ALL' }),
  organization('ListRoots', {}, { root: '/Roots/0/Id' }),
  organization('EnablePolicyType', { RootId: '{{ref.root}}', PolicyType: 'SERVICE_CONTROL_POLICY' }),
  ...['Work', 'Play'].map((Name) =>
    organization(
      'CreateOrganizationalUnit',
      { ParentId: '{{ref.root}}', Name },
      { [Name.toLowerCase()]: '/OrganizationalUnit/Id' },
    ),
  ),
  organization(
    'CreateAccount',
    { AccountName: 'dev', Email: 'dev-{{code}}@example.com' },
    { request: '/CreateAccountStatus/Id' },
  ),
  organization(
    'DescribeCreateAccountStatus',
    { CreateAccountRequestId: '{{ref.request}}' },
    { dev: '/CreateAccountStatus/AccountId' },
  ),
  organization('MoveAccount', {
    AccountId: '{{ref.dev}}',
    SourceParentId: '{{ref.root}}',
    DestinationParentId: '{{ref.work}}',
  }),
  iam('CreateGroup', { GroupName: 'Staff' }),
  iam('PutGroupPolicy', {
    GroupName: 'Staff',
    PolicyName: 'Work',
    PolicyDocument: policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }),
  }),
  iam('CreateUser', { UserName: 'ana' }),
  iam('CreateUser', { UserName: 'ben' }),
  iam('AddUserToGroup', { UserName: 'ben', GroupName: 'Staff' }),
  iam('CreateUser', { UserName: 'intruder' }),
  iam('AttachUserPolicy', { UserName: 'intruder', PolicyArn: ADMINISTRATOR }),
  iam('CreateAccessKey', { UserName: 'intruder' }, { key: '/AccessKey/AccessKeyId' }),
  iam('CreateRole', { RoleName: 'Audit', AssumeRolePolicyDocument: TRUST }),
  by('user/admin@main', 's3:CreateBucket', { Bucket: 'bucket-{{code}}' }),
];

async function gameWith(check: object): Promise<Game> {
  const scenario = {
    format: 2,
    id: 'compared',
    version: '1.0.0',
    language: 'en',
    title: 'Compared',
    level: 1,
    minutes: 5,
    topics: ['POL'],
    story: 'A story.',
    debrief: 'A debrief.',
    accounts: { main: { name: 'main' }, stranger: { name: 'stranger' } },
    personas: { admin: { as: 'user/admin@main', about: 'Administrator', main: true } },
    setup: SETUP,
    steps: [{ id: 'one', title: 'One', do: 'Do it.', checks: [{ id: 'check', say: 'Not yet.', ...check }] }],
    solution: [],
  };
  const { pack, problems } = await readPack(new Map([['scenario.yaml', JSON.stringify(scenario)]]));
  expect(problems).toEqual([]);
  if (!pack) throw new Error('The pack is not valid.');
  return { pack, database, startedAt };
}

async function outcomeOf(check: object, operations: readonly PackOperation[]): Promise<string | undefined> {
  const game = await gameWith(check);
  const attempt = await newAttempt(game);
  await play(game, attempt, operations);
  const [outcome] = await look(game, attempt, {});
  return outcome?.outcome === 'error' || outcome?.outcome === 'undecided' ? outcome.why : outcome?.outcome;
}

const trust = (PolicyDocument: object) => iam('UpdateAssumeRolePolicy', { RoleName: 'Audit', PolicyDocument });
const [ALLOWED] = TRUST.Statement as [Record<string, object>];

describe('noOtherWayIn', () => {
  const check = { kind: 'noOtherWayIn', to: 'role/Audit@main', only: TRUST };
  it.each([
    ['the same policy', [], 'pass'],
    ['in other words', [trust(policy(ALLOWED, { ...ALLOWED, Sid: 'Again', Action: ['sts:assumerole'] }))], 'pass'],
    [
      'another external id as well',
      [trust(policy(ALLOWED, { ...ALLOWED, Condition: { StringEquals: { 'sts:ExternalId': 'x-2' } } }))],
      'fail',
    ],
    ['without the external id', [trust(policy({ ...ALLOWED, Condition: undefined }))], 'fail'],
    [
      'a user of the own account as well',
      [trust(policy(ALLOWED, { ...ALLOWED, Principal: { AWS: 'arn:aws:iam::{{account.main}}:user/ana' } }))],
      'fail',
    ],
    [
      'a service as well',
      [trust(policy(ALLOWED, { ...ALLOWED, Principal: { Service: 'ec2.amazonaws.com' }, Condition: undefined }))],
      'fail',
    ],
    [
      'one address only',
      [trust(policy({ ...ALLOWED, Condition: { ...ALLOWED.Condition, IpAddress: { 'aws:SourceIp': '192.0.2.10' } } }))],
      'fail',
    ],
    ['a role that is gone', [iam('DeleteRole', { RoleName: 'Audit' })], 'fail'],
  ] as const)('%s', async (_, operations, expected) => {
    expect(await outcomeOf(check, operations)).toBe(expected);
  });

  it('compares with the start', async () => {
    const same = { ...check, only: { start: true } };
    expect(await outcomeOf(same, [])).toBe('pass');
    expect(await outcomeOf(same, [trust(policy({ ...ALLOWED, Condition: undefined }))])).toBe('fail');
  });
});

const scp = (content: object, target: string, key: string): PackOperation[] => [
  organization(
    'CreatePolicy',
    { Name: key, Description: '', Type: 'SERVICE_CONTROL_POLICY', Content: JSON.stringify(content) },
    { [key]: '/Policy/PolicySummary/Id' },
  ),
  organization('AttachPolicy', { PolicyId: `{{ref.${key}}}`, TargetId: target }),
];
const FULL = 'p-FullAWSAccess';
const THREE = ['s3:*', 'dynamodb:*', 'logs:*'];

describe('sameEffect', () => {
  const check = {
    kind: 'sameEffect',
    at: 'work',
    reference: policy({ Effect: 'Allow', Action: THREE, Resource: '*' }),
  };
  const list = policy({ Effect: 'Allow', Action: THREE, Resource: '*' });
  const denied = policy({ Effect: 'Deny', NotAction: THREE, Resource: '*' });
  const detach = (TargetId: string) => organization('DetachPolicy', { PolicyId: FULL, TargetId });
  it.each([
    ['nothing', [], 'fail'],
    ['an allow list', [...scp(list, '{{ref.work}}', 'list'), detach('{{ref.work}}')], 'pass'],
    ['a Deny of everything else', scp(denied, '{{ref.work}}', 'deny'), 'pass'],
    ['beside FullAWSAccess', scp(list, '{{ref.work}}', 'list'), 'fail'],
    [
      'one service more',
      [
        ...scp(policy({ Effect: 'Allow', Action: [...THREE, 'kms:*'], Resource: '*' }), '{{ref.work}}', 'list'),
        detach('{{ref.work}}'),
      ],
      'fail',
    ],
    [
      'one service less',
      scp(policy({ Effect: 'Deny', NotAction: THREE.slice(1), Resource: '*' }), '{{ref.work}}', 'deny'),
      'fail',
    ],
    ['at today’s account, not at the OU', scp(denied, '{{ref.dev}}', 'deny'), 'fail'],
    ['one level too high', scp(denied, '{{ref.root}}', 'deny'), 'fail'],
    [
      'in an empty OU as well',
      [
        ...scp(denied, '{{ref.work}}', 'deny'),
        organization('AttachPolicy', { PolicyId: '{{ref.deny}}', TargetId: '{{ref.play}}' }),
      ],
      'fail',
    ],
    [
      'in one Region only',
      scp(
        policy({
          Effect: 'Deny',
          NotAction: THREE,
          Resource: '*',
          Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } },
        }),
        '{{ref.work}}',
        'deny',
      ),
      'fail',
    ],
  ] as const)('%s', async (_, operations, expected) => {
    expect(await outcomeOf(check, operations)).toBe(expected);
  });
});

describe('sameEffect between two limits', () => {
  const allow = (...Action: string[]) => policy({ Effect: 'Allow', Action, Resource: '*' });
  const check = { kind: 'sameEffect', at: 'work', least: allow('s3:*'), most: allow(...THREE), elsewhere: 'free' };
  const deny = (...NotAction: string[]) => policy({ Effect: 'Deny', NotAction, Resource: '*' });
  it.each([
    ['the least', scp(deny('s3:*'), '{{ref.work}}', 'deny'), 'pass'],
    ['the most', scp(deny(...THREE), '{{ref.work}}', 'deny'), 'pass'],
    ['less', scp(deny('s3:Get*'), '{{ref.work}}', 'deny'), 'fail'],
    ['more', scp(deny(...THREE, 'kms:*'), '{{ref.work}}', 'deny'), 'fail'],
    ['one level too high, where others are free', scp(deny('s3:*'), '{{ref.root}}', 'deny'), 'pass'],
  ] as const)('%s', async (_, operations, expected) => {
    expect(await outcomeOf(check, operations)).toBe(expected);
  });

  it('compares only a part', async () => {
    const operations = scp(policy({ Effect: 'Deny', Action: 's3:PutObject', Resource: '*' }), '{{ref.work}}', 'deny');
    const part = (...actions: string[]) => ({
      kind: 'sameEffect',
      at: 'work',
      reference: policy({ Effect: 'Allow', NotAction: 's3:PutObject', Resource: '*' }),
      within: { actions },
    });
    expect(await outcomeOf(part('s3:*'), operations)).toBe('pass');
    expect(await outcomeOf(part('s3:PutObject'), [])).toBe('fail');
    const others = scp(policy({ Effect: 'Deny', Action: ['s3:PutObject', 'ec2:*'], Resource: '*' }), '{{ref.work}}', 'deny');
    expect(await outcomeOf(part('s3:*'), others)).toBe('pass');
    expect(await outcomeOf(part('*'), others)).toBe('fail');
  });
});

describe('unchangedElsewhere', () => {
  const check = { kind: 'unchangedElsewhere', but: ['user/ana@main'] };
  const inline = (UserName: string, Statement: object) =>
    iam('PutUserPolicy', { UserName, PolicyName: 'Own', PolicyDocument: policy(Statement) });
  const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
  const WRITE = { ...READ, Action: 's3:PutObject' };
  it.each([
    ['nothing', [], 'pass'],
    [
      'the user of the task',
      [inline('ana', WRITE), iam('CreateLoginProfile', { UserName: 'ana', Password: 'Long-enough-{{code}}-1' })],
      'pass',
    ],
    [
      'by a new group',
      [
        iam('CreateGroup', { GroupName: 'New' }),
        iam('AddUserToGroup', { UserName: 'ana', GroupName: 'New' }),
        iam('PutGroupPolicy', { GroupName: 'New', PolicyName: 'P', PolicyDocument: policy(WRITE) }),
      ],
      'pass',
    ],
    ['a policy that somebody else has twice', [inline('ben', READ)], 'pass'],
    ['more for somebody else', [inline('ben', WRITE)], 'fail'],
    [
      'less for a group, which has one member',
      [iam('DeleteGroupPolicy', { GroupName: 'Staff', PolicyName: 'Work' }), inline('ben', READ)],
      'fail',
    ],
    ['a password of somebody else', [iam('CreateLoginProfile', { UserName: 'ben', Password: 'Long-enough-{{code}}-1' })], 'fail'],
    ['another name of somebody else', [iam('UpdateUser', { UserName: 'ben', NewUserName: 'bob' })], 'fail'],
    ['a new user', [iam('CreateUser', { UserName: 'cleo' })], 'fail'],
    ['a trust policy that lets others in', [trust(policy({ ...ALLOWED, Condition: undefined }))], 'fail'],
    ['an SCP over an empty OU', scp(policy({ Effect: 'Deny', Action: 's3:*', Resource: '*' }), '{{ref.play}}', 'deny'), 'fail'],
  ] as const)('%s', async (_, operations, expected) => {
    expect(await outcomeOf(check, operations)).toBe(expected);
  });

  it('counts the first policy of a resource', async () => {
    const Principal = { AWS: '{{account.stranger}}' };
    const Policy = policy({ Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: 'arn:aws:s3:::bucket-{{code}}/*' });
    const put = by('user/admin@main', 's3:PutBucketPolicy', { Bucket: 'bucket-{{code}}', Policy });
    expect(await outcomeOf(check, [put])).toBe('fail');
    expect(await outcomeOf({ ...check, but: ['arn:aws:s3:::bucket-{{code}}'] }, [put])).toBe('pass');
  });

  it('lets users be added where the task says so', async () => {
    const free = { ...check, mayAdd: ['User'] };
    const added = [
      iam('CreateUser', { UserName: 'cleo' }),
      iam('CreateLoginProfile', { UserName: 'cleo', Password: 'Long-enough-{{code}}-1' }),
    ];
    expect(await outcomeOf(free, added)).toBe('pass');
    expect(await outcomeOf(free, [...added, iam('CreateAccessKey', { UserName: 'ben' })])).toBe('fail');
  });
});

describe('nothingLeft', () => {
  const check = { kind: 'nothingLeft', of: ['user/intruder@main', 'key/key'] };
  const key = { UserName: 'intruder', AccessKeyId: '{{ref.key}}' };
  const detach = iam('DetachUserPolicy', { UserName: 'intruder', PolicyArn: ADMINISTRATOR });
  const withoutKey = iam('UpdateAccessKey', { ...key, Status: 'Inactive' });
  it.each([
    ['nothing', [], 'fail', 'fail'],
    ['deleted', [detach, iam('DeleteAccessKey', key), iam('DeleteUser', { UserName: 'intruder' })], 'pass', 'pass'],
    ['another name', [iam('UpdateUser', { UserName: 'intruder', NewUserName: 'innocent' })], 'fail', 'fail'],
    ['without power', [detach, withoutKey], 'fail', 'pass'],
    ['with its policy', [withoutKey], 'fail', 'fail'],
    ['with its key', [detach], 'fail', 'fail'],
    [
      'with a role that trusts it',
      [
        detach,
        withoutKey,
        trust(policy({ ...ALLOWED, Principal: { AWS: 'arn:aws:iam::{{account.main}}:user/intruder' }, Condition: undefined })),
      ],
      'fail',
      'fail',
    ],
    [
      'deleted, and another user with its name',
      [
        detach,
        iam('DeleteAccessKey', key),
        iam('DeleteUser', { UserName: 'intruder' }),
        iam('CreateUser', { UserName: 'intruder' }),
      ],
      'pass',
      'pass',
    ],
  ] as const)('%s', async (_, operations, expected, whenPowerless) => {
    expect(await outcomeOf(check, operations)).toBe(expected);
    expect(await outcomeOf({ ...check, or: 'powerless' }, operations)).toBe(whenPowerless);
  });
});

describe('nothingLeft of a role', () => {
  const check = { kind: 'nothingLeft', of: ['role/Audit@main'], or: 'powerless' };
  const denied = policy({ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' });
  it.each([
    ['that somebody can assume', [], 'fail'],
    ['that nobody can assume', [trust(denied)], 'pass'],
    ['that has a policy', [trust(denied), iam('AttachRolePolicy', { RoleName: 'Audit', PolicyArn: ADMINISTRATOR })], 'fail'],
    ['that is gone', [iam('DeleteRole', { RoleName: 'Audit' })], 'pass'],
  ] as const)('%s', async (_, operations, expected) => {
    expect(await outcomeOf(check, operations)).toBe(expected);
  });
});

describe('noEscalation of everybody but', () => {
  const check = { kind: 'noEscalation', but: ['user/admin@main', 'access@dev'] };
  it.each([
    ['an intruder', [], 'fail'],
    ['nobody else', [iam('DetachUserPolicy', { UserName: 'intruder', PolicyArn: ADMINISTRATOR })], 'pass'],
    [
      'somebody who gives himself a policy',
      [
        iam('DetachUserPolicy', { UserName: 'intruder', PolicyArn: ADMINISTRATOR }),
        iam('PutUserPolicy', {
          UserName: 'ana',
          PolicyName: 'P',
          PolicyDocument: policy({ Effect: 'Allow', Action: 'iam:AttachUserPolicy', Resource: '*' }),
        }),
      ],
      'fail',
    ],
  ] as const)('%s', async (_, operations, expected) => {
    expect(await outcomeOf(check, operations)).toBe(expected);
  });
});

describe('event with distinct', () => {
  const check = { kind: 'event', name: 'iam:GetUser', distinct: '/requestParameters/userName', count: { min: 2 } };
  it.each([
    ['the same twice', ['ana', 'ana'], 'fail'],
    ['two different ones', ['ana', 'ben'], 'pass'],
  ] as const)('%s', async (_, names, expected) => {
    expect(
      await outcomeOf(
        check,
        names.map((UserName) => iam('GetUser', { UserName })),
      ),
    ).toBe(expected);
  });
});
