import { join } from 'node:path';
import { buildConsole } from '../build/build-console.mjs';
import { compileServer } from '../build/compile-server.mjs';
import { step } from '../process/progress.mjs';
import { runCommand } from '../process/run-command.mjs';
import { generateClients } from './generate.mjs';
import { installDependencies } from './install.mjs';
import { isPackaged } from './packaged.mjs';

const DEPENDENCIES = {
  doing: 'Installing dependencies',
  done: 'Dependencies installed',
  unchanged: 'Dependencies are up to date',
};
const CLIENTS = {
  doing: 'Generating the database clients',
  done: 'Database clients generated',
  unchanged: 'Database clients are up to date',
};
const CATALOG = {
  doing: 'Building the catalog of AWS actions and policies',
  done: 'Catalog built',
  unchanged: 'Catalog is up to date',
};
const SERVER = { doing: 'Compiling the server', done: 'Server compiled', unchanged: 'Server is up to date' };
const CONSOLE = { doing: 'Building the console', done: 'Console built', unchanged: 'Console is up to date' };

/** The lines of a start that has nothing to install, generate or build. */
export const NOTHING_TO_DO = [DEPENDENCIES, CLIENTS, CATALOG, SERVER, CONSOLE].map(({ unchanged }) => unchanged);

/**
 * Brings a working copy to where it can be served, tested or developed; each step does nothing when nothing changed. A packaged Gatehouse is
 * there already.
 *
 * @param {string} root
 * @param {{ install?: import('./install.mjs').Wanted, compile: boolean, build: boolean }} options `compile`: the server without the console;
 *   `build`: the console
 */
export async function prepare(root, { install = 'product', compile, build }) {
  if (isPackaged(root)) return;
  await step(DEPENDENCIES, (onLine) => installDependencies(root, install, onLine));
  await step(CLIENTS, (onLine) => generateClients(root, onLine));
  await step(CATALOG, (onLine) => buildCatalog(root, onLine));
  if (compile) await step(SERVER, () => compileServer(root));
  if (build) await step(CONSOLE, (onLine) => buildConsole(root, onLine));
}

// The script decides for itself whether anything changed, and prints nothing when nothing did.
/** @param {string} root @param {(line: string) => void} onLine */
async function buildCatalog(root, onLine) {
  const { stdout } = await runCommand(process.execPath, [join(root, 'scripts/build-catalog.mjs')], { cwd: root, onLine });
  return stdout.trim() !== '';
}
