import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildConsole } from './build-console.mjs';
import { ensureChromium } from './chromium.mjs';
import { ensureAwsClients } from './debian-packages.mjs';
import { prepare } from './prepare.mjs';
import { bold, green, red, seconds, step } from './progress.mjs';
import { CommandError } from './run-command.mjs';
import { startGatehouse } from './test-server.mjs';

/** @typedef {{ passed: number, failed: number }} Count */

const root = dirname(import.meta.dirname);
const temporary = mkdtempSync(join(tmpdir(), 'gatehouse-test-run-'));
/** No stage may hang a run for ever. */
const LIMIT_MS = 10 * 60_000;
/** The promise that a second start is ready within this. */
const SECOND_START_MS = 5_000;

/** @type {{ name: string, title: string, run: () => Promise<Count> }[]} */
const STAGES = [
  { name: 'build', title: 'Production build', run: build },
  { name: 'lint', title: 'Format and lint', run: () => check('@biomejs/biome/bin/biome', ['check', '.']) },
  { name: 'types', title: 'Types', run: () => check('typescript/bin/tsc', ['--noEmit']) },
  { name: 'boundaries', title: 'Import boundaries', run: () => toCount(run([join(root, 'scripts/boundaries.mjs')])) },
  { name: 'deadcode', title: 'Dead code', run: () => check('knip/bin/knip.js', ['--no-config-hints']) },
  { name: 'unit', title: 'Unit and operation tests, on SQLite', run: unit },
  { name: 'postgresql', title: 'Operation tests, on PostgreSQL', run: () => vitest('postgresql') },
  { name: 'journeys', title: 'Journeys in the browser, against the production build', run: journeys },
];

/** @param {string[]} wanted names of stages; none means all */
export async function runTests(wanted) {
  process.chdir(root);
  process.env.NEXT_TELEMETRY_DISABLED = '1';
  if (!process.stdout.isTTY) process.env.NO_COLOR = '1';
  const unknown = wanted.filter((name) => STAGES.every((stage) => stage.name !== name));
  if (unknown.length > 0) {
    console.error(`There is no stage ${unknown.join(', ')}; there are ${STAGES.map(({ name }) => name).join(', ')}.`);
    process.exit(1);
  }
  const stages = STAGES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const total = { passed: 0, failed: 0 };
  const table = [];
  try {
    await prepare(root, { build: false });
    for (const { title, run: work } of stages) {
      console.log(`\n${bold(`── ${title} `.padEnd(100, '─'))}`);
      const started = Date.now();
      const { passed, failed } = await work().catch(asFailure);
      total.passed += passed;
      total.failed += failed;
      table.push(
        `${failed === 0 ? green('✓') : red('✗')} ${title.padEnd(60)} ${String(passed).padStart(6)} passed ${String(failed).padStart(4)} failed ${seconds(Date.now() - started).padStart(9)}`,
      );
    }
  } catch (error) {
    total.failed += asFailure(error).failed;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  console.log(`\n${table.join('\n')}\n\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
}

/** @param {any} error @returns {Count} */
function asFailure(error) {
  if (error instanceof CommandError) console.error(error.output.trimEnd());
  console.error(red(error instanceof Error ? (error.stack ?? error.message) : String(error)));
  return { passed: 0, failed: 1 };
}

/** @param {Promise<boolean>} outcome @returns {Promise<Count>} */
async function toCount(outcome) {
  return (await outcome) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Runs a Node.js program with its output shown. @param {string[]} args @param {NodeJS.ProcessEnv} [env] @returns {Promise<boolean>} */
function run(args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: LIMIT_MS,
    });
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}

/** @param {string} program @param {string[]} args */
function check(program, args) {
  return toCount(run([join(root, 'node_modules', program), ...args]));
}

async function build() {
  await step({ doing: 'Building the console', done: 'Console built', unchanged: 'Console is up to date' }, (onLine) =>
    buildConsole(root, onLine),
  );
  return { passed: 1, failed: 0 };
}

/** @returns {Promise<Count>} */
async function unit() {
  await findAwsClients();
  return vitest('sqlite');
}

async function findAwsClients() {
  const words = {
    doing: 'Looking for the AWS CLI and boto3',
    done: 'AWS CLI and boto3 installed',
    unchanged: 'AWS CLI and boto3 looked for',
  };
  await step(words, (onLine) => ensureAwsClients(root, onLine));
}

/** @param {'sqlite' | 'postgresql'} database @returns {Promise<Count>} */
async function vitest(database) {
  const report = join(temporary, `vitest-${database}.json`);
  const args = [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const good = await run(args, { TEST_DATABASE: database, NODE_ENV: 'test' });
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  // A file that cannot even be loaded has no tests to count, nor has an error between tests.
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  const failed = numFailedTests + broken;
  return { passed: numPassedTests, failed: failed === 0 && (!good || numPassedTests === 0) ? 1 : failed };
}

/** @returns {Promise<Count>} */
async function journeys() {
  const words = { doing: 'Looking for a browser', done: 'Browser installed', unchanged: 'Browser is there' };
  await step(words, (onLine) => ensureChromium(root, onLine));
  await findAwsClients();
  const server = await startGatehouse(root, join(temporary, 'data'));
  console.log(`First start ready after ${seconds(server.readyAfter)}: ${server.baseUrl} and ${server.apiUrl}`);
  const tests = await playwright(server);
  const stop = await server.stop();
  const again = await startGatehouse(root, join(temporary, 'data'));
  const stopAgain = await again.stop();
  console.log(
    `Stopped with exit code ${stop.code}, second start ready after ${seconds(again.readyAfter)}, stopped with exit code ${stopAgain.code}.`,
  );
  const checks = [stop.code === 0, again.readyAfter < SECOND_START_MS, stopAgain.code === 0];
  if (tests.failed > 0 || checks.includes(false)) console.log(`\nWhat the servers said:\n${stop.output}\n${stopAgain.output}`);
  return {
    passed: tests.passed + checks.filter(Boolean).length,
    failed: tests.failed + checks.filter((good) => !good).length,
  };
}

/** @param {{ baseUrl: string, apiUrl: string }} server @returns {Promise<Count>} */
async function playwright({ baseUrl, apiUrl }) {
  const report = join(temporary, 'playwright.json');
  const args = [
    join(root, 'node_modules/@playwright/test/cli.js'),
    'test',
    '--config=e2e/playwright.config.ts',
    '--reporter=line,json',
  ];
  const good = await run(args, { BASE_URL: baseUrl, API_URL: apiUrl, PLAYWRIGHT_JSON_OUTPUT_NAME: report });
  const { stats, errors } = JSON.parse(readFileSync(report, 'utf8'));
  const failed = stats.unexpected + stats.flaky + errors.length;
  return { passed: stats.expected, failed: failed === 0 && (!good || stats.expected === 0) ? 1 : failed };
}
