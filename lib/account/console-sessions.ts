import { giveWay, readByIds } from '../core/bulk';
import { later } from '../core/clock';
import { settings } from '../core/settings';
import type { Transaction } from '../db/client';

/** Whose sessions of the console: a user's, or with null the root user's. */
export type SessionOwner = { accountId: string; userId: string | null };

/** Whether a session has ended by its age or by not being used. */
export function hasEnded({ expiresAt, usedAt }: { expiresAt: Date; usedAt: Date }, now: Date): boolean {
  return expiresAt <= now || usedAt <= idleSince(now);
}

/** The sessions that have not, for Prisma. */
export function stillGoing(now: Date) {
  return { expiresAt: { gt: now }, usedAt: { gt: idleSince(now) } };
}

/**
 * Has sessions of the console be as long unused as before while the clock of their accounts is moved by some milliseconds: whoever sits in front
 * of one was not away. They still last as long by the clock as any other, but for those of a lab's personas: a student who moves the clock stays
 * in the lab.
 */
export async function keepSessionsAwake(db: Transaction, accountIds: readonly string[], now: Date, byMs: number): Promise<void> {
  const rows = await readByIds(accountIds, (ids) =>
    db.consoleSession.findMany({
      where: {
        accountId: { in: ids },
        ...stillGoing(now),
        OR: [{ expiresAt: { gt: later(now, byMs) } }, { isPersona: true }],
      },
      select: { tokenHash: true, usedAt: true, expiresAt: true, isPersona: true },
    }),
  );
  for (const { tokenHash, usedAt, expiresAt, isPersona } of rows) {
    const data = { usedAt: later(usedAt, byMs), ...(isPersona && { expiresAt: later(expiresAt, byMs) }) };
    await db.consoleSession.updateMany({ where: { tokenHash }, data });
    await giveWay();
  }
}

/** A session that was not used since then has ended. */
function idleSince(now: Date): Date {
  return new Date(now.getTime() - settings().sessionIdleMs);
}

/** More than anybody looks through. */
const MOST_SHOWN = 50;

export type ListedConsoleSession = {
  /** Names it to the calls that end it; no secret. */
  SessionId: string;
  SignedInAt: Date;
  /** To a minute or so. */
  LastUsedAt: Date;
  ExpiresAt: Date;
  SourceIp: string;
  UserAgent: string;
  WithMfa: boolean;
  /** The role that it has switched to: its ARN. */
  RoleArn?: string;
  /** The one that the call is made in. */
  Current: boolean;
};

/**
 * Where somebody is signed in to the console: the newest of the sessions.
 * @param current the one that the call is made in (`Call.consoleSession`)
 */
export async function listConsoleSessions(
  db: Transaction,
  { accountId, userId }: SessionOwner,
  now: Date,
  current: string | undefined,
): Promise<{ Sessions: ListedConsoleSession[]; IsTruncated: boolean }> {
  const rows = await db.consoleSession.findMany({
    where: { accountId, userId, ...stillGoing(now) },
    orderBy: { createdAt: 'desc' },
    take: MOST_SHOWN + 1,
  });
  const Sessions = rows.slice(0, MOST_SHOWN).map((row) => ({
    SessionId: row.tokenHash,
    SignedInAt: row.createdAt,
    LastUsedAt: row.usedAt,
    ExpiresAt: row.expiresAt,
    SourceIp: row.sourceIp,
    UserAgent: row.userAgent,
    WithMfa: row.mfaAt !== null,
    RoleArn: roleIn(row.roleSession, now),
    Current: row.tokenHash === current,
  }));
  return { Sessions, IsTruncated: rows.length > MOST_SHOWN };
}

/** @param text the role session that is switched to, as lib/console/session.ts stores it */
function roleIn(text: string | null, now: Date): string | undefined {
  if (text === null) return undefined;
  const { roleArn, expiresAt } = JSON.parse(text) as { roleArn: string; expiresAt: string };
  return new Date(expiresAt) > now ? roleArn : undefined;
}

/**
 * Ends sessions of the console for good. Whoever changes a password or takes it away calls it in the same transaction: a session lasts no
 * longer than what it was opened with.
 *
 * @param except the one that goes on, as the call that is made in it names it (`Call.consoleSession`)
 * @returns how many there were
 */
export async function endConsoleSessions(db: Transaction, { accountId, userId }: SessionOwner, except?: string): Promise<number> {
  const others = except === undefined ? {} : { tokenHash: { not: except } };
  return (await db.consoleSession.deleteMany({ where: { accountId, userId, ...others } })).count;
}
