import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isInstalled } from './install.mjs';

const LEFT_PAD = { version: '1.3.0', integrity: 'sha512-a' };
const OTHER_SYSTEM = { version: '2.0.0', integrity: 'sha512-b', optional: true };

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gatehouse-install-'));
  mkdirSync(join(root, 'node_modules'));
  write('package-lock.json', { '': { name: 'x' }, 'node_modules/left-pad': LEFT_PAD, 'node_modules/for-windows': OTHER_SYSTEM });
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(file: string, packages: Record<string, unknown>) {
  writeFileSync(join(root, file), JSON.stringify({ packages }));
}

test('dependencies are installed when every package is there, but for optional ones of other systems', () => {
  write('node_modules/.package-lock.json', { 'node_modules/left-pad': LEFT_PAD });
  expect(isInstalled(root, 'all')).toBe(true);
});

test('a changed version in the lockfile means they are not', () => {
  write('node_modules/.package-lock.json', { 'node_modules/left-pad': { ...LEFT_PAD, version: '1.2.0' } });
  expect(isInstalled(root, 'all')).toBe(false);
});

test('a package missing from node_modules means they are not', () => {
  write('node_modules/.package-lock.json', {});
  expect(isInstalled(root, 'all')).toBe(false);
});

test('an installation that was cut short means they are not', () => {
  expect(isInstalled(root, 'all')).toBe(false);
});

test('what only tests need is asked for by tests alone', () => {
  const wanted = {
    '': { name: 'x' },
    'node_modules/left-pad': LEFT_PAD,
    'node_modules/a-test-runner': { ...LEFT_PAD, dev: true },
  };
  write('package-lock.json', wanted);
  write('node_modules/.package-lock.json', { 'node_modules/left-pad': LEFT_PAD });
  expect([isInstalled(root, 'product'), isInstalled(root, 'all')]).toEqual([true, false]);
});
