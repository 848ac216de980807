import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { folderCircles, folderIn, folderOfPage } from './folder-circles.mjs';
import { brokenRules, fileCircles } from './judge-imports.mjs';
import { readImports } from './read-imports.mjs';
import { importRules, TESTS } from './rules.mjs';
import { MOST_FILES, wideFolders } from './wide-folders.mjs';

/** @typedef {import('./judge-imports.mjs').Files} Files */

const FOLDERS = ['app', 'components', 'lib', 'packages', 'prisma', 'e2e', 'scripts'];
/** The folders without source files. */
const TEXTS = ['docs', 'scenarios'];

/**
 * Reads the folders and imports of the project in `root`, and returns every problem with them as a line.
 *
 * @param {string} root
 */
export function findBoundaryProblems(root) {
  const { files, unread } = readImports(root, FOLDERS);
  const imports = [...files.values()].reduce((sum, found) => sum + found.length, 0);
  const problems = [
    ...brokenRules(files, importRules(root)),
    ...fileCircles(files).map((circle) => `no-cycles: ${circle.join(' → ')}`),
    ...circlesOfFolders(root, files).map((circle) => `import each other in a circle: ${circle.join(', ')}`),
    ...wideFolders(root, [...FOLDERS, ...TEXTS]).map(
      ([folder, number]) => `more than ${MOST_FILES} files: ${folder} has ${number}`,
    ),
    ...unread.map((file) => `cannot be read: ${file}`),
  ];
  return { files: files.size, imports, problems };
}

/**
 * Returns circles among the parts of the product, among the nouns of a service, among the folders of pages and among those of scripts. The
 * rooms of the wire API are one thing.
 *
 * @param {string} root @param {Files} files
 */
function circlesOfFolders(root, files) {
  const tests = new RegExp(TESTS);
  const imports = [...files]
    .filter(([file]) => !tests.test(file))
    .flatMap(([file, found]) => found.map(({ target }) => /** @type {const} */ ([file, target])));
  const parts = readdirSync(join(root, 'lib'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const services = parts.filter(({ name }) => name !== 'aws-api');
  const places = ['lib', 'scripts', ...services.map(({ name }) => `lib/${name}`)].map(folderIn);
  return [...places, folderOfPage].flatMap((folderOf) => folderCircles(imports, folderOf));
}
