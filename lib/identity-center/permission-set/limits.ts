import { plural } from '../../core/text/plural';

/** Returns an ISO 8601 duration in words. Durations with other parts than hours and minutes stay as they are. */
export function durationText(duration: string): string {
  const [, hours, minutes] = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(duration) ?? [];
  const parts = [hours && plural(Number(hours), 'hour'), minutes && plural(Number(minutes), 'minute')].filter(Boolean);
  return parts.length > 0 ? parts.join(' ') : duration;
}
