import type { Job } from '../core/module/job';
import type { Database } from '../db/client';
import { transaction } from '../db/transaction';

const ROWS_AT_ONCE = 500;
/** Sessions end by the clock of their account. This is longer than any clock lags behind real time. */
const KEPT_MS = 24 * 3_600_000;

/** Returns the job that deletes sign-ins, tokens and codes that have ended. */
export const jobs = (database: Database): readonly Job[] => [
  {
    name: 'access portal',
    failure: 'ended sign-ins of access portals could not be deleted',
    atStart: true,
    everyMs: 10 * 60_000,
    inOneProcess: true,
    run: ({ now, stopped }) => pruneEnded(database, now, stopped),
  },
];

/** Deletes in small transactions, so that others can write in between. */
export async function pruneEnded(database: Database, now: Date, stopped?: AbortSignal): Promise<void> {
  const { portalCode, portalToken, portalSession } = database.reader;
  const before = { expiresAt: { lt: new Date(now.getTime() - KEPT_MS) } };
  const at = { take: ROWS_AT_ONCE };
  for (let more = true; more && !stopped?.aborted; ) {
    const codes = await portalCode.findMany({ where: { expiresAt: { lt: now } }, ...at, select: { codeHash: true } });
    const tokens = await portalToken.findMany({ where: before, ...at, select: { tokenHash: true } });
    const sessions = await portalSession.findMany({ where: before, ...at, select: { id: true } });
    more = [codes, tokens, sessions].some(({ length }) => length === ROWS_AT_ONCE);
    if (codes.length + tokens.length + sessions.length === 0) return;
    await transaction(database, async (tx) => {
      await tx.portalCode.deleteMany({ where: { codeHash: { in: codes.map(({ codeHash }) => codeHash) } } });
      await tx.portalToken.deleteMany({ where: { tokenHash: { in: tokens.map(({ tokenHash }) => tokenHash) } } });
      await tx.portalSession.deleteMany({ where: { id: { in: sessions.map(({ id }) => id) } } });
    });
  }
}
