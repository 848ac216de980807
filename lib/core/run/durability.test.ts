import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, inject, test } from 'vitest';
import { openDatabase, type Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { createTestWorld } from '../test-world';
import { bundledProgram } from '../testing/bundled-program';
import { recordedEvents } from '../testing/recorded-events';

const { provider } = inject('testTemplate');
/** A full run kills more processes. Without direct queries a few are enough, because writes are the same. */
const MANY = process.env.TEST_EVERYTHING && process.env.DIRECT_QUERIES !== 'off';
const ROUNDS = { sqlite: MANY ? 200 : 6, postgresql: MANY ? 50 : 2 }[provider];
/** The number of processes that write to the database at the same time. */
const SIDE_BY_SIDE = 2;
const root = join(import.meta.dirname, '../../..');

/** Writes users in another process as fast as possible. Kills it after `count` acknowledged calls. */
async function writeUntilKilled(
  program: string,
  url: string,
  accountId: string,
  round: number,
  count: number,
): Promise<string[]> {
  const child = spawn(process.execPath, [program, url, accountId, String(round)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line);
    if (acknowledged.length >= count) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
  return acknowledged;
}

/** Expects every acknowledged call of a round, and no partial call. */
async function expectWhole(tx: Transaction, accountId: string, acknowledged: readonly string[]): Promise<void> {
  const names = new Set((await tx.user.findMany({ where: { accountId } })).map((user) => user.name));
  expect(acknowledged.filter((name) => !names.has(name))).toEqual([]);
  const events = await recordedEvents(tx, { accountId, outcome: 'Success' });
  const named = (eventName: string) =>
    events
      .filter((event) => event.eventName === eventName)
      .map(({ requestParameters }) => (JSON.parse(requestParameters ?? '') as { userName: string }).userName);
  expect(named('CreateUser').sort()).toEqual([...names].sort());
  const read = new Set(named('GetUser'));
  expect(acknowledged.filter((name) => !read.has(name))).toEqual([]);
  expect(new Set(events.map(({ principalType }) => principalType))).toEqual(new Set(['Root']));
  expect((await tx.account.findUniqueOrThrow({ where: { id: accountId } })).revision).toBe(names.size);
}

test('killing the process at any moment loses no acknowledged call, and each has its event', async () => {
  const program = await bundledProgram(join(import.meta.dirname, '../testing/write-users.ts'));
  const world = await createTestWorld();
  const { url } = world.database;
  const rounds = await Promise.all(
    Array.from({ length: ROUNDS }, async () => ({ ...(await world.account()), acknowledged: [] as string[] })),
  );
  const lane = async (first: number) => {
    for (const [round, { accountId, acknowledged }] of rounds.entries())
      if (round % SIDE_BY_SIDE === first)
        acknowledged.push(...(await writeUntilKilled(program, url, accountId, round, 7 + ((round * 11) % 60))));
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, (_, first) => lane(first)));
  const database = await openDatabase(url);
  try {
    expect(rounds).toHaveLength(ROUNDS);
    for (const { accountId, acknowledged } of rounds) {
      // The lock waits until PostgreSQL finishes the work of the killed process.
      const locks = { accounts: { [accountId]: 'alone' } } as const;
      await transaction(database, (tx) => expectWhole(tx, accountId, acknowledged), locks);
    }
  } finally {
    await database.close();
    await world.close();
  }
}, 3_600_000);
