import { randomUUID } from 'node:crypto';
import type { Transaction } from '../../db/client';
import { hashOfFiles, type ReadPack } from '../../scenario';
import { conflict } from '../errors';
import type { About } from '../operation';
import { MOST_DRAFTS } from './limits';
import { textOfFiles } from './read';

export type DraftRow = NonNullable<Awaited<ReturnType<Transaction['scenarioDraft']['findUnique']>>>;

/** Returns the owner of a draft, for `about`. */
export async function ownerOfDraft({ draft: id }: { draft: string }, db: Transaction): Promise<About> {
  const row = await db.scenarioDraft.findUnique({ where: { id }, select: { ownerId: true } });
  return { what: 'draft', ownerId: row?.ownerId };
}

type Written = { files: ReadonlyMap<string, string>; read: ReadPack };

function dataOf({ files, read }: Written, now: Date) {
  const { id: packId, title, version, problems } = read;
  return {
    packId,
    title,
    version,
    problems: problems.length,
    files: textOfFiles(files),
    sha256: hashOfFiles(files),
    updatedAt: now,
  };
}

/**
 * Adds a draft.
 * @throws AwsError Conflict if the owner has reached the limit
 */
export async function addDraft(db: Transaction, ownerId: string, written: Written, now: Date): Promise<DraftRow> {
  if ((await db.scenarioDraft.count({ where: { ownerId } })) >= MOST_DRAFTS)
    throw conflict(`You have ${MOST_DRAFTS} drafts, which is the limit. Delete one first.`);
  const id = `draft-${randomUUID()}`;
  return db.scenarioDraft.create({ data: { id, ownerId, createdAt: now, ...dataOf(written, now) } });
}

/**
 * Replaces the files of a draft.
 * @throws AwsError Conflict if its files are no longer those that were edited
 */
export async function changeDraft(
  db: Transaction,
  { id, base }: { id: string; base?: string | undefined },
  written: Written,
  now: Date,
): Promise<DraftRow> {
  const row = await db.scenarioDraft.findUniqueOrThrow({ where: { id } });
  if (base !== undefined && row.sha256 !== base)
    throw conflict('This draft was changed elsewhere since you opened it. Open it again and copy your changes.');
  return db.scenarioDraft.update({ where: { id }, data: dataOf(written, now) });
}
