import { expect, it } from 'vitest';
import { fixOf } from './fix-of';

const ACCOUNT = '111122223333';
const finding = (place: Parameters<typeof fixOf>[0]['Fix']['place'], byHand?: string) => ({
  AccountId: ACCOUNT,
  Fix: { text: 'Put it right', needs: 'iam:UpdateUser', place, ...(byHand === undefined ? {} : { byHand }) },
});
const reader = (isRoot: boolean, accountId = ACCOUNT) => ({ accountId, isRoot });

it('offers the calls that fix a finding', () => {
  expect(fixOf(finding(['user', 'ana', 'security-credentials']), reader(false))).toEqual({ label: 'Fix…' });
});

it('links to the dialog for a manual fix and labels the link with the name of the dialog', () => {
  expect(fixOf(finding(['assignMfa', 'ana'], 'It takes the device.'), reader(false))).toEqual({
    href: '/iam/users/ana?tab=security-credentials#assign-mfa',
    label: 'Assign MFA',
  });
});

it('links to the account of a finding in another account', () => {
  const { href, label } = fixOf(finding(['users']), reader(false, '444455556666'));
  expect([href, label]).toEqual([`/organizations/accounts/${ACCOUNT}`, 'Account']);
});

it('leads the root user to its own credentials and other users to the root user sign-in', () => {
  const [keys, mfa] = [finding(['securityCredentials']), finding(['ownMfa'], 'It takes the device.')];
  expect(fixOf(keys, reader(true))).toEqual({ label: 'Fix…' });
  expect(fixOf(mfa, reader(true))).toEqual({ href: '/iam/security-credentials#mfa', label: 'Assign MFA' });
  expect(fixOf(keys, reader(false))).toEqual({
    href: `/sign-in/root?next=%2Fiam%2Fsecurity-credentials&account=${ACCOUNT}`,
    label: 'Sign in as root',
  });
  expect(fixOf(mfa, reader(false)).href).toContain('%23mfa');
});
