import { z } from 'zod';
import type { Transaction } from '../../db/client';
import { compareScenarios, describePack, type Pack, type ReadPack, summaryOf } from '../../scenario';
import { notThere } from '../errors';
import { defineClassroomOperation } from '../operation';
import { addDraft, changeDraft, type DraftRow, ownerOfDraft } from './drafts';
import { folderPacks, keptPack, type PackOrigin, reloadFolder, usablePacks } from './packs';
import { newestFirst } from './published';
import { readFiles } from './read';
import { OfferScenarioInput, ReplaceDraftInput, ScenarioInput, UploadPackInput } from './schema';
import { gradablePacks, testOutcomes } from './tests';
import { unzipPack } from './unzip';

/** Lists the scenarios that a class can be given, and packs of the installation's folder with problems. */
export const ListScenarios = defineClassroomOperation({
  name: 'ListScenarios',
  who: 'instructor',
  writes: false,
  input: z.strictObject({}),
  run: async (_input, { db }) => {
    const packs = await usablePacks(db);
    const gradable = await gradablePacks(db, packs);
    const publishers = await db.scenarioVersion.findMany({
      where: { publishedAt: { not: null } },
      select: { packId: true, version: true, publisher: { select: { name: true } } },
    });
    const byVersion = new Map(
      publishers.map(({ packId, version, publisher }) => [`${packId} ${version}`, publisher?.name ?? null]),
    );
    const scenarios = packs
      .map(({ pack, origin }) => ({
        ...summaryOf(pack),
        origin,
        publisher: origin === 'published' ? (byVersion.get(`${pack.scenario.id} ${pack.scenario.version}`) ?? null) : null,
        isGradable: gradable.has(pack.hash),
      }))
      .sort(compareScenarios);
    const broken = (await folderPacks(db)).flatMap(({ folder, read: { pack, title, problems } }) =>
      pack ? [] : [{ folder, title, problems }],
    );
    return { scenarios, broken };
  },
});

type Found = { pack: Pack; origin: PackOrigin };

/**
 * Returns a scenario by its id in the given version, or the newest, even if it is withdrawn.
 * @throws AwsError NotFound
 */
async function requireScenario(db: Transaction, id: string, version: string | undefined): Promise<Found> {
  const usable = (await usablePacks(db)).find(({ pack: { scenario } }) => scenario.id === id);
  if (usable && (version === undefined || version === usable.pack.scenario.version)) return usable;
  const rows = await db.scenarioVersion.findMany({ where: { packId: id, version }, select: { version: true } });
  const [newest] = rows.map((row) => row.version).sort(newestFirst);
  if (newest === undefined) throw notThere('scenario');
  return { pack: await keptPack({ reader: db }, id, newest), origin: usable?.origin ?? 'published' };
}

/** Returns a scenario with its versions and the classes that use it. */
export const GetScenario = defineClassroomOperation({
  name: 'GetScenario',
  who: 'instructor',
  writes: false,
  input: ScenarioInput,
  run: async ({ scenario: id, version }, { db, actor: { personId } }) => {
    const { pack, origin } = await requireScenario(db, id, version);
    const asker = await db.person.findUniqueOrThrow({ where: { id: personId }, select: { role: true } });
    const rows = await db.scenarioVersion.findMany({
      where: { packId: id },
      omit: { files: true },
      include: { publisher: { select: { name: true } } },
    });
    const tests = await testOutcomes(db, [...rows.map(({ sha256 }) => sha256), pack.hash]);
    const assignments = await db.assignment.findMany({
      where: { packId: id },
      orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
      select: {
        version: true,
        mode: true,
        class: { select: { id: true, name: true, instructors: { select: { personId: true } } } },
      },
    });
    const own = assignments.filter(({ class: { instructors } }) => instructors.some((one) => one.personId === personId));
    const others = assignments.filter((one) => !own.includes(one));
    const versions = rows.map(({ publisher, publisherId, ...row }) => ({
      version: row.version,
      publishedAt: row.publishedAt,
      withdrawnAt: row.withdrawnAt,
      publisher: publisher?.name ?? null,
      /** True if the caller may withdraw it or offer it again. */
      isOwn: row.publishedAt !== null && (publisherId === personId || asker.role === 'operator'),
      passedTests: tests.get(row.sha256)?.passed ?? null,
      classes: assignments.filter((one) => one.version === row.version).length,
    }));
    return {
      ...describePack(pack),
      origin,
      hash: pack.hash,
      isGradable: (await gradablePacks(db, [{ pack, origin }])).size > 0,
      versions: versions.sort((a, b) => newestFirst(a.version, b.version)),
      /** The caller's classes. */
      classes: own.map(({ version: given, mode, class: { id: classId, name } }) => ({ classId, name, version: given, mode })),
      classesOfOthers: new Set(others.map((one) => one.class.id)).size,
    };
  },
});

/** Returns the files of a scenario, including its solution. */
export const ReadScenarioFiles = defineClassroomOperation({
  name: 'ReadScenarioFiles',
  who: 'instructor',
  writes: false,
  input: ScenarioInput,
  run: async ({ scenario: id, version }, { db }) => {
    const { pack } = await requireScenario(db, id, version);
    return { name: `${pack.scenario.id}-${pack.scenario.version}`, files: Object.fromEntries(pack.files) };
  },
});

/**
 * Creates a draft from a scenario. The draft gets a new id, unless the caller published the scenario: then it becomes the next
 * version.
 */
export const CopyScenario = defineClassroomOperation({
  name: 'CopyScenario',
  who: 'instructor',
  writes: true,
  input: ScenarioInput,
  prepare: async ({ scenario: id, version }, { database: { reader }, actor: { personId } }) => {
    const { pack } = await requireScenario(reader, id, version);
    const isOwn = await reader.scenarioVersion.findFirst({
      where: { packId: id, publisherId: personId },
      select: { packId: true },
    });
    const files = new Map(pack.files);
    const source = files.get('scenario.yaml') ?? '';
    files.set(
      'scenario.yaml',
      isOwn
        ? source.replace(/^version:.*$/m, `version: ${nextVersion(pack.scenario.version)}`)
        : source.replace(/^id:.*$/m, `id: ${id.slice(0, 35)}-copy`).replace(/^version:.*$/m, 'version: 1.0.0'),
    );
    return { files, read: await readFiles(files) };
  },
  run: async (_input, { db, actor, now }, written) => {
    const { id, title, packId, version } = await addDraft(db, actor.personId, written, now);
    return { id, title, packId, version };
  },
});

function nextVersion(version: string): string {
  const [major, minor, patch] = version.split('.');
  return `${major}.${minor}.${Number(patch) + 1}`;
}

/** Withdraws a published version, or offers it again. Assignments that use it continue. */
export const OfferScenario = defineClassroomOperation({
  name: 'OfferScenario',
  who: 'instructor',
  writes: true,
  input: OfferScenarioInput,
  about: async ({ scenario: packId, version }, db) => {
    const row = await db.scenarioVersion.findUnique({
      where: { packId_version: { packId, version } },
      select: { publishedAt: true, publisherId: true },
    });
    return { what: 'version of a scenario of yours', ownerId: row?.publishedAt ? row.publisherId : undefined };
  },
  run: async ({ scenario: packId, version, offered }, { db, now }) => {
    const data = { withdrawnAt: offered ? null : now };
    await db.scenarioVersion.update({ where: { packId_version: { packId, version } }, data, select: { version: true } });
    return { packId, version };
  },
});

const unzipped = async (zip: Uint8Array) => {
  const files = await unzipPack(zip);
  return { files, read: await readFiles(files) };
};
const uploaded = ({ id, title, packId, version }: DraftRow, { problems }: ReadPack) => ({ id, title, packId, version, problems });

/** Stores the content of a zip as a draft and returns its problems. */
export const UploadPack = defineClassroomOperation({
  name: 'UploadPack',
  who: 'instructor',
  writes: true,
  input: UploadPackInput,
  prepare: ({ zip }) => unzipped(zip),
  run: async (_input, { db, actor, now }, written) => uploaded(await addDraft(db, actor.personId, written, now), written.read),
});

/** Replaces the files of a draft by the content of a zip. */
export const ReplaceDraft = defineClassroomOperation({
  name: 'ReplaceDraft',
  who: 'instructor',
  writes: true,
  input: ReplaceDraftInput,
  about: ownerOfDraft,
  prepare: ({ zip }) => unzipped(zip),
  run: async ({ draft: id }, { db, now }, written) => uploaded(await changeDraft(db, { id }, written, now), written.read),
});

/** Reloads the installation's packs in every process. */
export const ReloadPacks = defineClassroomOperation({
  name: 'ReloadPacks',
  who: 'operator',
  writes: true,
  input: z.strictObject({}),
  run: async (_input, { db, now }) => {
    await reloadFolder(db, now);
    const folders = await folderPacks(db);
    return { packs: folders.length, broken: folders.filter(({ read: { pack } }) => !pack).length };
  },
});
