import type { Database } from '../../db/client';
import { transaction } from '../../db/transaction';
import { log } from '../log';

/** One use of a key. `roleId` is set for role sessions, whose use is the role's. */
export type KeyUse = { accessKeyId: string; roleId: string | undefined; service: string; region: string; time: Date };

// AWS reports last use with a delay and no more precisely than this.
const GRANULARITY_MS = 60_000;
const FLUSH_AFTER_MS = 500;
// Beyond this many keys the oldest are written once more than needed, which is harmless.
const MAX_REMEMBERED = 50_000;

type Recorder = { written: Map<string, KeyUse>; pending: Map<string, KeyUse>; timer: NodeJS.Timeout | undefined };

const recorders = new WeakMap<Database, Recorder>();

/**
 * Notes that a key was used. Uses are written together a little later, at most once a minute per key, service and Region, so a
 * call costs no write. `flushLastUsed` writes the rest when the process ends.
 */
export function noteKeyUse(database: Database, use: KeyUse): void {
  const recorder = recorderOf(database);
  const id = use.roleId ?? use.accessKeyId;
  const last = recorder.pending.get(id) ?? recorder.written.get(id);
  if (
    last &&
    last.service === use.service &&
    last.region === use.region &&
    // An account's clock can move back as well.
    Math.abs(use.time.getTime() - last.time.getTime()) < GRANULARITY_MS
  )
    return;
  recorder.pending.set(id, use);
  recorder.timer ??= setTimeout(() => {
    flushLastUsed(database).catch((error: unknown) => log.error({ err: error }, 'the last use of keys could not be recorded'));
  }, FLUSH_AFTER_MS).unref();
}

/** Writes all uses that were noted and not yet written. */
export async function flushLastUsed(database: Database): Promise<void> {
  const recorder = recorderOf(database);
  clearTimeout(recorder.timer);
  recorder.timer = undefined;
  // Sorted, so that two processes that write the same keys cannot deadlock.
  const uses = [...recorder.pending].toSorted(([a], [b]) => (a < b ? -1 : 1));
  recorder.pending.clear();
  if (uses.length === 0) return;
  await transaction(database, async (tx) => {
    // updateMany, since the key or role may be gone by now. No revision changes, since no decision depends on last use.
    for (const [id, use] of uses) {
      if (use.roleId) await tx.role.updateMany({ where: { id }, data: { lastUsedAt: use.time, lastUsedRegion: use.region } });
      else
        await tx.accessKey.updateMany({
          where: { id },
          data: { lastUsedAt: use.time, lastUsedService: use.service, lastUsedRegion: use.region },
        });
    }
  });
  if (recorder.written.size + uses.length > MAX_REMEMBERED) recorder.written.clear();
  for (const [id, use] of uses) recorder.written.set(id, use);
}

function recorderOf(database: Database): Recorder {
  const known = recorders.get(database);
  if (known) return known;
  const recorder: Recorder = { written: new Map(), pending: new Map(), timer: undefined };
  recorders.set(database, recorder);
  return recorder;
}
