import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../scripts/test/postgres-server.mjs';
import { applyMigrations } from './migrate';

/** The source of every test database: an empty database with all migrations. */
export type TestTemplate =
  | { provider: 'sqlite'; file: string; folder: string }
  | { provider: 'postgresql'; database: string; serverUrl: string };

declare module 'vitest' {
  // biome-ignore lint/style/useConsistentTypeDefinitions: vitest is extended by merging into its interface
  interface ProvidedContext {
    testTemplate: TestTemplate;
  }
}

/** Builds the template once before all tests, on the database that TEST_DATABASE names: sqlite (the default) or postgresql. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const wanted = process.env.TEST_DATABASE || 'sqlite';
  if (wanted === 'sqlite') return setupSqlite(project);
  if (wanted === 'postgresql') return setupPostgres(project);
  throw new Error(`TEST_DATABASE is "${wanted}", but must be sqlite or postgresql.`);
}

async function setupSqlite(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-test-'));
  const file = join(folder, 'template.db');
  await applyMigrations(`file:${file}`);
  project.provide('testTemplate', { provider: 'sqlite', file, folder });
  return () => rm(folder, { recursive: true, force: true });
}

async function setupPostgres(project: TestProject) {
  const server = await startPostgres();
  const database = 'gatehouse_template';
  try {
    const client = new pg.Client(server.url('postgres'));
    await client.connect();
    await client.query(`CREATE DATABASE ${database}`);
    await client.end();
    await applyMigrations(server.url(database));
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('testTemplate', { provider: 'postgresql', database, serverUrl: server.url('postgres') });
  return () => server.stop();
}
