import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/**
 * A hash over the content of files and folders, and over any further facts a result depends on. A path that does not exist counts
 * as absent. Tests, benchmarks, and folders named node_modules, generated or starting with a dot are passed over.
 *
 * @param {string} root
 * @param {string[]} paths files and folders, relative to root
 * @param {string[]} [facts]
 * @returns {string}
 */
export function fingerprint(root, paths, facts = []) {
  const hash = createHash('sha256').update(JSON.stringify(facts));
  for (const file of paths.flatMap((path) => listFiles(join(root, path))).sort()) {
    hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** @param {string} path @returns {string[]} */
function listFiles(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return [];
  if (stat.isFile()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules' && name !== 'generated')
    .filter(({ name }) => !/\.(test|bench)\.tsx?$/.test(name))
    .flatMap((entry) => listFiles(join(path, entry.name)));
}

/** @param {string} file @param {string} value */
export function matchesStamp(file, value) {
  return readStamp(file) === value;
}

/** @param {string} file @returns {string | null} */
export function readStamp(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** @param {string} file @param {string} value */
export function writeStamp(file, value) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, value);
}
