import type { Database } from '../db/client';
import { transaction } from '../db/transaction';

// Fills a history for benchmarks and for looking at pages: three months of a busy organization. The rows are written directly, which takes a
// hundredth of the time of calls.

const DAYS = 90;
const DAY_MS = 86_400_000;
const ROWS_AT_ONCE = 200_000;
/** The shares of each kind in a thousand events. The rest are successful reads. */
const WRITES = 20;
const DENIALS = 10;
/** The share of the first account's callers in a thousand. */
const OF_FIRST_ACCOUNT = 850;

export type HistorySize = {
  events: number;
  /** The callers per day over all accounts. */
  callers: number;
  /** The accounts. The first has most of the history. SQLite only. */
  accountIds: readonly string[];
};

/**
 * Fills the history with copies of existing events over the 90 days before a time. The originals are one caller's successful reads,
 * successful writes and denials. SQLite only.
 * @param name the caller's name in the events. Copies are named user-0000 and so on
 */
export async function fillHistory(
  database: Database,
  { events, callers, accountIds }: HistorySize,
  name: string,
  until: Date,
): Promise<void> {
  const run = (...statements: string[]) =>
    transaction(database, async (tx) => {
      for (const sql of statements) await tx.$executeRawUnsafe(sql);
    });
  const start = until.getTime() - DAYS * DAY_MS;
  const day = (number: string) => `strftime('%Y-%m-%d', (${start} + ${number} * ${DAY_MS}) / 1000, 'unixepoch')`;
  const accounts = accountIds.map((id, number) => `(${number}, '${id}')`).join(', ');
  // A caller's account and name follow from its number.
  const account = (caller: string) =>
    `CASE WHEN ${caller} * 1000 / ${callers} < ${OF_FIRST_ACCOUNT} THEN 0 ELSE ${caller} % ${accountIds.length} END`;
  const named = (text: string, caller: string) => `replace(${text}, '${name}', printf('user-%04d', ${caller}))`;
  await run(
    'CREATE TABLE "HistoryAccount" (number INTEGER PRIMARY KEY, id TEXT NOT NULL)',
    `INSERT INTO "HistoryAccount" VALUES ${accounts}`,
    'CREATE TABLE "HistoryOriginal" (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, event INTEGER NOT NULL)',
    `INSERT INTO "HistoryOriginal" (kind, event)
       SELECT CASE WHEN outcome = 'Denied' THEN 'denial' WHEN "readOnly" THEN 'read' ELSE 'write' END, id FROM "Event"
       WHERE outcome <> 'Failed' ORDER BY 1, id`,
    `WITH RECURSIVE days(day) AS (SELECT 0 UNION ALL SELECT day + 1 FROM days WHERE day < ${DAYS}),
       callers(caller) AS (SELECT 0 UNION ALL SELECT caller + 1 FROM callers WHERE caller < ${callers - 1})
     INSERT INTO "EventCaller" ("id", "accountId", "day", "principalType", "principalArn", "principalId", "userName", "accessKeyId",
       "sourceIpAddress", "userAgent", "awsRegion", "via", "userIdentity")
     SELECT printf('%08d%08d', days.day, caller), a.id, ${day('days.day')}, c."principalType",
       replace(${named('c."principalArn"', 'caller')}, c."accountId", a.id), printf('AIDA%017d', caller), printf('user-%04d', caller),
       printf('AKIA%016d', caller), printf('10.0.%d.%d', caller / 250, caller % 250), c."userAgent", c."awsRegion", c."via",
       replace(${named('c."userIdentity"', 'caller')}, c."accountId", a.id)
     FROM days, callers JOIN "HistoryAccount" a ON a.number = ${account('caller')}
     JOIN (SELECT * FROM "EventCaller" WHERE "userName" = '${name}' LIMIT 1) c`,
  );
  const [counts] = await database.reader.$queryRawUnsafe<Record<'denials' | 'reads' | 'writes', bigint>[]>(
    `SELECT sum(kind = 'denial') AS denials, sum(kind = 'read') AS reads, sum(kind = 'write') AS writes FROM "HistoryOriginal"`,
  );
  const [denials, reads, writes] = [Number(counts?.denials), Number(counts?.reads), Number(counts?.writes)];
  for (let from = 0; from < events; from += ROWS_AT_ONCE) {
    const to = Math.min(from + ROWS_AT_ONCE, events);
    const ms = `(${start} + n * ${DAYS * DAY_MS} / ${events})`;
    // Numbers that look random and are the same each time.
    await run(
      `WITH RECURSIVE numbers(n) AS (SELECT ${from} UNION ALL SELECT n + 1 FROM numbers WHERE n < ${to - 1}),
         drawn AS (SELECT n, (n * 2654435761 >> 7) % ${callers} AS caller, (n * 40503 >> 3) % 1000 AS chance,
           n * CAST(${DAYS} AS INTEGER) / ${events} AS day FROM numbers),
         chosen AS (SELECT *, CASE WHEN chance < ${DENIALS} THEN 1 + n % ${denials}
           WHEN chance < ${DENIALS + WRITES} THEN 1 + ${denials + reads} + n % ${writes}
           ELSE 1 + ${denials} + n % ${reads} END AS original FROM drawn)
       INSERT INTO "Event" ("accountId", "callerId", "time", "eventSource", "eventName", "readOnly", "outcome", "requestId", "errorCode",
         "errorMessage", "resources", "requestParameters", "responseElements", "decision", "authorizationId")
       SELECT a.id, printf('%08d%08d', day, caller), strftime('%Y-%m-%dT%H:%M:%f+00:00', ${ms} / 1000.0, 'unixepoch'), e."eventSource",
         e."eventName", e."readOnly", e."outcome", substr(printf('%08x', n) || e."requestId", 1, 22), e."errorCode",
         ${named('e."errorMessage"', 'caller')}, replace(${named('e."resources"', 'caller')}, e."accountId", a.id),
         ${named('e."requestParameters"', 'caller')}, e."responseElements", e."decision", e."authorizationId"
       FROM chosen JOIN "HistoryOriginal" o ON o.number = chosen.original JOIN "Event" e ON e.id = o.event
       JOIN "HistoryAccount" a ON a.number = ${account('caller')}`,
    );
  }
  await run('DROP TABLE "HistoryAccount"', 'DROP TABLE "HistoryOriginal"');
}
