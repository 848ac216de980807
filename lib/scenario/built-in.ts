import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { ReadPack } from './pack';
import { readPack } from './read-pack';

/** Where the packs of the product lie, under the working folder: Next bundles this code, so its own place says nothing. */
const FOLDER = 'scenarios';

/** The files of a pack by their path in its folder. @throws Error where the folder cannot be read */
export async function packFiles(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = files
    .sort()
    .map(async (path) => [relative(folder, path).replaceAll('\\', '/'), await readFile(path, 'utf8')] as const);
  return new Map(await Promise.all(read));
}

let read: Promise<readonly ReadPack[]> | undefined;

/** The packs that come with the product, with their problems, by folder; read once and kept. */
export function builtInPacks(): Promise<readonly ReadPack[]> {
  read ??= readBuiltIn();
  return read;
}

async function readBuiltIn(): Promise<readonly ReadPack[]> {
  const packs: ReadPack[] = [];
  for (const folder of await builtInFolders()) packs.push(await readPack(await packFiles(folder)));
  return packs;
}

/** The folders of the packs that come with the product. */
export async function builtInFolders(): Promise<readonly string[]> {
  const root = join(/* turbopackIgnore: true */ process.cwd(), FOLDER);
  const entries = await readdir(root, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(root, name));
  return folders.sort();
}
