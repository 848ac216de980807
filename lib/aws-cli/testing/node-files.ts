import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CommandFiles } from '../io';

/** The files of a folder of this machine. */
export function nodeFiles(cwd: string): CommandFiles {
  const at = (path: string): string => resolve(cwd, path);
  return {
    cwd,
    read: async (path) => new Uint8Array(await readFile(at(path))),
    write: async (path, content, modified) => {
      await writeFile(at(path), content);
      if (modified) await utimes(at(path), modified, modified);
    },
    list: (path) => readdir(at(path)),
    stat: async (path) => {
      const found = await stat(at(path)).catch(() => null);
      return found && { isFolder: found.isDirectory(), size: found.size, modified: found.mtime };
    },
    makeFolder: async (path) => void (await mkdir(at(path), { recursive: true })),
    remove: (path) => rm(at(path)),
  };
}
