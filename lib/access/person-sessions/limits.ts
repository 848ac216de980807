/** The reasons why no inline policy ends some sessions, in words. */
export const UNENDED_REASONS = {
  TOO_LONG: 'The inline policy of the permission set has no room for the statement.',
  NOT_PROVISIONED: 'The permission set cannot be provisioned there.',
  NOT_DENIED: 'The statement was tried, and a session could still do something.',
} as const;
export type UnendedReason = keyof typeof UNENDED_REASONS;
