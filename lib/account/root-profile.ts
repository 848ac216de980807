/**
 * The root user's login profile. AWS has one that is made without a password: it allows to recover one.
 */
export type RootProfile = { changedAt: Date } & (
  | { state: 'password'; passwordHash: string }
  /** Nobody has a password; a recovery link with this number sets one. */
  | { state: 'recoverable'; recovery: string }
);

type RootColumns = { rootPasswordHash: string | null; rootPasswordChangedAt: Date | null; rootRecovery: string | null };

/** The root user's login profile; null where there is none, so that nobody can sign in as root. */
export function rootProfileOf(account: RootColumns & { createdAt: Date }): RootProfile | null {
  const { rootPasswordHash, rootRecovery, createdAt } = account;
  const changedAt = account.rootPasswordChangedAt ?? createdAt;
  if (rootPasswordHash !== null) return { state: 'password', changedAt, passwordHash: rootPasswordHash };
  return rootRecovery === null ? null : { state: 'recoverable', changedAt, recovery: rootRecovery };
}

/** An account's columns for a profile, or for none. */
export function rootProfileColumns(profile: RootProfile | null): RootColumns {
  return {
    rootPasswordHash: profile?.state === 'password' ? profile.passwordHash : null,
    rootPasswordChangedAt: profile?.changedAt ?? null,
    rootRecovery: profile?.state === 'recoverable' ? profile.recovery : null,
  };
}

/** Returns whether one secret alone lets somebody act as the root user: a password or an active key, without a second factor. */
export function isRootWithoutMfa(root: { hasPassword: boolean; activeKeys: number; devices: number }): boolean {
  return root.devices === 0 && (root.hasPassword || root.activeKeys > 0);
}
