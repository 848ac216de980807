import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, matchesStamp, writeStamp } from './fingerprint.mjs';
import { runCommand } from './run-command.mjs';

// Whatever can change the result of `next build`, besides the source files beside package.json.
const SOURCES = ['app', 'components', 'lib', 'public', 'prisma/schema.prisma'];
const CONFIGURATION = ['package.json', 'package-lock.json', 'tsconfig.json'];

/**
 * Builds the console for production when its sources changed since the last build.
 *
 * @param {string} root
 * @param {(line: string) => void} [onLine]
 * @returns {Promise<boolean>} whether anything had to be done
 */
export async function buildConsole(root, onLine) {
  const stamp = join(root, '.next/gatehouse-sources');
  const beside = readdirSync(root).filter(
    (name) => /\.(ts|mjs)$/.test(name) && name !== 'next-env.d.ts' && name !== 'vitest.config.ts',
  );
  const sources = fingerprint(root, [...SOURCES, ...CONFIGURATION, ...beside]);
  if (matchesStamp(stamp, sources)) return false;
  // Without its stamp, a build that is cut short is not mistaken for a finished one.
  rmSync(stamp, { force: true });
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  await runCommand(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], { cwd: root, env, onLine });
  writeStamp(stamp, sources);
  return true;
}
