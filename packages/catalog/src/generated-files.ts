import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** The format of the files. Increase it here and in scripts/build-catalog.mjs when their layout changes. */
const FORMAT = 2;

let found: string | undefined;

/**
 * Returns the folder of the generated files: `CATALOG_DIR`, or the one beside this module, in the repository and in the published package.
 * Next and esbuild bundle this code and its location is meaningless then, so the working folder is used, which is the repository.
 */
function folder(): string {
  if (process.env.CATALOG_DIR) return process.env.CATALOG_DIR;
  const here = import.meta.dirname as string | undefined;
  const beside = here && join(/* turbopackIgnore: true */ here, '../generated');
  found ??= beside && existsSync(beside) ? beside : join(/* turbopackIgnore: true */ process.cwd(), 'packages/catalog/generated');
  return found;
}

function path(name: string): string {
  return join(folder(), name);
}

/** Reads a generated file as text. Throws with a clear message if it does not exist. */
export function readGenerated(name: string): string {
  try {
    return readFileSync(path(name), 'utf8');
  } catch (cause) {
    throw new Error(`The catalog file ${path(name)} cannot be read. Run "node scripts/build-catalog.mjs" to create it.`, {
      cause,
    });
  }
}

/** Reads bytes from `offset` as text, without the rest of the file. */
export function readGeneratedSlice(name: string, offset: number, length: number): string {
  const file = openSync(path(name), 'r');
  try {
    const bytes = Buffer.alloc(length);
    const read = readSync(file, bytes, 0, length, offset);
    return bytes.toString('utf8', 0, read);
  } finally {
    closeSync(file);
  }
}

/** Refuses files with another layout, which would give wrong answers. */
export function requireFormat(name: string, content: { format: number }): void {
  if (content.format !== FORMAT)
    throw new Error(`The catalog file ${name} is out of date. Run "node scripts/build-catalog.mjs".`);
}
