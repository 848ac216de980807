import { describe, expect, it } from 'vitest';
import { isFull } from '../sign-in/keep-session';
import { askedPage } from '../sign-in/safe-next';
import { cookieName, sessionCookieName } from './cookie-name';
import type { ConsoleSession } from './session';
import { accountOf, basePathOf, isSessionName, splitAddress } from './session-address';

const NAME = '111122223333-Ab3dEf9_';

describe('the address of a page', () => {
  it.each([
    ['/iam/users', null, '/iam/users'],
    [`/s/${NAME}/iam/users`, NAME, '/iam/users'],
    [`/s/${NAME}`, NAME, '/'],
    [`/s/${NAME}/`, NAME, '/'],
    // Only the first session prefix is removed, so that no link for one session opens another.
    [`/s/${NAME}/s/${NAME}/iam`, NAME, `/s/${NAME}/iam`],
    [`/s/${NAME}x/iam`, null, `/s/${NAME}x/iam`],
    ['/s/11112222333-Ab3dEf9_/iam', null, '/s/11112222333-Ab3dEf9_/iam'],
    [`/S/${NAME}/iam`, NAME, '/iam'],
    [`//s/${NAME}/iam`, null, `//s/${NAME}/iam`],
    [`/s/${NAME}%2f../iam`, null, `/s/${NAME}%2f../iam`],
    ['/settings', null, '/settings'],
  ])('%s is split into session and path', (address, session, path) => {
    expect(splitAddress(address)).toEqual({ session, path });
  });

  it('is built from its session and path', () => {
    expect(splitAddress(`${basePathOf(NAME)}/home`)).toEqual({ session: NAME, path: '/home' });
    expect(basePathOf(null)).toBe('');
    expect(accountOf(NAME)).toBe('111122223333');
    expect([NAME, `${NAME};`, ` ${NAME}`, ''].map(isSessionName)).toEqual([true, false, false, false]);
  });

  it('has no session prefix when the page is requested after sign-in', () => {
    expect(askedPage(`/s/${NAME}/iam/users?q=x&_rsc=1`)).toBe('/iam/users?q=x');
    expect(askedPage(`/s/${NAME}/home`)).toBeUndefined();
  });
});

it('the session cookie is named after its session, with the __Host- prefix over HTTPS', () => {
  expect(sessionCookieName(null, true)).toBe(cookieName('session', true));
  expect(sessionCookieName(NAME, true)).toBe(`__Host-gatehouse-session-${NAME}`);
  expect(sessionCookieName(NAME, false)).toBe(`gatehouse-session-${NAME}`);
});

it('a browser keeps at most five sessions, and accepts one that it already has', () => {
  const kept = [null, 'a', 'b', 'c', 'd'].map((name) => ({ name, session: {} as ConsoleSession }));
  expect([isFull(kept), isFull(kept.slice(1)), isFull(kept, 'a'), isFull(kept, null), isFull(kept, 'e')]).toEqual([
    true,
    false,
    false,
    false,
    true,
  ]);
});
