import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { ensureAwsClients } from './debian-packages.mjs';
import { NOTHING_TO_DO, prepare } from './prepare.mjs';
import { red, seconds, step } from './progress.mjs';
import { CommandError } from './run-command.mjs';
import { runStages } from './stage-runner.mjs';
import { countPlaywright, countVitest } from './test-reports.mjs';
import { startGatehouse } from './test-server.mjs';

/** @typedef {import('./stage-runner.mjs').Count} Count */
/** @typedef {import('./stage-runner.mjs').Bench} Bench */
/** @typedef {import('./stage-runner.mjs').Stage} Stage */

const root = dirname(import.meta.dirname);
// Everything that the stages put aside, also what one that was killed could not remove itself. PostgreSQL's user enters it too.
const temporary = mkdtempSync(join(tmpdir(), 'gatehouse-run-'));
chmodSync(temporary, 0o711);

/** @type {Stage[]} */
const STAGES = [
  { name: 'build', title: 'Production build', run: (bench) => script(bench, 'scripts/build.mjs') },
  {
    name: 'lint',
    title: 'Format and lint',
    run: (bench) => script(bench, 'node_modules/@biomejs/biome/bin/biome', 'check', '.'),
  },
  { name: 'types', title: 'Types', run: (bench) => script(bench, 'node_modules/typescript/bin/tsc', '--noEmit') },
  { name: 'boundaries', title: 'Import boundaries', run: (bench) => script(bench, 'scripts/boundaries.mjs') },
  { name: 'deadcode', title: 'Dead code', run: (bench) => script(bench, 'node_modules/knip/bin/knip.js', '--no-config-hints') },
  { name: 'unit', title: 'Unit and operation tests, on SQLite', run: (bench) => vitest(bench, 'sqlite') },
  { name: 'postgresql', title: 'Operation tests, on PostgreSQL', run: (bench) => vitest(bench, 'postgresql') },
  { name: 'journeys', title: 'Journeys in the browser, against the production build', run: journeys },
];

/** @param {string[]} wanted names of stages; none means all */
export async function runTests(wanted) {
  process.chdir(root);
  process.env.NEXT_TELEMETRY_DISABLED = '1';
  process.env.TMPDIR = temporary;
  if (!process.stdout.isTTY) process.env.NO_COLOR = '1';
  process.once('exit', () => rmSync(temporary, { recursive: true, force: true }));
  const unknown = wanted.filter((name) => STAGES.every((stage) => stage.name !== name));
  if (unknown.length > 0) {
    console.error(`There is no stage ${unknown.join(', ')}; there are ${STAGES.map(({ name }) => name).join(', ')}.`);
    process.exit(1);
  }
  const stages = STAGES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  try {
    await prepare(root, { build: false });
    await findPrograms(stages.map(({ name }) => name));
  } catch (error) {
    if (error instanceof CommandError) console.error(error.output.trimEnd());
    console.error(`${red(error instanceof Error ? error.message : String(error))}\n\n0 passed, 1 failed`);
    process.exit(1);
  }
  await runStages(stages);
}

/** Looks for the programs outside this project that stages use. @param {string[]} stages */
async function findPrograms(stages) {
  if (stages.includes('unit') || stages.includes('journeys')) {
    const words = {
      doing: 'Looking for the AWS CLI and boto3',
      done: 'AWS CLI and boto3 installed',
      unchanged: 'AWS CLI and boto3 looked for',
    };
    await step(words, (onLine) => ensureAwsClients(root, onLine));
  }
  if (stages.includes('journeys')) {
    const words = { doing: 'Looking for a browser', done: 'Browser installed', unchanged: 'Browser is there' };
    await step(words, (onLine) => ensureChromium(root, onLine));
  }
}

/** A stage that is one program, and one check. @param {Bench} bench @param {string} program @param {string[]} args @returns {Promise<Count>} */
async function script(bench, program, ...args) {
  const good = await bench.node([join(root, program), ...args], { cwd: root });
  return good ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** @param {Bench} bench @param {'sqlite' | 'postgresql'} database @returns {Promise<Count>} */
async function vitest(bench, database) {
  const report = join(temporary, `vitest-${database}.json`);
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const env = { TEST_DATABASE: database, NODE_ENV: 'test' };
  const good = await bench.node([join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...reporters], { cwd: root, env });
  return countVitest(report, good);
}

/** @param {Bench} bench @returns {Promise<Count>} */
async function journeys(bench) {
  const server = await startGatehouse(root, join(temporary, 'data'));
  bench.say(`First start ready after ${seconds(server.readyAfter)}: ${server.baseUrl} and ${server.apiUrl}`);
  const tests = await playwright(bench, server);
  const stop = await server.stop();
  const again = await startGatehouse(root, join(temporary, 'data'));
  const stopAgain = await again.stop();
  bench.say(`Stopped with exit code ${stop.code}.`);
  bench.say(`Second start ready after ${seconds(again.readyAfter)}, stopped with exit code ${stopAgain.code}.`);
  const checks = [stop.code === 0, stopAgain.code === 0, ...NOTHING_TO_DO.map((sentence) => again.greeting.includes(sentence))];
  if (tests.failed > 0 || checks.includes(false)) bench.say(`\nWhat the servers said:\n${stop.output}\n${stopAgain.output}`);
  return {
    passed: tests.passed + checks.filter(Boolean).length,
    failed: tests.failed + checks.filter((good) => !good).length,
  };
}

/** @param {Bench} bench @param {{ baseUrl: string, apiUrl: string }} server @returns {Promise<Count>} */
async function playwright(bench, { baseUrl, apiUrl }) {
  const report = join(temporary, 'playwright.json');
  const cli = join(root, 'node_modules/@playwright/test/cli.js');
  const env = { BASE_URL: baseUrl, API_URL: apiUrl, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  const good = await bench.node([cli, 'test', '--config=e2e/playwright.config.ts', '--reporter=line,json'], { cwd: root, env });
  return countPlaywright(report, good);
}
