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
 * The AWS CLI, Ansible, boto3 and pytest as Debian packages them, for the tests that drive the wire API with them; elsewhere those tests are skipped and
 * say so.
 * @param {string} root
 * @returns {Promise<boolean>} whether anything had to be installed
 */
export async function ensureAwsClients(root) {
  const python = ['boto3', 'pytest', 'xdist'].map((name) => `/usr/lib/python3/dist-packages/${name}`);
  const there = ['/usr/bin/aws', '/usr/bin/ansible-playbook', ...python].every((path) => existsSync(path));
  if (there || !canInstallDebianPackages()) return false;
  await installDebianPackages(root, ['awscli', 'ansible', 'python3-boto3', 'python3-pytest', 'python3-pytest-xdist']);
  return true;
}
