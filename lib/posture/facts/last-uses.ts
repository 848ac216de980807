import { BoundedMap } from '../../core/cache/bounded-map';
import type { Transaction } from '../../db/client';
import { perDatabase } from '../per-database';

/** The longest delay between a use and its row: batching takes half a second, and another process's clock may be off. */
const LATE_MS = 5 * 60_000;
/** A use this soon after a recorded one changes only the minute shown in evidence. */
const SOON_MS = 10 * 60_000;
const MOST_NOTED = 50_000;

type Use = { id: string; accountId: string; time: Date | null };

/**
 * Tracks the last uses of keys, roles and sessions. A use is written shortly after its event and changes no revision, so caches
 * ask here whether they still hold.
 */
class LastUses {
  private looked: number | null = null;
  private readonly noted = new BoundedMap<string, number>(MOST_NOTED);
  private readonly versions = new Map<string, number>();

  constructor(private readonly db: Transaction) {}

  async catchUp(now: Date): Promise<void> {
    const since = new Date(Math.min(this.looked ?? now.getTime(), now.getTime()) - LATE_MS);
    const { accessKey, role, consoleSession } = this.db;
    const used = { lastUsedAt: { gt: since } };
    const keys = await accessKey.findMany({ where: used, select: { id: true, accountId: true, lastUsedAt: true } });
    const roles = await role.findMany({ where: used, select: { id: true, accountId: true, lastUsedAt: true } });
    const sessions = await consoleSession.findMany({
      where: { usedAt: { gt: since } },
      select: { tokenHash: true, accountId: true, usedAt: true },
    });
    // Set only after the reads succeed, so that a failed read is repeated over the same period.
    this.looked = now.getTime();
    for (const { id, accountId, lastUsedAt } of [...keys, ...roles]) this.note({ id, accountId, time: lastUsedAt });
    for (const { tokenHash, accountId, usedAt } of sessions) this.note({ id: tokenHash, accountId, time: usedAt });
  }

  versionOf(accountId: string): number {
    return this.versions.get(accountId) ?? 0;
  }

  private note({ id, accountId, time }: Use): void {
    if (time === null) return;
    const last = this.noted.get(id);
    if (last !== undefined && time.getTime() - last < SOON_MS) return;
    this.noted.set(id, time.getTime());
    this.versions.set(accountId, this.versionOf(accountId) + 1);
  }
}

const ofDatabase = perDatabase('last uses', (reader) => new LastUses(reader));

/**
 * Returns the last uses in a database up to now.
 * @param reader the database's reading connection
 */
export async function lastUsesOf(reader: Transaction, now: Date): Promise<Pick<LastUses, 'versionOf'>> {
  const uses = ofDatabase(reader);
  // Uses real time. Accounts whose clock is ahead have later uses anyway.
  await uses.catchUp(new Date(Math.min(now.getTime(), Date.now())));
  return uses;
}
