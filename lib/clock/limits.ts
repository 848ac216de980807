/** The offered jumps in order. */
export const JUMPS = ['HOUR', 'FIFTEEN_DAYS', 'NINETY_DAYS', 'MONTH_END'] as const;
export type Jump = (typeof JUMPS)[number];
