import { describe, expect, it } from 'vitest';
import { securityStepsOf } from './security-steps';

const ROOT = { accountId: '111122223333', isRoot: true };
const USER = { ...ROOT, isRoot: false };
const FRESH = {
  RootWithoutMfa: true,
  RootMfa: false,
  RootAccessKeys: 1,
  PasswordWeaknesses: ['8 characters and three of four kinds are enough'],
  Administrators: { Count: 0, First: [] },
  RootSessions: 1,
};
const DONE = {
  ...FRESH,
  RootWithoutMfa: false,
  RootMfa: true,
  RootAccessKeys: 0,
  PasswordWeaknesses: [],
  Administrators: { Count: 1, First: [{ Kind: 'User' as const, Name: 'maria', CanSignIn: true, WithMfa: true }] },
  RootSessions: 0,
};
const administratorStep = (administrator: { Kind: 'User' | 'Role'; Name: string; CanSignIn: boolean; WithMfa: boolean }) =>
  securityStepsOf({ ...DONE, Administrators: { Count: 1, First: [administrator] } }, ROOT).find(
    ({ id }) => id === 'administrator',
  );

describe('the steps from the root user to an administrator', () => {
  it('are all to do in a fresh account, each with the form that does it', () => {
    const steps = securityStepsOf(FRESH, ROOT);
    expect(steps.map(({ done }) => done)).toEqual([false, false, false, false, false]);
    expect(steps.map(({ link }) => link?.href)).toEqual([
      '/iam/security-credentials#mfa',
      '/iam/security-credentials',
      '/iam/account-settings',
      '/iam/users/create',
      undefined,
    ]);
  });

  it('are done once the root user is put away', () => {
    const steps = securityStepsOf(DONE, USER);
    expect(steps.map(({ done, link }) => [done, link])).toEqual(steps.map(() => [true, undefined]));
  });

  it('send whoever is not the root user to its sign-in, which comes back', () => {
    const [mfa] = securityStepsOf(FRESH, USER);
    expect(mfa?.link?.href).toBe('/sign-in/root?next=%2Fiam%2Fsecure-account&account=111122223333');
  });

  it('want no second factor of a root user that nobody can sign in as', () => {
    expect(securityStepsOf({ ...FRESH, RootWithoutMfa: false }, USER)[0]?.done).toBe(true);
  });

  it.each([
    [
      { Kind: 'User', Name: 'maria', CanSignIn: false, WithMfa: false },
      '/iam/users/maria?tab=security-credentials',
      'no console password',
    ],
    [
      { Kind: 'User', Name: 'maria', CanSignIn: true, WithMfa: false },
      '/iam/users/maria?tab=security-credentials#assign-mfa',
      'only a password',
    ],
    [{ Kind: 'Role', Name: 'Admin', CanSignIn: true, WithMfa: false }, '/iam/roles/Admin?tab=trust', 'without MFA'],
    [{ Kind: 'Role', Name: 'Machine', CanSignIn: false, WithMfa: false }, '/iam/roles/Machine?tab=trust', 'only services'],
  ] as const)('say of %o what is missing', (administrator, href, words) => {
    expect(administratorStep(administrator)).toMatchObject({
      done: false,
      detail: expect.stringContaining(words),
      link: { href },
    });
  });

  it('say of administrators that they are not known, rather than that there are none', () => {
    expect(securityStepsOf({ ...DONE, Administrators: null }, USER)[3]).toMatchObject({ done: null });
  });
});
