/** Marks the element that says the verdict of an answer: `Answer` brings it into sight and gives it the focus. */
export const VERDICT = { 'data-verdict': '', tabIndex: -1 } as const;
