import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { StageError } from './stage-runner.mjs';

/** @typedef {import('./stage-runner.mjs').Count} Count */
/** @typedef {{ fullName: string, status: string, failureMessages: string[] }} VitestTest */
/** @typedef {{ name: string, status: string, message: string, startTime: number, endTime: number, assertionResults: VitestTest[] }} VitestFile */

/**
 * Counts the tests in a report that Vitest wrote as JSON.
 *
 * @param {string} file
 * @param {boolean} good whether Vitest ended well
 * @returns {Count}
 */
export function countVitest(file, good) {
  /** @type {{ numPassedTests: number, testResults: VitestFile[] }} */
  const { numPassedTests, testResults } = readReport(file, 'Vitest');
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const path = relative(process.cwd(), name);
    // A file that cannot even be loaded has no tests to count, nor has an error between tests.
    if (status === 'failed' && assertionResults.length === 0) return [failure(path, message)];
    const failed = assertionResults.filter((test) => test.status === 'failed');
    return failed.map(({ fullName, failureMessages }) => failure(`${path} › ${fullName}`, failureMessages[0]));
  });
  return count(numPassedTests, failures, good);
}

/** The number of slow files that a stage names. */
const MOST_SLOW = 10;

/** Returns the files of a report that took longest, longest first, each after its seconds. @param {string} file @returns {string[]} */
export function slowestFiles(file) {
  /** @type {{ testResults: VitestFile[] }} */
  const { testResults } = readReport(file, 'Vitest');
  return testResults
    .map(({ name, startTime, endTime }) => ({ name: relative(process.cwd(), name), took: (endTime - startTime) / 1000 }))
    .sort((one, other) => other.took - one.took)
    .slice(0, MOST_SLOW)
    .map(({ name, took }) => `${took.toFixed(1)} s ${name}`);
}

/** Returns where the failed journeys of a report begin, as Playwright takes paths: `iam/users.spec.ts:20`. @param {string} file @returns {string[]} */
export function failedJourneys(file) {
  /** @type {import('@playwright/test/reporter').JSONReport} */
  const { suites } = readReport(file, 'Playwright');
  /** @param {import('@playwright/test/reporter').JSONReportSuite} suite @returns {string[]} */
  const inSuite = (suite) => [
    ...suite.specs.filter(({ ok }) => !ok).map(({ file: path, line }) => `${path}:${line}`),
    ...(suite.suites ?? []).flatMap(inSuite),
  ];
  return [...new Set(suites.flatMap(inSuite))];
}

/** The most lines that describe a page. Its end says more about a failure than its beginning. */
const MOST_LINES = 80;

/** Returns the title of each failed journey and the main part of its page, as Playwright wrote it. @param {string} file @returns {string[]} */
export function failedPages(file) {
  /** @type {import('@playwright/test/reporter').JSONReport} */
  const { suites } = readReport(file, 'Playwright');
  /** @param {import('@playwright/test/reporter').JSONReportSuite} suite @returns {string[]} */
  const inSuite = (suite) => [
    ...suite.specs
      .flatMap(({ tests }) =>
        tests.flatMap(({ results }) =>
          results.flatMap(({ attachments }) => attachments.filter(({ name }) => name === 'error-context')),
        ),
      )
      .flatMap(({ path }) => path ?? []),
    ...(suite.suites ?? []).flatMap(inSuite),
  ];
  return suites.flatMap(inSuite).map((path) => mainPart(readFileSync(path, 'utf8')));
}

/** @param {string} description what Playwright writes about a failure, in Markdown @returns {string} */
function mainPart(description) {
  const [name = ''] = /^- Name: .*$/m.exec(description) ?? [];
  const page = /```yaml\n(.*?)```/s.exec(description)?.[1] ?? '';
  const from = page.search(/^ *- main\b/m);
  const main = page.slice(Math.max(from, 0)).split(/^ *- contentinfo\b/m)[0] ?? '';
  const lines = main
    .replaceAll(/ \[(?:ref|cursor)=[^\]]*\]/g, '')
    .trimEnd()
    .split('\n');
  return [name, ...lines.slice(-MOST_LINES)].join('\n');
}

/** Counts the journeys in a report that Playwright wrote as JSON. @param {string} file @param {boolean} good @returns {Count} */
export function countPlaywright(file, good) {
  /** @type {import('@playwright/test/reporter').JSONReport} */
  const { stats, errors, suites } = readReport(file, 'Playwright');
  const failures = errors.map(({ message }) => failure('between journeys', message));
  const look = (/** @type {import('@playwright/test/reporter').JSONReportSuite} */ suite) => {
    for (const { file: path, title, ok, tests } of suite.specs) {
      if (ok) continue;
      const error = tests.flatMap((test) => test.results).find((result) => result.error)?.error;
      // A journey often expects the same thing at several lines.
      const place = error?.location ? `${path}:${error.location.line}` : path;
      failures.push(failure(`e2e/${place} › ${title}`, error?.message));
    }
    suite.suites?.forEach(look);
  };
  suites.forEach(look);
  return count(stats.expected, failures, good);
}

const LONGEST_REASON = 300;

/** A line about what failed: the last lines of a run are all that some see of it. @param {string} name @param {string | undefined} reason */
function failure(name, reason = '') {
  const words = stripVTControlCharacters(reason).replace(/\s+/g, ' ').trim();
  return words === '' ? name : `${name}: ${words.length > LONGEST_REASON ? `${words.slice(0, LONGEST_REASON)}…` : words}`;
}

/**
 * Nothing executed proves nothing, and a program that ended badly has failed whatever its report says.
 *
 * @param {number} passed @param {string[]} failures @param {boolean} good @returns {Count}
 */
function count(passed, failures, good) {
  const failed = failures.length === 0 && (!good || passed === 0) ? 1 : failures.length;
  return { passed, failed, failures };
}

/** @param {string} file @param {string} program */
function readReport(file, program) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new StageError(`${program} ended without a report of its tests.`);
  }
}
