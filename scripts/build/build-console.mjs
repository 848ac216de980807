import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runCommand } from '../process/run-command.mjs';
import { PACKAGES } from './compile-server.mjs';
import { fingerprint, matchesStamp, writeStamp } from './fingerprint.mjs';

// Everything that can change the result of `next build`, besides the source files beside package.json.
const SOURCES = ['app', 'components', 'lib', ...PACKAGES, 'public', 'prisma/schema.prisma'];
const CONFIGURATION = ['package.json', 'package-lock.json', 'tsconfig.json'];
// These put stand-ins in the place of modules.
const SHARING = ['compile-server', 'shared-modules', 'shared-module-loader', 'shared-modules-of-build', 'build-console'].map(
  (name) => `scripts/build/${name}.mjs`,
);

/** @param {string} root */
const stampOf = (root) => join(root, '.next/gatehouse-sources');

/** @param {string} root */
function sourcesOf(root) {
  const beside = readdirSync(root).filter(
    (name) => /\.(ts|mjs)$/.test(name) && name !== 'next-env.d.ts' && name !== 'vitest.config.ts',
  );
  return fingerprint(root, [...SOURCES, ...CONFIGURATION, ...SHARING, ...beside]);
}

/**
 * Returns whether the console is built from the current sources.
 * @param {string} root
 */
export const isConsoleBuilt = (root) => matchesStamp(stampOf(root), sourcesOf(root));

/**
 * Builds the console for production when its sources changed since the last build.
 *
 * @param {string} root
 * @param {(line: string) => void} [onLine]
 * @returns {Promise<boolean>} whether anything had to be done
 */
export async function buildConsole(root, onLine) {
  if (isConsoleBuilt(root)) return false;
  const stamp = stampOf(root);
  const sources = sourcesOf(root);
  // Without its stamp, a build that is cut short is not mistaken for a finished one.
  rmSync(stamp, { force: true });
  const sharing = `--import=${pathToFileURL(join(root, 'scripts/build/shared-modules-of-build.mjs'))}`;
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    NODE_OPTIONS: [process.env.NODE_OPTIONS, sharing, '--disable-warning=ExperimentalWarning'].filter(Boolean).join(' '),
  };
  await runCommand(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], { cwd: root, env, onLine });
  await escapeChunks(join(root, '.next/server'));
  writeStamp(stamp, sources);
  return true;
}

/**
 * Writes characters outside of ASCII as escapes in the JavaScript that the server loads. One such character makes Node.js keep the whole text
 * of its file in two bytes a character.
 *
 * @param {string} folder
 */
export async function escapeChunks(folder) {
  const { transform } = await import('esbuild');
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.js')) continue;
    const file = join(entry.parentPath, entry.name);
    const text = readFileSync(file);
    if (text.every((byte) => byte < 0x80)) continue;
    const { code } = await transform(text, { loader: 'js', charset: 'ascii', minifyWhitespace: true, legalComments: 'none' });
    writeFileSync(file, code);
  }
}
