import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeFilesPrivate } from './private-files.mjs';

let dir: string;
let dataDir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'gatehouse-modes-'));
  dataDir = join(dir, 'data');
  mkdirSync(dataDir);
  chmodSync(dataDir, 0o755);
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

function write(...names: string[]): void {
  for (const name of names) {
    writeFileSync(join(dataDir, name), '');
    chmodSync(join(dataDir, name), 0o644);
  }
}

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
const modes = () => Object.fromEntries(readdirSync(dataDir).map((name) => [name, mode(join(dataDir, name))]));
const correct = (database = 'gatehouse.db') => makeFilesPrivate({ dataDir, databaseUrl: `file:${join(dataDir, database)}` });

describe('makeFilesPrivate', () => {
  test('makes the files and their folder private', () => {
    write('gatehouse.db', 'gatehouse.db-wal', 'gatehouse.db-shm', 'secret.key');
    correct();
    correct();
    expect(modes()).toEqual({
      'gatehouse.db': '600',
      'gatehouse.db-wal': '600',
      'gatehouse.db-shm': '600',
      'secret.key': '600',
    });
    expect(mode(dataDir)).toBe('700');
  });

  test('uses the database name in DATABASE_URL', () => {
    write('own.db', 'own.db-wal');
    correct('own.db');
    expect(modes()).toEqual({ 'own.db': '600', 'own.db-wal': '600' });
  });

  test('does not change other files or a folder that contains them', () => {
    write('gatehouse.db', 'notes.txt');
    correct();
    expect(modes()).toEqual({ 'gatehouse.db': '600', 'notes.txt': '644' });
    expect(mode(dataDir)).toBe('755');
  });

  test('does not change a folder that is shared with everyone', () => {
    write('gatehouse.db');
    chmodSync(dataDir, 0o1777);
    correct();
    expect(modes()).toEqual({ 'gatehouse.db': '600' });
    expect(mode(dataDir)).toBe('777');
  });

  test('ignores files outside the data folder and behind links', () => {
    writeFileSync(join(dir, 'elsewhere.db'), '');
    chmodSync(join(dir, 'elsewhere.db'), 0o644);
    symlinkSync(join(dir, 'elsewhere.db'), join(dataDir, 'gatehouse.db'));
    correct();
    makeFilesPrivate({ dataDir, databaseUrl: `file:${join(dir, 'elsewhere.db')}` });
    expect(mode(join(dir, 'elsewhere.db'))).toBe('644');
  });

  test('accepts missing files', () => {
    correct();
    makeFilesPrivate({ dataDir, databaseUrl: 'postgresql://localhost/gatehouse' });
    expect(mode(dataDir)).toBe('700');
  });
});
