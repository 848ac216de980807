import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { ReadPack } from './pack';
import { readPack } from './read-pack';

/** The folder of the product's packs under the working directory. Next bundles this file, so its own location is no guide. */
const FOLDER = 'scenarios';

/**
 * Returns the files of a pack by their path in its folder.
 * @throws Error if the folder can't be read
 */
export async function packFiles(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = files
    .sort()
    .map(async (path) => [relative(folder, path).replaceAll('\\', '/'), await readFile(path, 'utf8')] as const);
  return new Map(await Promise.all(read));
}

let read: Promise<readonly ReadPack[]> | undefined;

/** Returns the product's packs with their problems, sorted by folder. They are read once. */
export function builtInPacks(): Promise<readonly ReadPack[]> {
  read ??= readBuiltIn();
  return read;
}

async function readBuiltIn(): Promise<readonly ReadPack[]> {
  const packs: ReadPack[] = [];
  for (const folder of await builtInFolders()) packs.push(await readPack(await packFiles(folder)));
  return packs;
}

/** Returns the folders of the product's packs. */
export async function builtInFolders(): Promise<readonly string[]> {
  const root = join(/* turbopackIgnore: true */ process.cwd(), FOLDER);
  const entries = await readdir(root, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(root, name));
  return folders.sort();
}
