const DAY = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long', timeZone: 'UTC' });
const SHORT = new Intl.DateTimeFormat('en', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });

const timeOf = (day: string) => new Date(`${day}T00:00:00Z`);

/** `2026-11-30` in words: November 30. */
export function dayWords(day: string): string {
  return DAY.format(timeOf(day));
}

/** The same in a table: Mon, Nov 30. */
export function weekdayWords(day: string): string {
  return SHORT.format(timeOf(day));
}

/** From one day to another, both included: November 12 to 20. */
export function daysWords(first: string, last: string): string {
  if (first === last) return dayWords(first);
  const end = first.slice(0, 7) === last.slice(0, 7) ? String(timeOf(last).getUTCDate()) : dayWords(last);
  return `${dayWords(first)} to ${end}`;
}
