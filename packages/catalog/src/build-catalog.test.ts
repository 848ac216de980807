import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const scratch = mkdtempSync(join(tmpdir(), 'catalog-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const build = (folder: string) =>
  spawnSync(process.execPath, ['scripts/build-catalog.mjs'], { env: { ...process.env, CATALOG_DIR: folder }, encoding: 'utf8' });

describe('build-catalog', () => {
  it('prints what it built, skips a second build, and rebuilds when the stamp has other package versions', () => {
    const folder = join(scratch, 'generated');
    const first = build(folder);
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(first.stdout).toMatch(/^Catalog built: \d+ actions of \d+ services, \d+ managed policies \(.* s\)\n$/);
    const made = statSync(join(folder, 'actions.ndjson')).mtimeMs;

    expect(build(folder)).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(statSync(join(folder, 'actions.ndjson')).mtimeMs).toBe(made);

    const stamp = readFileSync(join(folder, 'stamp.json'), 'utf8');
    writeFileSync(join(folder, 'stamp.json'), stamp.replace(/"actions":"[^"]*"/, '"actions":"0.0.0"'));
    expect(build(folder).stdout).toMatch(/^Catalog built/);
    expect(readFileSync(join(folder, 'stamp.json'), 'utf8')).toBe(stamp);
  });

  it('fails with one sentence when it cannot write the catalog', () => {
    const file = join(scratch, 'file');
    writeFileSync(file, '');
    const result = build(join(file, 'generated'));
    expect(result.status).toBe(1);
    expect(result.stderr).toMatch(/^The catalog could not be built: .*\.\n$/);
  });
});
