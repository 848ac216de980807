import { digest } from '../core/secrets';
import type { Database } from '../db/client';
import { transaction } from '../db/transaction';

const FREE_ATTEMPTS = 5;
const LONGEST_WAIT_MS = 15 * 60 * 1000;
const FORGET_AFTER_MS = 60 * 60 * 1000;

/** What is guessed at: the address that guesses, and the account and name that are guessed. */
export function throttleKeys(sourceIp: string, subject: string): string[] {
  return [digest('throttle', `ip:${sourceIp}`), digest('throttle', `subject:${subject.toLowerCase()}`)];
}

/** Seconds until another attempt is taken; 0 when one is taken now. */
export async function waitBefore(database: Database, keys: readonly string[], now: Date): Promise<number> {
  const rows = await database.reader.signInThrottle.findMany({ where: { key: { in: [...keys] } } });
  const until = Math.max(0, ...rows.map((row) => row.lockedUntil?.getTime() ?? 0));
  return Math.max(0, Math.ceil((until - now.getTime()) / 1000));
}

/** Five failures cost nothing, each further one doubles the wait. There is no lockout: AWS has none, and one could shut people out. */
export async function countFailure(database: Database, keys: readonly string[], now: Date): Promise<void> {
  await transaction(database, async (tx) => {
    for (const key of keys) {
      const row = await tx.signInThrottle.findUnique({ where: { key } });
      const recent = row && now.getTime() - row.updatedAt.getTime() < FORGET_AFTER_MS;
      const failures = (recent ? row.failures : 0) + 1;
      const waitMs = failures <= FREE_ATTEMPTS ? 0 : Math.min(1000 * 2 ** (failures - FREE_ATTEMPTS), LONGEST_WAIT_MS);
      const data = { failures, lockedUntil: waitMs > 0 ? new Date(now.getTime() + waitMs) : null, updatedAt: now };
      await tx.signInThrottle.upsert({ where: { key }, create: { key, ...data }, update: data });
    }
  });
}

/** A success forgives the subject, not the address: that one may be guessing at others. */
export async function forgive(database: Database, keys: readonly string[]): Promise<void> {
  const subject = keys[1];
  if (subject !== undefined) await transaction(database, (tx) => tx.signInThrottle.deleteMany({ where: { key: subject } }));
}
