// `next build` loads this into its processes, which evaluate pages. Few need a shared module, so they are loaded when the first is asked for.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { compiledProgram } from './compile-server.mjs';
import { SHARED_PROGRAM } from './shared-modules.mjs';

const root = dirname(dirname(import.meta.dirname));
/** @type {Record<string, object> | undefined} */
let modules;
Object.defineProperty(globalThis, '__gatehouseSharedModules', {
  configurable: true,
  get: () => {
    modules ??= createRequire(import.meta.url)(compiledProgram(root, SHARED_PROGRAM)).sharedModules;
    return modules;
  },
});
