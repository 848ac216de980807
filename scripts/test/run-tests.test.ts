import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'gatehouse-words-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

test('npm test refuses a word that is neither a stage nor a path, and lists the stages', () => {
  const env = { ...process.env, TMPDIR: dir };
  const { status, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, '../test.mjs'), 'unit', 'lib/nowhere'], {
    env,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr:
      'There is no stage or path lib/nowhere; the stages are build, types, lint, boundaries, deadcode, words, unit, indirect, postgresql, journeys.\n',
  });
  expect(readdirSync(dir)).toEqual([]);
});
