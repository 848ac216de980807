import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../db/test-database';
import type { CheckOutcome } from '../../attempt';
import type { PackOperation } from '../../format/schema';
import { readPack } from '../../read-pack';
import { type Game, look, newAttempt, play } from '../../try/play';

const startedAt = new Date('2026-03-02T09:00:00Z');

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const READ = { Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: '*' };
const WORK = { Version: '2012-10-17', Statement: [READ] };

/** A pack with the users ana and ben in the group Staff, which may read S3, and with one check. */
async function gameWith(check: object): Promise<Game> {
  const by = { as: 'root@dev' };
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
    accounts: { dev: { name: 'development' } },
    personas: { ana: { as: 'user/ana@dev', about: 'Ana', main: true } },
    setup: [
      { ...by, do: 'iam:CreateGroup', input: { GroupName: 'Staff' } },
      { ...by, do: 'iam:PutGroupPolicy', input: { GroupName: 'Staff', PolicyName: 'Work', PolicyDocument: WORK } },
      ...['ana', 'ben'].flatMap((UserName) => [
        { ...by, do: 'iam:CreateUser', input: { UserName } },
        { ...by, do: 'iam:AddUserToGroup', input: { UserName, GroupName: 'Staff' } },
      ]),
    ],
    steps: [{ id: 'one', title: 'One', do: 'Do it.', checks: [{ id: 'check', say: 'Not yet.', ...check }] }],
    solution: [],
  };
  const { pack, problems } = await readPack(new Map([['scenario.yaml', JSON.stringify(scenario)]]));
  expect(problems).toEqual([]);
  if (!pack) throw new Error('The pack is not valid.');
  return { pack, database, startedAt };
}

async function outcomeOf(check: object, operations: readonly PackOperation[]): Promise<CheckOutcome | undefined> {
  const game = await gameWith(check);
  const attempt = await newAttempt(game);
  await play(game, attempt, operations);
  return (await look(game, attempt, {}))[0];
}

const inline = (UserName: string, ...Statement: object[]): PackOperation => ({
  as: 'root@dev',
  do: 'iam:PutUserPolicy',
  input: { UserName, PolicyName: 'Own', PolicyDocument: { Version: '2012-10-17', Statement } },
});
const ofGroup = (...Statement: object[]): PackOperation => ({
  as: 'root@dev',
  do: 'iam:PutGroupPolicy',
  input: { GroupName: 'Staff', PolicyName: 'Work', PolicyDocument: { Version: '2012-10-17', Statement } },
});
const boundary = (name: string, Statement: object): PackOperation[] => [
  {
    as: 'root@dev',
    do: 'iam:CreatePolicy',
    input: { PolicyName: name, PolicyDocument: { Version: '2012-10-17', Statement: [Statement] } },
    save: { boundary: '/Policy/Arn' },
  },
  {
    as: 'root@dev',
    do: 'iam:PutUserPermissionsBoundary',
    input: { UserName: 'ana', PermissionsBoundary: '{{ref.boundary}}' },
  },
];

const ANA = 'user/ana@dev';
const STAFF = { group: 'Staff@dev' };
const same = { kind: 'equalAccess', reference: WORK };
const DENY = { Effect: 'Deny', Action: 's3:GetObject', Resource: '*' };
const MORE = { Effect: 'Allow', Action: 's3:PutObject', Resource: '*' };
const NO_MFA = { Null: { 'aws:MultiFactorAuthPresent': 'true' } };

it.each([
  ['the same access', { ...same, who: ANA }, [], 'pass'],
  [
    'the same access in other statements',
    { ...same, who: ANA },
    [ofGroup({ ...READ, Action: 's3:GetObject' }, { ...READ, Action: 's3:listbucket' })],
    'pass',
  ],
  ['one action more', { ...same, who: ANA }, [inline('ana', MORE)], 'fail'],
  ['one action less', { ...same, who: ANA }, [inline('ana', DENY)], 'fail'],
  ['less where less is right', { ...same, kind: 'atMost', who: ANA }, [inline('ana', DENY)], 'pass'],
  ['more where more is right', { ...same, kind: 'atLeast', who: ANA }, [inline('ana', MORE)], 'pass'],
  ['too much under a boundary', { ...same, who: ANA }, [inline('ana', MORE), ...boundary('Limit', READ)], 'pass'],
  [
    'only until some day',
    { ...same, kind: 'atLeast', who: ANA },
    [ofGroup({ ...READ, Condition: { DateLessThan: { 'aws:CurrentTime': '2099-01-01T00:00:00Z' } } })],
    'fail',
  ],
  ['one member forgotten', { ...same, who: STAFF }, [inline('ben', DENY)], 'fail'],
  [
    'today’s members, and nobody who joins later',
    { ...same, who: STAFF },
    [ofGroup(DENY), inline('ana', READ), inline('ben', READ)],
    'fail',
  ],
  ['a group that is gone', { ...same, who: { group: 'Nobody@dev' } }, [], 'fail'],
  ['what somebody could do at the start', { kind: 'equalAccess', who: ANA, reference: { start: 'same' } }, [], 'pass'],
  [
    'less than at the start',
    { kind: 'equalAccess', who: ANA, reference: { start: 'user/ben@dev' } },
    [inline('ana', DENY)],
    'fail',
  ],
  [
    'the start and more',
    { kind: 'equalAccess', who: ANA, reference: { start: 'same', plus: { Version: '2012-10-17', Statement: [MORE] } } },
    [inline('ana', MORE)],
    'pass',
  ],
  [
    'a change outside the compared actions',
    { ...same, who: ANA, within: { actions: ['s3:GetObject'] } },
    [inline('ana', MORE)],
    'pass',
  ],
  [
    'a change outside the compared resources',
    { ...same, who: ANA, within: { resources: ['arn:aws:s3:::one/*'] } },
    [inline('ana', { ...DENY, Resource: 'arn:aws:s3:::two/*' })],
    'pass',
  ],
  [
    'a change inside the compared resources',
    { ...same, who: ANA, within: { resources: ['arn:aws:s3:::one/*'] } },
    [inline('ana', { ...DENY, Resource: 'arn:aws:s3:::one/a*' })],
    'fail',
  ],
  ['an ignored action', { ...same, who: ANA, ignore: ['s3:Put*'] }, [inline('ana', MORE)], 'pass'],
  [
    'refused without MFA, where MFA is given',
    { ...same, who: ANA, when: { 'aws:MultiFactorAuthPresent': 'true' } },
    [inline('ana', { ...DENY, Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } })],
    'pass',
  ],
  [
    'refused without MFA, where none is given',
    { ...same, who: ANA, when: { 'aws:MultiFactorAuthPresent': null } },
    [inline('ana', { ...DENY, Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } })],
    'fail',
  ],
  [
    'nothing at all without MFA',
    { kind: 'atMost', who: STAFF, reference: { nothing: true }, when: { 'aws:MultiFactorAuthPresent': null } },
    [ofGroup({ ...READ, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } })],
    'pass',
  ],
  [
    'something without MFA',
    { kind: 'atMost', who: STAFF, reference: { nothing: true }, when: { 'aws:MultiFactorAuthPresent': null } },
    [
      ofGroup({ ...READ, Condition: NO_MFA }),
      inline('ben', { ...READ, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
    ],
    'fail',
  ],
  [
    'a Deny that holds whatever is given',
    { kind: 'atMost', who: STAFF, given: 'everything', within: { actions: ['s3:GetObject'] }, reference: { nothing: true } },
    [ofGroup(DENY)],
    'pass',
  ],
  [
    'a missing Allow, which anybody may give',
    { kind: 'atMost', who: STAFF, given: 'everything', within: { actions: ['s3:PutObject'] }, reference: { nothing: true } },
    [],
    'fail',
  ],
  ['a policy of AWS', { kind: 'atMost', who: ANA, reference: { managed: 'AmazonS3ReadOnlyAccess' } }, [], 'pass'],
  [
    'between two references',
    { kind: 'equalAccess', who: ANA, least: WORK, most: { managed: 'AmazonS3FullAccess' } },
    [inline('ana', MORE)],
    'pass',
  ],
] as const)('%s', async (_, check, operations, wanted) => {
  const outcome = await outcomeOf(check, operations);
  expect(outcome?.why).toBeUndefined();
  expect(outcome?.outcome).toBe(wanted);
});

it('says the direction of a difference, and names actions only after hints', async () => {
  const outcome = await outcomeOf({ ...same, who: STAFF }, [inline('ben', MORE)]);
  expect(outcome?.sentences?.seen).toBe(
    'Something is still possible that the task does not ask for. This concerns ben, but not everybody in the group.',
  );
  const less = await outcomeOf({ ...same, who: ANA }, [inline('ana', DENY)]);
  expect(less?.sentences?.seen).toBe('Something that the task asks for is not possible yet. This concerns ana.');
});

it('refuses these checks in a pack of format 1', async () => {
  const { problems } = await readPack(
    new Map([['scenario.yaml', JSON.stringify({ ...(await gameWith({ ...same, who: ANA })).pack.scenario, format: 1 })]]),
  );
  expect(problems.map(({ message }) => message)).toContain('A check of the kind equalAccess needs format: 2.');
});
