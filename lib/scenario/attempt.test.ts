import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestWorld, type TestWorld } from '../core/test-world';
import { CreateAccessKey } from '../iam/access-key/operations';
import type { AttemptState, CheckOutcome } from './attempt';
import { buildAttempt } from './build-attempt';
import { builtInFolders, packFiles } from './built-in';
import { evaluate } from './checks/evaluate';
import type { Pack } from './pack';
import { readPack } from './read-pack';
import { runOperationsOf } from './run/solution';
import { passedSteps, scoreOf } from './score';

const START = new Date('2026-03-01T12:00:00Z');
const LATER = new Date('2026-03-01T12:05:00Z');

let world: TestWorld;
let pack: Pack;
beforeAll(async () => {
  world = await createTestWorld();
  const folder = (await builtInFolders()).find((path) => path.endsWith('groups-and-job-functions'));
  pack = (await readPack(await packFiles(folder ?? ''))).pack as Pack;
});
afterAll(() => world.close());

const build = (attemptId: string) => buildAttempt(pack, { attemptId, startedAt: START, database: world.database, passwordOf });
const passwordOf = async () => 'Amber-Harbor-Lantern-47';
const evaluated = (attempt: AttemptState) =>
  evaluate(pack, attempt, { database: world.database, now: LATER, answers: {}, milliseconds: 60_000 });
const outcomes = (found: readonly CheckOutcome[]) => Object.fromEntries(found.map(({ checkId, outcome }) => [checkId, outcome]));

describe('a scenario attempt', () => {
  it('starts with everything in its pack, with unique names and IDs', async () => {
    const [one, two] = [await build('one'), await build('two')];
    expect(one.accounts.dev?.id).toMatch(/^\d{12}$/);
    expect(one.references['resource.reports']).toBe(`arn:aws:s3:::reports-${String(one.references.code)}`);
    expect(one.personas.admin).toMatchObject({
      password: 'Amber-Harbor-Lantern-47',
      accessKey: { id: expect.stringMatching(/^AKIA/) },
    });
    expect(JSON.parse(JSON.stringify(one))).toEqual(one);
    for (const name of ['code', 'account.dev', 'id.host']) expect(one.references[name]).not.toBe(two.references[name]);
  });

  it('passes all checks with the solution and no goal without it', async () => {
    const attempt = await build('solved');
    const before = await evaluated(attempt);
    const goals = before.filter(({ role }) => role === 'goal');
    expect(new Set(goals.map(({ outcome }) => outcome))).toEqual(new Set(['fail']));
    expect(outcomes(before)).toMatchObject({ 'no-stop': 'pass', rest: 'pass' });
    expect(scoreOf(pack, before)).toMatchObject({ points: 0, of: 11 });
    await runOperationsOf(pack, attempt, pack.scenario.solution, { database: world.database, now: START });
    const after = await evaluated(attempt);
    expect(new Set(after.map(({ outcome }) => outcome))).toEqual(new Set(['pass']));
    expect(scoreOf(pack, after, { sort: [0, 1] })).toMatchObject({ points: 10, of: 11 });
    expect([...passedSteps(pack, after, new Set())]).toEqual(['sort', 'try']);
  });

  it('explains a failed check without revealing the solution', async () => {
    const attempt = await build('wrong');
    const as = 'user/admin@dev';
    const everybody = ['user-1', 'user-2', 'user-3'];
    const add = { as, do: 'iam:AddUserToGroup', input: { GroupName: 'EC2-Admin', UserName: '{{each}}' }, each: everybody };
    const tag = { as, do: 'iam:TagUser', input: { UserName: 'user-1', Tags: [{ Key: 'a', Value: 'b' }] } };
    await runOperationsOf(pack, attempt, [add, tag], { database: world.database, now: START });
    const found = await evaluated(attempt);
    expect(outcomes(found)).toMatchObject({ m1: 'fail', m2: 'fail', m3: 'pass', stop: 'pass', 'no-stop': 'fail', rest: 'fail' });
    const said = Object.fromEntries(found.map(({ checkId, sentences }) => [checkId, sentences]));
    expect(said.m1).toEqual({
      say: 'user-1 must be in exactly one group, the one that fits the job.',
      seen: 'There is one group now, but the task requires something else.',
      look: { page: 'user', name: 'user-1', accountId: attempt.accounts.dev?.id },
    });
    expect(said.rest?.seen).toBe('1 thing outside the task changed: a tag.');
    expect(said['no-stop']?.seen).toBe('0 of 2 tested requests have the expected result.');
    expect(scoreOf(pack, found).points).toBe(0);
  });

  it('continues when its clock is moved', async () => {
    const attempt = await build('later');
    const jump = { as: 'root@dev', do: 'gatehouse:MoveClock', input: { Jump: 'HOUR' } };
    await runOperationsOf(pack, attempt, [jump], { database: world.database, now: START });
    expect(outcomes(await evaluated(attempt))).toMatchObject({ rest: 'pass' });
  });

  it('lets people of IAM Identity Center call, and finds their events', async () => {
    const folder = (await builtInFolders()).find((path) => path.endsWith('wide-in-one-account'));
    const people = (await readPack(await packFiles(folder ?? ''))).pack as Pack;
    const [first, ...others] = people.scenario.steps;
    const denied = (by: string) =>
      ({
        id: `by-${by.includes('prod') ? 'prod' : 'dev'}`,
        kind: 'event',
        by,
        name: 's3:CreateBucket',
        outcome: 'Denied',
        say: '',
      }) as const;
    const checks = ['prod', 'dev'].map((account) => denied(`sso-user/sam@${account}/TicketSupport`));
    const changed: Pack = {
      ...people,
      scenario: { ...people.scenario, steps: [...others, { ...(first ?? others[0]), id: 'calls', checks } as never] },
    };
    const attempt = await buildAttempt(changed, {
      attemptId: 'people',
      startedAt: START,
      database: world.database,
      passwordOf,
    });
    const create = (who: string, expect: string) => ({
      as: who,
      do: 's3:CreateBucket',
      input: { Bucket: 'made-{{code}}' },
      expect,
    });
    const run = (operations: readonly { as: string; do: string; expect: string }[]) =>
      runOperationsOf(changed, attempt, operations, { database: world.database, now: START });
    await run([create('sso-user/sam@dev/TicketSupport', 'denied'), create('sso-user/sam@prod/TicketSupport', 'success')]);
    await expect(run([create('sso-user/sam@dev/Other', 'success')])).rejects.toThrow('sam cannot use Other in dev');
    await expect(run([create('sso-user/nobody@dev/TicketSupport', 'success')])).rejects.toThrow(
      'nobody cannot use TicketSupport',
    );
    const found = await evaluate(changed, attempt, {
      database: world.database,
      now: LATER,
      answers: {},
      only: ['by-prod', 'by-dev'],
      milliseconds: 60_000,
    });
    expect(outcomes(found)).toEqual({ 'by-prod': 'fail', 'by-dev': 'pass' });
  });

  it('cannot reach other accounts through saved values', async () => {
    const attempt = await build('curious');
    const other = await world.account('other');
    const { AccessKey } = await other.run(CreateAccessKey, {});
    const as = 'user/admin@dev';
    const tag = (Value: string) => ({ as, do: 'iam:TagUser', input: { UserName: 'user-1', Tags: [{ Key: 'a', Value }] } });
    const save = { as, do: 'iam:ListUserTags', input: { UserName: 'user-1' }, save: { told: '/Tags/0/Value' } };
    const run = (value: string, identity: string) => {
      const operations = [tag(value), save, { as: identity, do: 'iam:ListUsers' }];
      return runOperationsOf(pack, attempt, operations, { database: world.database, now: START });
    };
    const notOwn = /account that is not of the attempt/;
    await expect(run(other.accountId, 'root@told')).rejects.toThrow(notOwn);
    await expect(run(AccessKey.AccessKeyId, 'session/told')).rejects.toThrow(notOwn);
    await run(attempt.accounts.dev?.id ?? '', 'root@told');
  });

  it('has undecided checks when there is no time left', async () => {
    const attempt = await build('hurried');
    const found = await evaluate(pack, attempt, { database: world.database, now: LATER, answers: {}, milliseconds: -1 });
    expect(new Set(found.map(({ outcome }) => outcome))).toEqual(new Set(['undecided']));
    expect(scoreOf(pack, found)).toMatchObject({ points: 0, of: 0 });
  });
});
