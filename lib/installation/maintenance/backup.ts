import { chmod, copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { historyProblem } from '../../db/migration-history';
import { copyWhileOpen, integrityProblem, isInUse, migrationsOf } from '../../db/sqlite/sqlite-file';
import { MaintenanceError } from './maintenance-error';

/** The manifest of a backup. `hasKey`: the backup contains the secret key; otherwise the key was the setting SECRET_KEY. */
const Manifest = z.object({
  format: z.literal(1),
  createdAt: z.iso.datetime(),
  migrations: z.array(z.string()),
  hasKey: z.boolean(),
});
export type Manifest = z.output<typeof Manifest>;

/** The locations of an installation's data. */
export type Place = { databaseUrl: string; dataDir: string; secretKey: string };

const DATABASE = 'gatehouse.db';
const KEY = 'secret.key';
const MANIFEST = 'backup.json';
// Files with password hashes and keys are readable only by their owner.
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/**
 * Writes a folder with the current database and its secret key, whether or not the installation is running. The folder appears
 * only when complete.
 * @param folder must not exist
 * @throws MaintenanceError
 */
export async function backUp({ databaseUrl, dataDir, secretKey }: Place, folder: string, now: Date): Promise<Manifest> {
  const file = sqliteFile(databaseUrl, 'Back it up with pg_dump, and the secret key with it: docs/operating.md says how.');
  if (!(await exists(file))) throw new MaintenanceError(`There is no database ${file} to back up.`);
  if (await exists(folder)) throw new MaintenanceError(`${folder} is there already; name a folder that is not.`);
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: FOLDER_MODE });
  try {
    const copy = join(unfinished, DATABASE);
    await copyWhileOpen(file, copy);
    const problem = await integrityProblem(copy);
    if (problem) throw new MaintenanceError(`The copy of ${file} is not sound: ${problem}.`);
    const stored = await readIfThere(join(dataDir, KEY));
    const hasKey = stored?.trim() === secretKey;
    if (hasKey) await writeFile(join(unfinished, KEY), `${secretKey}\n`, { mode: FILE_MODE });
    const migrations = await migrationsOf(copy);
    const manifest: Manifest = { format: 1, createdAt: now.toISOString(), migrations, hasKey };
    await writeFile(join(unfinished, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: FILE_MODE });
    await chmod(copy, FILE_MODE);
    await rename(unfinished, folder);
    return manifest;
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

/** The result of a restore, with the folder of the previous data, if any. */
export type Restored = { manifest: Manifest; before: string | null };

/**
 * Restores the database and secret key of a backup. Existing data is moved aside and never deleted.
 * @param known the migrations of this version; backups of newer versions, and of too old ones, are refused
 * @param replace whether a database may exist; it must not be in use
 * @throws MaintenanceError, and then nothing has changed
 */
export async function restoreBackup(
  { databaseUrl, dataDir }: Omit<Place, 'secretKey'>,
  folder: string,
  { known, replace, givenKey, now }: { known: readonly string[]; replace: boolean; givenKey: boolean; now: Date },
): Promise<Restored> {
  const file = sqliteFile(databaseUrl, 'Restore it with pg_restore: docs/operating.md says how.');
  const manifest = await readManifest(folder);
  const source = join(folder, DATABASE);
  const problem = (await exists(source)) ? await integrityProblem(source) : 'it is missing';
  if (problem) throw new MaintenanceError(`${source} is not sound: ${problem}.`);
  const history = historyProblem(`The database in ${folder}`, manifest.migrations, known);
  if (history) throw new MaintenanceError(history);
  if (manifest.hasKey && givenKey)
    throw new MaintenanceError(
      'The backup has its secret key, and SECRET_KEY is set; take the setting away, so that the right key is used.',
    );
  if (!manifest.hasKey && !givenKey)
    throw new MaintenanceError('The secret key of this backup was the setting SECRET_KEY; set it to what it was then.');
  const isThere = await exists(file);
  if (isThere && !replace) throw new MaintenanceError(`There is a database ${file} already; --replace moves it aside.`);
  if (isThere && (await isInUse(file))) throw new MaintenanceError(`${file} is in use; stop Gatehouse first.`);

  // Copied before anything is moved, so that a full disk changes nothing.
  const [newDatabase, newKey] = [`${file}.restoring`, join(dataDir, `${KEY}.restoring`)];
  for (const path of [dirname(file), dataDir]) await mkdir(path, { recursive: true, mode: FOLDER_MODE });
  await rm(newDatabase, { force: true });
  await copyFile(source, newDatabase);
  await chmod(newDatabase, FILE_MODE);
  if (manifest.hasKey) {
    await copyFile(join(folder, KEY), newKey);
    await chmod(newKey, FILE_MODE);
  }
  const aside = `before-restore-${now.toISOString().replaceAll(/[:.]/g, '-')}`;
  const moved = await moveAside([file, `${file}-wal`, `${file}-shm`, ...(manifest.hasKey ? [join(dataDir, KEY)] : [])], aside);
  if (manifest.hasKey) await rename(newKey, join(dataDir, KEY));
  await rename(newDatabase, file);
  return { manifest, before: moved };
}

/**
 * Moves files into a folder beside each.
 * @returns the folder of the first existing file
 */
async function moveAside(paths: readonly string[], name: string): Promise<string | null> {
  let first: string | null = null;
  for (const path of paths) {
    if (!(await exists(path))) continue;
    const folder = join(dirname(path), name);
    await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
    await rename(path, join(folder, basename(path)));
    first ??= folder;
  }
  return first;
}

async function readManifest(folder: string): Promise<Manifest> {
  const text = await readIfThere(join(folder, MANIFEST));
  if (text === null) throw new MaintenanceError(`${folder} is no backup: it has no ${MANIFEST}.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  const manifest = Manifest.safeParse(value);
  if (!manifest.success) throw new MaintenanceError(`${join(folder, MANIFEST)} does not say what a backup says of itself.`);
  if (manifest.data.hasKey && !(await readdir(folder)).includes(KEY))
    throw new MaintenanceError(`${folder} lacks ${KEY}, without which its secrets cannot be read.`);
  return manifest.data;
}

/**
 * Returns the file of an SQLite database.
 * @throws MaintenanceError for PostgreSQL, with what to do instead
 */
export function sqliteFile(databaseUrl: string, instead: string): string {
  if (!databaseUrl.startsWith('file:')) throw new MaintenanceError(`This installation uses PostgreSQL. ${instead}`);
  return databaseUrl.slice('file:'.length);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function readIfThere(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  });
}
