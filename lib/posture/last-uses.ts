import { BoundedMap } from '../core/bounded-map';
import type { Transaction } from '../db/client';
import { perDatabase } from './per-database';

/** A use is written at most so long after it happened: with others, half a second later, by a process whose clock may be off. */
const LATE_MS = 5 * 60_000;
/** A use so soon after one that was noted changes no answer but the minute that its evidence tells. */
const SOON_MS = 10 * 60_000;
const MOST_NOTED = 50_000;

type Use = { id: string; accountId: string; time: Date | null };

/**
 * When keys, roles and sessions were last used. That is written a moment after the call's event, and moves no revision, so whoever keeps
 * what follows from it asks here whether it still holds.
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
    // Only now: where reading fails, the next one looks as far back.
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

/** The last uses in a database, up to now. @param reader its reading connection */
export async function lastUsesOf(reader: Transaction, now: Date): Promise<Pick<LastUses, 'versionOf'>> {
  const uses = ofDatabase(reader);
  // By the real time: the uses of accounts whose clock is ahead are later anyway.
  await uses.catchUp(new Date(Math.min(now.getTime(), Date.now())));
  return uses;
}
