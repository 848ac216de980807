import { randomUUID } from 'node:crypto';
import { encrypt } from '../../core/secrets/secrets';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import {
  type AttemptState,
  buildAttempt,
  newScenarioFiles,
  PackError,
  recordOperations,
  shownPersona,
  stepsIn,
  UnreadableFile,
  withCheck,
  withEquivalent,
  withOperations,
  withStandIns,
} from '../../scenario';
import { removeAccounts } from '../../snapshot/remove-accounts';
import { conflict, notThere } from '../errors';
import { defineClassroomOperation } from '../operation';
import { addDraft, changeDraft, ownerOfDraft } from '../pack/drafts';
import { filesOfText, readFiles, textOfFiles } from '../pack/read';
import { ATTEMPT_STATE } from '../secrets';
import {
  AddScenarioInput,
  EnterTrialInput,
  FindTrialDraftInput,
  KeepRecordedInput,
  MarkEquivalentInput,
  StartTryInput,
  TakeCheckInput,
  TrialInput,
} from './schema';
import { openTrial, playable, removeTrial } from './trials';
import { startTry, triesOf } from './tries';

async function draftFiles({ reader }: Pick<Database, 'reader'>, id: string) {
  const row = await reader.scenarioDraft.findUniqueOrThrow({ where: { id }, select: { files: true, sha256: true } });
  return { files: filesOfText(row.files), sha256: row.sha256 };
}

/** Creates a draft with accounts, personas and one step without checks. */
export const AddScenario = defineClassroomOperation({
  name: 'AddScenario',
  who: 'instructor',
  writes: true,
  input: AddScenarioInput,
  prepare: async (asked) => {
    const accounts = new Set(asked.accounts.map(({ key }) => key));
    const stray = asked.personas.find(({ account }) => !accounts.has(account));
    if (stray) throw conflict(`The account ${stray.account}, which ${stray.name} belongs to, does not exist.`, 'personas');
    const files = newScenarioFiles(asked);
    return { files, read: await readFiles(files) };
  },
  run: async (_input, { db, actor, now }, written) => {
    const { id } = await addDraft(db, actor.personId, written, now);
    return { draft: id };
  },
});

/** Returns the preview of a draft and the state of its test runs. */
export const GetTrial = defineClassroomOperation({
  name: 'GetTrial',
  who: 'instructor',
  writes: false,
  input: TrialInput,
  about: ownerOfDraft,
  run: async ({ draft: id }, { db }) => {
    const { files } = await draftFiles({ reader: db }, id);
    const row = await db.scenarioTrial.findUnique({ where: { draftId: id } });
    const trial = row && (await openTrial(row));
    return {
      steps: stepsIn(files),
      /** The number of problems besides steps without checks. A draft with any can't be previewed. */
      blocking: (await readFiles(withStandIns(files))).problems.length,
      tries: await triesOf(db, id),
      trial: trial && {
        createdAt: row.createdAt,
        /** True if the draft was changed since. */
        isOld: row.files !== textOfFiles(files),
        personas: Object.entries(trial.pack.scenario.personas).map(([key, { as, about }]) => ({
          key,
          about,
          as,
          canSignIn: (trial.state.personas[key]?.password ?? null) !== null,
        })),
      },
    };
  },
});

/**
 * Builds a preview of a draft for its author, replacing the previous one.
 * @throws AwsError Conflict if the draft can't be previewed
 */
export const OpenTrial = defineClassroomOperation({
  name: 'OpenTrial',
  who: 'instructor',
  writes: true,
  input: TrialInput,
  about: ownerOfDraft,
  prepare: async ({ draft: id }, { database, now }) => {
    const { files } = await draftFiles(database, id);
    const pack = await playable(files);
    await removeTrial(database, id, now);
    const made: string[] = [];
    try {
      const state = await buildAttempt(pack, {
        attemptId: `trial-${randomUUID()}`,
        startedAt: now,
        database,
        onAccount: (accountId) => made.push(accountId),
      });
      // Stored here and not in `run`, so that the accounts are removed if it fails; a failed transaction would keep them.
      await transaction(database, (tx) => keepTrial(tx, id, { files, state }, now));
      return { accounts: state.accountIds.length };
    } catch (error) {
      await transaction(database, (tx) => removeAccounts(tx, made, now), { everything: 'alone' });
      if (error instanceof PackError) throw conflict(`The setup can’t be built: ${error.message}`);
      throw error;
    }
  },
  run: async (_input, _scope, opened) => opened,
});

type Built = { files: ReadonlyMap<string, string>; state: AttemptState };

/**
 * Stores a preview. The draft may have been deleted or opened elsewhere during the build.
 * @throws AwsError NotFound or Conflict
 */
async function keepTrial(db: Transaction, draftId: string, { files, state }: Built, now: Date): Promise<void> {
  if (!(await db.scenarioDraft.findUnique({ where: { id: draftId }, select: { id: true } }))) throw notThere('draft any more');
  if (await db.scenarioTrial.findUnique({ where: { draftId }, select: { draftId: true } }))
    throw conflict('A preview of this draft was opened at the same time.');
  await db.scenarioTrial.create({
    data: {
      draftId,
      files: textOfFiles(files),
      stateCipher: encrypt(ATTEMPT_STATE, JSON.stringify(state)),
      createdAt: now,
      accounts: { create: state.accountIds.map((accountId) => ({ accountId })) },
    },
    select: { draftId: true },
  });
}

/** Ends a preview and deletes its accounts. */
export const CloseTrial = defineClassroomOperation({
  name: 'CloseTrial',
  who: 'instructor',
  writes: true,
  input: TrialInput,
  about: ownerOfDraft,
  prepare: ({ draft: id }, { database, now }) => removeTrial(database, id, now),
  run: async ({ draft }) => ({ draft }),
});

/**
 * Returns the identity of a persona in a preview.
 * @throws AwsError NotFound for a persona that does not sign in or was deleted
 */
export const FindTrialPersona = defineClassroomOperation({
  name: 'FindTrialPersona',
  who: 'instructor',
  writes: false,
  input: EnterTrialInput,
  about: ownerOfDraft,
  run: async ({ draft: id, persona }, { db }) => {
    const row = await db.scenarioTrial.findUnique({ where: { draftId: id } });
    if (!row) throw notThere('trial any more');
    const { pack, state } = await openTrial(row);
    const password = Object.hasOwn(state.personas, persona) ? state.personas[persona]?.password : null;
    const who = (password ?? null) === null ? null : shownPersona(pack, state, persona);
    if (!who) throw notThere('persona who signs in');
    const { accountId, userName } = who;
    if (userName === null) return { accountId, userId: null };
    const nameKey = userName.toLowerCase();
    const user = await db.user.findUnique({ where: { accountId_nameKey: { accountId, nameKey } }, select: { id: true } });
    if (!user) throw notThere(`user ${userName} any more`);
    return { accountId, userId: user.id };
  },
});

async function recorded(database: Pick<Database, 'reader'>, id: string, saveIds = false) {
  const row = await database.reader.scenarioTrial.findUnique({ where: { draftId: id } });
  if (!row) throw conflict('This draft has no preview. Open one, and do in it what you want to record.');
  const { pack, state } = await openTrial(row);
  return recordOperations(pack, state, database, { saveIds });
}

/** Returns what was done in the preview as scenario operations. */
export const ReadRecord = defineClassroomOperation({
  name: 'ReadRecord',
  who: 'instructor',
  writes: false,
  input: TrialInput,
  about: ownerOfDraft,
  run: ({ draft: id }, { db }) => recorded({ reader: db }, id),
});

type Edit = (files: ReadonlyMap<string, string>) => ReadonlyMap<string, string>;

/**
 * Returns the files of a draft after an edit.
 * @throws AwsError Conflict if they can't be read
 */
async function edited(database: Database, id: string, edit: Edit) {
  const { files: before } = await draftFiles(database, id);
  try {
    const files = edit(before);
    return { files, read: await readFiles(files) };
  } catch (error) {
    if (error instanceof UnreadableFile) throw conflict(error.message);
    throw error;
  }
}

/** Adds recorded operations to the draft: to its setup, or as its solution. */
export const KeepRecorded = defineClassroomOperation({
  name: 'KeepRecorded',
  who: 'instructor',
  writes: true,
  input: KeepRecordedInput,
  about: ownerOfDraft,
  prepare: async ({ draft: id, part, operations }, { database }) => {
    // The solution may use ids of setup operations that have no name yet.
    const recording = await recorded(database, id, part === 'setup');
    const chosen = operations.flatMap((at) => recording.operations[at]?.operation ?? []);
    return edited(database, id, (files) => withOperations(files, part, chosen, part === 'setup' ? 'append' : 'replace'));
  },
  run: async ({ draft: id, base }, { db, now }, written) => {
    const { sha256 } = await changeDraft(db, { id, base }, written, now);
    return { sha256, problems: written.read.problems };
  },
});

/** Adds a proposed check with the author's sentence. */
export const TakeCheck = defineClassroomOperation({
  name: 'TakeCheck',
  who: 'instructor',
  writes: true,
  input: TakeCheckInput,
  about: ownerOfDraft,
  prepare: ({ draft: id, stepId, check }, { database }) => edited(database, id, (files) => withCheck(files, stepId, check)),
  run: async ({ draft: id, base }, { db, now }, written) => {
    const { sha256 } = await changeDraft(db, { id, base }, written, now);
    return { sha256, problems: written.read.problems };
  },
});

/** Marks a mutation of the solution as equivalent. */
export const MarkEquivalent = defineClassroomOperation({
  name: 'MarkEquivalent',
  who: 'instructor',
  writes: true,
  input: MarkEquivalentInput,
  about: ownerOfDraft,
  prepare: ({ draft: id, mutant, reason }, { database }) =>
    edited(database, id, (files) => withEquivalent(files, mutant, reason)),
  run: async ({ draft: id, base }, { db, now }, written) => {
    const { sha256 } = await changeDraft(db, { id, base }, written, now);
    return { sha256, problems: written.read.problems };
  },
});

/**
 * Starts a test run of a draft, or a search for checks. `GetTrial` returns its progress.
 * @throws AwsError Conflict if the draft can't be run or is already running
 */
export const StartTry = defineClassroomOperation({
  name: 'StartTry',
  who: 'instructor',
  writes: true,
  input: StartTryInput,
  about: ownerOfDraft,
  prepare: async ({ draft: draftId, kind, against }, { database, now }) => {
    const { files, sha256 } = await draftFiles(database, draftId);
    const { problems } = await readFiles(files);
    const whole = kind === 'propose' ? withStandIns(files) : files;
    if (kind === 'test' && problems.length > 0) throw conflict('The files have problems. Fix them first.');
    await playable(whole);
    const request = { files: Object.fromEntries(whole), what: kind === 'test' ? { kind } : { kind, against } };
    await startTry(database, { draftId, sha256 }, request, now);
  },
  run: async ({ draft }) => ({ draft }),
});

/** Returns the draft whose preview an account belongs to; null if there is none or it has another owner. */
export const FindTrialDraft = defineClassroomOperation({
  name: 'FindTrialDraft',
  who: 'instructor',
  writes: false,
  input: FindTrialDraftInput,
  run: async ({ account }, { db, actor: { personId } }) => {
    const found = await db.account.findUnique({
      where: { id: account },
      select: { organization: { select: { managementAccountId: true } } },
    });
    const ids = [account, found?.organization?.managementAccountId ?? account];
    const row = await db.scenarioTrialAccount.findFirst({ where: { accountId: { in: ids } }, select: { draftId: true } });
    const draft =
      row &&
      (await db.scenarioDraft.findUnique({ where: { id: row.draftId }, select: { id: true, title: true, ownerId: true } }));
    const asker = await db.person.findUniqueOrThrow({ where: { id: personId }, select: { role: true } });
    const isTheirs = draft?.ownerId === personId || asker.role === 'operator';
    return { draft: draft && isTheirs ? { id: draft.id, title: draft.title } : null };
  },
});
