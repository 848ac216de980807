import { describe, expect, it } from 'vitest';
import { type RootProfile, rootProfileColumns, rootProfileOf } from './root-profile';

const createdAt = new Date('2026-01-01T00:00:00.000Z');
const changedAt = new Date('2026-02-03T04:05:06.789Z');
const HASH = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA';

describe('the login profile of a root user', () => {
  it('has the age of the account when the password is from sign-up', () => {
    const signedUp = { rootPasswordHash: HASH, rootPasswordChangedAt: null, rootRecovery: null, createdAt };
    expect(rootProfileOf(signedUp)).toEqual({ state: 'password', changedAt: createdAt, passwordHash: HASH });
  });

  it.each<RootProfile | null>([
    null,
    { state: 'password', changedAt, passwordHash: HASH },
    { state: 'recoverable', changedAt, recovery: 'Zq-7_x' },
  ])('is unchanged after storage: %o', (profile) => {
    expect(rootProfileOf({ ...rootProfileColumns(profile), createdAt })).toEqual(profile);
  });
});
