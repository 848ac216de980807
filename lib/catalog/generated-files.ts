import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** Raised in scripts/build-catalog.mjs together with the layout of the files. */
const FORMAT = 2;

/**
 * Next bundles this code, so its own place says nothing: the files are looked for under the working folder, which is the
 * repository for `next start`, scripts and tests alike. `CATALOG_DIR` points elsewhere.
 */
function path(name: string): string {
  const folder = process.env.CATALOG_DIR ?? join(/* turbopackIgnore: true */ process.cwd(), 'lib/catalog/generated');
  return join(folder, name);
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
