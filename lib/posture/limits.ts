/** Characters of the reason for an exception. */
export const MIN_REASON = 10;
export const MAX_REASON = 500;
export const DEFAULT_EXCEPTION_DAYS = 90;
export const MAX_EXCEPTION_DAYS = 365;
/** An exception of what is critical lasts no longer, whatever it was made for. */
export const MOST_CRITICAL_DAYS = 30;
