import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, inject, it } from 'vitest';
import { createOrganizationWorld } from '../../organizations/test-organization';
import { bundledProgram } from '../testing/bundled-program';

const PROCESSES = 4;
const WRITERS = 50;
const ACCOUNTS = 10;

/** Returns the outcomes of many writers in another process. */
async function write(
  program: string,
  url: string,
  writer: number,
  accountIds: readonly string[],
): Promise<Record<string, string[]>> {
  const args = [program, url, String(writer), String(WRITERS), ...accountIds];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: join(import.meta.dirname, '../../..') });
  return JSON.parse(stdout);
}

// SQLite has only one process, so this needs PostgreSQL.
it.skipIf(inject('testTemplate').provider === 'sqlite')(
  'two hundred concurrent writers in four processes lose no write and write nothing twice',
  async () => {
    const program = await bundledProgram(join(import.meta.dirname, '../testing/write-at-once.ts'));
    const world = await createOrganizationWorld();
    try {
      const { reader: db, url } = world.database;
      const accountIds = [world.management.accountId];
      for (let index = 1; index < ACCOUNTS; index++) accountIds.push((await world.member(`member-${index}`)).accountId);
      const before = await revisionsOf();
      const found = await Promise.all(Array.from({ length: PROCESSES }, (_, writer) => write(program, url, writer, accountIds)));
      const outcomes = (name: string) => found.flatMap((outcome) => outcome[name] ?? []).toSorted();

      const all = PROCESSES * WRITERS;
      expect(outcomes('a name of its own')).toEqual(Array(all).fill('done'));
      expect(outcomes('tags')).toEqual(Array(all).fill('done'));
      expect(outcomes('in the organization')).toEqual(Array(all / 10).fill('done'));
      // One writer got each contested name. The others got AWS's error for an existing name, not Throttling.
      const taken = [...Array(all - WRITERS).fill('EntityAlreadyExistsException'), ...Array(WRITERS).fill('done')];
      expect(outcomes('a name that all want')).toEqual(taken);

      expect(await db.user.count({ where: { accountId: { in: accountIds } } })).toBe(all + WRITERS);
      expect(await db.tag.count({ where: { key: 'writer' } })).toBe(all);
      expect(await db.tag.count({ where: { key: { startsWith: 'writer-' } } })).toBe(all / 10);
      // Each write incremented the revision and left an event.
      expect((await revisionsOf()) - before).toBe(all + WRITERS + all);
      const events = (eventName: string, outcome: string) => db.event.count({ where: { eventName, outcome } });
      expect(await events('CreateUser', 'Success')).toBe(all + WRITERS);
      expect(await events('CreateUser', 'Failed')).toBe(all - WRITERS);
      expect(await events('TagUser', 'Success')).toBe(all);

      async function revisionsOf(): Promise<number> {
        const accounts = await db.account.findMany({ where: { id: { in: accountIds } }, select: { revision: true } });
        return accounts.reduce((sum, { revision }) => sum + revision, 0);
      }
    } finally {
      await world.close();
    }
  },
);
