import { settings } from '../core/settings';
import { storedJson } from '../core/text/stored-json';
import { later } from '../core/time/clock';
import { giveWay, readByIds } from '../core/work/bulk';
import type { Transaction } from '../db/client';

/** The owner of console sessions: a user, or with null the root user. */
export type SessionOwner = { accountId: string; userId: string | null };

/** Returns the Prisma condition for the sessions of an owner, who signed in with a password. */
export function sessionsOfOwner({ accountId, userId }: SessionOwner) {
  return { accountId, userId, credentialId: null };
}

/** Returns whether a session has ended by age or inactivity. */
export function hasEnded({ expiresAt, usedAt }: { expiresAt: Date; usedAt: Date }, now: Date): boolean {
  return expiresAt <= now || usedAt <= idleSince(now);
}

/** Returns the Prisma condition for sessions that have not ended. */
export function stillGoing(now: Date) {
  return { expiresAt: { gt: now }, usedAt: { gt: idleSince(now) } };
}

/** A move of the clock of some accounts, which belong together. */
type ClockMove = { accountIds: readonly string[]; now: Date; byMs: number; isLab: boolean };

/**
 * Keeps sessions active when their accounts' clock moves by some milliseconds, since their users were not away. Their lifetime is still by
 * the clock, except in a lab: a student who moves the clock stays signed in, and keeps the role.
 */
export async function keepSessionsAwake(db: Transaction, { accountIds, now, byMs, isLab }: ClockMove): Promise<void> {
  const rows = await readByIds(accountIds, (ids) =>
    db.consoleSession.findMany({
      where: { accountId: { in: ids }, ...stillGoing(now), ...(!isLab && { expiresAt: { gt: later(now, byMs) } }) },
      select: { tokenHash: true, usedAt: true, expiresAt: true },
    }),
  );
  for (const { tokenHash, usedAt, expiresAt } of rows) {
    const data = { usedAt: later(usedAt, byMs), ...(isLab && { expiresAt: later(expiresAt, byMs) }) };
    await db.consoleSession.updateMany({ where: { tokenHash }, data });
    await giveWay();
  }
  if (isLab) await prolongRoleSessions(db, new Set(accountIds), byMs);
}

/** Prolongs the role sessions in some accounts. The users may be of other accounts, whose clocks do not move. */
async function prolongRoleSessions(db: Transaction, accountIds: ReadonlySet<string>, byMs: number): Promise<void> {
  const rows = await db.consoleSession.findMany({
    where: { roleSession: { not: null } },
    select: { tokenHash: true, roleSession: true },
  });
  for (const { tokenHash, roleSession } of rows) {
    if (roleSession === null) continue;
    const role = storedJson<StoredRole>(roleSession);
    if (!accountIds.has(role.accountId)) continue;
    const prolonged = { ...role, expiresAt: later(new Date(role.expiresAt), byMs).toISOString() };
    await db.consoleSession.updateMany({ where: { tokenHash }, data: { roleSession: JSON.stringify(prolonged) } });
    await giveWay();
  }
}

/** The parts of a stored role session that are read here; see lib/console/session/session.ts. */
type StoredRole = { accountId: string; roleArn: string; expiresAt: string };

/** Returns the time of last use before which a session has ended. */
function idleSince(now: Date): Date {
  return new Date(now.getTime() - settings().sessionIdleMs);
}

/** The number of sessions listed. */
const MOST_SHOWN = 50;

export type ListedConsoleSession = {
  /** Identifies the session in calls. It is not secret. */
  SessionId: string;
  SignedInAt: Date;
  /** Precise to about a minute. */
  LastUsedAt: Date;
  ExpiresAt: Date;
  SourceIp: string;
  UserAgent: string;
  WithMfa: boolean;
  /** The ARN of the role that it has switched to. */
  RoleArn?: string;
  /** True for the session of the call. */
  Current: boolean;
};

/**
 * Returns the latest console sessions of an owner.
 * @param current the session of the call (`Call.consoleSession`)
 */
export async function listConsoleSessions(
  db: Transaction,
  owner: SessionOwner,
  now: Date,
  current: string | undefined,
): Promise<{ Sessions: ListedConsoleSession[]; IsTruncated: boolean }> {
  const rows = await db.consoleSession.findMany({
    where: { ...sessionsOfOwner(owner), ...stillGoing(now) },
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

/** Returns the ARN of a stored role session that has not ended. */
function roleIn(text: string | null, now: Date): string | undefined {
  if (text === null) return undefined;
  const { roleArn, expiresAt } = storedJson<StoredRole>(text);
  return new Date(expiresAt) > now ? roleArn : undefined;
}

/**
 * Ends console sessions permanently. It is called in the transaction that changes or deletes a password, so that no session
 * outlives its password.
 * @param except the session of the call (`Call.consoleSession`), which continues
 * @returns the number of ended sessions
 */
export async function endConsoleSessions(db: Transaction, owner: SessionOwner, except?: string): Promise<number> {
  const others = except === undefined ? {} : { tokenHash: { not: except } };
  return (await db.consoleSession.deleteMany({ where: { ...sessionsOfOwner(owner), ...others } })).count;
}
