import { log } from '../../core/log';
import { storedJson } from '../../core/text/stored-json';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { type PackTestProgress, type TryAnswer, type TryRequest, tryInProcess } from '../../scenario';
import { conflict } from '../errors';
import { keepTestOutcome } from '../pack/tests';

declare global {
  var __gatehouseRunningTries: Map<string, { progress: PackTestProgress | null }> | undefined;
}

export type TryKind = 'test' | 'propose';
/** The last test run of a draft. */
export type TryView = {
  kind: TryKind;
  /** The digest of the tested files. */
  sha256: string;
  state: 'waiting' | 'running' | 'done' | 'failed';
  progress: PackTestProgress | null;
  answer: TryAnswer | null;
  startedAt: Date;
  endedAt: Date | null;
};

/** The runs of this process, by draft and kind. Kept on globalThis because Next bundles this file several times. */
function running(): Map<string, { progress: PackTestProgress | null }> {
  globalThis.__gatehouseRunningTries ??= new Map();
  return globalThis.__gatehouseRunningTries;
}

/** The number of waiting runs in an installation. Each takes about a minute. */
const MOST_WAITING = 10;

/**
 * Starts a test run of a draft's files in a separate process. The result is stored by digest.
 * @throws AwsError Conflict if the same is running, or too many wait
 */
export async function startTry(
  database: Database,
  { draftId, sha256 }: { draftId: string; sha256: string },
  request: TryRequest,
  now: Date,
): Promise<void> {
  const { kind } = request.what;
  const key = `${draftId} ${kind}`;
  if (running().has(key)) throw conflict('This is already running.');
  if (running().size >= MOST_WAITING) throw conflict('Many scenarios are being tested. Try again soon.');
  const job: { progress: PackTestProgress | null } = { progress: null };
  running().set(key, job);
  const where = { draftId_kind: { draftId, kind } };
  const keep = (data: { state: TryView['state']; result?: string | null; endedAt?: Date | null }) =>
    transaction(database, (tx) => tx.scenarioTry.updateMany({ where: { draftId, kind }, data }));
  try {
    const begun = { sha256, state: 'waiting', result: null, startedAt: now, endedAt: null };
    await transaction(database, (tx) =>
      tx.scenarioTry.upsert({ where, create: { draftId, kind, ...begun }, update: begun, select: { kind: true } }),
    );
  } catch (error) {
    running().delete(key);
    throw error;
  }
  const hooks = {
    onStart: () => keep({ state: 'running' }),
    onProgress: (progress: PackTestProgress) => {
      job.progress = progress;
    },
  };
  void tryInProcess(request, hooks)
    .then(async (answer) => {
      await keep({ state: 'done', result: JSON.stringify(answer), endedAt: new Date() });
      if ('test' in answer)
        await transaction(database, (tx) => keepTestOutcome(tx, sha256, { failures: answer.test.failures }, new Date()));
    })
    .catch(async (err: unknown) => {
      log.error({ err }, 'a scenario could not be tested');
      await keep({ state: 'failed', endedAt: new Date() }).catch(() => undefined);
    })
    .finally(() => running().delete(key));
}

/** Returns the runs of a draft. A run of a process that has ended counts as failed. */
export async function triesOf(db: Transaction, draftId: string): Promise<TryView[]> {
  const rows = await db.scenarioTry.findMany({ where: { draftId } });
  return rows.map(({ kind, sha256, state, result, startedAt, endedAt }) => {
    const job = running().get(`${draftId} ${kind}`);
    const isOver = state === 'done' || state === 'failed';
    return {
      kind: kind as TryKind,
      sha256,
      state: isOver || job ? (state as TryView['state']) : 'failed',
      progress: job?.progress ?? null,
      answer: result === null ? null : storedJson<TryAnswer>(result),
      startedAt,
      endedAt,
    };
  });
}
