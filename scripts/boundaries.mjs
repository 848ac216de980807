// `npm run boundaries` checks the import rules (.dependency-cruiser.cjs), that no folders of lib or of pages import each other in a circle,
// and that every source file was read. Otherwise a cruiser that can't read the language any more would find nothing and pass.
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { folderCircles, folderIn, folderOfPage } from './folder-circles.mjs';
import { CommandError, runCommand } from './run-command.mjs';

const root = join(import.meta.dirname, '..');
const FOLDERS = ['app', 'components', 'lib', 'packages', 'prisma', 'e2e', 'scripts'];

/** @param {string} folder @returns {string[]} */
function sourceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return ['generated', 'node_modules', 'dist'].includes(entry.name) || entry.name.startsWith('.') ? [] : sourceFiles(path);
    return /\.(ts|tsx|mjs)$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [relative(root, path)] : [];
  });
}

// Broken rules make the cruiser fail, and are in its report.
async function cruise() {
  const args = [cli, ...FOLDERS, ...beside, '--output-type', 'json'];
  const { stdout } = await runCommand(process.execPath, args, { cwd: root }).catch((error) => {
    if (error instanceof CommandError) return { stdout: error.output };
    throw error;
  });
  return stdout;
}

// Circles among the parts of the product, among the nouns of a service and among the folders of pages. The rooms of the wire API are one thing.
function circlesOfFolders() {
  const rule = output.summary.ruleSetUsed?.forbidden?.find(({ name }) => name === 'no-tests-in-the-product');
  if (!rule || !('to' in rule)) throw new Error('no rule says which files are tests');
  const tests = new RegExp(String(rule.to.path));
  const imports = output.modules
    .filter(({ source }) => !tests.test(source))
    .flatMap(({ source, dependencies }) => dependencies.map(({ resolved }) => /** @type {const} */ ([source, resolved])));
  const parts = readdirSync(join(root, 'lib'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const services = parts.filter(({ name }) => name !== 'aws-api');
  const places = ['lib', 'lib/core', ...services.map(({ name }) => `lib/${name}`)].map(folderIn);
  return [...places, folderOfPage].flatMap((folderOf) => folderCircles(imports, folderOf));
}

const beside = readdirSync(root).filter((name) => /\.(ts|mjs)$/.test(name) && !name.endsWith('.d.ts'));
const expected = [...FOLDERS.flatMap((folder) => sourceFiles(join(root, folder))), ...beside];
const cli = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const report = await cruise();
if (!report.startsWith('{')) throw new Error(report);
/** @type {import('dependency-cruiser').ICruiseResult} */
const output = JSON.parse(report);

const cruised = new Map(output.modules.map((module) => [module.source, module]));
const missed = expected.filter((file) => !cruised.has(file));
const edges = output.summary.totalDependenciesCruised ?? 0;
for (const { rule, from, to, cycle, via } of output.summary.violations) {
  const path = (cycle ?? via ?? []).map(({ name }) => name).join(' → ');
  console.log(`${rule.name}: ${from} → ${path || to}`);
}
const circles = circlesOfFolders();
for (const circle of circles) console.log(`import each other in a circle: ${circle.join(', ')}`);
for (const file of missed) console.log(`not looked at: ${file}`);
// Without any import, imports would no longer be read.
if (edges < expected.length) console.log(`only ${edges} imports were found in ${expected.length} files`);

const problems = output.summary.violations.length + circles.length + missed.length + (edges < expected.length ? 1 : 0);
console.log(`${expected.length} source files, ${edges} imports, ${problems} problems.`);
process.exitCode = problems === 0 ? 0 : 1;
