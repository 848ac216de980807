// The encryption purposes of the classroom's secrets; see core/secrets.ts.

/** The seed of a person's MFA device. */
export const PERSON_SEED = 'person-mfa-seed';
/** The private key of a class, which signs student records. */
export const CLASS_KEY = 'class-key';
/** The state that an attempt was built with, including its personas' passwords. */
export const ATTEMPT_STATE = 'attempt-state';
