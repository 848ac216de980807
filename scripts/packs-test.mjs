// `npm run packs:test [FOLDER…]`: tests the grading of packs of scenarios, those that come with Gatehouse where no folder is named.
import { spawnSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { prepare } from './setup/prepare.mjs';

const root = dirname(import.meta.dirname);
const folders = process.argv.slice(2).map((folder) => resolve(folder));
process.chdir(root);
await prepare(root, { install: 'all', compile: false, build: false });
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'tests', 'lib/scenario/try/packs.test.ts'],
  {
    stdio: 'inherit',
    env: { ...process.env, TEST_DATABASE: 'sqlite', TEST_EVERYTHING: '1', PACKS: folders.join('\n') || undefined },
  },
);
process.exitCode = status ?? 1;
