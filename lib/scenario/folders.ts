import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { MOST_BYTES, MOST_FILES } from './format/limits';
import type { ReadPack } from './pack';
import { readPack } from './read-pack';

/** A folder with a pack in it. */
export type PackFolder = { folder: string; read: ReadPack };

/** The number of pack folders in an installation. */
const MOST_FOLDERS = 200;
/** The number of entries examined in one folder, subfolders included. */
const MOST_ENTRIES = 2 * MOST_FILES;

/**
 * Reads the packs in the subfolders of a folder with all their problems; none if the folder does not exist. No content can make
 * it fail or read outside the folder: links are not followed.
 */
export async function readPackFolders(root: string): Promise<readonly PackFolder[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch((): Dirent[] => []);
  const named = entries.filter(({ name }) => !name.startsWith('.')).sort((a, b) => (a.name < b.name ? -1 : 1));
  const packs: PackFolder[] = [];
  for (const entry of named.slice(0, MOST_FOLDERS)) {
    if (entry.isDirectory()) packs.push({ folder: entry.name, read: await readFolder(join(root, entry.name)) });
    else if (entry.isSymbolicLink())
      packs.push({
        folder: entry.name,
        read: unreadable('This is a link, and links are not followed. Copy the folder itself here.'),
      });
  }
  if (named.length > MOST_FOLDERS)
    packs.push({ folder: '…', read: unreadable(`Only the first ${MOST_FOLDERS} folders are read.`) });
  return packs;
}

async function readFolder(folder: string): Promise<ReadPack> {
  try {
    const files = await filesIn(folder);
    return typeof files === 'string' ? unreadable(files) : await readPack(files);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return unreadable(`The folder cannot be read (${code}).`);
  }
}

/** Returns the files of a folder by path, or its problem. Sizes are checked before anything is read. */
async function filesIn(folder: string): Promise<ReadonlyMap<string, string> | string> {
  const files = new Map<string, string>();
  const waiting = [folder];
  let entries = 0;
  let bytes = 0;
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const entry of await readdir(at, { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue;
      const path = join(at, entry.name);
      const name = relative(folder, path).replaceAll('\\', '/');
      entries += 1;
      if (entries > MOST_ENTRIES) return `A pack has at most ${MOST_FILES} files.`;
      if (entry.isDirectory()) {
        waiting.push(path);
        continue;
      }
      if (!entry.isFile()) return `${name} is a link or a device, and a pack holds files of text only.`;
      bytes += (await stat(path)).size;
      if (bytes > MOST_BYTES) return `A pack has at most ${MOST_BYTES.toLocaleString('en')} bytes.`;
      files.set(name, await readFile(path, 'utf8'));
    }
  }
  return files;
}

function unreadable(message: string): ReadPack {
  const problems = [{ file: 'scenario.yaml', line: 1, column: 1, path: '', message }];
  return { id: null, title: null, version: null, pack: null, problems };
}
