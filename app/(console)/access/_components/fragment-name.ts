/** What the fragment of an address calls the circumstances of a question. */
export const FRAGMENT = 'circumstances';
