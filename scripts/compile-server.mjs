import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, readStamp, writeStamp } from './fingerprint.mjs';

/**
 * Programs that are written in TypeScript and run without the console, by the names of what they are compiled to; the last two are those of threads.
 */
const PROGRAMS = {
  'serve-api': 'scripts/serve-api.ts',
  maintain: 'scripts/maintain.ts',
  evaluate: 'scripts/evaluate.ts',
  'set-up': 'prisma/setup.ts',
  'try-scenario': 'scripts/try-scenario.ts',
  'bill-worker': 'lib/billing/bill/bill-worker.ts',
  'analysis-worker': 'scripts/analysis-worker.ts',
};
/** @typedef {keyof typeof PROGRAMS} Program */

/** The sources of the packages, without what is built beside them. */
export const PACKAGES = ['packages/policy/src', 'packages/catalog/src', 'packages/bill/src'];

// Everything that can change the compiled result.
const SOURCES = ['lib', ...PACKAGES, 'prisma', 'scripts', 'tsconfig.json', 'package-lock.json'];

/** Packages with native addons next to their JavaScript. */
const NATIVE = ['better-sqlite3', '@node-rs/argon2', 'pg-native'];

/** Each version of the sources has its own folder, so that a running process keeps loading from the same one. */
const KEPT = 3;

/** @param {string} root */
const folderOf = (root) => join(root, 'dist/server');
/**
 * Names the folder of the sources as they are now.
 * @param {string} root
 */
const stampOf = (root) => join(folderOf(root), 'current');

/**
 * A program, as it was compiled last.
 * @param {string} root
 * @param {Program} program
 */
export function compiledProgram(root, program) {
  return join(folderOf(root), readStamp(stampOf(root)) ?? '', `${program}.mjs`);
}

/**
 * Compiles and bundles the programs that run without Next, if their sources changed since the last time. Loading a thousand files of
 * TypeScript would take several times as long as the rest of a start.
 *
 * @param {string} root
 * @returns {Promise<boolean>} whether anything had to be done
 */
export async function compileServer(root) {
  const version = fingerprint(root, SOURCES).slice(0, 16);
  const folder = join(folderOf(root), version);
  if (existsSync(folder)) {
    if (readStamp(stampOf(root)) !== version) writeStamp(stampOf(root), version);
    return false;
  }
  const unfinished = `${folder}-${process.pid}`;
  await bundle(root, PROGRAMS, unfinished);
  putInPlace(unfinished, folder);
  writeStamp(stampOf(root), version);
  removeOldest(folderOf(root));
  return true;
}

/**
 * Compiles programs and bundles each with all it needs but packages with addons.
 *
 * @param {string} root
 * @param {Record<string, string>} programs their files below the root, by the names of what they are compiled to
 * @param {string} outdir a folder somewhere below the root, where Node finds the packages with addons
 */
export async function bundle(root, programs, outdir) {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: programs,
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    external: NATIVE,
    // Smaller, but with names in error messages, and short lines for positions.
    minifySyntax: true,
    minifyWhitespace: true,
    lineLimit: 300,
    legalComments: 'none',
    // Packages in the older format need this to load Node's own modules.
    banner: { js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);" },
    logLevel: 'warning',
  });
}

/**
 * Moves the finished folder into place. If two processes compile at the same time, the second keeps the result of the first.
 * @param {string} unfinished
 * @param {string} folder
 */
function putInPlace(unfinished, folder) {
  mkdirSync(join(folder, '..'), { recursive: true });
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(unfinished, { recursive: true });
  }
}

/** @param {string} parent */
function removeOldest(parent) {
  const folders = readdirSync(parent, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const byAge = folders.map(({ name }) => ({ name, time: statSync(join(parent, name)).mtimeMs })).sort((a, b) => b.time - a.time);
  for (const { name } of byAge.slice(KEPT)) rmSync(join(parent, name), { recursive: true, force: true });
}
