/**
 * The reasons to review an assignment, the gravest first. `UNUSED`: nobody has used the permission set in the account for 90 days.
 * `ALSO_BY_GROUP`: the user has the same permission set there through a group.
 */
export const REVIEW_REASONS = {
  ADMINISTRATOR_WITHOUT_MFA: 'Administrator without MFA',
  DELETED: 'Deleted user or group',
  DISABLED: 'Disabled user',
  EMPTY_GROUP: 'Group without members',
  UNUSED: 'Unused',
  ALSO_BY_GROUP: 'Direct beside group',
} as const;
export type ReviewReason = keyof typeof REVIEW_REASONS;
