import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, matchesStamp, writeStamp } from './fingerprint.mjs';
import { runCommand } from './run-command.mjs';

// Whatever can change the result of `next build`.
const SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'prisma/schema.prisma',
  'scripts/settings.mjs',
  'package.json',
  'package-lock.json',
];
const CONFIGURATION = [
  'instrumentation.ts',
  'instrumentation-client.ts',
  'proxy.ts',
  'next.config.ts',
  'postcss.config.mjs',
  'tsconfig.json',
];

/**
 * Builds the console for production when its sources changed since the last build.
 *
 * @param {string} root
 * @param {(line: string) => void} [onLine]
 * @returns {Promise<boolean>} whether anything had to be done
 */
export async function buildConsole(root, onLine) {
  const stamp = join(root, '.next/gatehouse-sources');
  const sources = fingerprint(root, [...SOURCES, ...CONFIGURATION], [process.versions.modules]);
  if (matchesStamp(stamp, sources)) return false;
  // Without its stamp, a build that is cut short is not mistaken for a finished one.
  rmSync(stamp, { force: true });
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  await runCommand(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], { cwd: root, env, onLine });
  writeStamp(stamp, sources);
  return true;
}
