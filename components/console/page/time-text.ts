const UNITS: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** Returns the distance between two times in the largest whole unit, "3 days ago" or "in 2 hours". The times are in milliseconds. */
export function relativeTime(time: number, now: number): string {
  const seconds = Math.round((time - now) / 1000);
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return seconds > 10 ? 'in less than a minute' : 'just now';
}

/** Returns the age of a time in the largest whole unit, "3 days" or "less than a minute". The times are in milliseconds. */
export function age(time: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - time) / 1000));
  const [unit, size] = UNITS.find(([, least]) => seconds >= least) ?? [];
  if (unit === undefined || size === undefined) return 'less than a minute';
  return new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay: 'long' }).format(Math.trunc(seconds / size));
}

/** Returns the time by which a clock is ahead, "90 days" or "1 hour". It counts days from two days on, and minutes below an hour. */
export function aheadText(ms: number): string {
  const [unit, size] = ms >= 172_800_000 ? (['day', 86_400_000] as const) : (['hour', 3_600_000] as const);
  const [shown, each] = ms >= size ? [unit, size] : (['minute', 60_000] as const);
  return new Intl.NumberFormat('en', { style: 'unit', unit: shown, unitDisplay: 'long' }).format(Math.round(ms / each));
}

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** Returns the date in UTC: "25 February 2027". */
export function dayText(time: number): string {
  return DAY.format(time);
}

/** Returns the date and time: "November 24, 2026, 14:22:05 (UTC+01:00)". The default time zone is the machine's. */
export function absoluteTime(time: number, timeZone?: string): string {
  const parts = zoneFormat(timeZone).formatToParts(time);
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  const zone = of('timeZoneName').replace('GMT', 'UTC');
  return `${of('month')} ${of('day')}, ${of('year')}, ${of('hour')}:${of('minute')}:${of('second')} (${zone === 'UTC' ? 'UTC+00:00' : zone})`;
}

/** Returns a short date and time for table rows: "Nov 24, 14:22:05". The year is included if it is not the current one. */
export function shortTime(time: number, now: number, timeZone?: string): string {
  const parts = (at: number) =>
    Object.fromEntries(
      zoneFormat(timeZone)
        .formatToParts(at)
        .map(({ type, value }) => [type, value]),
    );
  const { year, month, day, hour, minute, second } = parts(time);
  const date = `${month?.slice(0, 3)} ${day}${year === parts(now).year ? '' : `, ${year}`}`;
  return `${date}, ${hour}:${minute}:${second}`;
}

// Creating a formatter takes longer than using it a hundred times.
const formats = new Map<string | undefined, Intl.DateTimeFormat>();

function zoneFormat(timeZone: string | undefined): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  });
  formats.set(timeZone, format);
  return format;
}
