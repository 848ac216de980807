import { relative } from 'node:path';
import { readSharedModules, standIn } from './shared-modules.mjs';

/** @type {Map<string, import('./shared-modules.mjs').SharedModules>} */
const read = new Map();

/**
 * A loader of Turbopack: puts a stand-in in the place of each module that the console takes from the compiled server.
 *
 * @this {{ resourcePath: string, getOptions(): { root: string, compiled: string } }}
 * @param {string} source
 * @throws {Error} at a module that is neither shared nor bundled: a second copy of it would have its own state
 */
export default function loadSharedModule(source) {
  const { root, compiled } = this.getOptions();
  const file = relative(root, this.resourcePath).replaceAll('\\', '/');
  const shared = read.get(compiled) ?? readSharedModules(compiled);
  read.set(compiled, shared);
  const names = shared.exports[file];
  if (names) return standIn(file, names);
  if (shared.bundled.includes(file)) return source;
  throw new Error(`${file} is not among the modules that scripts/build/shared-modules.mjs found.`);
}
