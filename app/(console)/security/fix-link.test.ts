import { expect, it } from 'vitest';
import { fixOf } from './fix-link';

const ACCOUNT = '111122223333';
const finding = (place: Parameters<typeof fixOf>[0]['Fix']['place']) => ({
  AccountId: ACCOUNT,
  Title: 'Something is wrong',
  Fix: { text: 'Put it right', needs: 'iam:UpdateUser', place },
});
const reader = (isRoot: boolean, accountId = ACCOUNT) => ({ accountId, isRoot });

it('leads to the page where a finding is put right', () => {
  expect(fixOf(finding(['user', 'ana', 'security-credentials']), reader(false))).toEqual({
    href: '/iam/users/ana?tab=security-credentials',
    label: 'Fix',
  });
});

it('leads to the other account that a finding is of', () => {
  const { href, label } = fixOf(finding(['users']), reader(false, '444455556666'));
  expect([href, label]).toEqual([`/organizations/accounts/${ACCOUNT}`, 'Account']);
});

it('sends the root user to its own credentials, and others to its sign-in, which comes back there', () => {
  const [keys, mfa] = [finding(['securityCredentials']), finding(['ownMfa'])];
  expect(fixOf(keys, reader(true))).toEqual({ href: '/iam/security-credentials', label: 'Fix' });
  expect(fixOf(mfa, reader(true))).toEqual({ href: '/iam/security-credentials#mfa', label: 'Fix' });
  expect(fixOf(keys, reader(false))).toEqual({
    href: `/sign-in/root?next=%2Fiam%2Fsecurity-credentials&account=${ACCOUNT}`,
    label: 'Sign in as root',
  });
  expect(fixOf(mfa, reader(false)).href).toContain('%23mfa');
});
