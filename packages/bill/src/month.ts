/** Milliseconds of an hour and of a day; months of UTC have no other hours and days. */
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** A calendar month of UTC: its bounds in milliseconds since 1970, the end exclusive, and its first hour since 1970. */
export type Month = {
  readonly start: number;
  readonly end: number;
  readonly firstHour: number;
  readonly hours: number;
  readonly days: number;
};

/** Reads `2026-11`; null for anything else. */
export function parseMonth(text: string): Month | null {
  const found = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text);
  if (found === null) return null;
  const [year, month] = [Number(found[1]), Number(found[2])];
  const start = startOfMonth(year, month - 1);
  const end = startOfMonth(year, month);
  return { start, end, firstHour: start / HOUR, hours: (end - start) / HOUR, days: (end - start) / DAY };
}

function startOfMonth(year: number, month: number): number {
  // Date.UTC takes the years 0 to 99 for those of the twentieth century.
  return new Date(0).setUTCFullYear(year, month, 1);
}
