/** The length of an exception's reason, in characters. */
export const MIN_REASON = 10;
export const MAX_REASON = 500;
export const DEFAULT_EXCEPTION_DAYS = 90;
export const MAX_EXCEPTION_DAYS = 365;
/** The longest exception of a critical finding, in days. */
export const MOST_CRITICAL_DAYS = 30;
