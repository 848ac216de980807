import type { Database } from '../../../lib/db/client';
import { Prisma } from '../../../lib/db/generated/sqlite/client';
import { transaction } from '../../../lib/db/transaction';

export const DAY_MS = 86_400_000;

/** SQL of the two databases for a number of milliseconds. */
const SQL = {
  sqlite: {
    time: (ms: string) => `strftime('%Y-%m-%dT%H:%M:%f+00:00', (${ms}) / 1000.0, 'unixepoch')`,
    day: (ms: string) => `strftime('%Y-%m-%d', (${ms}) / 1000.0, 'unixepoch')`,
  },
  postgresql: {
    time: (ms: string) => `to_timestamp((${ms}) / 1000.0) AT TIME ZONE 'UTC'`,
    day: (ms: string) => `to_char(to_timestamp((${ms}) / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD')`,
  },
};

/**
 * Repeats a day's successful reads, spread over the day, on later days until there are enough events. It runs in the database,
 * because transferring a million rows takes half a minute more.
 * @param from the number of the day's first event
 * @param until the final number of events
 */
export async function repeatReads(database: Database, { from, until }: { from: number; until: number }): Promise<void> {
  const { event } = database.reader;
  const { time: start } = await event.findUniqueOrThrow({ where: { id: from } });
  const where = { id: { gte: from }, readOnly: true, outcome: 'Success' };
  const ofDay = await event.count({ where });
  const { id: last } = await event.findFirstOrThrow({ where, orderBy: { id: 'desc' } });
  let missing = until - (await event.count());
  for (let day = 1; missing > 0 && ofDay > 0; day++) {
    const ms = `${start.getTime() + day * DAY_MS} + (id - ${from}) * ${Math.floor(DAY_MS / (last + 1 - from))}`;
    const of = `id BETWEEN ${from} AND ${last} AND "readOnly" AND outcome = 'Success' ORDER BY id LIMIT ${missing}`;
    await transaction(database, async (tx) => {
      for (const sql of repeatSql(database.provider, ms, of)) await tx.$executeRawUnsafe(sql);
    });
    missing -= ofDay;
  }
}

/**
 * Returns SQL for events at another time, and the callers of that day if missing. IDs get the day or the milliseconds appended,
 * so they differ.
 */
function repeatSql(provider: Database['provider'], ms: string, where: string): string[] {
  const { time, day } = SQL[provider];
  const callerId = `"callerId" || ${day(ms)}`;
  const selected = (all: Record<string, string>, changed: Readonly<Record<string, string>>, prefix = '') => {
    const columns = Object.values(all).filter((column) => !(column in changed && changed[column] === ''));
    const values = columns.map((column) => changed[column] ?? `${prefix}"${column}"`);
    return { columns: columns.map((column) => `"${column}"`).join(', '), values: values.join(', ') };
  };
  const events = selected(Prisma.EventScalarFieldEnum, {
    id: '',
    time: time(ms),
    callerId,
    requestId: `SUBSTR("requestId", 1, 8) || '-' || (${ms})`,
  });
  const callers = selected(Prisma.EventCallerScalarFieldEnum, { id: 'repeated.caller', day: 'repeated.date' }, 'original.');
  return [
    `INSERT INTO "EventCaller" (${callers.columns})
      SELECT DISTINCT ${callers.values}
      FROM (SELECT "callerId", ${callerId} AS caller, ${day(ms)} AS date FROM "Event" WHERE ${where}) repeated
      JOIN "EventCaller" original ON original.id = repeated."callerId"
      WHERE TRUE ON CONFLICT DO NOTHING`,
    `INSERT INTO "Event" (${events.columns}) SELECT ${events.values} FROM "Event" WHERE ${where}`,
  ];
}
