import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestWorld, type TestWorld } from '../core/test-world';
import { CreateAccessKey } from '../iam/access-key/operations';
import { CreateUser, ListUsers } from '../iam/user/operations';
import { buildAttempt } from './build-attempt';
import { evaluate } from './checks/evaluate';
import type { PackOperation } from './format/schema';
import type { Pack } from './pack';
import { readPack } from './read-pack';
import { recordOperations } from './record/record';
import { runOperationsOf } from './run/solution';
import { shownPersona } from './shown';

const START = new Date('2026-03-01T12:00:00Z');
let world: TestWorld;
let victim: Awaited<ReturnType<TestWorld['account']>>;
let victimEmail: string;
beforeAll(async () => {
  world = await createTestWorld();
  victim = await world.account('victim');
  await victim.run(CreateUser, { UserName: 'secret-name' });
  victimEmail = (await world.database.reader.account.findUniqueOrThrow({ where: { id: victim.accountId } })).email;
});
afterAll(() => world.close());

const SCENARIO = {
  format: 1,
  id: 'hostile',
  version: '1.0.0',
  language: 'en',
  title: 'Hostile',
  level: 1,
  minutes: 5,
  topics: ['USERS'],
  story: 'Story',
  debrief: 'Debrief',
  accounts: { dev: { name: 'development' } },
  personas: { admin: { as: 'user/admin@dev', about: 'Administrator', main: true } },
  setup: [] as object[],
  steps: [
    {
      id: 'one',
      title: 'One',
      do: 'Do it',
      checks: [
        { id: 'check', kind: 'state', account: 'dev', read: 'iam:ListUsers', expect: { '/Users': { count: 9 } }, say: 'No.' },
      ],
    },
  ],
  solution: [] as object[],
};
const ADMIN = { as: 'root@dev', do: 'iam:CreateUser', input: { UserName: 'admin' } };
/** Returns calls whose answer contains any text. */
const tell = (value: string, key = 'told') => [
  { as: 'root@dev', do: 'iam:TagUser', input: { UserName: 'admin', Tags: [{ Key: 'a', Value: value }] } },
  { as: 'root@dev', do: 'iam:ListUserTags', input: { UserName: 'admin' }, save: { [key]: '/Tags/0/Value' } },
];

const read = (changes: object) => readPack(new Map([['scenario.yaml', JSON.stringify({ ...SCENARIO, ...changes })]]));
async function packOf(changes: object): Promise<Pack> {
  const { pack, problems } = await read(changes);
  expect(problems).toEqual([]);
  return pack as Pack;
}
let attempts = 0;
const build = (pack: Pack, milliseconds?: number) =>
  buildAttempt(pack, {
    attemptId: `hostile-${++attempts}`,
    startedAt: START,
    database: world.database,
    passwordOf: async () => 'Amber-Harbor-Lantern-47',
    milliseconds,
  });
const built = async (...setup: object[]) => build(await packOf({ setup: [ADMIN, ...setup] }));
const NOT_OWN = /account that is not of the attempt/;

describe('a hostile pack', () => {
  it('cannot act in another account under any identity', async () => {
    await expect(built(...tell(victim.accountId), { as: 'root@told', do: 'iam:ListUsers' })).rejects.toThrow(NOT_OWN);
    const { AccessKey } = await victim.run(CreateAccessKey, { UserName: 'secret-name' });
    await expect(built(...tell(AccessKey.AccessKeyId), { as: 'session/told', do: 'iam:ListUsers' })).rejects.toThrow(NOT_OWN);
    // A literal account id is not a key of the pack's accounts.
    const { problems } = await read({ setup: [{ as: `root@${victim.accountId}`, do: 'iam:ListUsers' }] });
    expect(problems.length).toBeGreaterThan(0);
    await expect(built(...tell(`root@${victim.accountId}`), { as: '{{ref.told}}', do: 'iam:ListUsers' })).rejects.toThrow();
  });

  it('has no access to an account that is later created with a guessed ID', async () => {
    const id = '123456789012';
    const pack = await packOf({
      setup: [ADMIN, ...tell(id)],
      personas: { ...SCENARIO.personas, owner: { as: 'root@told', about: 'Owner' } },
      steps: [
        {
          ...SCENARIO.steps[0],
          checks: [{ ...SCENARIO.steps[0]?.checks[0], account: 'told', expect: { '/Users': { count: 1 } } }],
        },
      ],
    });
    const attempt = await build(pack);
    await world.database.writer.account.create({
      data: {
        id,
        name: 'later',
        email: 'later@example.com',
        state: 'ACTIVE',
        createdAt: START,
        globalEndpointTokenVersion: 1,
        iamUserAccessToBilling: 'DENY',
      },
    });
    expect(shownPersona(pack, attempt, 'owner')).toBeNull();
    const evaluation = { database: world.database, now: START, answers: {}, milliseconds: 60_000 };
    expect(await evaluate(pack, attempt, evaluation)).toMatchObject([{ outcome: 'error', why: expect.stringMatching(NOT_OWN) }]);
    const act: PackOperation[] = [{ as: 'root@told', do: 'iam:CreateUser', input: { UserName: 'mine' } }];
    await expect(runOperationsOf(pack, attempt, act, { database: world.database, now: START })).rejects.toThrow(NOT_OWN);
  });

  it('cannot call or invite another account by ID or email address', async () => {
    const organization = { as: 'root@dev', do: 'organizations:CreateOrganization', input: { FeatureSet: 'ALL' } };
    const invite = (Type: string, Id: string) => ({
      as: 'root@dev',
      do: 'organizations:InviteAccountToOrganization',
      input: { Target: { Type, Id }, Notes: 'Accept this.' },
    });
    for (const [type, id] of [
      ['ACCOUNT', victim.accountId],
      ['EMAIL', victimEmail.toUpperCase()],
    ] as const)
      await expect(built(organization, invite(type, id))).rejects.toThrow(NOT_OWN);
    expect(await world.database.reader.handshake.count({ where: { accountId: victim.accountId } })).toBe(0);
    expect((await victim.run(ListUsers, {})).Users).toHaveLength(1);
  });

  it('neither acts in an invited account nor reads its history', async () => {
    const pack = await packOf({
      setup: [ADMIN, { as: 'root@dev', do: 'organizations:CreateOrganization', input: { FeatureSet: 'ALL' } }],
    });
    const attempt = await build(pack);
    const guest = await world.account('guest');
    const [organizationId] = Object.values(attempt.organizations);
    await world.database.writer.account.update({
      where: { id: guest.accountId },
      data: { organizationId, joinedMethod: 'INVITED' },
    });
    const act: PackOperation[] = [
      { as: 'root@dev', do: 'organizations:ListAccounts', save: { guest: '/Accounts/0/Id' } },
      { as: 'root@dev', do: 'organizations:ListAccounts', save: { other: '/Accounts/1/Id' } },
    ];
    await expect(runOperationsOf(pack, attempt, act, { database: world.database, now: START })).rejects.toThrow(NOT_OWN);
    await guest.run(CreateUser, { UserName: 'name-of-the-guest' });
    expect(JSON.stringify(await recordOperations(pack, attempt, world.database))).not.toContain('name-of-the-guest');
  });

  it('cannot take names that must be unique', async () => {
    const { problems } = await read({
      accounts: { dev: { name: 'development', alias: 'acme' } },
      resources: { box: { account: 'dev', type: 's3:bucket', name: 'acme-reports' } },
      setup: [
        { as: 'root@dev', do: 's3:CreateBucket', each: ['x-{{code}}', 'acme-logs'], input: { Bucket: '{{each}}' } },
        { as: 'root@dev', do: 'organizations:CreateAccount', input: { Email: 'head@school.example', AccountName: 'x' } },
      ],
    });
    const unique = problems.filter(({ message }) => message.includes('write {{code}} into it'));
    expect(unique.map(({ path }) => path)).toEqual([
      'setup[0].input.Bucket',
      'setup[1].input.Email',
      'accounts.dev.alias',
      'resources.box.name',
    ]);
  });

  it('is limited in time and in the number of calls', async () => {
    const each = Array.from({ length: 60 }, (_, at) => `u${at}`);
    const users = { as: 'root@dev', do: 'iam:CreateUser', each, input: { UserName: '{{each}}' } };
    const pack = await packOf({ setup: [ADMIN, users] });
    await expect(build(pack, 0)).rejects.toThrow('building an attempt takes longer than it may');
    const { problems } = await read({ setup: Array.from({ length: 6 }, () => users) });
    expect(problems).toMatchObject([{ path: 'setup', message: expect.stringContaining('at most 300 calls') }]);
    const long = await read({ setup: [{ ...ADMIN, at: '-99999999999d' }] });
    expect(long.problems).toMatchObject([{ path: 'setup[0].at', message: 'Nothing is more than 3650 days ago.' }]);
  });

  it('cannot expand short references into very long values', async () => {
    const many = '{{ref.told}}'.repeat(15_000);
    const set = { as: 'root@dev', do: 'iam:TagUser', input: { UserName: 'admin', Tags: [{ Key: 'b', Value: many }] } };
    await expect(built(...tell('x'.repeat(200)), { ...set, expect: 'ValidationError' })).rejects.toThrow('too long');
    const pack = await packOf({
      setup: [ADMIN, ...tell('x'.repeat(200))],
      steps: [
        {
          ...SCENARIO.steps[0],
          checks: [{ ...SCENARIO.steps[0]?.checks[0], expect: { '/Users/0/UserName': { equals: many } } }],
        },
      ],
    });
    const attempt = await build(pack);
    const evaluation = { database: world.database, now: START, answers: {}, milliseconds: 60_000 };
    expect(await evaluate(pack, attempt, evaluation)).toMatchObject([{ outcome: 'error', sentences: { say: 'No.' } }]);
  });
});
