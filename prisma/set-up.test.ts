import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyMigrations } from './migrate';
import { setUp } from './set-up';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-set-up-'));
  file = join(folder, 'gatehouse.db');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a start with a damaged database', () => {
  it('reports the damage and the way to restore, and leaves the file unchanged', async () => {
    const text = 'no database at all, and long enough to be looked at as one by SQLite'.repeat(100);
    await writeFile(file, text);
    await expect(setUp(`file:${file}`)).rejects.toThrow(`The database ${file} is damaged. Restore a backup with`);
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  it('also reports damaged pages in the middle of the file', async () => {
    await applyMigrations(`file:${file}`);
    const whole = await readFile(file);
    whole.fill(7, 4096, whole.length);
    await writeFile(file, whole);
    await expect(setUp(`file:${file}`)).rejects.toThrow('is damaged');
  });
});
