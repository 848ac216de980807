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

describe('securityStepsOf', () => {
  it('marks every step of a new account as open, with a link to the form for it', () => {
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

  it('marks every step as done, without links, once the root user is secured', () => {
    const steps = securityStepsOf(DONE, USER);
    expect(steps.map(({ done, link }) => [done, link])).toEqual(steps.map(() => [true, undefined]));
  });

  it('links other users to the root user sign-in, with the address to return to', () => {
    const [mfa] = securityStepsOf(FRESH, USER);
    expect(mfa?.link?.href).toBe('/sign-in/root?next=%2Fiam%2Fsecure-account&account=111122223333');
  });

  it('requires no MFA for a root user that cannot sign in', () => {
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
  ] as const)('describes what the administrator %o lacks and links to the page for it', (administrator, href, words) => {
    expect(administratorStep(administrator)).toMatchObject({
      done: false,
      detail: expect.stringContaining(words),
      link: { href },
    });
  });

  it('reports an unknown result if the administrators are not known', () => {
    expect(securityStepsOf({ ...DONE, Administrators: null }, USER)[3]).toMatchObject({ done: null });
  });
});
