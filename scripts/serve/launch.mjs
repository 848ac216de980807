import { accessSync, constants, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { consoleAddress, localAddress, networkAddresses, readSettings, SettingsError } from '../../lib/settings/settings.mjs';
import { compiledProgram } from '../build/compile-server.mjs';
import { freePort, portProblem } from '../process/ports.mjs';
import { bold, cyan, dim, red, seconds, step } from '../process/progress.mjs';
import { CommandError, runCommand, stopRunningCommands } from '../process/run-command.mjs';
import { enterProject } from '../setup/packaged.mjs';
import { prepare } from '../setup/prepare.mjs';
import { endpointLines } from './endpoint-variables.mjs';
import { createPrivateFiles, makeFilesPrivate, READY_FILE } from './private-files.mjs';

const root = dirname(dirname(import.meta.dirname));

/**
 * Credentials that are printed at the first start, and later in a terminal for as long as they work; the sign-ins in the order they are printed. `account` is what an
 * IAM user types besides the name: an alias or a 12-digit id.
 *
 * @typedef {{
 *   signIns: { as: string, account?: string, name: string, password: string }[],
 *   accessKey: { id: string, secret: string } | null,
 * }} Demo
 */

/**
 * The last line that prisma/setup.ts prints, as JSON.
 *
 * @typedef {{
 *   appliedMigrations: string[],
 *   isNew: boolean,
 *   demo: Demo | null,
 *   weakKey: string | null,
 *   operatorSetUp: string | null,
 * }} SetupResult
 *
 * - `isNew`: this start filled the database.
 * - `demo`: null if the database has no demo organization, or its credentials were changed.
 * - `weakKey`: the ID of an active access key with a published or short secret.
 * - `operatorSetUp`: the token of the link that sets up the first operator, null if there is one.
 */

/** An error that the operator must correct. Its message is one sentence. */
class StartError extends Error {}

/** The growth of V8's old generation between two collections, as a percentage of what was in use. Decision 068 has the figures. */
const GROWTH = 60;

/**
 * Sets up what is missing or outdated, then serves the console and the wire API from this process until a signal ends it.
 *
 * @param {{ dev?: boolean, apiOnly?: boolean }} [options] `dev`: run from the sources and rebuild when they change; `apiOnly`: no console, and
 *   one line of JSON with the address when it is ready
 */
export async function launch({ dev = false, apiOnly = false } = {}) {
  const started = Date.now();
  Object.assign(process.env, { NODE_ENV: dev ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' });
  // The SDK versions in package-lock.json run on this Node.js. A warning about later versions at every start would not help.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  // Optimizing Prisma's query compiler takes 80 MB and more time than it saves, because Prisma keeps what it has compiled.
  // V8's default lets garbage grow to a multiple of what is in use; GROWTH halves the memory after minutes of calls.
  for (const flag of ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering', `--heap-growing-percent=${GROWTH}`])
    setFlagsFromString(flag);
  if (!process.stdout.isTTY) process.env.NO_COLOR ??= '1';
  const stopSetup = () => {
    stopRunningCommands();
    process.exit(130);
  };
  process.on('SIGINT', stopSetup).on('SIGTERM', stopSetup);
  try {
    enterProject(root);
    // Next reads the same file, but only after the settings.
    if (existsSync('.env')) process.loadEnvFile('.env');
    const settings = await chooseFreePorts(readSettings(process.env));
    await checkMachine(settings, apiOnly);
    await prepare(root, { compile: !dev, build: !dev && !apiOnly });
    createPrivateFiles();
    // The threads of bills and analyses start from these programs. In development they start from the sources.
    if (!dev)
      Object.assign(globalThis, {
        __gatehouseBillWorker: compiledProgram(root, 'bill-worker'),
        __gatehouseAnalysisWorker: compiledProgram(root, 'analysis-worker'),
        __gatehouseTryProgram: compiledProgram(root, 'try-scenario'),
      });
    if (apiOnly) {
      await launchApi(settings);
      process.off('SIGINT', stopSetup).off('SIGTERM', stopSetup);
      return;
    }
    // Loading the programs takes as long as looking at the database does, so both are done at once.
    const loading = import('./server.mjs').then(async ({ loadPrograms, serve }) => ({
      serve,
      next: await loadPrograms(root, dev),
    }));
    const [result, { serve, next }] = await Promise.all([setUpDatabase(dev), loading]);
    refuseExposed(settings, result);
    process.off('SIGINT', stopSetup).off('SIGTERM', stopSetup);
    await step({ doing: 'Starting', done: 'Started' }, () => serve({ root, dev, settings, next }));
    const { host, port, apiPort } = settings;
    tellWhere(settings, { console: localAddress(host, port), api: localAddress(host, apiPort) });
    console.log(summary(settings, result, Date.now() - started));
  } catch (error) {
    fail(error);
  }
}

/** @typedef {import('../../lib/settings/settings.mjs').Settings} Settings */

/**
 * Puts free ports where none is wished for, for all that reads the settings later.
 * @param {Settings} settings
 */
async function chooseFreePorts({ port, apiPort }) {
  if (port === 0) process.env.PORT = String(await freePort());
  if (apiPort === 0) process.env.API_PORT = String(await freePort());
  return readSettings(process.env);
}

/** @param {Settings} settings */
async function launchApi(settings) {
  const { setUp, serveApi } = /** @type {typeof import('../programs/serve-api')} */ (
    await import(pathToFileURL(compiledProgram(root, 'serve-api')).href)
  );
  refuseExposed(settings, await setUp(settings.databaseUrl, { lookForDemo: settings.exposed }));
  const { close } = await serveApi();
  const stop = () => {
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const api = localAddress(settings.host, settings.apiPort);
  tellWhere(settings, { api });
  console.log(JSON.stringify({ ready: true, api, pid: process.pid }));
}

/**
 * Writes where this process answers into a file that goes with it.
 * @param {Settings} settings
 * @param {Record<string, string>} addresses
 */
function tellWhere({ dataDir }, addresses) {
  const file = join(dataDir, READY_FILE);
  writeFileSync(file, `${JSON.stringify({ ...addresses, pid: process.pid })}\n`);
  process.once('exit', () => rmSync(file, { force: true }));
}

/** @param {Settings} settings @param {boolean} apiOnly */
async function checkMachine(settings, apiOnly) {
  checkDataFolder(settings);
  const console = apiOnly ? null : await portProblem('PORT', settings.port, settings.host);
  const problem = console ?? (await portProblem('API_PORT', settings.apiPort, settings.host));
  if (problem) throw new StartError(problem);
}

/** @param {import('../../lib/settings/settings.mjs').Settings} settings */
function checkDataFolder(settings) {
  const { dataDir, databaseUrl } = settings;
  const file = databaseUrl.startsWith('file:') ? databaseUrl.slice('file:'.length) : join(dataDir, 'none');
  const folders = { DATA_DIR: dataDir, DATABASE_URL: dirname(file) };
  for (const [setting, folder] of Object.entries(folders)) {
    const probe = join(folder, `.write-test-${process.pid}`);
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(probe, '');
      rmSync(probe);
    } catch (error) {
      throw new StartError(
        `The data folder ${folder} cannot be written (${codeOf(error)}); make it writable, or choose another with ${setting}=….`,
      );
    }
  }
  try {
    if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK);
  } catch {
    throw new StartError(`The database ${file} cannot be written; make it writable, or choose another with DATABASE_URL=….`);
  }
  // Generated at its first use, which should not be in the middle of somebody's request.
  void settings.secretKey;
  makeFilesPrivate(settings);
}

/** @param {unknown} error what a call of the operating system has thrown */
const codeOf = (error) => /** @type {NodeJS.ErrnoException} */ (error).code;

/** @param {boolean} dev @returns {Promise<SetupResult>} */
async function setUpDatabase(dev) {
  return step({ doing: 'Preparing the database', done: 'Database is up to date' }, async (onLine) => {
    const { stdout } = await runCommand(
      process.execPath,
      dev ? ['--import', 'tsx', 'prisma/setup.ts'] : [compiledProgram(root, 'set-up')],
      { cwd: root, onLine },
    );
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  });
}

/**
 * Nothing listens for other machines while anybody who has read our pages could sign in or call.
 *
 * @param {Settings} settings @param {SetupResult} result
 */
function refuseExposed({ host, exposed }, { demo, weakKey }) {
  if (!exposed || (!demo && !weakKey)) return;
  const what = weakKey
    ? `has the access key ${weakKey}, whose secret is published or short`
    : 'still has the published demo credentials';
  throw new StartError(
    `HOST ${host} can be reached from other machines, but this database ${what}; use another DATA_DIR, or change that first.`,
  );
}

/** @param {unknown} error */
function fail(error) {
  if (error instanceof StartError || error instanceof SettingsError) {
    console.error(`${red('Gatehouse cannot start.')} ${error.message}`);
  } else if (error instanceof CommandError) {
    console.error(
      `${error.output.trimEnd().split('\n').slice(-60).join('\n')}\n\n${red('Gatehouse cannot start.')} ${error.message}.`,
    );
  } else {
    console.error(red('Gatehouse cannot start.'), error);
  }
  process.exit(1);
}

/**
 * Returns lines with the addresses for other machines on the network.
 * @param {Settings} settings
 */
function networkLines(settings) {
  if (!settings.exposed) return [];
  const addresses = networkAddresses(settings);
  const found = addresses.length > 0 ? addresses.map((address) => cyan(address)).join('  ') : 'this machine is in no network';
  return [
    `  Network   ${found}`,
    dim(
      '            What is sent there is not encrypted: no passwords that are used elsewhere, or put a proxy with TLS in front.',
    ),
  ];
}

/**
 * @param {import('../../lib/settings/settings.mjs').Settings} settings
 * @param {SetupResult} result
 * @param {number} elapsed
 */
function summary(settings, { demo, isNew, operatorSetUp }, elapsed) {
  // Output that nobody watches is often kept in a log.
  const mayTell = isNew || process.stdout.isTTY;
  const api = localAddress(settings.host, settings.apiPort);
  const store = settings.databaseUrl.startsWith('file:') ? settings.databaseUrl.slice('file:'.length) : 'PostgreSQL';
  const lines = [
    '',
    `${bold('Gatehouse is ready')} ${dim(`after ${seconds(elapsed)}; Ctrl-C stops it`)}`,
    '',
    `  Console   ${cyan(consoleAddress(settings))}`,
    ...networkLines(settings),
    `  Wire API  ${cyan(api)}`,
    `  Database  ${store}`,
    '',
  ];
  // Printed even to a log, because it works once, and until then the installation has no operator.
  if (operatorSetUp !== null)
    lines.push(
      bold('Set up the operator of this installation, once and within a week'),
      `  ${cyan(`${consoleAddress(settings)}/class/set-up?token=${operatorSetUp}`)}`,
      '',
    );
  if (settings.classroom)
    lines.push(
      `Teachers sign in at ${consoleAddress(settings)}/class/sign-in, students join at /join of the network address.`,
      '',
    );
  if (!demo) {
    const opens = settings.signUpsInAnHour > 0 ? 'Open the console to sign in or to create an account.' : null;
    return [...lines, ...(opens ? [opens, ''] : [])].join('\n');
  }
  if (!mayTell)
    return [
      ...lines,
      'The demo’s sign-ins and access key were printed by the first start; a start in a terminal shows them.',
      '',
    ].join('\n');
  lines.push(bold('Demo sign-ins'));
  const width = Math.max(...demo.signIns.map(({ as }) => as.length));
  for (const { as, account, name: user, password } of demo.signIns) {
    lines.push(
      `  ${as.padEnd(width)}  ${[account && `account ${account}`, user].filter(Boolean).join(', ')}, password ${password}`,
    );
  }
  if (demo.accessKey) {
    lines.push(
      '',
      bold('For the AWS CLI and SDKs, as the demo administrator'),
      `  export AWS_ACCESS_KEY_ID=${demo.accessKey.id}`,
      `  export AWS_SECRET_ACCESS_KEY=${demo.accessKey.secret}`,
      ...endpointLines(api).map((line) => `  ${line}`),
    );
  }
  return [...lines, ''].join('\n');
}
