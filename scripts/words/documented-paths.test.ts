import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { readCode } from './read-texts.mjs';

// Every path and file name in a document or comment must exist. Files often move, and texts about them become outdated.

const ROOT = join(import.meta.dirname, '../..');
const FOLDERS = ['app', 'components', 'docs', 'e2e', 'lib', 'packages', 'prisma', 'scenarios', 'scripts'];
const SKIPPED = new Set(['node_modules', 'generated', 'dist', 'test-results', 'screenshots']);
const CODE = new Set(['.ts', '.tsx', '.mjs']);
/** Decisions and changelogs, which are history, and documents that name files of other programs. */
const EXEMPT =
  /^(?:lib\/decisions\/|CHANGELOG\.md|docs\/(?:recipes|test-suites|coming-from-another-emulator)|packages\/\w+\/CHANGELOG\.md)/;
/** Files that a build or a run creates, and example names. */
const MADE = /^(?:packages\/catalog\/generated|prisma\/generated|lib\/db\/generated|scenarios\/(?:mine|my-))/;
const PART = String.raw`[\w.{},…<>*-]|\([\w-]+\)|\[[\w-]+\]|/`;
const PATH = new RegExp(String.raw`(?<![\w./@-])(?:${FOLDERS.join('|')})/(?:${PART})*`, 'g');
const FILE = /(?<![\w./*<>@-])[a-z][\w.-]*\.(?:ts|tsx|mjs|prisma)(?![\w/])/g;
/** A file that readers create from an example. */
const EXAMPLE = 'github.mjs';
const OPEN = /[<>*…{]|[A-Z]{3}|\.\.\./;

/** Files that many modules or pages have. A line can name them without a folder. */
const COMMON = new Set([
  ...[
    'module.ts',
    'parts.ts',
    'operations.ts',
    'schema.ts',
    'rows.ts',
    'limits.ts',
    'documents.ts',
    'resource.ts',
    'resources.ts',
  ],
  ...['index.ts', 'page.tsx', 'page.dev.tsx', 'queries.ts', 'actions.ts', 'nav.ts'],
]);

const files = FOLDERS.flatMap((folder) => filesIn(join(ROOT, folder)));
const top = readdirSync(ROOT).filter((name) => CODE.has(extname(name)) || name.endsWith('.md'));
const names = new Set([...[...files, ...top].map((file) => basename(file)), ...COMMON, EXAMPLE]);

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) || entry.name.startsWith('.') ? [] : filesIn(path);
    return [relative(ROOT, path)];
  });
}

/** Returns whether a path exists. The extension is optional: `lib/core/run/run`. */
function exists(path: string): boolean {
  const whole = join(ROOT, path.replace(/[.,/]+$/, ''));
  // A text can name a decision by its number.
  if (/\/decisions\/\d{3}$/.test(whole)) return files.some((file) => join(ROOT, file).startsWith(`${whole}-`));
  return [whole, ...['.ts', '.tsx', '.mjs', '.md', '.test.ts'].map((end) => whole + end)].some((each) => existsSync(each));
}

/** Returns the file names without a path that exist in none of the folders that the same line names. */
function namesApart(line: RegExpExecArray): RegExpExecArray[] {
  const folders = [...line[0].matchAll(PATH)].map(([path]) =>
    extname(path) === '' ? path.replace(/[.,/]+$/, '') : dirname(path),
  );
  if (folders.length === 0) return [];
  const near = (name: string) =>
    files.some((file) => basename(file) === name && folders.some((folder) => file.startsWith(`${folder}/`)));
  return [...line[0].matchAll(FILE)]
    .filter(([name]) => files.some((file) => basename(file) === name) && !COMMON.has(name) && !top.includes(name) && !near(name))
    .map((match) => Object.assign(match, { index: line.index + match.index }));
}

function missingIn(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const texts = file.endsWith('.md') ? [{ line: 1, text }] : readCode(text, { jsx: file.endsWith('x'), sentences: false });
  return texts.flatMap(({ line, text: read }) => {
    const at = (index: number) => line + read.slice(0, index).split('\n').length - 1;
    const paths = [...read.matchAll(PATH)].filter(([path]) => !OPEN.test(path) && !MADE.test(path) && !exists(path));
    const bare = [...read.matchAll(FILE)].filter(([name]) => !names.has(name));
    const apart = file.endsWith('.md') ? [...read.matchAll(/.+/g)].flatMap(namesApart) : [];
    return [...paths, ...bare, ...apart].map((match) => `${file}:${at(match.index)} ${match[0]}`);
  });
}

it('documents and comments name only existing paths', () => {
  const read = [...files, ...top].filter((file) => (CODE.has(extname(file)) || file.endsWith('.md')) && !EXEMPT.test(file));
  expect(read.length).toBeGreaterThan(2000);
  expect(read.flatMap(missingIn)).toEqual([]);
});
