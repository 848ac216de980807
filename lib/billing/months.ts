const HOUR_MS = 3_600_000;

/** A calendar month of UTC as bills name it: `2026-11`. */
export type MonthName = string;

/** The month of a time. */
export function monthOf(time: Date | number): MonthName {
  return new Date(time).toISOString().slice(0, 7);
}

/** The month of an hour, counted since 1970 in UTC. */
export function monthOfHour(hour: number): MonthName {
  return monthOf(hour * HOUR_MS);
}

/** When a month begins, in milliseconds since 1970. */
export function startOf(month: MonthName): number {
  return Date.parse(`${month}-01T00:00:00Z`);
}

/** When it ends: the beginning of the next. */
export function endOf(month: MonthName): number {
  return startOf(monthAfter(month));
}

export function monthAfter(month: MonthName): MonthName {
  return monthsFrom(month, 1);
}

/** The month so many months later; before, where they are fewer than none. */
export function monthsFrom(month: MonthName, count: number): MonthName {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return monthOf(Date.UTC(year, number - 1 + count, 1));
}
