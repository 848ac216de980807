// What the secrets of the classroom are encrypted for; see core/secrets.ts.

/** The seed of a person's second factor. */
export const PERSON_SEED = 'person-mfa-seed';
/** The private key of a class, which signs what its students take along. */
export const CLASS_KEY = 'class-key';
/** What an attempt was built as, with the passwords of its personas. */
export const ATTEMPT_STATE = 'attempt-state';
