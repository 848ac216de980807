import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { failedJourneys } from './test-reports.mjs';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'gatehouse-report-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test('what failed in a report of Playwright is named by file and line, at any depth and once', () => {
  const spec = (file: string, line: number, ok: boolean) => ({ file, line, ok, title: 'a journey', tests: [] });
  const report = {
    stats: { expected: 1 },
    errors: [],
    suites: [
      {
        specs: [spec('start.spec.ts', 3, true), spec('start.spec.ts', 9, false)],
        suites: [{ specs: [spec('iam/users.spec.ts', 20, false), spec('iam/users.spec.ts', 20, false)] }],
      },
    ],
  };
  const file = join(dir, 'playwright.json');
  writeFileSync(file, JSON.stringify(report));
  expect(failedJourneys(file)).toEqual(['start.spec.ts:9', 'iam/users.spec.ts:20']);
});
