const HOUR_MS = 3_600_000;

/** A calendar month in UTC, as bills name it: `2026-11`. */
export type MonthName = string;

/** Returns the month of a time. */
export function monthOf(time: Date | number): MonthName {
  return new Date(time).toISOString().slice(0, 7);
}

/** Returns the month of an hour since 1970 in UTC. */
export function monthOfHour(hour: number): MonthName {
  return monthOf(hour * HOUR_MS);
}

/** Returns when a month begins, in milliseconds since 1970. */
export function startOf(month: MonthName): number {
  return Date.parse(`${month}-01T00:00:00Z`);
}

/** Returns when a month ends: the beginning of the next. */
export function endOf(month: MonthName): number {
  return startOf(monthAfter(month));
}

export function monthAfter(month: MonthName): MonthName {
  return monthsFrom(month, 1);
}

/** Returns the month a number of months later, or earlier if negative. */
export function monthsFrom(month: MonthName, count: number): MonthName {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return monthOf(Date.UTC(year, number - 1 + count, 1));
}
