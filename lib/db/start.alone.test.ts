import { rm } from 'node:fs/promises';
import { expect, it, vi } from 'vitest';
import { storageProblem } from '@/lib/core/run/storage';
import { setUp } from '../../prisma/set-up';
import { openDatabase } from './client';

// This test runs in its own process (vitest.config.ts), because it counts clients. Modules read the settings when they are loaded.
const { made, folder, url } = await vi.hoisted(async () => {
  const [{ mkdtempSync }, { tmpdir }, { join }] = await Promise.all([import('node:fs'), import('node:os'), import('node:path')]);
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-start-'));
  const url = `file:${join(folder, 'gatehouse.db')}`;
  Object.assign(process.env, { DATABASE_URL: url, DEMO: 'false' });
  return { made: { clients: 0 }, folder, url };
});
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

it('a first or later start without a demo creates no Prisma client, but a query that is not hot does', async () => {
  expect((await setUp(url)).isNew).toBe(true);
  expect((await setUp(url)).isNew).toBe(false);
  const database = await openDatabase(url);
  try {
    expect(await storageProblem(database)).toBeNull();
    expect(made.clients).toBe(0);
    await database.reader.handshake.count();
    expect(made.clients).toBe(1);
  } finally {
    await database.close();
    await rm(folder, { recursive: true });
  }
});
