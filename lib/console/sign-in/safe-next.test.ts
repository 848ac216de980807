import { runs } from '@gatehouse/policy/test-runs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paths } from '../paths';
import { splitAddress } from '../session/session-address';
import { askedPage, safeNext } from './safe-next';

const ORIGIN = 'http://gatehouse.test';
const escaped = (text: string) => [...text].map((char) => `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');

describe('the page after sign-in', () => {
  it.each([
    '/',
    '/iam/users/maria?tab=permissions#keys',
    '/switch-role?account=111122223333&roleName=Audit',
    '/iam/policies/arn%3Aaws%3Aiam%3A%3Aaws%3Apolicy%2FReadOnlyAccess',
    '/access?context=%0A%5C',
  ])('is the requested page: %s', (next) => {
    expect(safeNext(next)).toBe(next);
  });

  const elsewhere = ['https://evil.test/', 'javascript:alert(1)', '//evil.test', 'evil.test', '', '@evil.test', '/..//evil.test'];
  const afterSlash = ['\t', '\n', '\r', '\0', '\u007f', '\\', '/', '\t/', '/\t', '\r\n/', '\\\\'];
  it.each([
    ...elsewhere,
    ...afterSlash.flatMap((trick) => [`/${trick}/evil.test`, `/${trick}evil.test`, `/${escaped(trick)}/evil.test`]),
    '\t/iam',
    '/%2e%2e//evil.test',
    '/iam\n',
    '/iam\r\nset-cookie: a=b',
    '/iam%0d%0aset-cookie: a=b',
  ])('is the home page for %j', (next) => {
    expect(safeNext(next)).toBe(paths.home);
  });

  const other = '/s/444455556666-Ab3dEf9_';
  it.each([
    [`${other}/iam/users?page=2#top`, '/iam/users?page=2#top'],
    [`${other.toUpperCase().replace('AB3DEF9_', 'Ab3dEf9_')}/iam`, '/iam'],
    [`/x/..${other}/iam`, '/iam'],
    [other, '/'],
    [`${other}${other}/iam`, '/iam'],
    [`${other}//evil.test`, paths.home],
    [`${other}${other}//evil.test`, paths.home],
  ])('is the page without the prefix of another session for %s', (next, page) => {
    expect(safeNext(next)).toBe(page);
  });

  it('keeps non-ASCII characters in percent-encoding', () => {
    expect(safeNext('/iam/users?search=Jürgen')).toBe('/iam/users?search=J%C3%BCrgen');
  });

  it('never leaves the site or breaks a header, for any input', () => {
    const part = fc.constantFrom(
      '/',
      '\\',
      '\t',
      '\n',
      '.',
      '..',
      'evil.test',
      ':',
      '@',
      '%2f',
      '%5c',
      '%0a',
      '%09',
      '/s/111122223333-Ab3dEf9_',
      '?',
      '#',
      'ü',
      '\ud800',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(part).map((parts) => parts.join('')),
        ),
        (next) => {
          const safe = safeNext(next);
          expect(new URL(safe, ORIGIN).origin).toBe(ORIGIN);
          expect(safe).toMatch(/^\/(?!\/)[!-~]*$/);
          expect(splitAddress(new URL(safe, ORIGIN).pathname).session).toBeNull();
          expect(safeNext(safe)).toBe(safe);
        },
      ),
      runs(2000),
    );
  });
});

it.each([
  ['/iam/users/maria?tab=keys&_rsc=1x2y', '/iam/users/maria?tab=keys'],
  ['/iam/users?_rsc=1x2y', '/iam/users'],
  ['/home', undefined],
  ['//evil.test/', undefined],
  [null, undefined],
])('reads from the address %j the page to return to: %j', (uri, page) => {
  expect(askedPage(uri)).toBe(page);
});
