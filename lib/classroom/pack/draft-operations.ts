import { z } from 'zod';
import { conflict } from '../errors';
import { defineClassroomOperation } from '../operation';
import { addDraft, changeDraft, type DraftRow, ownerOfDraft } from './drafts';
import { requireFreeId } from './packs';
import { publishedAmong, publishPack } from './published';
import { filesOfText, readFiles } from './read';
import { AddDraftInput, DraftInput, SaveDraftInput } from './schema';
import { testOutcomes } from './tests';

const headOf = ({ id, packId, title, version, sha256, createdAt, updatedAt }: DraftRow) => ({
  id,
  packId,
  title,
  version,
  sha256,
  createdAt,
  updatedAt,
});

/** Lists the caller's drafts, and everyone's for operators, last changed first. */
export const ListDrafts = defineClassroomOperation({
  name: 'ListDrafts',
  who: 'instructor',
  writes: false,
  input: z.strictObject({}),
  run: async (_input, { db, actor: { personId } }) => {
    const asker = await db.person.findUniqueOrThrow({ where: { id: personId }, select: { role: true } });
    const rows = await db.scenarioDraft.findMany({
      where: asker.role === 'operator' ? {} : { ownerId: personId },
      orderBy: [{ updatedAt: 'desc' }, { id: 'asc' }],
      omit: { files: true },
      include: { owner: { select: { name: true } } },
    });
    const hashes = rows.map(({ sha256 }) => sha256);
    const tests = await testOutcomes(db, hashes);
    const published = await publishedAmong(db, hashes);
    return rows.map(({ owner, ownerId, problems, ...row }) => ({
      ...row,
      problems,
      /** The owner's name; null if the owner was deleted. */
      owner: owner?.name ?? null,
      isOwn: ownerId === personId,
      /** True if exactly these files are published. */
      isPublished: published.has(row.sha256),
      tests: tests.get(row.sha256) ?? null,
    }));
  },
});

/** Returns a draft with its files and all their problems. */
export const ReadDraft = defineClassroomOperation({
  name: 'ReadDraft',
  who: 'instructor',
  writes: false,
  input: DraftInput,
  about: ownerOfDraft,
  run: async ({ draft: id }, { db }) => {
    const row = await db.scenarioDraft.findUniqueOrThrow({ where: { id } });
    const files = filesOfText(row.files);
    const { problems } = await readFiles(files);
    const tests = (await testOutcomes(db, [row.sha256])).get(row.sha256) ?? null;
    const isPublished = (await publishedAmong(db, [row.sha256])).has(row.sha256);
    return { ...headOf(row), files: Object.fromEntries(files), problems, tests, isPublished };
  },
});

const written = async (given: Readonly<Record<string, string>>) => {
  const files = new Map(Object.entries(given));
  return { files, read: await readFiles(files) };
};

/** Stores files as a draft, even if they have problems. */
export const AddDraft = defineClassroomOperation({
  name: 'AddDraft',
  who: 'instructor',
  writes: true,
  input: AddDraftInput,
  prepare: ({ files }) => written(files),
  run: async (_input, { db, actor, now }, { files, read }) => {
    const row = await addDraft(db, actor.personId, { files, read }, now);
    return { ...headOf(row), problems: read.problems };
  },
});

/** Replaces the files of a draft, even if they have problems. */
export const SaveDraft = defineClassroomOperation({
  name: 'SaveDraft',
  who: 'instructor',
  writes: true,
  input: SaveDraftInput,
  about: ownerOfDraft,
  prepare: ({ files }) => written(files),
  run: async ({ draft: id, base }, { db, now }, { files, read }) => {
    const row = await changeDraft(db, { id, base }, { files, read }, now);
    return { ...headOf(row), problems: read.problems };
  },
});

export const DeleteDraft = defineClassroomOperation({
  name: 'DeleteDraft',
  who: 'instructor',
  writes: true,
  input: DraftInput,
  about: ownerOfDraft,
  run: async ({ draft: id }, { db }) => {
    const { title } = await db.scenarioDraft.delete({ where: { id }, select: { title: true } });
    return { title };
  },
});

/**
 * Publishes a draft to all instructors as the version it declares. A published version never changes; the draft stays for the
 * next version.
 */
export const PublishDraft = defineClassroomOperation({
  name: 'PublishDraft',
  who: 'instructor',
  writes: true,
  input: DraftInput,
  about: ownerOfDraft,
  prepare: async ({ draft: id }, { database: { reader } }) => {
    const row = await reader.scenarioDraft.findUniqueOrThrow({ where: { id } });
    const { pack, problems } = await readFiles(filesOfText(row.files));
    if (!pack)
      throw conflict(`This draft has ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}. Fix them first.`);
    await requireFreeId(reader, pack.scenario.id);
    return pack;
  },
  run: async ({ draft: id }, { db, actor, now }, pack) => {
    const { sha256, ownerId } = await db.scenarioDraft.findUniqueOrThrow({ where: { id } });
    if (sha256 !== pack.hash) throw conflict('This draft has changed. Review it again.');
    const { role } = await db.person.findUniqueOrThrow({ where: { id: actor.personId }, select: { role: true } });
    await publishPack(db, pack, { publisherId: ownerId ?? actor.personId, byOperator: role === 'operator' }, now);
    const { id: packId, version, title } = pack.scenario;
    return { packId, version, title };
  },
});
