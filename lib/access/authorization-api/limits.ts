/** The most questions in one request. */
export const MOST_REQUESTS = 100;
/** The largest request body, in bytes. */
export const MOST_BODY_BYTES = 1024 * 1024;
/** The most condition keys of one question. */
export const MOST_CONTEXT_KEYS = 200;
export const MOST_CONTEXT_BYTES = 64 * 1024;
export const MOST_POLICY_CHARACTERS = 32 * 1024;
