import { describe, expect, it } from 'vitest';
import { type RootProfile, rootProfileOf, rootProfileText } from './root-profile';

const createdAt = new Date('2026-01-01T00:00:00.000Z');
const changedAt = new Date('2026-02-03T04:05:06.789Z');
const HASH = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA';

describe('the login profile of a root user', () => {
  it('is absent without a text', () => {
    expect(rootProfileOf({ rootPasswordHash: null, createdAt })).toBeNull();
  });

  it('is as old as the account when its password is the one of sign-up', () => {
    expect(rootProfileOf({ rootPasswordHash: HASH, createdAt })).toEqual({
      state: 'password',
      changedAt: createdAt,
      passwordHash: HASH,
    });
  });

  it.each<RootProfile>([
    { state: 'password', changedAt, passwordHash: HASH },
    { state: 'recoverable', changedAt, recovery: 'Zq-7_x' },
  ])('comes back as it was written: $state', (profile) => {
    expect(rootProfileOf({ rootPasswordHash: rootProfileText(profile), createdAt })).toEqual(profile);
  });
});
