/**
 * What `Account.rootPasswordHash` says of the root user's login profile. AWS has a login profile of the root user that is made without
 * a password: it allows to recover one. The column holds an argon2 hash alone (the password of sign-up, as old as the account), or the
 * time of the last change before a hash or before the number of the recovery that is under way.
 */
export type RootProfile = { changedAt: Date } & (
  | { state: 'password'; passwordHash: string }
  /** Nobody has a password; a recovery link with this number sets one. */
  | { state: 'recoverable'; recovery: string }
);

type AccountRow = { rootPasswordHash: string | null; createdAt: Date };

const DATED = /^(\d{4}-[\d:.T-]+Z) (?:recovery:(.+)|(\$.+))$/;

/** The root user's login profile; null where there is none, so that nobody can sign in as root. */
export function rootProfileOf({ rootPasswordHash, createdAt }: AccountRow): RootProfile | null {
  if (rootPasswordHash === null) return null;
  const [, changedAt, recovery, passwordHash] = DATED.exec(rootPasswordHash) ?? [];
  if (changedAt === undefined) return { state: 'password', changedAt: createdAt, passwordHash: rootPasswordHash };
  if (recovery !== undefined) return { state: 'recoverable', changedAt: new Date(changedAt), recovery };
  return { state: 'password', changedAt: new Date(changedAt), passwordHash: passwordHash ?? '' };
}

/** The column for a profile. */
export function rootProfileText(profile: RootProfile): string {
  const rest = profile.state === 'password' ? profile.passwordHash : `recovery:${profile.recovery}`;
  return `${profile.changedAt.toISOString()} ${rest}`;
}
