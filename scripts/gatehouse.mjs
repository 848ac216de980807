#!/usr/bin/env node
// `gatehouse COMMAND`: the operator's commands. Nothing may be installed yet, so this uses Node's own modules only.
import { spawnSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { nodeVersionProblem } from './setup/node-version.mjs';

const root = dirname(import.meta.dirname);

const USAGE = `Usage: gatehouse COMMAND

  start [--api-only]            Sets up what is missing, then serves the console and the wire API, or only the wire API.

  backup FOLDER                 Writes the database and the secret key into a new folder. Gatehouse may be running.

  restore FOLDER [--replace]    Restores a backup. --replace moves the existing data aside.

  rotate-key                    Encrypts every stored secret with a new key. Stop Gatehouse first.

  reset-root ACCOUNT [--without-mfa]
                                Makes a link that sets the password of an account's root user. ACCOUNT is an ID or an email address.

  test FILE… [--url URL | --data-dir FOLDER] [--token TOKEN] [--account ID] [--junit FILE]
                                Runs access tests against a running Gatehouse, or against a data folder.

  evaluate FILE                 Runs the policy engine alone: one case per line in, one decision per line out.

Settings are environment variables, listed in lib/settings/settings.mjs.`;

const [command = '', ...args] = process.argv.slice(2);
const problem = nodeVersionProblem(process.versions.node);
if (problem) {
  console.error(problem);
  process.exit(1);
}

/** @type {Record<string, () => unknown>} */
const COMMANDS = {
  start: async () => (await import('./serve/launch.mjs')).launch({ apiOnly: args.includes('--api-only') }),
  backup: () => maintain(true),
  restore: () => maintain(true),
  'rotate-key': () => maintain(false),
  'reset-root': () => maintain(false),
  test,
  evaluate,
};

/** @param {boolean} takesPath whether the first word is a path, which is the caller's and not the project's */
async function maintain(takesPath) {
  const [first, ...rest] = args;
  const { prepare } = await import('./setup/prepare.mjs');
  const { enterProject } = await import('./setup/packaged.mjs');
  const { createPrivateFiles } = await import('./serve/private-files.mjs');
  createPrivateFiles();
  const words = [...(first === undefined ? [] : [takesPath ? resolve(first) : first]), ...rest];
  enterProject(root);
  await prepare(root, { compile: true, build: false });
  const { compiledProgram } = await import('./build/compile-server.mjs');
  run([compiledProgram(root, 'maintain'), command, ...words]);
}

async function test() {
  const { testAccess } = await import('./access-tests.mjs');
  process.exitCode = await testAccess(args, testHere);
}

/**
 * Runs access tests against the database of a data folder, which a Gatehouse may have open.
 * @param {string} dataDir
 * @param {string} body
 */
async function testHere(dataDir, body) {
  const { prepare } = await import('./setup/prepare.mjs');
  const { enterProject } = await import('./setup/packaged.mjs');
  process.env.DATA_DIR = resolve(dataDir);
  enterProject(root);
  await prepare(root, { compile: true, build: false });
  const { compiledProgram } = await import('./build/compile-server.mjs');
  /** @type {import('node:child_process').StdioOptions} */
  const stdio = ['pipe', 'pipe', 'inherit'];
  const { status, stdout } = spawnSync(process.execPath, [compiledProgram(root, 'maintain'), 'test'], {
    input: body,
    stdio,
    encoding: 'utf8',
    // Node's own default is one megabyte, less than the results of some thousand tests.
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error('The tests could not be run.');
  return stdout;
}

/** Says nothing but its answers, so it sets nothing up. */
async function evaluate() {
  const { compiledProgram } = await import('./build/compile-server.mjs');
  const { isPackaged } = await import('./setup/packaged.mjs');
  const program = isPackaged(root) ? [compiledProgram(root, 'evaluate')] : ['--import', 'tsx', join(root, 'scripts/evaluate.ts')];
  run([...program, ...args.map((path) => (path === '-' ? path : resolve(path)))]);
}

/**
 * Runs a program of the project.
 * @param {string[]} words what follows Node's name
 */
function run(words) {
  const { status } = spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' });
  process.exitCode = status ?? 1;
}

const chosen = COMMANDS[command];
if (chosen) {
  Promise.resolve(chosen()).catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
} else {
  const asked = ['', 'help', '--help', '-h'].includes(command);
  console[asked ? 'log' : 'error'](asked ? USAGE : `There is no command ${command}.\n\n${USAGE}`);
  process.exitCode = asked ? 0 : 2;
}
