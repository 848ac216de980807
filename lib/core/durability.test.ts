import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, inject, test } from 'vitest';
import { openDatabase } from '../db/client';
import { createTestWorld } from './test-world';

const ROUNDS = 6;
const root = join(import.meta.dirname, '../..');

/** Writes users as fast as it can, in a process of its own, and is killed without warning after `count` were acknowledged. */
async function writeUntilKilled(url: string, accountId: string, round: number, count: number): Promise<string[]> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'testing/write-users.ts'), url, accountId, String(round)],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line);
    if (acknowledged.length >= count) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
  return acknowledged;
}

test.skipIf(inject('testTemplate').provider !== 'sqlite')(
  'killing the process at any moment loses no acknowledged write, and each write has its event',
  async () => {
    const world = await createTestWorld();
    const { accountId } = await world.account();
    const { url } = world.database;
    const acknowledged: string[] = [];
    for (let round = 0; round < ROUNDS; round++)
      acknowledged.push(...(await writeUntilKilled(url, accountId, round, 7 + round * 11)));
    const database = await openDatabase(url);
    try {
      const names = new Set((await database.reader.user.findMany({ where: { accountId } })).map((user) => user.name));
      expect(acknowledged.filter((name) => !names.has(name))).toEqual([]);
      const events = await database.reader.event.findMany({ where: { accountId, eventName: 'CreateUser', outcome: 'Success' } });
      expect(events).toHaveLength(names.size);
      const account = await database.reader.account.findUniqueOrThrow({ where: { id: accountId } });
      expect(account.revision).toBe(names.size);
    } finally {
      await database.close();
      await world.close();
    }
  },
  120_000,
);
