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

test('isInstalled returns true when every package is present, except optional ones of other systems', () => {
  write('node_modules/.package-lock.json', { 'node_modules/left-pad': LEFT_PAD });
  expect(isInstalled(root, 'all')).toBe(true);
});

test('isInstalled returns false after a version changed in the lockfile', () => {
  write('node_modules/.package-lock.json', { 'node_modules/left-pad': { ...LEFT_PAD, version: '1.2.0' } });
  expect(isInstalled(root, 'all')).toBe(false);
});

test('isInstalled returns false when a package is missing from node_modules', () => {
  write('node_modules/.package-lock.json', {});
  expect(isInstalled(root, 'all')).toBe(false);
});

test('isInstalled returns false after an interrupted installation', () => {
  expect(isInstalled(root, 'all')).toBe(false);
});

test('isInstalled requires packages for development only for the tests', () => {
  const wanted = {
    '': { name: 'x' },
    'node_modules/left-pad': LEFT_PAD,
    'node_modules/a-test-runner': { ...LEFT_PAD, dev: true },
  };
  write('package-lock.json', wanted);
  write('node_modules/.package-lock.json', { 'node_modules/left-pad': LEFT_PAD });
  expect([isInstalled(root, 'product'), isInstalled(root, 'all')]).toEqual([true, false]);
});
