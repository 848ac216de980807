/** The kinds of credentials that a principal can call with, by the type of the principal. */
export const CREDENTIALS_OF_USERS = ['accessKey', 'console', 'consoleWithMfa', 'sessionToken', 'sessionTokenWithMfa'] as const;
export const CREDENTIALS_OF_ROLES = ['role', 'roleWithMfa'] as const;
export const CREDENTIALS_OF_STRANGERS = ['unsigned', 'service'] as const;
export const CREDENTIALS = [...CREDENTIALS_OF_USERS, ...CREDENTIALS_OF_ROLES, ...CREDENTIALS_OF_STRANGERS] as const;
export type CredentialName = (typeof CREDENTIALS)[number];

export const MOST_QUESTIONS = 200;
