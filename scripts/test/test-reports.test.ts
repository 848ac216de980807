import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countPlaywright, failedJourneys, failedPages, slowestFiles } from './test-reports.mjs';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'gatehouse-report-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test('the files that took longest are named, longest first', () => {
  const result = (name: string, seconds: number) => ({
    name: join(process.cwd(), name),
    startTime: 1_000,
    endTime: 1_000 + seconds * 1000,
  });
  const testResults = [
    result('lib/quick.test.ts', 0.2),
    ...Array.from({ length: 12 }, (_, at) => result(`lib/${at}.test.ts`, at + 1)),
  ];
  const file = join(dir, 'vitest.json');
  writeFileSync(file, JSON.stringify({ testResults }));
  const slowest = slowestFiles(file);
  expect(slowest.slice(0, 2)).toEqual(['12.0 s lib/11.test.ts', '11.0 s lib/10.test.ts']);
  expect(slowest).toHaveLength(10);
});

test('failedJourneys returns the file and line of each failure once, at any depth', () => {
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

test('a failed journey is reported with the failing line and the main part of its page', () => {
  const page = join(dir, 'page.md');
  const yaml = ['- banner [ref=e1]', '- main [ref=e2]:', '  - button "Save" [ref=e3] [cursor=pointer]', '- contentinfo: end'];
  writeFileSync(page, ['- Name: users.spec.ts >> a journey', '```yaml', ...yaml, '```', '```ts', 'test();', '```'].join('\n'));
  const attachments = [
    { name: 'screenshot', path: '/results/page.png' },
    { name: 'error-context', path: page },
  ];
  const error = { message: 'not visible', location: { file: 'users.spec.ts', line: 24, column: 3 } };
  const spec = {
    file: 'iam/users.spec.ts',
    line: 20,
    ok: false,
    title: 'a journey',
    tests: [{ results: [{ error, attachments }] }],
  };
  const file = join(dir, 'playwright.json');
  writeFileSync(
    file,
    JSON.stringify({ stats: { expected: 0 }, errors: [], suites: [{ specs: [], suites: [{ specs: [spec] }] }] }),
  );
  expect(countPlaywright(file, false)).toEqual({
    passed: 0,
    failed: 1,
    failures: ['e2e/iam/users.spec.ts:24 › a journey: not visible'],
  });
  expect(failedPages(file)).toEqual(['- Name: users.spec.ts >> a journey\n- main:\n  - button "Save"']);
});
