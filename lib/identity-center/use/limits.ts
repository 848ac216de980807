/** The days without use after which access counts as unused. Roles, groups and permissions have the same in the security checks. */
export const UNUSED_DAYS = 90;

/** The use of access: used lately, granted too recently to say, or unused. */
export const USES = ['Used', 'New', 'Unused'] as const;
export type Use = (typeof USES)[number];

const DAY_MS = 86_400_000;

/** Returns the use of access that was granted at a time. @param lastUsedAt null if it was never used */
export function useOf(now: Date, grantedAt: Date, lastUsedAt: Date | null): Use {
  const begin = now.getTime() - UNUSED_DAYS * DAY_MS;
  if (lastUsedAt && lastUsedAt.getTime() >= begin) return 'Used';
  return grantedAt.getTime() >= begin ? 'New' : 'Unused';
}
