/** How an action changes for a principal, by the members of the preview that count such actions. */
export const KINDS_OF_CHANGE = ['Lost', 'Narrowed', 'Gained', 'Widened'] as const;
export type KindOfChange = (typeof KINDS_OF_CHANGE)[number];
