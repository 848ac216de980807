import type { Transaction } from '../../db/client';
import type { Pack } from '../../scenario';
import { conflict } from '../errors';
import { MOST_PUBLISHED } from './limits';
import { textOfFiles } from './read';

/** Compares versions, newest first: 1.10.0 before 1.9.0. */
export function newestFirst(a: string, b: string): number {
  return b.localeCompare(a, 'en', { numeric: true });
}

/**
 * Stores a pack completely, so that attempts continue with it after an update.
 * @throws AwsError Conflict for other files of the same version
 */
export async function keepPack(db: Transaction, pack: Pack, now: Date): Promise<void> {
  const { id: packId, version } = pack.scenario;
  const kept = await db.scenarioVersion.findUnique({ where: { packId_version: { packId, version } }, select: { sha256: true } });
  if (kept && kept.sha256 !== pack.hash)
    throw conflict(`The files of scenario ${packId} ${version} have changed. Increase the version.`);
  if (kept) return;
  await db.scenarioVersion.create({
    data: { packId, version, sha256: pack.hash, files: textOfFiles(pack.files), createdAt: now },
  });
}

/** Returns the file digests that are published and not withdrawn. */
export async function publishedAmong(db: Transaction, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.scenarioVersion.findMany({
    where: { sha256: { in: [...hashes] }, publishedAt: { not: null }, withdrawnAt: null },
    select: { sha256: true },
  });
  return new Set(rows.map(({ sha256 }) => sha256));
}

/**
 * Publishes a version of a scenario for all instructors, or offers a withdrawn one again.
 * @param who the publisher, and whether an operator publishes, who may use any id
 * @throws AwsError Conflict if the id belongs to another publisher, or the version exists with other files
 */
export async function publishPack(
  db: Transaction,
  pack: Pack,
  { publisherId, byOperator }: { publisherId: string; byOperator: boolean },
  now: Date,
): Promise<void> {
  const { id: packId, version } = pack.scenario;
  const others = await db.scenarioVersion.findFirst({
    where: { packId, publishedAt: { not: null }, OR: [{ publisherId: null }, { publisherId: { not: publisherId } }] },
    include: { publisher: { select: { name: true } } },
  });
  if (others && !byOperator)
    throw conflict(`${packId} is a scenario of ${others.publisher?.name ?? 'a deleted person'}. Change the id in scenario.yaml.`);
  if ((await db.scenarioVersion.count({ where: { publisherId } })) >= MOST_PUBLISHED)
    throw conflict(`You have published ${MOST_PUBLISHED} versions, which is the limit.`);
  await keepPack(db, pack, now);
  const where = { packId_version: { packId, version } };
  const { publishedAt } = await db.scenarioVersion.findUniqueOrThrow({ where, omit: { files: true } });
  await db.scenarioVersion.update({ where, data: { publishedAt: publishedAt ?? now, publisherId, withdrawnAt: null } });
}
