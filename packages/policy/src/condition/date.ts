/** W3C's profile of ISO 8601: a year, a month, a day, or a day with a time. A time without a zone is UTC. */
const ISO = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/;
const EPOCH = /^\d{5,15}(?:\.\d+)?$/;

/**
 * Returns the seconds since 1970 of a date: W3C ISO 8601, or epoch seconds (five digits or more, because four are a year). Returns null for
 * other texts.
 */
export function parseDate(text: string): number | null {
  if (EPOCH.test(text)) return Number(text);
  const found = ISO.exec(text);
  if (found === null) return null;
  const year = Number(found[1]);
  const month = Number(found[2] ?? 1);
  const day = Number(found[3] ?? 1);
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  const hour = Number(found[4] ?? 0);
  const minute = Number(found[5] ?? 0);
  const second = Number(found[6] ?? 0);
  if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && (minute > 0 || second > 0))) return null;
  const zone = zoneSeconds(found[8] ?? 'Z');
  if (zone === null) return null;
  return daysSince1970(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second + Number(`0.${found[7] ?? '0'}`) - zone;
}

function zoneSeconds(zone: string): number | null {
  if (zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Counts days in the proleptic Gregorian calendar. Years start in March, so that the leap day is last. */
function daysSince1970(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
