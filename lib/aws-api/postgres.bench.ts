import pg from 'pg';
import { runOperation } from '../core/run/run';
import { rootCaller, testCall } from '../core/test-world';
import type { Database } from '../db/client';
import { createPostgresBenchDatabase } from '../db/test-bench-database';
import { AttachUserPolicy, DetachUserPolicy } from '../iam/attachment/operations';
import { type AnotherProcess, startAnotherProcess } from './testing/another-process';
import { createAdministrator, type Figure, type Load, type LoadKeys, load, median, signedText } from './testing/load';
import { sendRaw } from './testing/socket';

const CONNECTIONS = 16;
/**
 * The number of rounds. One process, two processes and bare look-ups take turns, so that other load affects all of them. Each figure is the median of
 * the rounds.
 */
const ROUNDS = 5;
const LOOK_UPS = 6_000;
const READS = 3_000;
const ACCOUNTS = 10;
const CREATES_PER_ACCOUNT = 60;
const CREATES_IN_ONE = 400;
const CHANGES = 20;

/**
 * Measures the wire API on durable PostgreSQL, in one process and in two. This process sends the calls. Servers, PostgreSQL and sender share the
 * machine.
 */
export async function run(): Promise<Figure[]> {
  const database = await createPostgresBenchDatabase();
  const processes = [await startAnotherProcess(database.url), await startAnotherProcess(database.url)] as const;
  try {
    const admins: Admin[] = [];
    for (let index = 0; index < ACCOUNTS; index++) admins.push(await createAdministrator(database, `bench-${index}`));
    const figures = await measure(database.url, processes, admins);
    const disobeyed = await countDisobeyed(database, processes[1], admins);
    return [
      ...figures,
      {
        name: `PostgreSQL: of ${2 * CHANGES} changes, not obeyed at once by another process`,
        value: disobeyed,
        unit: 'calls',
        target: 'none',
      },
    ];
  } finally {
    for (const process of processes) await process.stop();
    await database.close();
  }
}

type Admin = LoadKeys & { accountId: string };
type Both = { perSecond: number; p99: number };
type Round = { bare: number; one: Load; two: Both; create: Load; createInOne: Load; createByTwo: Both };

async function measure(url: string, [first, second]: readonly [AnotherProcess, AnotherProcess], admins: readonly Admin[]) {
  const getUsers = await Promise.all(admins.map((keys) => signedText(keys, 'GetUser', { UserName: 'administrator' })));
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  const { rows } = await pool.query<{ id: string }>('SELECT "id" FROM "User" LIMIT 1');
  const lookUp = { name: 'look_up', text: 'SELECT * FROM "User" WHERE "id" = $1', values: [rows[0]?.id] };
  const onBoth = async () =>
    together(await Promise.all([first, second].map(({ port }) => load(port, getUsers, READS / ACCOUNTS, CONNECTIONS))));
  const [admin] = admins;
  if (!admin) throw new Error('The bench has no account.');
  await onBoth();
  await lookUps(pool, lookUp);
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const bare = await lookUps(pool, lookUp);
    const one = await load(first.port, getUsers, READS / ACCOUNTS, CONNECTIONS);
    const two = await onBoth();
    const create = await load(first.port, await createUsers(admins, `all-${round}`, CREATES_PER_ACCOUNT), 1, CONNECTIONS);
    const createInOne = await load(first.port, await createUsers([admin], `one-${round}`, CREATES_IN_ONE), 1, CONNECTIONS);
    const halves = await Promise.all(
      [first, second].map(
        async ({ port }) => [port, await createUsers([admin], `${port}-${round}`, CREATES_IN_ONE / 2)] as const,
      ),
    );
    const createByTwo = together(await Promise.all(halves.map(([port, calls]) => load(port, calls, 1, CONNECTIONS / 2))));
    rounds.push({ bare, one, two, create, createInOne, createByTwo });
  }
  await pool.end();
  return toFigures(rounds);
}

/** Measures look-ups of a row by its key per second, with as many connections as the calls have. */
async function lookUps(pool: pg.Pool, lookUp: pg.QueryConfig): Promise<number> {
  let left = LOOK_UPS;
  const started = performance.now();
  const work = async () => {
    while (left-- > 0) await pool.query(lookUp);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
  return (LOOK_UPS / (performance.now() - started)) * 1000;
}

/** Combines the loads of two processes that ran at the same time. */
function together(loads: readonly Load[]): Both {
  return {
    perSecond: loads.reduce((sum, { perSecond }) => sum + perSecond, 0),
    p99: Math.max(...loads.map(({ p99 }) => p99)),
  };
}

/** Signs calls that create users. The accounts take turns. */
function createUsers(admins: readonly Admin[], round: string, count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, index) => `user-${round}-${index}`);
  return Promise.all(names.flatMap((UserName) => admins.map((keys) => signedText(keys, 'CreateUser', { UserName }))));
}

function toFigures(rounds: readonly Round[]): Figure[] {
  const of = (figure: (round: Round) => number) => median(rounds.map(figure));
  const rate = (name: string, figure: (round: Round) => number, target?: string): Figure => ({
    name: `PostgreSQL: ${name}`,
    value: of(figure),
    unit: 'calls/s',
    ...(target && { target }),
  });
  const p99 = (name: string, figure: (round: Round) => number): Figure => ({
    name: `PostgreSQL: ${name} p99`,
    value: of(figure),
    unit: 'ms',
    target: 'under 300',
  });
  const times = (name: string, figure: (round: Round) => number, target: string): Figure => ({
    name: `PostgreSQL: ${name}`,
    value: of(figure),
    unit: 'times',
    target,
  });
  return [
    { ...rate('bare prepared look-ups through the driver', ({ bare }) => bare), unit: 'queries/s' },
    rate('GetUser, 16 connections', ({ one }) => one.perSecond, 'at least 1500'),
    times('bare look-ups / GetUser', ({ bare, one }) => bare / one.perSecond, 'under 5'),
    p99('GetUser', ({ one }) => one.p99),
    rate('GetUser, two processes', ({ two }) => two.perSecond),
    times('GetUser of two processes / of one', ({ one, two }) => two.perSecond / one.perSecond, 'at least 1.6'),
    p99('GetUser, two processes', ({ two }) => two.p99),
    rate('CreateUser over ten accounts', ({ create }) => create.perSecond, 'at least 300'),
    p99('CreateUser over ten accounts', ({ create }) => create.p99),
    rate('CreateUser in one account', ({ createInOne }) => createInOne.perSecond, 'at least 400'),
    p99('CreateUser in one account', ({ createInOne }) => createInOne.p99),
    times(
      'CreateUser in one account, two processes / one',
      ({ createInOne, createByTwo }) => createByTwo.perSecond / createInOne.perSecond,
      'at least 1',
    ),
  ];
}

/** Counts wrong answers of the other process after each change of permissions in this one. */
async function countDisobeyed(database: Database, other: AnotherProcess, [admin]: readonly Admin[]): Promise<number> {
  if (!admin) return 0;
  const root = rootCaller(admin.accountId);
  const change = (operation: typeof AttachUserPolicy | typeof DetachUserPolicy) =>
    runOperation(
      operation,
      { UserName: 'administrator', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      testCall(root),
      database,
    );
  let disobeyed = 0;
  for (let time = 0; time < CHANGES; time++) {
    for (const [operation, status] of [
      [DetachUserPolicy, 403],
      [AttachUserPolicy, 200],
    ] as const) {
      await change(operation);
      const answer = await sendRaw(other.port, await signedText(admin, 'GetUser', { UserName: 'administrator' }));
      if (answer.status !== status) disobeyed += 1;
    }
  }
  return disobeyed;
}
