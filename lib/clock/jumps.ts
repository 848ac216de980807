import type { Jump } from './limits';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Returns the time after a jump. It uses UTC, like bills. */
export function jumpFrom(now: Date, jump: Jump): Date {
  switch (jump) {
    // Role sessions end, which last an hour by default.
    case 'HOUR':
      return new Date(now.getTime() + HOUR_MS);
    // Invitations expire, which are open for 15 days.
    case 'FIFTEEN_DAYS':
      return new Date(now.getTime() + 15 * DAY_MS + MINUTE_MS);
    // Closed accounts are gone, and old credentials are reported.
    case 'NINETY_DAYS':
      return new Date(now.getTime() + 90 * DAY_MS);
    // The first minute of the next month, when this month's bill is complete.
    case 'MONTH_END':
      return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1) + MINUTE_MS);
  }
}
