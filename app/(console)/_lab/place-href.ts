import { paths } from '@/lib/console/paths';
import type { LabCheck, LabStep } from './own-attempt';

type Place = NonNullable<LabStep['place']> | NonNullable<NonNullable<LabCheck['sentences']>['look']>;

/** The pages that a pack can name, with their titles. */
export const PAGES: Readonly<Record<string, { title: string; href: string }>> = {
  'account-settings': { title: 'Account settings', href: paths.accountSettings },
  'account-access': { title: 'Account access', href: paths.assignments },
  billing: { title: 'Billing home', href: paths.billingHome() },
  'effective-access': { title: 'Effective access', href: paths.effectiveAccess },
  groups: { title: 'User groups', href: paths.groups },
  history: { title: 'Event history', href: paths.events() },
  'identity-center': { title: 'IAM Identity Center', href: paths.identityCenter },
  organizations: { title: 'AWS accounts', href: paths.accounts },
  'password-policy': { title: 'IAM account settings', href: paths.iamAccountSettings },
  'permission-sets': { title: 'Permission sets', href: paths.permissionSets },
  policies: { title: 'Policies', href: paths.policies },
  responsibility: { title: 'Shared responsibility', href: paths.responsibility() },
  roles: { title: 'Roles', href: paths.roles },
  root: { title: 'Secure this account', href: paths.secureAccount },
  security: { title: 'Posture', href: paths.posture() },
  'security-credentials': { title: 'Security credentials', href: paths.securityCredentials },
  'switch-role': { title: 'Switch role', href: paths.switchRole() },
  'token-issuer': { title: 'Token issuer', href: paths.tokenIssuer() },
  users: { title: 'Users', href: paths.users },
};

/** The pages of named resources, and the page that makes a named call. */
export const NAMED: Readonly<Record<string, (name: string, accountId: string) => string>> = {
  group: (name) => paths.group(name),
  // A pack names policies of the account itself.
  policy: (name, accountId) => paths.policy(`arn:aws:iam::${accountId}:policy/${name}`),
  role: (name) => paths.role(name),
  'try-it': (name) => paths.tryIt({ action: name }),
  user: (name) => paths.user(name),
};

/** Returns the page that shows a resource of a scenario, or null if no page of this account does. */
export function placeHref({ page, name, accountId }: Place, ownAccountId: string): string | null {
  if (accountId !== undefined && accountId !== ownAccountId) return null;
  if (name === undefined) return Object.hasOwn(PAGES, page) ? (PAGES[page]?.href ?? null) : null;
  return Object.hasOwn(NAMED, page) ? (NAMED[page]?.(name, ownAccountId) ?? null) : null;
}

/** Returns the text of such a link: the title of a page, "user ana" for `user/ana`, or "Try it: iam:ListUsers" for `try-it/iam:ListUsers`. */
export function placeText({ page, name }: Place): string {
  if (page === 'try-it' && name !== undefined) return `Try it: ${name}`;
  if (name !== undefined) return `${page} ${name}`;
  return Object.hasOwn(PAGES, page) ? (PAGES[page]?.title ?? page) : page;
}
