import { plural } from '@/lib/core/text/plural';
import { durationText } from '@/lib/identity-center/permission-set/limits';

/** The durations that the console offers: AWS allows one to twelve hours. */
export const DURATIONS = [1, 2, 4, 8, 12].map((hours) => ({ value: `PT${hours}H`, label: plural(hours, 'hour') }));

/** Returns the options of a choice, with the current value among them. */
export function durationsWith(current: string) {
  return DURATIONS.some(({ value }) => value === current)
    ? DURATIONS
    : [...DURATIONS, { value: current, label: durationText(current) }];
}
