import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { parseSync, visitorKeys } from 'oxc-parser';
import { ResolverFactory } from 'oxc-resolver';

/** @typedef {import('oxc-parser').Node} Node */

/**
 * An import of a file. `target` is a path in the project, the name of a module of Node.js without `node:`, or for an import that leads
 * nowhere its own words. An import that names only types has no `value`.
 *
 * @typedef {{ target: string, value: boolean, developmentPackage: boolean, unresolved: boolean }} Import
 *
 * The imports of each source file of a project, and the files that could not be read.
 * @typedef {{ files: Map<string, Import[]>, unread: string[] }} Imports
 */

const SOURCE = /\.(ts|tsx|mts|cts|js|jsx|mjs|cjs)$/;
const EXTENSIONS = ['.js', '.cjs', '.mjs', '.jsx', '.ts', '.tsx', '.d.ts', '.cts', '.d.cts', '.mts', '.d.mts'];
const CONDITIONS = ['import', 'require', 'node', 'default', 'types'];
const GENERATED = /^\.next\/|\/generated\/|^packages\/[^/]+\/dist\//;
const OTHER_FOLDERS = ['generated', 'node_modules', 'dist'];

/** Returns whether a folder of this name has files that people write. @param {string} name */
export const isWritten = (name) => !OTHER_FOLDERS.includes(name) && !name.startsWith('.');

/**
 * Reads the imports of all source files in the folders and beside them, and of every file of the project that they import.
 * Generated files count as absent.
 *
 * @param {string} root @param {readonly string[]} folders @returns {Imports}
 */
export function readImports(root, folders) {
  const beside = readdirSync(root).filter((name) => SOURCE.test(name) && !name.endsWith('.d.ts'));
  const open = [...folders.flatMap((folder) => sourceFiles(root, folder)), ...beside];
  const targetOf = resolverOf(root);
  const imports = /** @type {Imports} */ ({ files: new Map(), unread: [] });
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (imports.files.has(file)) continue;
    const words = importedWords(file, readFileSync(join(root, file), 'utf8'));
    if (!words) imports.unread.push(file);
    const found = (words ?? []).map(({ word, value }) => ({ value, ...targetOf(file, word) }));
    const kept = found.filter(({ target }) => !GENERATED.test(target));
    imports.files.set(file, kept);
    open.push(...kept.filter((one) => isSourceHere(root, one)).map(({ target }) => target));
  }
  return imports;
}

/** @param {string} root @param {string} folder @returns {string[]} */
function sourceFiles(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return isWritten(entry.name) ? sourceFiles(root, path) : [];
    return SOURCE.test(entry.name) ? [path] : [];
  });
}

/** @param {string} root @param {Import} imported */
function isSourceHere(root, { target, unresolved }) {
  return !unresolved && SOURCE.test(target) && !target.includes('node_modules/') && existsSync(join(root, target));
}

/**
 * Returns the words after `from`, `import(` and `require(` in a source file, each once, or null for a file with errors. An `import('…')` among types counts as a value, so that there is one way to import a type.
 *
 * @param {string} file @param {string} text @returns {{ word: string, value: boolean }[] | null}
 */
function importedWords(file, text) {
  const parsed = parseSync(file, text);
  if (parsed.errors.length > 0) return null;
  const { staticImports, staticExports } = parsed.module;
  const found = [
    ...staticImports.map(({ moduleRequest, entries }) => ({ word: moduleRequest.value, value: hasValue(entries) })),
    ...staticExports.flatMap(({ entries }) => {
      const word = entries[0]?.moduleRequest?.value;
      return word === undefined ? [] : [{ word, value: hasValue(entries) }];
    }),
    ...nestedWords(text, parsed).map((word) => ({ word, value: true })),
  ];
  /** @type {Map<string, boolean>} */
  const values = new Map();
  for (const { word, value } of found) values.set(word, value || values.get(word) === true);
  return [...values].map(([word, value]) => ({ word, value }));
}

/** @param {readonly { isType: boolean }[]} entries without any, a module is imported for its effects */
const hasValue = (entries) => entries.length === 0 || entries.some(({ isType }) => !isType);

/** @param {string} text @param {import('oxc-parser').ParseResult} parsed */
function nestedWords(text, parsed) {
  // To make the tree is most of the work of a file, and few files need it.
  if (!/\b(import|require)\s*\(/.test(text)) return [];
  /** @type {Node[]} */
  const nodes = [parsed.program];
  for (const node of nodes) {
    const parts = /** @type {Record<string, Node | (Node | null)[] | null>} */ (/** @type {unknown} */ (node));
    for (const key of visitorKeys[node.type] ?? []) nodes.push(...[parts[key]].flat().filter((part) => part != null));
  }
  return nodes.flatMap((node) => textOf(sourceOf(node)) ?? []);
}

/** Returns the argument of an import that is an expression or a type, or of a `require`. @param {Node} node */
function sourceOf(node) {
  if (node.type === 'ImportExpression' || node.type === 'TSImportType') return node.source;
  if (node.type === 'TSExternalModuleReference') return node.expression;
  return node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require'
    ? node.arguments[0]
    : null;
}

/** @param {Node | null | undefined} node */
function textOf(node) {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  return node?.type === 'TemplateLiteral' && node.expressions.length === 0 ? node.quasis[0]?.value.cooked : null;
}

/** Returns what finds the target of an import. @param {string} root @returns {(file: string, word: string) => Omit<Import, 'value'>} */
function resolverOf(root) {
  const resolver = new ResolverFactory({
    tsconfig: { configFile: join(root, 'tsconfig.json') },
    extensions: EXTENSIONS,
    conditionNames: CONDITIONS,
    modules: ['node_modules', 'node_modules/@types'],
  });
  const isForDevelopment = developmentPackagesOf(root);
  return (file, word) => {
    if (isBuiltin(word)) return { target: word.replace(/^node:/, ''), developmentPackage: false, unresolved: false };
    const { path } = resolver.sync(dirname(join(root, file)), word);
    if (!path) return { target: word, developmentPackage: false, unresolved: true };
    const target = relative(root, path).replaceAll(sep, '/');
    return { target, developmentPackage: target.includes('node_modules/') && isForDevelopment(file, word), unresolved: false };
  };
}

/**
 * Returns whether the package.json nearest to a file has a package, or else its types, among its devDependencies.
 *
 * @param {string} root @returns {(file: string, word: string) => boolean}
 */
function developmentPackagesOf(root) {
  /** @typedef {{ dependencies?: Record<string, string>, devDependencies?: Record<string, string> }} Manifest */
  /** @type {Map<string, Manifest>} */
  const manifests = new Map();
  /** @param {string} folder @returns {Manifest} */
  function manifestOf(folder) {
    const known = manifests.get(folder);
    if (known) return known;
    const path = join(root, folder, 'package.json');
    const manifest = existsSync(path)
      ? JSON.parse(readFileSync(path, 'utf8'))
      : folder === '.'
        ? {}
        : manifestOf(dirname(folder));
    manifests.set(folder, manifest);
    return manifest;
  }
  return (file, word) => {
    const name = word.split('/', word.startsWith('@') ? 2 : 1).join('/');
    const { dependencies = {}, devDependencies = {} } = manifestOf(dirname(file));
    return name in devDependencies || (!(name in dependencies) && `@types/${name}` in devDependencies);
  };
}
