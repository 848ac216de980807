import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { BY_TIME } from '../time/by-time';
import { letOthersIn } from '../work/bulk';
import { pruneChanges } from './change-log';
import { archiveEvents } from './event-archive';
import { dayOf, readWhole, type WholeEvent } from './event-rows';

/**
 * The limits of the history: an age in days, and a number of events for the whole installation. `archive`: the folder that
 * receives events as files before they are deleted, if any.
 */
export type Retention = { days: number; events: number; archive?: string | null };

/** The numbers of deleted rows. */
export type Pruned = { events: number; traces: number; sessions: number };

const DAY_MS = 86_400_000;
// For this long, a client with expired credentials learns that they expired. Later they are unknown.
const SESSION_DAYS = BY_TIME.expiredCredential.afterMs / DAY_MS;
// Few enough that other calls don't notice, and below SQLite's limit on values in a statement.
const ROWS_AT_ONCE = 500;
/** The archive has one set of files for this many consecutive row numbers, starting at a multiple. */
const BLOCK = 2_000;
const PAUSE_MS = 20;

/**
 * Deletes events that are too old or too many, with their evaluations, changes and names of deleted principals. It also deletes
 * expired sessions. It works in small chunks, each in its own transaction, so an interrupted run continues the next time. With an
 * archive, an event is deleted only once it is in the archive's files on the disk.
 * @param stopped ends it after the current chunk
 */
export async function prune(database: Database, retention: Retention, now: Date, stopped?: AbortSignal): Promise<Pruned> {
  const { eventCaller, temporaryCredential, consoleSession, accessReport } = database.reader;
  const pruned = { events: 0, traces: 0, sessions: 0 };
  const work = { database, stopped };
  const ended = { expiresAt: { lt: daysBefore(now, SESSION_DAYS) } };
  await inPieces(
    work,
    () => temporaryCredential.findMany({ where: ended, take: ROWS_AT_ONCE, select: { accessKeyId: true } }),
    async (tx, rows) => {
      const where = { accessKeyId: { in: rows.map(({ accessKeyId }) => accessKeyId) } };
      pruned.sessions += (await tx.temporaryCredential.deleteMany({ where })).count;
    },
  );
  await inPieces(
    work,
    () => consoleSession.findMany({ where: ended, take: ROWS_AT_ONCE, select: { tokenHash: true } }),
    async (tx, rows) => {
      const where = { tokenHash: { in: rows.map(({ tokenHash }) => tokenHash) } };
      pruned.sessions += (await tx.consoleSession.deleteMany({ where })).count;
    },
  );
  const oldest = daysBefore(now, retention.days);
  const next = async () => (stopped?.aborted ? [] : findDue(database, retention, oldest, now));
  for (let due = await next(); due.length > 0; due = await next()) {
    if (retention.archive) await archive(database, retention.archive, due);
    const left = [...due];
    await inPieces(
      work,
      async () => left.splice(0, ROWS_AT_ONCE),
      async (tx, rows) => {
        pruned.events += (await tx.event.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } })).count;
        const traceIds = rows.flatMap(({ authorizationId }) => authorizationId ?? []);
        pruned.traces += (await tx.decisionTrace.deleteMany({ where: { id: { in: traceIds } } })).count;
      },
    );
  }
  await pruneChanges(database, retention.events, now, stopped);
  // One day more, since calls that begin before midnight are recorded after it.
  const over = { day: { lt: dayOf(daysBefore(oldest, 1)) } };
  await inPieces(
    work,
    () => eventCaller.findMany({ where: over, take: ROWS_AT_ONCE, select: { id: true } }),
    async (tx, rows) => {
      await tx.eventCaller.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } });
    },
  );
  await pruneUses(database, now, stopped);
  // The facts about a deleted principal go with the event of its deletion.
  const [first] = await database.reader.event.findMany({ orderBy: { id: 'asc' }, take: 1, select: { time: true } });
  // An event of an account whose clock is ahead does not show when the history begins.
  const begins = first && first.time > oldest && first.time <= now ? first.time : oldest;
  const forgotten = { deletedAt: { lt: begins } };
  await inPieces(
    work,
    () => database.reader.deletedPrincipal.findMany({ where: forgotten, take: ROWS_AT_ONCE, select: { id: true } }),
    async (tx, rows) => {
      await tx.deletedPrincipal.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } });
    },
  );
  const answered = { createdAt: { lt: daysBefore(now, REPORT_DAYS) } };
  await inPieces(
    work,
    () => accessReport.findMany({ where: answered, take: ROWS_AT_ONCE, select: { id: true } }),
    async (tx, rows) => {
      await tx.accessReport.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } });
    },
  );
  return pruned;
}

/** The days for which reports of last accessed information can be read. */
const REPORT_DAYS = BY_TIME.accessReport.afterMs / DAY_MS;
/** The days that AWS's last accessed information covers. */
const USES_DAYS = BY_TIME.lastUse.afterMs / DAY_MS;
const sweptAt = new WeakMap<Database, number>();

/** Deletes last uses that are too old, once a day. It reads page after page of principals, since no index covers times. */
async function pruneUses(database: Database, now: Date, stopped: AbortSignal | undefined): Promise<void> {
  if (now.getTime() - (sweptAt.get(database) ?? Number.NEGATIVE_INFINITY) < DAY_MS) return;
  sweptAt.set(database, now.getTime());
  const { lastUse } = database.reader;
  const old = { lastAttempt: { lt: daysBefore(now, USES_DAYS) } };
  const next = (after: string) =>
    lastUse.findFirst({ where: { accountId: { gt: after } }, orderBy: { accountId: 'asc' }, select: { accountId: true } });
  for (let account = await next(''); account !== null; account = await next(account.accountId)) {
    const { accountId } = account;
    let after = '';
    await inPieces(
      { database, stopped },
      () =>
        lastUse.findMany({
          where: { accountId, principalId: { gt: after } },
          orderBy: { principalId: 'asc' },
          take: ROWS_AT_ONCE,
          select: { principalId: true },
        }),
      async (tx, rows) => {
        after = rows.at(-1)?.principalId ?? after;
        const principalIds = [...new Set(rows.map(({ principalId }) => principalId))];
        await tx.lastUse.deleteMany({ where: { accountId, principalId: { in: principalIds }, ...old } });
      },
    );
  }
}

type Due = { id: number; time: Date; authorizationId: string | null };

/**
 * Returns the events of the oldest block that are too old or too many. Numbers grow, so the oldest have the smallest. Ages are by
 * real time: events by a clock that is ahead stay longer, and do not hold back other accounts' events.
 */
async function findDue({ reader }: Database, { events }: Retention, oldest: Date, now: Date): Promise<Due[]> {
  const select = { id: true, time: true, authorizationId: true } as const;
  const [last] = await reader.event.findMany({ orderBy: { id: 'desc' }, take: 1, select });
  const [first] = await reader.event.findMany({ orderBy: { id: 'asc' }, take: 1, select });
  if (!first || !last) return [];
  for (let from = first.id; from <= last.id; await letOthersIn()) {
    const end = from - (from % BLOCK) + BLOCK;
    const rows = await reader.event.findMany({
      where: { id: { gte: from, lt: end } },
      orderBy: { id: 'asc' },
      take: BLOCK,
      select,
    });
    const due = rows.filter(({ id, time }) => id <= last.id - events || time < oldest);
    if (due.length > 0 || (rows[0] && rows[0].time <= now)) return due;
    from = end;
  }
  return [];
}

async function archive({ reader }: Database, folder: string, due: readonly Due[]): Promise<void> {
  const events: WholeEvent[] = [];
  for (let from = 0; from < due.length; from += ROWS_AT_ONCE) {
    const ids = due.slice(from, from + ROWS_AT_ONCE).map(({ id }) => id);
    const rows = await reader.event.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } });
    events.push(...(await readWhole(reader, rows)));
    await letOthersIn();
  }
  const block = Math.floor((due[0]?.id ?? 0) / BLOCK);
  await archiveEvents(folder, `block ${block}`, events);
}

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS);
}

/** Deletes what `find` returns until nothing is left, and pauses for other calls in between. */
async function inPieces<Row>(
  { database, stopped }: { database: Database; stopped: AbortSignal | undefined },
  find: () => Promise<Row[]>,
  remove: (tx: Transaction, rows: Row[]) => Promise<void>,
): Promise<void> {
  const next = async () => (stopped?.aborted ? [] : find());
  for (let rows = await next(); rows.length > 0; rows = await next()) {
    const found = rows;
    await transaction(database, (tx) => remove(tx, found));
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
