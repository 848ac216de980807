import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Returns the names, versions and licence texts of packages that are installed.
 *
 * @param {string} root
 * @param {readonly string[]} paths their folders below the root
 */
export function licencesOf(root, paths) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const texts = paths
    .filter((path) => existsSync(join(root, path, 'package.json')))
    .map((path) => {
      const { version, license } = packages[path];
      const folder = join(root, path);
      const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name));
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      const text = files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
      return `${name} ${version} (${license ?? 'see its text'})\n\n${text}`;
    });
  return texts.join(`\n\n${'-'.repeat(80)}\n\n`);
}
