import type { Moment } from '@/lib/access/changes/schema';

/** The current time in the page's address. */
export const NOW = 'now';

/**
 * Returns a time from the page's address: `before:EVENT`, `after:EVENT`, `snapshot:NAME`, `time:2026-03-01T12:00:00.000Z`, `now`.
 */
export function toMoment(text: string): Moment {
  const [kind, rest] = splitMoment(text);
  switch (kind) {
    case 'before':
      return { Before: rest };
    case 'after':
      return { After: rest };
    case 'snapshot':
      return { Snapshot: rest };
    case 'time':
      return { Time: rest };
    default:
      return undefined;
  }
}

export function splitMoment(text: string): [kind: string, rest: string] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
}

export const atTime = (time: Date) => `time:${time.toISOString()}`;

/** Returns a time for a date field, in the reader's time zone. */
export function toField(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime())
    ? ''
    : new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Returns the entered time, or null if it is invalid. */
export function fromField(text: string): Date | null {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? null : time;
}
