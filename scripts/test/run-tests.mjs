import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { red, seconds, step } from '../process/progress.mjs';
import { CommandError } from '../process/run-command.mjs';
import { NOTHING_TO_DO, prepare } from '../setup/prepare.mjs';
import { ensureChromium } from './chromium.mjs';
import { ensureAwsClients } from './debian-packages.mjs';
import { runStages } from './stage-runner.mjs';
import { countPlaywright, countVitest, failedJourneys, failedPages, slowestFiles } from './test-reports.mjs';
import { startGatehouse } from './test-server.mjs';

/** @typedef {import('./stage-runner.mjs').Count} Count */
/** @typedef {import('./stage-runner.mjs').Bench} Bench */
/** @typedef {import('./stage-runner.mjs').Stage} Stage */

const root = dirname(dirname(import.meta.dirname));
// Everything that the stages put aside, also what one that was killed could not remove itself. PostgreSQL's user enters it too.
const temporary = mkdtempSync(join(tmpdir(), 'gatehouse-run-'));
chmodSync(temporary, 0o711);

/** The folder for the traces of failed journeys, and the most journeys that get one: if more fail, they have one cause. */
const TRACES = 'test-results/traces';
const MOST_TRACED = 5;

/** The most pages of failed journeys that a run prints. */
const MOST_SHOWN = 3;

/** The stages of `npm run check`, which fit into half a minute. */
const CHECK = ['types', 'lint', 'boundaries', 'deadcode', 'words'];

/** @param {Wanted} wanted @returns {Stage[]} */
function stagesOf({ full, paths }) {
  const node =
    (/** @type {string} */ program, /** @type {string[]} */ ...args) =>
    (/** @type {Bench} */ bench) =>
      script(bench, program, ...args);
  const journeyPaths = paths.filter(isJourney);
  const unitPaths = paths.filter((path) => !isJourney(path));
  return [
    { name: 'build', title: 'Production build', run: node('scripts/build.mjs') },
    // Next writes types of its own while it builds. Each of several checkers would infer most types again: four of them take twice the
    // processor time of one.
    {
      name: 'types',
      title: 'Types',
      after: ['build'],
      run: node('node_modules/typescript/bin/tsc', '--noEmit', '--checkers', '1'),
    },
    { name: 'lint', title: 'Format and lint', run: node('node_modules/@biomejs/biome/bin/biome', 'check', '.') },
    { name: 'boundaries', title: 'Import boundaries', run: node('scripts/boundaries.mjs') },
    { name: 'deadcode', title: 'Dead code', run: node('node_modules/knip/bin/knip.js', '--no-config-hints', '--cache') },
    { name: 'words', title: 'Words', run: node('scripts/words.mjs') },
    {
      name: 'unit',
      title: 'Unit and operation tests, on SQLite',
      run: (bench) =>
        // Named paths run every test that they have.
        vitest(bench, { TEST_DATABASE: 'sqlite', TEST_EVERYTHING: full || unitPaths.length > 0 ? '1' : '' }, unitPaths, 'unit'),
    },
    {
      name: 'indirect',
      title: full ? 'Operation tests, without direct queries' : 'Every operation once, without direct queries',
      after: ['unit'],
      run: (bench) =>
        vitest(bench, { TEST_DATABASE: 'sqlite', DIRECT_QUERIES: 'off', TEST_EVERYTHING: full ? '1' : '' }, [], 'indirect'),
    },
    {
      name: 'postgresql',
      title: full ? 'Operation tests, on PostgreSQL' : 'Tests that may differ, on PostgreSQL',
      after: ['unit'],
      run: (bench) => vitest(bench, { TEST_DATABASE: 'postgresql', TEST_EVERYTHING: full ? '1' : '' }, [], 'postgresql'),
    },
    {
      name: 'journeys',
      title: 'Journeys in the browser, against the production build',
      // They need the machine for themselves.
      after: ['build', ...CHECK, 'unit', 'indirect', 'postgresql'],
      run: (bench) => journeys(bench, journeyPaths, full),
    },
  ];
}

/** @typedef {{ full: boolean, names: string[], paths: string[] }} Wanted `names` of stages; none means those that `paths` need, or all */

/** @param {string[]} words what follows `npm test --` @returns {Wanted} */
function readWords(words) {
  const names = words.flatMap((word) => (word === 'check' ? CHECK : word === 'full' ? [] : word));
  const known = stagesOf({ full: false, names: [], paths: [] }).map(({ name }) => name);
  const paths = names.filter((word) => !known.includes(word) && existsSync(join(root, word))).map(toFilter);
  const unknown = names.filter((word) => !known.includes(word) && !existsSync(join(root, word)));
  if (unknown.length > 0) {
    console.error(`There is no stage or path ${unknown.join(', ')}; the stages are ${known.join(', ')}.`);
    process.exit(1);
  }
  return { full: words.includes('full'), names: names.filter((word) => known.includes(word)), paths };
}

/** A path as Vitest and Playwright look for it: a part of a file's path. @param {string} path */
function toFilter(path) {
  const inside = relative(root, resolve(root, path));
  return statSync(join(root, inside)).isDirectory() && inside !== '' ? `${inside}/` : inside;
}

const isJourney = (/** @type {string} */ path) => path.startsWith('e2e/');

/** @param {Wanted} wanted @param {string} name */
function isWanted({ names, paths }, name) {
  if (names.length > 0) return names.includes(name);
  if (paths.length === 0) return true;
  if (name === 'build' || name === 'journeys') return paths.some(isJourney);
  return name === 'unit' && !paths.every(isJourney);
}

/** @param {string[]} words what follows `npm test --` */
export async function runTests(words) {
  process.chdir(root);
  process.env.NEXT_TELEMETRY_DISABLED = '1';
  process.env.TMPDIR = temporary;
  if (!process.stdout.isTTY) process.env.NO_COLOR = '1';
  process.once('exit', () => rmSync(temporary, { recursive: true, force: true }));
  const wanted = readWords(words);
  const stages = stagesOf(wanted).filter(({ name }) => isWanted(wanted, name));
  const names = stages.map(({ name }) => name);
  // Beside the packages of npm, which leave one of two cores to it.
  const clients = names.some((name) => name === 'unit' || name === 'journeys') ? ensureAwsClients(root, wanted) : null;
  clients?.catch(() => undefined);
  try {
    // Unit tests start the compiled server, but not the console, so they do not wait for its build.
    await prepare(root, { install: 'all', compile: names.includes('unit'), build: false });
    await findPrograms(names, clients);
  } catch (error) {
    if (error instanceof CommandError) console.error(error.output.trimEnd());
    console.error(`${red(error instanceof Error ? error.message : String(error))}\n\n0 passed, 1 failed`);
    process.exit(1);
  }
  await runStages(stages, { sideBySide: 2 });
}

/**
 * Waits for the programs outside this project that stages use. The browser comes after the clients: Debian installs one thing at a time.
 *
 * @param {string[]} stages @param {Promise<boolean> | null} clients those of AWS, whose installation has begun; null where no stage needs them
 */
async function findPrograms(stages, clients) {
  if (clients) {
    const words = {
      doing: 'Looking for the AWS CLI, boto3 and pytest',
      done: 'AWS CLI, boto3 and pytest installed',
      unchanged: 'AWS CLI, boto3 and pytest looked for',
    };
    await step(words, () => clients);
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

/** @param {Bench} bench @param {Record<string, string>} settings @param {string[]} paths @param {string} stage @returns {Promise<Count>} */
async function vitest(bench, settings, paths, stage) {
  const report = join(temporary, `vitest-${stage}.json`);
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...paths];
  const good = await bench.node(args, {
    cwd: root,
    env: { ...settings, NODE_ENV: 'test', TRANSFORMED_MODULES: join(temporary, 'modules') },
  });
  const counted = countVitest(report, good);
  bench.say(`Slowest files:\n${slowestFiles(report).join('\n')}`);
  return counted;
}

/** @param {Bench} bench @param {string[]} paths @param {boolean} full @returns {Promise<Count>} */
async function journeys(bench, paths, full) {
  const data = join(temporary, 'data');
  const server = await startGatehouse(root, data, { DEMO: process.env.DEMO });
  bench.say(`First start ready after ${seconds(server.readyAfter)}: ${server.baseUrl} and ${server.apiUrl}`);
  // A run of named paths does not pack. During a pack, package.json names fewer packages; journeys and a running server read only its type.
  const [{ pages, ...tests }, packed] = await Promise.all([
    playwright(bench, server, paths, full),
    paths.length > 0 || bench.node([join(root, 'scripts/package/try-package.mjs')], { cwd: root }),
  ]);
  const open = openToOthers(data);
  const stop = await server.stop();
  const again = await startGatehouse(root, data);
  open.push(...openToOthers(data));
  const stopAgain = await again.stop();
  bench.say(`Stopped with exit code ${stop.code}.`);
  bench.say(`Second start ready after ${seconds(again.readyAfter)}, stopped with exit code ${stopAgain.code}.`);
  if (open.length > 0) bench.say(`Other users may read ${open.join(', ')}.`);
  const idle = NOTHING_TO_DO.map((sentence) => again.greeting.includes(sentence));
  const checks = [stop.code === 0, stopAgain.code === 0, open.length === 0, packed, ...idle];
  if (tests.failed > 0 || checks.includes(false)) bench.say(`\nWhat the servers said:\n${stop.output}\n${stopAgain.output}`);
  // At the end, because a log of CI is often cut in its middle.
  for (const page of pages) bench.say(`\n${page}`);
  return {
    passed: tests.passed + checks.filter(Boolean).length,
    failed: tests.failed + checks.filter((good) => !good).length,
    failures: tests.failures,
  };
}

/** The data folder and the files in it that another user of the machine may do anything with. @param {string} folder */
function openToOthers(folder) {
  const paths = [folder, ...readdirSync(folder).map((name) => join(folder, name))];
  return paths.filter((path) => (statSync(path).mode & 0o077) !== 0);
}

/**
 * @param {Bench} bench @param {{ baseUrl: string, apiUrl: string }} server @param {string[]} paths @param {boolean} full
 * @returns {Promise<Count & { pages: string[] }>} with the pages of failed journeys as text
 */
async function playwright(bench, { baseUrl, apiUrl }, paths, full) {
  const report = join(temporary, 'playwright.json');
  const cli = join(root, 'node_modules/@playwright/test/cli.js');
  const env = {
    BASE_URL: baseUrl,
    API_URL: apiUrl,
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    TEST_EVERYTHING: full || paths.length > 0 ? '1' : '',
  };
  const run = (/** @type {string[]} */ args, /** @type {Record<string, string>} */ more = {}) =>
    bench.node([cli, 'test', '--config=e2e/playwright.config.ts', ...args], { cwd: root, env: { ...env, ...more } });
  const counted = countPlaywright(report, await run(['--reporter=line,json', ...paths]));
  const failed = failedJourneys(report);
  // Read before the second run empties the folder.
  const pages = failedPages(report).slice(0, MOST_SHOWN);
  // Traces of all journeys would take a large part of a run's time. A second run that passes changes no count.
  if (failed.length > 0 && failed.length <= MOST_TRACED && !process.env.TRACE) {
    bench.say(
      `\n${failed.length === 1 ? 'The journey that failed runs' : 'The journeys that failed run'} once more, with a trace:`,
    );
    await run(['--reporter=line', `--output=${TRACES}`, ...failed], { TRACE: '1' });
    bench.say(`The traces are in ${TRACES}; \`npx playwright show-trace FILE\` shows one.`);
  }
  return { ...counted, pages };
}
