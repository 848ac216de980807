import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { NATIVE } from '../build/compile-server.mjs';
import { BUILT_FILE } from '../setup/packaged.mjs';

/** The packages that npm installs beside ours, because they have a build for each system. Everything else is in our package. */
export const INSTALLED = ['@node-rs/argon2'];

// Next traces these for image optimization and for SDK clients. Gatehouse uses neither.
export const NOT_NEEDED = ['@img', 'sharp', '@aws-sdk/credential-provider-http', '@node-rs'];

// The modules that scripts/serve/server.mjs loads, at once or later. Next's own traces leave some of them out.
const NEXT_ITSELF = ['next', 'lib/start-server', 'lib/router-server', 'lib/render-server', 'next-server'].map(
  (name) => `node_modules/next/dist/server/${name}.js`,
);

/** The program by which Next finds the files that a module needs. */
const TRACER = 'next/dist/compiled/@vercel/nft';

/** SQLite's driver with its binaries for all systems, and the package that chooses one of them. */
const SQLITE = [
  ...['package.json', 'dist', 'prebuilds'].map((path) => `node_modules/@photostructure/sqlite/${path}`),
  'node_modules/node-gyp-build',
];

/** Data that is read from the working folder while Gatehouse runs. */
const DATA = ['public', 'packages/catalog/generated', 'prisma/migrations', 'prisma/seed/policies', 'scenarios'];

/**
 * Copies everything that a built Gatehouse needs to run into one folder. That is the console by Next's traces, the compiled server, the
 * data that both read, and SQLite's driver for every system.
 *
 * @param {string} root the folder of the build
 * @param {string} target a folder, which is deleted first
 */
export async function packageApp(root, target) {
  rmSync(target, { recursive: true, force: true });
  const copy = (/** @type {string} */ path) => cpSync(join(root, path), join(target, path), { recursive: true });
  for (const path of [...DATA, ...scriptsFrom(root, 'scripts/gatehouse.mjs'), 'dist/server/current']) copy(path);
  copy(join('dist/server', readFileSync(join(root, 'dist/server/current'), 'utf8')));
  for (const path of ['BUILD_ID', 'package.json', 'static', ...manifests(root)]) copy(join('.next', path));
  for (const path of [...withNextItself(root, tracedFiles(root)), ...(await filesOfAddons(root))]) {
    if (lstatSync(join(root, path)).isSymbolicLink()) continue;
    copy(path);
  }
  for (const path of SQLITE) copy(path);
  writeStandIns(root, target);
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(join(target, 'package.json'), `${JSON.stringify({ name, version, private: true, type: 'module' })}\n`);
  writeFileSync(join(target, BUILT_FILE), '{}\n');
}

/** @param {string} root */
function manifests(root) {
  return readdirSync(join(root, '.next')).filter(
    (name) => name.endsWith('.json') && !name.endsWith('.nft.json') && name !== 'package.json',
  );
}

/** A script and those that it imports, relative to the root. @param {string} root @param {string} first */
function scriptsFrom(root, first) {
  const found = new Set([first]);
  for (const script of found) {
    const text = readFileSync(join(root, script), 'utf8');
    for (const [, path = ''] of text.matchAll(/(?:from |import\()'(\.{1,2}\/[\w./-]+\.mjs)'/g))
      found.add(join(dirname(script), path));
  }
  return found;
}

/** Returns the files that the pages and Next's server need at run time, relative to the root. @param {string} root @returns {string[]} */
function tracedFiles(root) {
  const next = join(root, '.next');
  const traces = ['next-server.js.nft.json', ...filesOf(join(next, 'server')).map((file) => relative(next, file))];
  const files = new Set();
  for (const trace of traces.filter((path) => path.endsWith('.nft.json'))) {
    files.add(join('.next', trace.replace(/\.nft\.json$/, '')));
    for (const path of JSON.parse(readFileSync(join(next, trace), 'utf8')).files) {
      files.add(relative(root, join(next, dirname(trace), path)));
    }
  }
  for (const file of filesOf(join(next, 'server')))
    if (/\.(json|html|rsc|meta|body)$/.test(file)) files.add(relative(root, file));
  const isUnneeded = (/** @type {string} */ path) =>
    path.endsWith('.nft.json') || NOT_NEEDED.some((name) => path.startsWith(`node_modules/${name}/`));
  return [...files].filter(
    (path) =>
      /^(\.next|node_modules)\//.test(path) &&
      !isUnneeded(path) &&
      existsSync(join(root, path)) &&
      !lstatSync(join(root, path)).isDirectory(),
  );
}

/**
 * Returns the JavaScript of packages that the compiled server does not bundle and npm does not install beside ours, relative to the root.
 *
 * @param {string} root
 */
async function filesOfAddons(root) {
  const require = createRequire(join(root, 'package.json'));
  const names = NATIVE.filter((name) => !INSTALLED.includes(name) && existsSync(join(root, 'node_modules', name)));
  // Next has it without types.
  /** @type {{ nodeFileTrace(files: string[], options: { base: string }): Promise<{ fileList: Set<string> }> }} */
  const { nodeFileTrace } = require(TRACER);
  const entries = names.map((name) => realpathSync(require.resolve(name)));
  const { fileList } = await nodeFileTrace(entries, { base: realpathSync(root) });
  return [...fileList].filter((path) => path.startsWith('node_modules/'));
}

/**
 * Adds the modules that Next loads by name to the traced files. Each comes with the modules that it requires at once: those calls are at
 * the beginning of a line.
 *
 * @param {string} root @param {string[]} traced
 */
function withNextItself(root, traced) {
  const files = new Set(traced);
  const added = [...NEXT_ITSELF];
  const modules = realpathSync(join(root, 'node_modules'));
  for (const file of added) {
    files.add(file).add(packageOf(root, file));
    const require = createRequire(join(root, file));
    const text = readFileSync(join(root, file), 'utf8');
    // A module that is bundled in Next is one line.
    const pattern = file.includes('/compiled/') ? /\brequire\("([^"]+)"\)/g : /^(?! ).*?\brequire\("([^"]+)"\)/gm;
    for (const [, name = ''] of text.matchAll(pattern)) {
      // Modules are found where they really are, which may be somewhere else than in this folder.
      const target = isBuiltin(name) ? '' : join('node_modules', relative(modules, resolved(require, name)));
      if (/^node_modules\/.*\.c?js$/.test(target) && !added.includes(target)) added.push(target);
    }
  }
  return files;
}

/** @param {NodeJS.Require} require @param {string} name @returns {string} empty where there is none: some are for development alone */
function resolved(require, name) {
  try {
    return require.resolve(name);
  } catch {
    return '';
  }
}

/** The package.json that a module goes by. @param {string} root @param {string} file */
function packageOf(root, file) {
  let folder = dirname(file);
  while (!existsSync(join(root, folder, 'package.json'))) folder = dirname(folder);
  return join(folder, 'package.json');
}

/** @param {string} folder @returns {string[]} */
function filesOf(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}

/**
 * Next names packages that it does not bundle by links, which npm leaves out of what it packs. In the place of each goes a package that
 * hands on what the real one exports.
 *
 * @param {string} root @param {string} target
 */
function writeStandIns(root, target) {
  const names = new Set();
  const pattern = /["'`]((?:@[\w-]+\/)?[\w-]+-[0-9a-f]{16}(?:\/[\w./-]+)?)["'`]/g;
  for (const file of filesOf(join(target, '.next/server')).filter((path) => path.endsWith('.js'))) {
    for (const [, name] of readFileSync(file, 'utf8').matchAll(pattern)) names.add(name);
  }
  /** @type {Map<string, Record<string, { import: string, require: string }>>} */
  const packages = new Map();
  for (const name of names) {
    const [, alias = '', path = ''] = /^((?:@[\w-]+\/)?[\w-]+-[0-9a-f]{16})(.*)$/.exec(name) ?? [];
    if (!existsSync(join(root, '.next/node_modules', alias))) continue;
    const real = alias.replace(/-[0-9a-f]{16}$/, '') + path;
    const folder = join(target, '.next/node_modules', alias);
    const file = `./${path === '' ? 'index' : path.slice(1).replaceAll('/', '-')}`;
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, `${file}.mjs`),
      `import * as all from '${real}';\nexport * from '${real}';\nexport default all.default;\n`,
    );
    writeFileSync(join(folder, `${file}.cjs`), `module.exports = require('${real}');\n`);
    packages.set(alias, { ...packages.get(alias), [`.${path}`]: { import: `${file}.mjs`, require: `${file}.cjs` } });
  }
  for (const [alias, exports] of packages) {
    writeFileSync(join(target, '.next/node_modules', alias, 'package.json'), `${JSON.stringify({ name: alias, exports })}\n`);
  }
}
