import { appendFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '@/lib/db/client';
import { createTestDatabase } from '@/lib/db/test-database';
import { createMigration } from './create-migration';
import { applyMigrations, MIGRATIONS_DIR, readMigrations } from './migrate';

const SCHEMA = `
generator client {
  provider = "prisma-client"
  output   = "../out"
}

datasource db {
  provider = "sqlite"
}

model Note {
  id    String @id
  text  String
  lines Line[]
}

model Line {
  id     String @id
  noteId String
  note   Note   @relation(fields: [noteId], references: [id], onDelete: Cascade)
}
`;

let folder: string;
let dir: string;
let url: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-migrate-'));
  dir = join(folder, 'migrations');
  url = `file:${join(folder, 'test.db')}`;
  for (const provider of ['sqlite', 'postgresql']) await mkdir(join(dir, provider), { recursive: true });
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function columns(databaseUrl: string, table: string): Promise<string[]> {
  const database = await openDatabase(databaseUrl);
  try {
    const rows = await database.writer.$queryRawUnsafe<{ name: string }[]>(
      `SELECT name FROM pragma_table_info('${table}') ORDER BY cid`,
    );
    return rows.map((row) => row.name);
  } finally {
    await database.close();
  }
}

describe('the committed migrations', () => {
  test('describe the committed schema.prisma, so that a new database needs nothing else', async () => {
    const schema = await readFile(join(import.meta.dirname, 'schema.prisma'), 'utf8');
    const copy = join(folder, 'copy');
    await cp(MIGRATIONS_DIR, copy, { recursive: true });
    expect(await createMigration(schema, 'nothing', { dir: copy })).toEqual([]);
  });

  test('exist for both providers under the same names', async () => {
    const names = async (provider: 'sqlite' | 'postgresql') =>
      (await readMigrations(provider)).map((migration) => migration.name);
    expect(await names('postgresql')).toEqual(await names('sqlite'));
    expect(await names('sqlite')).not.toEqual([]);
  });

  test('are all recorded as finished in a new database, and a second run applies none', async () => {
    const database = await createTestDatabase();
    try {
      const rows = await database.writer.$queryRawUnsafe<{ migration_name: string }[]>(
        'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY migration_name',
      );
      const provider = database.provider;
      expect(rows.map((row) => row.migration_name)).toEqual((await readMigrations(provider)).map((migration) => migration.name));
      expect(await applyMigrations(database.url)).toEqual([]);
    } finally {
      await database.close();
    }
  });
});

test('a database of either provider stays unchanged if one of several new migrations fails', async () => {
  const database = await createTestDatabase();
  const further = () => database.writer.$queryRawUnsafe('SELECT text FROM further');
  try {
    await cp(MIGRATIONS_DIR, dir, { recursive: true });
    const write = async (name: string, sql: string) => {
      const place = join(dir, database.provider, name);
      await mkdir(place, { recursive: true });
      await writeFile(join(place, 'migration.sql'), sql);
    };
    await write('99990101000000_first', "CREATE TABLE further (text TEXT);\nINSERT INTO further VALUES ('a;b') -- no end");
    await write('99990102000000_second', 'CREATE TABLE further (text TEXT)');
    await expect(applyMigrations(database.url, dir)).rejects.toThrow('already exists');
    await expect(further()).rejects.toThrow();
    await write('99990102000000_second', "UPDATE further SET text = text || ';'");
    expect(await applyMigrations(database.url, dir)).toEqual(['99990101000000_first', '99990102000000_second']);
    expect(await further()).toEqual([{ text: 'a;b;' }]);
  } finally {
    await database.close();
  }
});

describe('createMigration', () => {
  test('writes only the change since the last migration, for both providers, and keeps the rows', async () => {
    await createMigration(SCHEMA, 'init', { dir, now: new Date('2026-01-01T00:00:00Z') });
    expect(await applyMigrations(url, dir)).toEqual(['20260101000000_init']);
    const database = await openDatabase(url);
    await database.writer.$executeRawUnsafe(`INSERT INTO Note VALUES ('1', 'kept')`);
    await database.writer.$executeRawUnsafe(`INSERT INTO Line VALUES ('1', '1')`);
    await database.close();

    const changed = SCHEMA.replace('text  String', 'text String\n  size Int @default(0)');
    const written = await createMigration(changed, 'add_size', { dir, now: new Date('2026-01-02T00:00:00Z') });
    expect(written).toHaveLength(2);
    expect((await readMigrations('postgresql', dir)).at(-1)?.sql).toMatch(
      /^-- AlterTable\nALTER TABLE "Note" ADD COLUMN +"size" [^;]*;\n$/,
    );
    expect(await applyMigrations(url, dir)).toEqual(['20260102000000_add_size']);
    expect(await columns(url, 'Note')).toEqual(['id', 'text', 'size']);
    const reopened = await openDatabase(url);
    expect(await reopened.writer.$queryRawUnsafe('SELECT text FROM Note JOIN Line ON Line.noteId = Note.id')).toEqual([
      { text: 'kept' },
    ]);
    await reopened.close();
  });

  test('writes nothing when the schema has not changed', async () => {
    await createMigration(SCHEMA, 'init', { dir });
    expect(await createMigration(SCHEMA, 'again', { dir })).toEqual([]);
  });
});

describe('applyMigrations', () => {
  test('refuses a migration that changed after it was applied', async () => {
    await createMigration(SCHEMA, 'init', { dir, now: new Date('2026-01-01T00:00:00Z') });
    await applyMigrations(url, dir);
    await appendFile(join(dir, 'sqlite/20260101000000_init/migration.sql'), '-- edited\n');
    await expect(applyMigrations(url, dir)).rejects.toThrow('20260101000000_init has changed since it was applied');
  });

  test('refuses a database made by a newer version', async () => {
    await createMigration(SCHEMA, 'init', { dir, now: new Date('2026-01-01T00:00:00Z') });
    await applyMigrations(url, dir);
    await rm(join(dir, 'sqlite/20260101000000_init'), { recursive: true });
    await expect(applyMigrations(url, dir)).rejects.toThrow('this version of Gatehouse does not know');
  });

  test('leaves the database unchanged if a migration fails', async () => {
    const write = async (name: string, sql: string) => {
      await mkdir(join(dir, 'sqlite', name), { recursive: true });
      await writeFile(join(dir, 'sqlite', name, 'migration.sql'), sql);
    };
    await write('20260101000000_init', 'CREATE TABLE x (y)');
    await write('20260102000000_broken', "CREATE TABLE z (y); INSERT INTO x VALUES ('a;b'); CREATE TABLE x (y)");
    await expect(applyMigrations(url, dir)).rejects.toThrow('already exists');
    expect([await columns(url, 'x'), await columns(url, 'z')]).toEqual([[], []]);
    await write('20260102000000_broken', "CREATE TABLE z (y); INSERT INTO x VALUES ('a;b');");
    expect(await applyMigrations(url, dir)).toEqual(['20260101000000_init', '20260102000000_broken']);
    expect(await columns(url, 'z')).toEqual(['y']);
  });

  test('refuses a database in which an earlier version stopped half-way', async () => {
    await createMigration(SCHEMA, 'init', { dir, now: new Date('2026-01-01T00:00:00Z') });
    await applyMigrations(url, dir);
    const database = await openDatabase(url);
    await database.writer.$executeRawUnsafe('UPDATE _prisma_migrations SET finished_at = NULL');
    await database.close();
    await expect(applyMigrations(url, dir)).rejects.toThrow('20260101000000_init failed half-way');
  });
});
