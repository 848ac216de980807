/** The ways an action can change for a principal, named like the preview's counters. */
export const KINDS_OF_CHANGE = ['Lost', 'Narrowed', 'Gained', 'Widened'] as const;
export type KindOfChange = (typeof KINDS_OF_CHANGE)[number];
