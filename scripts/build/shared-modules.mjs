import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The modules of lib and packages that the console takes from the compiled server. Next bundles a module once for pages, once for routes and
 * once for instrumentation.ts, and a process that runs all three would hold each three times.
 *
 * @typedef {{
 *   exports: Record<string, string[]>,
 *   bundled: string[],
 * }} SharedModules
 *
 * - `exports`: the names that each shared module exports, by its file.
 * - `bundled`: the modules that Next bundles, because they need React or Next.
 */

/** The program whose only export has the shared modules, by their files. */
export const SHARED_PROGRAM = 'shared-modules';
/** The file with the names that the modules export, beside the program. */
export const SHARED_EXPORTS = 'shared-modules.json';

const OURS = /^(lib|packages\/[\w-]+\/src)\//;
/** Next, React and the packages that import React. */
const OF_PAGES =
  /^(next|nuqs|react|react-dom|react-hook-form|lucide-react|@tanstack\/react-[\w-]+|@(base-ui|xyflow)\/react)(\/|$)/;
const NOT_SHIPPED = /\.(test|bench|dev|d)\.tsx?$/;

/**
 * Finds the modules that files of pages import, and everything those need.
 *
 * @param {string} root
 * @returns {Promise<SharedModules>}
 */
export async function findSharedModules(root) {
  const pages = ['app', 'components'].flatMap((folder) => sourcesIn(root, folder));
  const { inputs } = await scan(
    root,
    [...pages, 'instrumentation.ts', 'proxy.ts'].filter((file) => existsSync(join(root, file))),
  );
  const importsOf = (/** @type {string} */ file) => inputs[file]?.imports.map(({ path }) => path) ?? [];
  const ours = Object.keys(inputs).filter((file) => OURS.test(file));
  const bundled = new Set(
    Object.keys(inputs).filter((file) => !OURS.test(file) || importsOf(file).some((path) => OF_PAGES.test(path))),
  );
  for (let before = 0; before !== bundled.size; ) {
    before = bundled.size;
    for (const file of ours) if (importsOf(file).some((path) => bundled.has(path) && inputs[path])) bundled.add(file);
  }
  const shared = new Set([...bundled].flatMap(importsOf).filter((path) => OURS.test(path) && !bundled.has(path)));
  return { exports: await exportsOf(root, [...shared].sort()), bundled: ours.filter((file) => bundled.has(file)).sort() };
}

/** @param {string} root @param {string} folder */
function sourcesIn(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /\.tsx?$/.test(file) && !NOT_SHIPPED.test(file))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`);
}

/** @param {string} root @param {string[]} files */
async function exportsOf(root, files) {
  const { outputs } = await scan(root, files);
  /** @type {Record<string, string[]>} */
  const found = {};
  for (const { entryPoint, exports } of Object.values(outputs))
    if (entryPoint !== undefined) found[entryPoint] = [...exports].sort();
  return found;
}

/** @param {string} root @param {string[]} entryPoints */
async function scan(root, entryPoints) {
  const { build } = await import('esbuild');
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints,
    outdir: join(root, 'dist/none'),
    write: false,
    metafile: true,
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    jsx: 'automatic',
    loader: { '.css': 'empty', '.svg': 'empty' },
    logLevel: 'error',
  });
  return metafile;
}

/**
 * Returns the text of a program that exports the shared modules.
 * @param {SharedModules} shared
 */
export function sharedProgram({ exports }) {
  const files = Object.keys(exports);
  return [
    ...files.map((file, index) => `import * as m${index} from ${JSON.stringify(`./${file}`)};`),
    `export const sharedModules = {${files.map((file, index) => `${JSON.stringify(file)}: m${index}`).join(',')}};`,
  ].join('\n');
}

/**
 * Returns the text that Next bundles in the place of a shared module.
 * @param {string} file
 * @param {readonly string[]} names
 */
export function standIn(file, names) {
  const lines = names.map((name) =>
    name === 'default' ? 'export default shared.default;' : `export const ${name} = shared.${name};`,
  );
  return [`const shared = globalThis.__gatehouseSharedModules[${JSON.stringify(file)}];`, ...lines, ''].join('\n');
}

/** @param {string} folder of the compiled server @returns {SharedModules} */
export function readSharedModules(folder) {
  return JSON.parse(readFileSync(join(folder, SHARED_EXPORTS), 'utf8'));
}
