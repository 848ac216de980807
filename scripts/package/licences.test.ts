import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NOT_NEEDED } from './package-app.mjs';

type LockedPackage = { license?: string; dev?: boolean };

test('no package of ours contains a dependency under the GPL or the LGPL', () => {
  const lock = readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8');
  const { packages } = JSON.parse(lock) as { packages: Readonly<Record<string, LockedPackage>> };
  const copyleft = Object.entries(packages).flatMap(([path, { license, dev }]) =>
    dev !== true && /GPL/.test(license ?? '') ? [path] : [],
  );
  // Next brings the binaries of sharp.
  expect(copyleft).toContain('node_modules/@img/sharp-libvips-linux-x64');
  expect(copyleft.filter((path) => !NOT_NEEDED.some((name) => path.startsWith(`node_modules/${name}/`)))).toEqual([]);
});
