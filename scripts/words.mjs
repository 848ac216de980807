// `npm run words [PATH…]`: holds comments, texts, documents and subjects of commits to docs/style.md, as far as a program can judge.
// Lists the findings in every file, or in the files and folders that it gets, and fails if there is one.
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, resolve, sep } from 'node:path';
import { CommandError, runCommand } from './process/run-command.mjs';
import { readCode, readMarkdown } from './words/read-texts.mjs';
import { judgeSubject, judgeText } from './words/word-rules.mjs';

const root = resolve(import.meta.dirname, '..');
const SKIPPED = new Set(['node_modules', 'generated', 'dist', 'test-results', 'screenshots']);
// It quotes what it refuses.
const GUIDE = 'docs/style.md';
const CODE = new Set(['.ts', '.tsx', '.mjs']);
// Their strings are cases, and change with the texts that they expect.
const TESTS = /\.(?:test|spec|bench)\.tsx?$|^e2e\/|\/testing\//;

/** @param {string} folder @returns {string[]} paths from the root, with "/" between folders */
function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) || entry.name.startsWith('.') ? [] : filesIn(path);
    if (entry.name.endsWith('.d.ts') || !(CODE.has(extname(path)) || path.endsWith('.md'))) return [];
    const file = relative(root, path).split(sep).join('/');
    return file === GUIDE ? [] : [file];
  });
}

/** @param {string} file */
function textsIn(file) {
  const text = readFileSync(join(root, file), 'utf8');
  return file.endsWith('.md') ? readMarkdown(text) : readCode(text, { jsx: file.endsWith('x'), sentences: !TESTS.test(file) });
}

/** @param {string} file @param {readonly string[]} places */
function isIn(file, places) {
  return places.some((place) => place === '' || file === place || file.startsWith(`${place}/`));
}

/** The subjects of commits: `open` ones can still be changed, as main does not have them. */
async function subjects() {
  /** @param {...string} args */
  const git = async (...args) => (await runCommand('git', args, { cwd: root })).stdout.trim();
  try {
    const tag = await git('describe', '--tags', '--abbrev=0').catch(() => '');
    const branch = await git('rev-parse', '--abbrev-ref', 'HEAD');
    const main = branch === 'main' ? 'origin/main' : 'main';
    const all = await git('log', '--no-merges', '--format=%h %s', tag === '' ? 'HEAD' : `${tag}..HEAD`);
    const open = await git('log', '--no-merges', '--format=%h', `${main}..HEAD`).catch(() => '');
    const hashes = new Set(open.split('\n'));
    return all.split('\n').map((line) => {
      const [hash = '', ...words] = line.split(' ');
      return { hash, subject: words.join(' '), open: hashes.has(hash) };
    });
  } catch (error) {
    // An unpacked archive has no history.
    if (error instanceof CommandError) return [];
    throw error;
  }
}

const wanted = process.argv.slice(2).map((path) => relative(root, resolve(path)).split(sep).join('/'));
let errors = 0;
for (const file of filesIn(root)) {
  if (wanted.length > 0 && !isIn(file, wanted)) continue;
  for (const { line: first, text } of textsIn(file)) {
    for (const { rule, line, text: sentence } of judgeText(text)) {
      errors += 1;
      console.log(`${file}:${first + line}: ${rule}: ${sentence.length > 90 ? `${sentence.slice(0, 90)}…` : sentence}`);
    }
  }
}
if (wanted.length === 0) {
  let old = 0;
  for (const { hash, subject, open } of await subjects()) {
    const rules = judgeSubject(subject);
    if (open) {
      errors += rules.length;
      for (const rule of rules) console.log(`commit ${hash}: ${rule}: ${subject}`);
    } else if (rules.length > 0) old += 1;
  }
  if (old > 0) console.log(`${old} subjects of commits that main has already, and that cannot change, break a rule.`);
}
console.log(`${errors} ${errors === 1 ? 'sentence breaks' : 'sentences break'} a rule of docs/style.md.`);
process.exitCode = errors === 0 ? 0 : 1;
