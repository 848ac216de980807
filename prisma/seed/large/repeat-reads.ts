import type { Database } from '../../../lib/db/client';
import { Prisma } from '../../../lib/db/generated/sqlite/client';
import { transaction } from '../../../lib/db/transaction';

export const DAY_MS = 86_400_000;

/** What the two databases say in their own ways of a number of milliseconds. */
const SQL = {
  sqlite: {
    time: (ms: string) => `strftime('%Y-%m-%dT%H:%M:%f+00:00', (${ms}) / 1000.0, 'unixepoch')`,
    hex: (ms: string) => `printf('%012x', ${ms})`,
  },
  postgresql: {
    time: (ms: string) => `to_timestamp((${ms}) / 1000.0) AT TIME ZONE 'UTC'`,
    hex: (ms: string) => `lpad(to_hex(${ms}), 12, '0')`,
  },
};

/**
 * Repeats a day's successful reads, spread over the day, on the days after it until there are enough events. In the database, since a
 * million rows cost half a minute more on their way through this process.
 * @param from number of the day's first event
 * @param until how many events there are to be in the end
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
    const sql = repeatSql(
      database.provider,
      ms,
      `id BETWEEN ${from} AND ${last} AND "readOnly" AND outcome = 'Success'`,
      missing,
    );
    await transaction(database, (tx) => tx.$executeRawUnsafe(sql));
    missing -= ofDay;
  }
}

/** Events like others at another time: ids end as those of the originals do, which makes them different ones. */
function repeatSql(provider: Database['provider'], ms: string, where: string, limit: number): string {
  const { time, hex } = SQL[provider];
  const at = hex(ms);
  const changed: Readonly<Record<string, string>> = {
    time: time(ms),
    eventId: `SUBSTR(${at}, 1, 8) || '-' || SUBSTR(${at}, 9) || SUBSTR("eventId", 14)`,
    requestId: `SUBSTR("requestId", 1, 24) || ${at}`,
  };
  const columns = Object.values(Prisma.EventScalarFieldEnum).filter((column) => column !== 'id');
  const values = columns.map((column) => changed[column] ?? `"${column}"`);
  return `INSERT INTO "Event" (${columns.map((column) => `"${column}"`).join(', ')})
    SELECT ${values.join(', ')} FROM "Event" WHERE ${where} ORDER BY id LIMIT ${limit}`;
}
