import { existsSync } from 'node:fs';
import { runCommand } from '../process/run-command.mjs';

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
 * Installs Debian's AWS CLI, boto3 and pytest, for the tests that use the wire API with them. A full run also gets Ansible. On other
 * systems those tests are skipped and say so.
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
