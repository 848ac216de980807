import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fingerprint } from './fingerprint.mjs';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gatehouse-fingerprint-'));
  mkdirSync(join(root, 'app/deep'), { recursive: true });
  writeFileSync(join(root, 'app/deep/page.tsx'), 'one');
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const now = (facts?: string[]) => fingerprint(root, ['app', 'missing'], facts);

test('the fingerprint is the same for the same files', () => {
  expect(now()).toBe(now());
});

test('the fingerprint changes with a changed, added, renamed or removed file', () => {
  const seen = new Set([now()]);
  writeFileSync(join(root, 'app/deep/page.tsx'), 'two');
  seen.add(now());
  writeFileSync(join(root, 'app/new.ts'), '');
  seen.add(now());
  renameSync(join(root, 'app/new.ts'), join(root, 'app/newer.ts'));
  seen.add(now());
  rmSync(join(root, 'app/deep'), { recursive: true });
  seen.add(now());
  expect(seen.size).toBe(5);
});

test('the fingerprint changes with a fact', () => {
  expect(now(['1.0'])).not.toBe(now(['1.1']));
});

test('the fingerprint ignores tests, generated code and hidden files', () => {
  const before = now();
  mkdirSync(join(root, 'app/generated'));
  for (const file of ['page.test.ts', 'page.bench.ts', 'generated/x.ts', '.hidden']) writeFileSync(join(root, 'app', file), 'x');
  expect(now()).toBe(before);
});
