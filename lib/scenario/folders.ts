import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { MOST_BYTES, MOST_FILES } from './format/limits';
import type { ReadPack } from './pack';
import { readPack } from './read-pack';

/** A folder that somebody put a pack into, and what is in it. */
export type PackFolder = { folder: string; read: ReadPack };

/** Of an installation; whoever has more keeps some elsewhere. */
const MOST_FOLDERS = 200;
/** Entries of one folder that are looked at: folders count too. */
const MOST_ENTRIES = 2 * MOST_FILES;

/**
 * The packs in the folders of a folder, with everything that is wrong with them; none where there is no such folder. Nothing in there can make it
 * fail, nor read outside of the folder: links are not followed.
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
    packs.push({ folder: '…', read: unreadable(`Of more than ${MOST_FOLDERS} folders only the first are read.`) });
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

/** The files in a folder by their path, or what is wrong with it as a folder. Sizes are looked at before anything is read. */
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
