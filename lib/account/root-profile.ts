/** The root user's login profile. As in AWS, a profile without a password allows recovery. */
export type RootProfile = { changedAt: Date } & (
  | { state: 'password'; passwordHash: string }
  /** There is no password; a recovery link with this id can set one. */
  | { state: 'recoverable'; recovery: string }
);

type RootColumns = { rootPasswordHash: string | null; rootPasswordChangedAt: Date | null; rootRecovery: string | null };

/** Returns the root user's login profile; null if there is none, so that nobody can sign in as root. */
export function rootProfileOf(account: RootColumns & { createdAt: Date }): RootProfile | null {
  const { rootPasswordHash, rootRecovery, createdAt } = account;
  const changedAt = account.rootPasswordChangedAt ?? createdAt;
  if (rootPasswordHash !== null) return { state: 'password', changedAt, passwordHash: rootPasswordHash };
  return rootRecovery === null ? null : { state: 'recoverable', changedAt, recovery: rootRecovery };
}

/** Returns the account columns of a profile. */
export function rootProfileColumns(profile: RootProfile | null): RootColumns {
  return {
    rootPasswordHash: profile?.state === 'password' ? profile.passwordHash : null,
    rootPasswordChangedAt: profile?.changedAt ?? null,
    rootRecovery: profile?.state === 'recoverable' ? profile.recovery : null,
  };
}

/** Returns whether a password or an active key alone gives root access, without MFA. */
export function isRootWithoutMfa(root: { hasPassword: boolean; activeKeys: number; devices: number }): boolean {
  return root.devices === 0 && (root.hasPassword || root.activeKeys > 0);
}
