/** The name of a question's circumstances in an address's fragment. */
export const FRAGMENT = 'circumstances';
