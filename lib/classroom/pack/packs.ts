import { join } from 'node:path';
import { log } from '../../core/log';
import { settings } from '../../core/settings';
import type { Database, Transaction } from '../../db/client';
import { builtInPacks, type Pack, type PackFolder, readPackFolders } from '../../scenario';
import { conflict, notThere } from '../errors';
import { newestFirst } from './published';
import { filesOfText, keepsRead, readFiles } from './read';

/** The origin of a pack: the product, the installation's folder, or an instructor. */
export type PackOrigin = 'built-in' | 'folder' | 'published';
export type UsablePack = { pack: Pack; origin: PackOrigin };

/** The folder of packs under DATA_DIR. */
const FOLDER = 'packs';
const RELOAD = 'packs';

let read: { stamp: string; folders: Promise<readonly PackFolder[]> } | undefined;

/** Returns the packs in the installation's folder, read at the process's first request or at an operator's last reload. */
async function foldersOf(db: Transaction): Promise<readonly PackFolder[]> {
  const reload = await db.packReload.findUnique({ where: { id: RELOAD } });
  const root = join(/* turbopackIgnore: true */ settings().dataDir, FOLDER);
  const stamp = [root, reload?.at.toISOString()].join(' ');
  if (read?.stamp !== stamp) read = { stamp, folders: readPackFolders(root) };
  return read.folders;
}

/** Makes every process read the folder again at its next request for a pack. */
export async function reloadFolder(db: Transaction, now: Date): Promise<void> {
  await db.packReload.upsert({ where: { id: RELOAD }, create: { id: RELOAD, at: now }, update: { at: now } });
}

/**
 * Returns the packs in the installation's folder, including those with problems. A valid pack can still have a problem here: its
 * id is taken, or the version had other files before.
 */
export async function folderPacks(db: Transaction): Promise<PackFolder[]> {
  const folders = await foldersOf(db);
  const ids = folders.flatMap(({ read: { pack } }) => pack?.scenario.id ?? []);
  if (ids.length === 0) return [...folders];
  const builtIn = await builtInIds();
  const versions = await db.scenarioVersion.findMany({ where: { packId: { in: ids } }, omit: { files: true } });
  const seen = new Map<string, string>();
  return folders.map(({ folder, read: found }) => {
    const { pack } = found;
    if (!pack) return { folder, read: found };
    const { id, version } = pack.scenario;
    const other = seen.get(`${id} ${version}`);
    seen.set(`${id} ${version}`, folder);
    const kept = versions.find((row) => row.packId === id && row.version === version);
    const message = builtIn.has(id)
      ? `${id} is a scenario that comes with Gatehouse. Use another id.`
      : versions.some((row) => row.packId === id && row.publishedAt && !row.withdrawnAt)
        ? `${id} is already published. Use another id, or ask for the other one to be withdrawn.`
        : other !== undefined
          ? `The folder ${other} also contains ${id} ${version}. Remove one of the two.`
          : kept && kept.sha256 !== pack.hash
            ? `A class already has ${id} ${version} with other files. Increase the version.`
            : undefined;
    if (message === undefined) return { folder, read: found };
    const problem = { file: 'scenario.yaml', line: 1, column: 1, path: '', message };
    return { folder, read: { ...found, pack: null, problems: [problem] } };
  });
}

async function builtInIds(): Promise<ReadonlySet<string>> {
  return new Set((await builtInPacks()).flatMap(({ id }) => id ?? []));
}

/** Returns the packs that a class can be given, each in its newest version. */
export async function usablePacks(db: Transaction): Promise<UsablePack[]> {
  const builtIn = (await builtInPacks()).flatMap(({ pack }) => (pack ? [{ pack, origin: 'built-in' as const }] : []));
  const inFolder = (await folderPacks(db)).flatMap(({ read: { pack } }) => (pack ? [{ pack, origin: 'folder' as const }] : []));
  const ids = await builtInIds();
  const rows = await db.scenarioVersion.findMany({
    where: { publishedAt: { not: null }, withdrawnAt: null },
    select: { packId: true, version: true },
  });
  const newest = new Map<string, string>();
  for (const { packId, version } of rows.sort((a, b) => newestFirst(a.version, b.version)))
    if (!ids.has(packId) && !newest.has(packId)) newest.set(packId, version);
  const published: UsablePack[] = [];
  for (const [packId, version] of newest) {
    // A pack that an earlier Gatehouse could read and this one can't must not block the others.
    const pack = await keptPack({ reader: db }, packId, version).catch((err: unknown) => {
      log.error({ err, packId, version }, 'a published scenario could not be read and is not offered');
      return null;
    });
    if (pack) published.push({ pack, origin: 'published' });
  }
  const usable = new Map<string, UsablePack>();
  for (const one of [
    ...builtIn,
    ...inFolder.sort((a, b) => newestFirst(a.pack.scenario.version, b.pack.scenario.version)),
    ...published,
  ])
    if (!usable.has(one.pack.scenario.id)) usable.set(one.pack.scenario.id, one);
  return [...usable.values()];
}

/**
 * Returns a usable pack.
 * @throws AwsError NotFound
 */
export async function requirePack(db: Transaction, packId: string): Promise<UsablePack> {
  const found = (await usablePacks(db)).find(({ pack }) => pack.scenario.id === packId);
  if (!found) throw notThere('scenario');
  return found;
}

/**
 * Refuses an id that belongs to an unpublished scenario.
 * @throws AwsError Conflict
 */
export async function requireFreeId(db: Transaction, packId: string): Promise<void> {
  const taken = (await usablePacks(db)).find(({ pack, origin }) => pack.scenario.id === packId && origin !== 'published');
  if (!taken) return;
  const whose = taken.origin === 'built-in' ? 'comes with Gatehouse' : 'is in this installation’s folder';
  throw conflict(`A scenario called ${packId} ${whose}. Change the id in scenario.yaml.`);
}

const keepVersion = keepsRead<Pack>();

/**
 * Returns a pack in the version that a class was given.
 * @throws Error if it can't be read any more, which is a defect of Gatehouse
 */
export function keptPack({ reader }: Pick<Database, 'reader'>, packId: string, version: string): Promise<Pack> {
  const key = `${packId} ${version}`;
  return keepVersion(key, async () => {
    const row = await reader.scenarioVersion.findUnique({ where: { packId_version: { packId, version } } });
    const pack = row && (await readFiles(filesOfText(row.files))).pack;
    if (!pack) throw new Error(`the scenario ${key} cannot be read`);
    return pack;
  });
}
