import { link, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../db/client';
import { transaction } from '../../db/transaction';
import { CreateLoginProfile } from '../../iam/login-profile/operations';
import { CreateUser } from '../../iam/user/operations';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld, userCaller } from '../test-world';
import { recordedEvents } from '../testing/recorded-events';
import type { CloudTrailEvent } from './cloudtrail-record';
import { archiveEvents, type Disk } from './event-archive';
import { prune } from './retention';

const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(TEST_NOW.getTime() - days * DAY_MS);
const PLENTY = { days: 90, events: 1_000_000 };

let world: TestWorld;
let root: Actor;
beforeEach(async () => {
  world = await createTestWorld();
  root = await world.account();
});
afterEach(() => world.close());

const counts = async () => {
  const { event, decisionTrace, temporaryCredential, consoleSession } = world.database.reader;
  return {
    events: await event.count(),
    traces: await decisionTrace.count(),
    sessions: (await temporaryCredential.count()) + (await consoleSession.count()),
  };
};

/** Creates a user who is denied once on each of these days. */
async function deniedOn(...days: number[]) {
  const { User } = await root.with({ now: daysAgo(200) }).run(CreateUser, { UserName: 'maria' });
  const maria = world.as(userCaller(User));
  for (const day of days) await maria.with({ now: daysAgo(day) }).fails(CreateUser, { UserName: 'nina' });
}

describe('the history that is kept', () => {
  it('is no older than the set number of days, including evaluations', async () => {
    await deniedOn(100, 91, 89, 0);
    expect(await counts()).toMatchObject({ events: 5, traces: 4 });
    expect(await prune(world.database, PLENTY, TEST_NOW)).toMatchObject({ events: 3, traces: 2 });
    expect(await counts()).toMatchObject({ events: 2, traces: 2 });
    expect(await prune(world.database, PLENTY, TEST_NOW)).toMatchObject({ events: 0, traces: 0 });
    // Each remaining day has only its own callers.
    expect((await recordedEvents(world.database.reader)).map(({ userName }) => userName)).toEqual(['maria', 'maria']);
    expect(await world.database.reader.eventCaller.count()).toBe(3);
    await prune(world.database, PLENTY, new Date(TEST_NOW.getTime() + 2 * DAY_MS));
    expect(await world.database.reader.eventCaller.count()).toBe(2);
  });

  it('has at most the set number of events, the newest ones', async () => {
    await deniedOn(5, 4, 3, 2);
    await prune(world.database, { days: 3650, events: 2 }, TEST_NOW);
    const left = await world.database.reader.event.findMany({ orderBy: { id: 'asc' }, select: { time: true } });
    expect(left.map(({ time }) => time)).toEqual([daysAgo(3), daysAgo(2)]);
    expect(await counts()).toMatchObject({ events: 2, traces: 2 });
  });

  it('is pruned to the limit in transactions of at most 500 events', async () => {
    await root.run(CreateUser, { UserName: 'maria' });
    const { id: _, ...row } = await world.database.reader.event.findFirstOrThrow();
    const rows = Array.from({ length: 1200 }, () => row);
    await transaction(world.database, (tx) => tx.event.createMany({ data: rows }));
    const { database, left } = watched(() => world.database.reader.event.count());
    expect((await prune(database, { days: 3650, events: 1 }, TEST_NOW)).events).toBe(1200);
    expect(left).toEqual(new Set([701, 201, 1]));
  });

  it('contains no session that ended more than 36 hours ago', async () => {
    const { accountId } = root;
    const session = {
      accountId,
      userId: null,
      sourceIp: '127.0.0.1',
      userAgent: 'test',
      createdAt: daysAgo(3),
      usedAt: daysAgo(3),
    };
    await transaction(world.database, (tx) =>
      tx.consoleSession.createMany({
        data: [2, 0.5, -1].map((days) => ({ ...session, tokenHash: `hash-${days}`, expiresAt: daysAgo(days) })),
      }),
    );
    expect((await prune(world.database, PLENTY, TEST_NOW)).sessions).toBe(1);
    expect(await counts()).toMatchObject({ sessions: 2 });
  });

  it('is pruned of ended sessions in transactions of at most 500 sessions', async () => {
    const { accountId } = root;
    const ended = { accountId, secretCipher: '', tokenHash: '', session: '{}', issuedAt: daysAgo(3), expiresAt: daysAgo(2) };
    const data = Array.from({ length: 1_200 }, (_, number) => ({ ...ended, accessKeyId: `ASIA${number}` }));
    await transaction(world.database, (tx) => tx.temporaryCredential.createMany({ data }));
    const { database, left } = watched(() => world.database.reader.temporaryCredential.count());
    expect((await prune(database, PLENTY, TEST_NOW)).sessions).toBe(1_200);
    expect(left).toEqual(new Set([700, 200, 0]));
  });
});

it('stops pruning after the current chunk when the process ends', async () => {
  await root.run(CreateUser, { UserName: 'maria' });
  const { id: _, ...row } = await world.database.reader.event.findFirstOrThrow();
  await transaction(world.database, (tx) => tx.event.createMany({ data: Array.from({ length: 1_200 }, () => row) }));
  const stopping = new AbortController();
  const reader = new Proxy(world.database.reader, {
    get: (tables, name) => {
      if (name === 'event') stopping.abort();
      return Reflect.get(tables, name);
    },
  });
  await prune({ ...world.database, reader }, { days: 3650, events: 1 }, TEST_NOW, stopping.signal);
  expect((await counts()).events).toBeGreaterThan(1);
});

describe('the archive of deleted events', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-archive-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const files = async () => {
    const all = await readdir(folder, { recursive: true, withFileTypes: true });
    return all.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  };
  const archived = async (): Promise<CloudTrailEvent[]> => {
    const texts = await Promise.all((await files()).map(async (file) => gunzipSync(await readFile(file)).toString()));
    return texts.flatMap((text) => (JSON.parse(text) as { Records: CloudTrailEvent[] }).Records);
  };

  it('has CloudTrail’s folders and records, is private, and contains no secret', async () => {
    await root.with({ now: daysAgo(100) }).run(CreateUser, { UserName: 'maria' });
    await root.with({ now: daysAgo(100) }).run(CreateLoginProfile, { UserName: 'maria', Password: 'Secret-pass-77' });
    await root.with({ now: daysAgo(1) }).run(CreateUser, { UserName: 'nina' });
    const events = await recordedEvents(world.database.reader, { time: daysAgo(100) });
    expect(await prune(world.database, { ...PLENTY, archive: folder }, TEST_NOW)).toMatchObject({ events: 2 });
    const [file, ...others] = await files();
    expect(others).toEqual([]);
    const { accountId } = root;
    expect(relative(folder, file ?? '')).toMatch(
      new RegExp(
        `^AWSLogs/${accountId}/CloudTrail/us-east-1/2025/11/21/${accountId}_CloudTrail_us-east-1_20251121T0000Z_\\w{16}\\.json\\.gz$`,
      ),
    );
    for (const path of [file ?? '', ...(await readdir(folder, { recursive: true })).map((name) => join(folder, name))])
      expect((await stat(path)).mode & 0o077).toBe(0);
    const records = await archived();
    expect(records.map(({ eventID }) => eventID)).toEqual(events.map(({ eventId }) => eventId));
    expect(records[0]).toMatchObject({
      eventVersion: '1.11',
      eventTime: '2025-11-21T12:00:00Z',
      eventSource: 'iam.amazonaws.com',
      eventName: 'CreateUser',
      eventType: 'AwsApiCall',
      eventCategory: 'Management',
      managementEvent: true,
      recipientAccountId: accountId,
      userIdentity: { type: 'Root', accountId },
      requestParameters: { userName: 'maria' },
      additionalEventData: { outcome: 'Success', via: 'api' },
    });
    expect(JSON.stringify(records)).not.toContain('Secret-pass-77');
  });

  it('contains each event once, whenever the process ends', async () => {
    await deniedOn(100, 99, 98, 97, 96, 95);
    const days = { days: 90, events: 1_000_000, archive: folder };
    const all = (await recordedEvents(world.database.reader)).map(({ eventId }) => eventId);
    // More events become due each time. The process ends before the deletion, within it or after it.
    for (const now of [daysAgo(8), daysAgo(6), TEST_NOW]) {
      for (const end of [0, 1]) {
        const stopped = endingAfter(world.database, end);
        await prune(stopped, days, now).catch((error: Error) => expect(error.message).toBe('killed'));
      }
      await prune(world.database, days, now);
    }
    expect(await counts()).toMatchObject({ events: 0 });
    expect((await archived()).map(({ eventID }) => eventID).sort()).toEqual(all.sort());
    expect((await files()).filter((file) => !file.endsWith('.json.gz'))).toEqual([]);
  });

  it('contains the events of both histories after an older backup is restored', async () => {
    const days = { days: 90, events: 1_000_000, archive: folder };
    await deniedOn(100);
    const before = await recordedEvents(world.database.reader);
    const rows = await world.database.reader.event.findMany();
    await prune(world.database, days, TEST_NOW);
    // A restored older backup has the same ids with other times on the same day.
    const other = rows.map((row) => ({ ...row, time: new Date(row.time.getTime() + 60_000) }));
    await transaction(world.database, (tx) => tx.event.createMany({ data: other }));
    const after = await recordedEvents(world.database.reader);
    await prune(world.database, days, TEST_NOW);
    const ids = [...before, ...after].map(({ eventId }) => eventId);
    expect((await archived()).map(({ eventID }) => eventID).sort()).toEqual(ids.sort());
  });

  it('contains each event once if several processes write at the same time', async () => {
    await root.run(CreateUser, { UserName: 'maria' });
    await root.run(CreateUser, { UserName: 'nina' });
    const events = await recordedEvents(world.database.reader);
    await Promise.all([events.slice(0, 1), events, events.slice(1)].map((due) => archiveEvents(folder, 'block 1', due)));
    expect((await archived()).map(({ eventID }) => eventID).sort()).toEqual(events.map(({ eventId }) => eventId).sort());
    expect((await files()).filter((file) => !file.endsWith('.json.gz'))).toEqual([]);
  });

  it('is flushed to disk before it gets its name, with every new folder, also on a disk without links', async () => {
    await root.run(CreateUser, { UserName: 'maria' });
    const events = await recordedEvents(world.database.reader);
    for (const hasLinks of [true, false]) {
      const flushed: string[] = [];
      const disk: Disk = {
        open: async (path, flags, mode) => {
          const file = await open(path, flags, mode);
          const sync = file.sync.bind(file);
          file.sync = () => sync().then(() => void flushed.push(String(path)));
          return file;
        },
        link: (from, to) => {
          expect(flushed).toContain(from);
          return hasLinks ? link(from, to) : Promise.reject(Object.assign(new Error('no links'), { code: 'ENOTSUP' }));
        },
      };
      const archive = join(folder, `links ${hasLinks}`);
      await archiveEvents(archive, 'block 1', events, disk);
      const [file = ''] = (await files()).filter((name) => name.startsWith(archive));
      for (let made = dirname(file); made !== dirname(folder); made = dirname(made)) expect(flushed).toContain(made);
      expect(flushed.at(-1)).toBe(dirname(file));
    }
    expect(await archived()).toHaveLength(2);
  });

  it('leaves events in the database if its folder cannot be written', async () => {
    await deniedOn(100);
    await writeFile(join(folder, 'AWSLogs'), 'no folder');
    await expect(prune(world.database, { ...PLENTY, archive: folder }, TEST_NOW)).rejects.toThrow('ENOTDIR');
    expect(await counts()).toMatchObject({ events: 2, traces: 1 });
  });
});

/** Returns a database whose process ends after a number of transactions. */
function endingAfter(database: Database, transactions: number): Database {
  let left = transactions;
  return around(database, (run) => (left-- > 0 ? run() : Promise.reject(new Error('killed'))));
}

/** Returns the database, and the counts that follow its transactions. */
function watched(count: () => Promise<number>): { database: Database; left: Set<number> } {
  const left = new Set<number>();
  const database = around(world.database, async (run) => {
    const result = await run();
    left.add(await count());
    return result;
  });
  return { database, left };
}

/** Returns the database with a function around each transaction. */
function around(database: Database, wrap: <T>(run: () => Promise<T>) => Promise<T>): Database {
  const { runTogether } = database;
  return {
    ...database,
    runTransaction: (...args) => wrap(() => database.runTransaction(...args)),
    runTogether: runTogether && ((...args) => wrap(() => runTogether(...args))),
  };
}
