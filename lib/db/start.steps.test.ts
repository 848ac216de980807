import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { setUp } from '../../prisma/set-up';
import { openDatabase } from './client';

// In a process of its own (vitest.config.ts), so that no other test has made a client before or misses one after.
const made = vi.hoisted(() => ({ clients: 0 }));
vi.mock('./generated/sqlite/client', async (original) => {
  const { PrismaClient, ...rest } = await original<typeof import('./generated/sqlite/client')>();
  class Counted extends PrismaClient {
    constructor(options: ConstructorParameters<typeof PrismaClient>[0]) {
      super(options);
      made.clients += 1;
    }
  }
  return { ...rest, PrismaClient: Counted };
});

it('a start without a demo, the first and a later one, makes no client of Prisma, and a query that is not hot makes one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-start-'));
  const url = `file:${join(folder, 'gatehouse.db')}`;
  Object.assign(process.env, { DATABASE_URL: url, DEMO: 'false' });
  expect((await setUp(url)).isNew).toBe(true);
  expect((await setUp(url)).isNew).toBe(false);
  expect(made.clients).toBe(0);
  const database = await openDatabase(url);
  try {
    expect(made.clients).toBe(0);
    await database.reader.handshake.count();
    expect(made.clients).toBe(1);
  } finally {
    await database.close();
    await rm(folder, { recursive: true });
  }
});
