import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import loadSharedModule from './shared-module-loader.mjs';
import { findSharedModules, SHARED_EXPORTS, type SharedModules, sharedProgram, standIn } from './shared-modules.mjs';

/** A project with these files, deleted after the test. */
function project(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'gatehouse-shared-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return root;
}

const FILES = {
  'app/page.tsx': `import { a } from '../lib/a'; import { onPage } from '../lib/on-page'; import type { T } from '../lib/types'; export default () => [a, onPage, null as T];`,
  'app/page.test.ts': `import { tested } from '../lib/tested'; tested();`,
  'components/list.tsx': `import { sorted } from '@/packages/policy/src/sort'; export const list = sorted;`,
  'tsconfig.json': JSON.stringify({ compilerOptions: { paths: { '@/*': ['./*'] } } }),
  'lib/a.ts': `export * from './b'; import { deep } from './deep'; export const a = deep; export default a;`,
  'lib/b.ts': `export const b = 1; export type OnlyAType = string;`,
  'lib/deep.ts': 'export const deep = 2;',
  'lib/on-page.ts': `import { headers } from 'next/headers'; import { below } from './below-page'; export const onPage = [headers, below];`,
  'lib/below-page.tsx': `import { useState } from 'react'; import { alone } from './alone.mjs'; export const below = [useState, alone];`,
  'lib/alone.mjs': 'export const alone = 3;',
  'lib/types.ts': 'export type T = null; export const ofTypes = 4;',
  'lib/tested.ts': 'export const tested = () => 5;',
  'packages/policy/src/sort.ts': 'export const sorted = 6;',
};

test('findSharedModules returns what pages import, except modules that reach React or Next', async () => {
  const shared = await findSharedModules(project(FILES));
  expect(shared).toEqual({
    exports: { 'lib/a.ts': ['a', 'b', 'default'], 'lib/alone.mjs': ['alone'], 'packages/policy/src/sort.ts': ['sorted'] },
    bundled: ['lib/below-page.tsx', 'lib/on-page.ts'],
  });
  // Each module of the program comes from where the project has it.
  for (const file of Object.keys(shared.exports)) expect(sharedProgram(shared)).toContain(`"./${file}"`);
});

test('standIn exports the same as the module in the process', async () => {
  const ours = { 'lib/a.ts': { a: Symbol('a'), $b: () => 'b', default: { c: 1 } } };
  Object.assign(globalThis, { __gatehouseSharedModules: ours });
  onTestFinished(() => void Reflect.deleteProperty(globalThis, '__gatehouseSharedModules'));
  const text = standIn('lib/a.ts', Object.keys(ours['lib/a.ts']));
  const made = await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(text)}`);
  expect({ ...made }).toEqual(ours['lib/a.ts']);
});

test('the loader of shared modules refuses a module that would be loaded twice', () => {
  const compiled = project({
    [SHARED_EXPORTS]: JSON.stringify({ exports: { 'lib/a.ts': ['a'] }, bundled: ['lib/b.ts'] } satisfies SharedModules),
  });
  const load = (file: string) =>
    loadSharedModule.call(
      { resourcePath: join('/project', file), getOptions: () => ({ root: '/project', compiled }) },
      'the source',
    );
  expect(load('lib/a.ts')).toBe(standIn('lib/a.ts', ['a']));
  expect(load('lib/b.ts')).toBe('the source');
  expect(() => load('lib/c.ts')).toThrow('lib/c.ts is not among the modules');
});
