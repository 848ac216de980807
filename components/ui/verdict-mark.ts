/** Marks the element with the verdict. `Answer` scrolls to it and focuses it. */
export const VERDICT = { 'data-verdict': '', tabIndex: -1 } as const;
