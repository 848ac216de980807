import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isWritten } from './read-imports.mjs';

/** The most files that lie directly in one folder. A newcomer reads the names of a folder as a list, and a longer one has several subjects. */
export const MOST_FILES = 40;

/** Decisions have numbers, and their folder is read in that order. */
const EXEMPT = ['lib/decisions'];

/**
 * Returns the folders with more files directly in them, each with their number.
 *
 * @param {string} root @param {readonly string[]} folders
 * @returns {[folder: string, files: number][]}
 */
export function wideFolders(root, folders) {
  return folders.flatMap((folder) => {
    if (!existsSync(join(root, folder))) return [];
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).length;
    const below = entries.filter((entry) => entry.isDirectory() && isWritten(entry.name)).map(({ name }) => `${folder}/${name}`);
    const isWide = files > MOST_FILES && !EXEMPT.includes(folder);
    return [.../** @type {[string, number][]} */ (isWide ? [[folder, files]] : []), ...wideFolders(root, below)];
  });
}
