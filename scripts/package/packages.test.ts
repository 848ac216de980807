import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPackages, PACKAGES } from '../build-packages.mjs';

const ROOT = join(import.meta.dirname, '../..');
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-published-'));
const EXAMPLE = /^## (.+)\n\n```js\n([\s\S]*?)```\n\nprints\n\n```text\n([\s\S]*?)```/gm;

/** Returns the examples of a README: their headings, code and output. */
function examplesOf(name: string) {
  const text = readFileSync(join(ROOT, 'packages', name, 'README.md'), 'utf8');
  return [...text.matchAll(EXAMPLE)].map(([, title = '', code = '', output = '']) => ({ title, code, output }));
}

const manifestOf = (name: string) =>
  JSON.parse(readFileSync(join(folder, 'node_modules/@gatehouse', name, 'package.json'), 'utf8'));

// The folder has only the tarballs, no links into the repository. npm uses no registry.
beforeAll(async () => {
  await buildPackages(ROOT);
  const packed = join(folder, 'packed');
  mkdirSync(packed);
  const workspaces = PACKAGES.flatMap((name) => ['--workspace', `packages/${name}`]);
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', packed, ...workspaces], { cwd: ROOT });
  const version: string = JSON.parse(readFileSync(join(ROOT, 'packages/policy/package.json'), 'utf8')).version;
  const tarballs = PACKAGES.map((name) => [`@gatehouse/${name}`, `file:packed/gatehouse-${name}-${version}.tgz`] as const);
  const manifest = {
    private: true,
    type: 'module',
    dependencies: Object.fromEntries(tarballs),
    // The catalog depends on a version of the engine that no registry has.
    overrides: { '@gatehouse/policy': '$@gatehouse/policy' },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund'], { cwd: folder });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(PACKAGES)('@gatehouse/%s, installed in an empty folder', (name) => {
  test('has examples in its README', () => {
    expect(examplesOf(name)).toHaveLength(name === 'policy' ? 4 : 3);
  });

  test.each(examplesOf(name))('prints the output in its README: $title', async ({ title, code, output }) => {
    const file = join(folder, `${name}-${title.replaceAll(/\W+/g, '-')}.js`);
    writeFileSync(file, code);
    const env = { PATH: process.env.PATH, NODE_ENV: 'production' as const };
    expect((await run(process.execPath, [file], { cwd: tmpdir(), env })).stdout).toBe(output);
  });

  test('contains its licence and the changelog of its version', () => {
    const { version, license } = manifestOf(name);
    const read = (file: string) => readFileSync(join(folder, 'node_modules/@gatehouse', name, file), 'utf8');
    expect(license).toBe('Apache-2.0');
    expect(read('LICENSE')).toContain('Apache License');
    expect(read('CHANGELOG.md')).toContain(`## ${version}\n`);
  });
});

test('the packages have types at each entry point', async () => {
  const entries = PACKAGES.flatMap((name) =>
    Object.keys(manifestOf(name).exports).map((entry) => `@gatehouse/${name}${entry.slice(1)}`),
  );
  const lines = entries.map(
    (entry, index) => `import * as all${index} from '${entry}';\nexport const some${index} = all${index};`,
  );
  writeFileSync(join(folder, 'all.mts'), [...lines, "export const wrong: number = some0['no such name'];"].join('\n'));
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  const args = [compiler, '--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', 'all.mts'];
  const { stdout } = await run(process.execPath, args, { cwd: folder }).catch((error) => error);
  // The error in the last line proves that the compiler checks the file.
  expect(stdout.split('\n').filter((line: string) => line.includes('error TS'))).toEqual([
    expect.stringContaining(`all.mts(${2 * entries.length + 1},`),
  ]);
});
