import type { Database } from '../db/client';
import { transaction } from '../db/transaction';
import { log } from './log';

/** One use of a key. `roleId` is set for role sessions, whose use is the role's. */
export type KeyUse = { accessKeyId: string; roleId: string | undefined; service: string; region: string; time: Date };

// AWS: last use is told with a delay and to no better than this.
const GRANULARITY_MS = 60_000;
const FLUSH_AFTER_MS = 500;
// Beyond this many keys the oldest are written once more than needed, which harms nothing.
const MAX_REMEMBERED = 50_000;

type Recorder = { written: Map<string, KeyUse>; pending: Map<string, KeyUse>; timer: NodeJS.Timeout | undefined };

const recorders = new WeakMap<Database, Recorder>();

/**
 * Remembers that a key was used. Written together with other uses a little later, and at most once a minute for each key, service and
 * region, so that it costs no write per call. `flushLastUsed` writes what is left when the process ends.
 */
export function noteKeyUse(database: Database, use: KeyUse): void {
  const recorder = recorderOf(database);
  const id = use.roleId ?? use.accessKeyId;
  const last = recorder.pending.get(id) ?? recorder.written.get(id);
  if (
    last &&
    last.service === use.service &&
    last.region === use.region &&
    // The clock of an account can be moved back as well.
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
  // In one order, so that two processes which write the same keys never wait for each other.
  const uses = [...recorder.pending].toSorted(([a], [b]) => (a < b ? -1 : 1));
  recorder.pending.clear();
  if (uses.length === 0) return;
  await transaction(database, async (tx) => {
    // updateMany: the key or role may be gone by now. No revision is bumped, since no decision hangs on last use.
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
