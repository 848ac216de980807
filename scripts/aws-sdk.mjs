// `npm run aws-sdk` sets the AWS SDK clients in package.json to one release of the SDK, which `config.awsSdk` there names. A release
// contains only the clients that changed. So each client gets its newest version up to the release.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './process/run-command.mjs';

/**
 * Returns the newest of the versions that is not after the release, or undefined if all are.
 *
 * @param {readonly string[]} versions @param {string} release
 */
export function versionInRelease(versions, release) {
  return versions
    .filter((version) => compareVersions(version, release) <= 0)
    .sort(compareVersions)
    .at(-1);
}

/** Compares two versions of three numbers. @param {string} left @param {string} right */
export function compareVersions(left, right) {
  const others = right.split('.').map(Number);
  const differences = left.split('.').map((part, index) => Number(part) - (others[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}

/** @param {string} root */
async function setClients(root) {
  const path = join(root, 'package.json');
  let text = readFileSync(path, 'utf8');
  const { config, dependencies, devDependencies } = JSON.parse(text);
  for (const [name, now] of Object.entries({ ...dependencies, ...devDependencies })) {
    if (!name.startsWith('@aws-sdk/client-')) continue;
    const { stdout } = await runCommand('npm', ['view', name, 'versions', '--json'], { cwd: root });
    const version = versionInRelease(JSON.parse(stdout), config.awsSdk);
    if (!version) throw new Error(`${name} has no version up to ${config.awsSdk}.`);
    if (version !== now) console.log(`${name}: ${now} → ${version}`);
    text = text.replace(`"${name}": "${now}"`, `"${name}": "${version}"`);
  }
  writeFileSync(path, text);
}

if (process.argv[1] === import.meta.filename) await setClients(join(import.meta.dirname, '..'));
