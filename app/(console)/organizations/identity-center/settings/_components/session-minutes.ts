import { plural } from '@/lib/core/text/plural';

const HOUR = 60;
const DAY = 24 * HOUR;

/** The durations that the console offers: AWS allows 15 minutes to 90 days. */
const MINUTES = [15, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 12 * HOUR, DAY, 7 * DAY, 30 * DAY, 90 * DAY];

/** Returns a duration in words, from days to minutes. */
export function minutesText(minutes: number): string {
  const parts = [
    [Math.floor(minutes / DAY), 'day'],
    [Math.floor((minutes % DAY) / HOUR), 'hour'],
    [minutes % HOUR, 'minute'],
  ] as const;
  return parts.flatMap(([count, unit]) => (count === 0 ? [] : [plural(count, unit)])).join(' ');
}

/** Returns the options of a choice, with the current value among them. */
export function minutesWith(current: number) {
  const all = MINUTES.includes(current) ? MINUTES : [...MINUTES, current].sort((a, b) => a - b);
  return all.map((minutes) => ({ value: String(minutes), label: minutesText(minutes) }));
}
