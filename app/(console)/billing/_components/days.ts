const DAY = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long', timeZone: 'UTC' });
const SHORT = new Intl.DateTimeFormat('en', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });

const timeOf = (day: string) => new Date(`${day}T00:00:00Z`);

/** Returns `2026-11-30` as November 30. */
export function dayWords(day: string): string {
  return DAY.format(timeOf(day));
}

/** Returns a date for tables: Mon, Nov 30. */
export function weekdayWords(day: string): string {
  return SHORT.format(timeOf(day));
}

/** Returns a range of days, both included: November 12 to 20. */
export function daysWords(first: string, last: string): string {
  if (first === last) return dayWords(first);
  const end = first.slice(0, 7) === last.slice(0, 7) ? String(timeOf(last).getUTCDate()) : dayWords(last);
  return `${dayWords(first)} to ${end}`;
}
