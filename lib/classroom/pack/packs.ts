import type { Database, Transaction } from '../../db/client';
import { type Pack, readPack, usablePacks } from '../../scenario';
import { conflict, notThere } from '../errors';

/** Packs that were read, by id and version: reading one parses every policy in it. They do not change under a version. */
const known = new Map<string, Promise<Pack | null>>();

/** @throws AwsError NotFound */
export async function requirePack(packId: string): Promise<Pack> {
  const pack = (await usablePacks()).find(({ scenario }) => scenario.id === packId);
  if (!pack) throw notThere('scenario');
  return pack;
}

/** Keeps a pack whole, so that attempts go on with it when another version comes. @throws AwsError Conflict for other files of the same version */
export async function keepPack(db: Transaction, pack: Pack, now: Date): Promise<void> {
  const { id: packId, version } = pack.scenario;
  const kept = await db.scenarioVersion.findUnique({ where: { packId_version: { packId, version } }, select: { sha256: true } });
  if (kept && kept.sha256 !== pack.hash)
    throw conflict(`The scenario ${packId} ${version} is another one than it was. A change of it needs another version.`);
  if (kept) return;
  const files = JSON.stringify(Object.fromEntries(pack.files));
  await db.scenarioVersion.create({ data: { packId, version, sha256: pack.hash, files, createdAt: now } });
}

/** A pack as a class was given it. @throws Error where it cannot be read any more, which is a fault of this product */
export async function keptPack({ reader }: Pick<Database, 'reader'>, packId: string, version: string): Promise<Pack> {
  const key = `${packId} ${version}`;
  const read = async () => {
    const row = await reader.scenarioVersion.findUnique({ where: { packId_version: { packId, version } } });
    if (!row) return null;
    return (await readPack(new Map(Object.entries(JSON.parse(row.files) as Record<string, string>)))).pack;
  };
  const pack = known.get(key) ?? read();
  known.set(key, pack);
  const found = await pack;
  if (found) return found;
  known.delete(key);
  throw new Error(`the scenario ${key} cannot be read`);
}
