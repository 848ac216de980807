import { existsSync } from 'node:fs';
import { runCommand } from './run-command.mjs';

/** True for root on Debian. */
export function canInstallDebianPackages() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

/** @param {string} root @param {string[]} packages @param {(line: string) => void} [onLine] */
export async function installDebianPackages(root, packages, onLine) {
  const options = { cwd: root, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, onLine };
  await runCommand('apt-get', ['update'], options);
  await runCommand('apt-get', ['install', '-y', '--no-install-recommends', ...packages], options);
}

/**
 * The AWS CLI, boto3 and pytest as Debian packages them, for the tests that drive the wire API with them, and Ansible in a full run;
 * elsewhere those tests are skipped and say so.
 * @param {string} root
 * @param {{ full: boolean }} wanted
 * @returns {Promise<boolean>} whether anything had to be installed
 */
export async function ensureAwsClients(root, { full }) {
  const python = ['boto3', 'pytest', 'xdist'].map((name) => `/usr/lib/python3/dist-packages/${name}`);
  const programs = full ? ['/usr/bin/aws', '/usr/bin/ansible-playbook'] : ['/usr/bin/aws'];
  if ([...programs, ...python].every((path) => existsSync(path)) || !canInstallDebianPackages()) return false;
  const packages = ['awscli', 'python3-boto3', 'python3-pytest', 'python3-pytest-xdist', ...(full ? ['ansible'] : [])];
  await installDebianPackages(root, packages);
  return true;
}
