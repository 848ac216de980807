import type { Jump } from './limits';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Where a jump from a time leads. In UTC, as bills are. */
export function jumpFrom(now: Date, jump: Jump): Date {
  switch (jump) {
    // The sessions of roles end, which last an hour unless the call says otherwise.
    case 'HOUR':
      return new Date(now.getTime() + HOUR_MS);
    // Invitations expire, which can be answered for 15 days.
    case 'FIFTEEN_DAYS':
      return new Date(now.getTime() + 15 * DAY_MS + MINUTE_MS);
    // Closed accounts are gone for good, and old credentials are told of.
    case 'NINETY_DAYS':
      return new Date(now.getTime() + 90 * DAY_MS);
    // The first minute of the next month, in which the bill of this one is complete.
    case 'MONTH_END':
      return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1) + MINUTE_MS);
  }
}
