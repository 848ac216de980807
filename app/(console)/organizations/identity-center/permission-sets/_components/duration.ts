import { plural } from '@/lib/core/text/plural';

/** The durations that the console offers: AWS allows one to twelve hours. */
export const DURATIONS = [1, 2, 4, 8, 12].map((hours) => ({ value: `PT${hours}H`, label: plural(hours, 'hour') }));

/** Returns an ISO 8601 duration in words. Durations with other parts than hours and minutes stay as they are. */
export function durationText(duration: string): string {
  const [, hours, minutes] = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(duration) ?? [];
  const parts = [hours && plural(Number(hours), 'hour'), minutes && plural(Number(minutes), 'minute')].filter(Boolean);
  return parts.length > 0 ? parts.join(' ') : duration;
}

/** Returns the options of a choice, with the current value among them. */
export function durationsWith(current: string) {
  return DURATIONS.some(({ value }) => value === current)
    ? DURATIONS
    : [...DURATIONS, { value: current, label: durationText(current) }];
}
