import { decrypt } from '../../core/secrets/secrets';
import { storedJson } from '../../core/text/stored-json';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { type AttemptState, type Pack, readPack, withStandIns } from '../../scenario';
import { removeAccounts } from '../../snapshot/remove-accounts';
import { conflict } from '../errors';
import { filesOfText } from '../pack/read';
import { ATTEMPT_STATE } from '../secrets';

export type TrialRow = NonNullable<Awaited<ReturnType<Transaction['scenarioTrial']['findUnique']>>>;

/**
 * Returns a draft as a runnable pack, even if some steps have no checks.
 * @throws AwsError Conflict if it has other problems
 */
export async function playable(files: ReadonlyMap<string, string>): Promise<Pack> {
  const { pack, problems } = await readPack(withStandIns(files));
  if (pack) return pack;
  const [first] = problems;
  throw conflict(
    `The draft can’t be run. The files have ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}: ${first?.file} line ${first?.line}, ${first?.message}`,
  );
}

/** Returns a preview with the pack it was built from. */
export async function openTrial({ files, stateCipher }: TrialRow): Promise<{ pack: Pack; state: AttemptState }> {
  const pack = await playable(filesOfText(files));
  return { pack, state: storedJson<AttemptState>(decrypt(ATTEMPT_STATE, stateCipher)) };
}

/** Removes the preview of a draft with its accounts, if there is one. */
export async function removeTrial(database: Database, draftId: string, now: Date): Promise<void> {
  const rows = await database.reader.scenarioTrialAccount.findMany({ where: { draftId }, select: { accountId: true } });
  await transaction(
    database,
    async (tx) => {
      if (rows.length > 0)
        await removeAccounts(
          tx,
          rows.map(({ accountId }) => accountId),
          now,
        );
      await tx.scenarioTrial.deleteMany({ where: { draftId } });
    },
    { everything: 'alone' },
  );
}

/** The age in days after which a preview is removed. */
const KEPT_DAYS = 14;

/** Removes old previews and the accounts of deleted drafts. */
export async function removeOldTrials(database: Database, now: Date): Promise<void> {
  const trials = await database.reader.scenarioTrial.findMany({ select: { draftId: true, createdAt: true } });
  const tries = await database.reader.scenarioTry.findMany({ select: { draftId: true } });
  const ids = [...new Set([...trials, ...tries].map(({ draftId }) => draftId))];
  const drafts = await database.reader.scenarioDraft.findMany({ where: { id: { in: ids } }, select: { id: true } });
  const there = new Set(drafts.map(({ id }) => id));
  const oldest = now.getTime() - KEPT_DAYS * 86_400_000;
  for (const { draftId, createdAt } of trials)
    if (!there.has(draftId) || createdAt.getTime() < oldest) await removeTrial(database, draftId, now);
  const gone = ids.filter((id) => !there.has(id));
  if (gone.length > 0) await transaction(database, (tx) => tx.scenarioTry.deleteMany({ where: { draftId: { in: gone } } }));
}
