/** The milliseconds of an hour and a day. UTC has no other lengths. */
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** A calendar month in UTC: its start and exclusive end in milliseconds since 1970, and its first hour since 1970. */
export type Month = {
  readonly start: number;
  readonly end: number;
  readonly firstHour: number;
  readonly hours: number;
  readonly days: number;
};

/** Parses `2026-11`; null for anything else. */
export function parseMonth(text: string): Month | null {
  const found = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text);
  if (found === null) return null;
  const [year, month] = [Number(found[1]), Number(found[2])];
  const start = startOfMonth(year, month - 1);
  const end = startOfMonth(year, month);
  return { start, end, firstHour: start / HOUR, hours: (end - start) / HOUR, days: (end - start) / DAY };
}

function startOfMonth(year: number, month: number): number {
  // Date.UTC reads the years 0 to 99 as 1900 to 1999.
  return new Date(0).setUTCFullYear(year, month, 1);
}
