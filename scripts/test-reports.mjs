import { readFileSync } from 'node:fs';
import { StageError } from './stage-runner.mjs';

/** @typedef {import('./stage-runner.mjs').Count} Count */

/**
 * Counts the tests in a report that Vitest wrote as JSON.
 *
 * @param {string} file
 * @param {boolean} good whether Vitest ended well
 * @returns {Count}
 */
export function countVitest(file, good) {
  /** @type {{ numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults: unknown[] }[] }} */
  const { numPassedTests, numFailedTests, testResults } = readReport(file, 'Vitest');
  // A file that cannot even be loaded has no tests to count, nor has an error between tests.
  const broken = testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0);
  return count(numPassedTests, numFailedTests + broken.length, good);
}

/** Counts the journeys in a report that Playwright wrote as JSON. @param {string} file @param {boolean} good @returns {Count} */
export function countPlaywright(file, good) {
  /** @type {import('@playwright/test/reporter').JSONReport} */
  const { stats, errors } = readReport(file, 'Playwright');
  return count(stats.expected, stats.unexpected + stats.flaky + errors.length, good);
}

/**
 * Nothing executed proves nothing, and a program that ended badly has failed whatever its report says.
 *
 * @param {number} passed @param {number} failed @param {boolean} good @returns {Count}
 */
function count(passed, failed, good) {
  return { passed, failed: failed === 0 && (!good || passed === 0) ? 1 : failed };
}

/** @param {string} file @param {string} program */
function readReport(file, program) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new StageError(`${program} ended without a report of its tests.`);
  }
}
