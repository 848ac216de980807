import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../process/run-command.mjs';
import { fingerprint, readStamp, writeStamp } from './fingerprint.mjs';
import { findSharedModules, SHARED_EXPORTS, SHARED_PROGRAM, sharedProgram } from './shared-modules.mjs';

/**
 * Programs that are written in TypeScript and run without the console, by the names of what they are compiled to; the last two are those of threads.
 */
const PROGRAMS = {
  'serve-api': 'scripts/programs/serve-api.ts',
  maintain: 'scripts/programs/maintain.ts',
  evaluate: 'scripts/evaluate.ts',
  'set-up': 'prisma/setup.ts',
  'try-scenario': 'scripts/programs/try-scenario.ts',
  'bill-worker': 'lib/billing/bill/thread/bill-worker.ts',
  'analysis-worker': 'scripts/programs/analysis-worker.ts',
};
/** @typedef {keyof typeof PROGRAMS | typeof SHARED_PROGRAM} Program */

/** The sources of the packages, without what is built beside them. */
export const PACKAGES = ['packages/policy/src', 'packages/catalog/src', 'packages/bill/src'];

// Everything that can change the compiled result.
const SOURCES = [
  ...['lib', ...PACKAGES, 'prisma', 'scripts', 'tsconfig.json', 'package.json', 'package-lock.json'],
  // These decide which modules are shared.
  ...['app', 'components', 'instrumentation.ts', 'proxy.ts'],
];

/** Packages with native addons next to their JavaScript. */
export const NATIVE = ['@photostructure/sqlite', '@node-rs/argon2', 'pg-native'];

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
  return join(compiledFolder(root), `${program}.mjs`);
}

/**
 * The folder of what was compiled last.
 * @param {string} root
 */
export function compiledFolder(root) {
  return join(folderOf(root), readStamp(stampOf(root)) ?? '');
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
  // In a process of its own, whose memory a server that starts afterwards does not keep.
  const program = `const { compile } = await import(${JSON.stringify(import.meta.url)}); await compile(...${JSON.stringify([root, unfinished])});`;
  await runCommand(process.execPath, ['--input-type=module', '--eval', program], { cwd: root });
  putInPlace(unfinished, folder);
  writeStamp(stampOf(root), version);
  removeOldest(folderOf(root));
  return true;
}

/**
 * Compiles all programs into a folder.
 * @param {string} root
 * @param {string} folder
 */
export async function compile(root, folder) {
  const shared = await findSharedModules(root);
  await bundle(root, PROGRAMS, folder, { [SHARED_PROGRAM]: sharedProgram(shared) });
  writeFileSync(join(folder, SHARED_EXPORTS), JSON.stringify(shared));
}

/**
 * Compiles programs and bundles each with all it needs but packages with addons.
 *
 * @param {string} root
 * @param {Record<string, string>} programs their files below the root, by the names of what they are compiled to
 * @param {string} outdir a folder somewhere below the root, where Node finds the packages with addons
 * @param {Record<string, string>} [texts] programs that are in no file
 */
export async function bundle(root, programs, outdir, texts = {}) {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: { ...programs, ...Object.fromEntries(Object.keys(texts).map((name) => [name, `text:${name}`])) },
    plugins: [programsOfTexts(root, texts), WASM_AS_FILES],
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    external: NATIVE,
    // Only Next has the package that keeps a module out of browsers.
    alias: { 'server-only': 'next/dist/compiled/server-only/empty' },
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

/** The ends of the names of a query compiler, as Prisma has it and as it is compiled. */
const [TEXT, FILE] = ['.wasm-base64.mjs', '.wasm'];

/**
 * Prisma's query compilers are WebAssembly, written as text in a module, which a process would keep twice. This makes files of them, which
 * are read for each use: `Buffer.from` takes a value that stands for a buffer as that buffer.
 *
 * @type {import('esbuild').Plugin}
 */
const WASM_AS_FILES = {
  name: 'WebAssembly as files',
  setup: ({ onResolve, onLoad }) => {
    onLoad({ filter: /query_compiler_\w+\.\w+\.wasm-base64\.mjs$/, namespace: 'file' }, ({ path }) => ({
      contents: `import { readFileSync } from 'node:fs';
        import file from ${JSON.stringify(`wasm:${path.replace(TEXT, FILE)}`)};
        export const wasm = { valueOf: () => readFileSync(new URL(file, import.meta.url)) };`,
    }));
    onResolve({ filter: /^wasm:/ }, ({ path }) => ({ path: path.slice('wasm:'.length), namespace: 'wasm' }));
    onLoad({ filter: /./, namespace: 'wasm' }, ({ path }) => {
      // Not by a regular expression, which has no room for a match of megabytes.
      const [start = '', text = ''] = readFileSync(path.replace(FILE, TEXT), 'utf8').split('"', 2);
      if (start !== 'const wasm = ' || text === '')
        throw new Error(`${path} does not have its WebAssembly where it had it; see scripts/build/compile-server.mjs.`);
      return { contents: Buffer.from(text, 'base64'), loader: 'file' };
    });
  },
};

/** @param {string} root @param {Record<string, string>} texts @returns {import('esbuild').Plugin} */
function programsOfTexts(root, texts) {
  return {
    name: 'programs of texts',
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^text:/ }, ({ path }) => ({ path: path.slice('text:'.length), namespace: 'text' }));
      onLoad({ filter: /./, namespace: 'text' }, ({ path }) => ({ contents: texts[path], resolveDir: root }));
    },
  };
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
