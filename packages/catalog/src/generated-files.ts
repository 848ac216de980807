import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** Raised in scripts/build-catalog.mjs together with the layout of the files. */
const FORMAT = 2;

let found: string | undefined;

/**
 * Returns the folder of the generated files: `CATALOG_DIR`, or the one beside this module, in the repository as in the published package. Next
 * and esbuild bundle this code, so there its own place says nothing: the working folder is the repository then.
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

/** The text of a generated file. Throws one clear sentence when it is not there. */
export function readGenerated(name: string): string {
  try {
    return readFileSync(path(name), 'utf8');
  } catch (cause) {
    throw new Error(`The catalog file ${path(name)} cannot be read; "node scripts/build-catalog.mjs" makes it.`, { cause });
  }
}

/** The bytes from `offset` on as text, without reading the rest. */
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

/** Refuses files of another layout: reading on would give wrong answers instead of none. */
export function requireFormat(name: string, content: { format: number }): void {
  if (content.format !== FORMAT)
    throw new Error(`The catalog file ${name} is out of date; run "node scripts/build-catalog.mjs".`);
}
