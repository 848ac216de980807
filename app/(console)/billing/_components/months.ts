const WORDS = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** Returns `2026-11` as November 2026. */
export function monthWords(month: string): string {
  return WORDS.format(new Date(`${month}-01T00:00:00Z`));
}

const DAY_WORDS = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** Returns the date of a time in UTC: November 27, 2026. */
export function dayWords(time: string): string {
  return DAY_WORDS.format(new Date(time));
}

const SHORT = new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' });

/** Returns the short name of a month: Nov. */
export function shortMonth(month: string): string {
  return SHORT.format(new Date(`${month}-01T00:00:00Z`));
}

/** Returns the month a number of months later. */
export function monthLater(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

/** Returns whether a text is a month. */
export function isMonth(text: unknown): text is string {
  return typeof text === 'string' && /^2[01]\d\d-(0[1-9]|1[0-2])$/.test(text);
}
