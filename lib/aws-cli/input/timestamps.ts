import { readFloat } from '../python/numbers';

const ISO =
  /^(\d{4})(?:-?(\d{2})(?:-?(\d{2})(?:[T ](\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?)?)?$/i;
/** The seconds of the years that Python knows. */
const [FIRST, LAST] = [-62_135_596_800, 253_402_300_799];

/**
 * Returns the time that a text names, or null: ISO 8601, seconds since 1970, and the formats that browsers read. Times without an offset
 * are UTC.
 */
export function readTimestamp(text: string): Date | null {
  const trimmed = text.trim();
  const seconds = /^\d{8}$|^\d{4}(?:\d{2})?$/.test(trimmed) && trimmed.length === 8 ? null : readFloat(trimmed);
  if (seconds !== null) return seconds >= FIRST && seconds <= LAST ? new Date(Math.round(seconds * 1_000)) : null;
  const iso = ISO.exec(trimmed);
  if (iso) {
    const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', fraction = '0', zone = 'Z'] = iso;
    const offset = /^[+-]/.test(zone)
      ? zone.replace(/^(.\d{2}):?(\d{2})?$/, (_, hours, minutes = '00') => `${hours}:${minutes}`)
      : 'Z';
    const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3)}${offset}`);
    return Number.isNaN(time.getTime()) ? null : time;
  }
  // Words such as "Jan 2 2026": the browser's own reading, in UTC.
  if (!/\d/.test(trimmed) || !/[a-z]{3}/i.test(trimmed) || /[^\w\s:,+.-]/.test(trimmed)) return null;
  const hasZone = /(?:Z|UTC|GMT|[+-]\d{4})$/i.test(trimmed);
  const time = new Date(hasZone ? trimmed : `${trimmed} UTC`);
  return Number.isNaN(time.getTime()) ? null : time;
}
