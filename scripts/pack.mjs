// `npm pack` runs this before it packs, and with --after afterwards. The package is a built Gatehouse, whose package.json names only
// the packages that npm installs with it. The clone's package.json also names the packages for building, so it is replaced during the pack.
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { licencesOf } from './package/licences.mjs';

const root = dirname(import.meta.dirname);
const MANIFEST = join(root, 'package.json');
/** The clone's package.json during a pack, or after an interrupted one. */
const KEPT = join(root, 'dist/package.json.kept');
/** The package.json of the package, before it takes the place of the clone's. */
const PACKED = join(root, 'dist/package.json.packed');
const LICENCES = join(root, 'THIRD-PARTY-LICENSES.txt');
const PACKAGE = 'dist/package';
/** The command of the package. A package.json with this command is not the clone's. */
const COMMAND = `${PACKAGE}/scripts/gatehouse.mjs`;

if (existsSync(KEPT)) {
  // If the clone's package.json was restored in another way, it may have changed since, so it stays.
  if (JSON.parse(readFileSync(MANIFEST, 'utf8')).bin?.gatehouse === COMMAND) renameSync(KEPT, MANIFEST);
  else rmSync(KEPT);
}
if (process.argv.includes('--after')) {
  rmSync(LICENCES, { force: true });
} else {
  const { prepare } = await import('./setup/prepare.mjs');
  await prepare(root, { compile: true, build: true });
  const { INSTALLED, packageApp } = await import('./package/package-app.mjs');
  await packageApp(root, join(root, PACKAGE));
  writeFileSync(LICENCES, thirdPartyLicences());
  copyFileSync(MANIFEST, KEPT);
  // Other programs may read it at any time, so it changes at once.
  writeFileSync(PACKED, `${JSON.stringify(packedManifest(INSTALLED), null, 2)}\n`);
  renameSync(PACKED, MANIFEST);
}

/** @param {readonly string[]} installed packages that npm installs beside this one */
function packedManifest(installed) {
  const { name, version, description, license, type, engines, files, scripts, dependencies } = JSON.parse(
    readFileSync(MANIFEST, 'utf8'),
  );
  const kept = Object.fromEntries(installed.map((dependency) => [dependency, dependencies[dependency]]));
  // With these, npm finds this script in a clone after an interrupted pack. They do nothing where the package is installed.
  const { prepack, postpack } = scripts;
  return {
    name,
    version,
    description,
    license,
    type,
    bin: { gatehouse: COMMAND },
    files,
    engines,
    scripts: { prepack, postpack },
    dependencies: kept,
  };
}

/** The licences of all packages that are in what is packed or in what was made of them. */
function thirdPartyLicences() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const paths = Object.keys(packages).filter(
    (path) => path.startsWith('node_modules/') && !packages[path].link && !packages[path].dev,
  );
  return `Gatehouse contains or was built with these packages, each under its own licence.\n\n${licencesOf(root, paths)}\n`;
}
