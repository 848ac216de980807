import { paths } from '@/lib/console/paths';
import type { LabCheck, LabStep } from './own-attempt';

type Place = NonNullable<LabStep['place']> | NonNullable<NonNullable<LabCheck['sentences']>['look']>;

const PAGES: Readonly<Record<string, string>> = {
  'account-settings': paths.accountSettings,
  billing: paths.billingHome(),
  groups: paths.groups,
  history: paths.events(),
  organizations: paths.accounts,
  policies: paths.policies,
  responsibility: paths.responsibility(),
  roles: paths.roles,
  root: paths.secureAccount,
  security: paths.posture(),
  'security-credentials': paths.securityCredentials,
  'switch-role': paths.switchRole(),
  'token-issuer': paths.tokenIssuer(),
  users: paths.users,
};

const NAMED: Readonly<Record<string, (name: string) => string>> = {
  group: paths.group,
  role: paths.role,
  user: paths.user,
};

/** The page where something of a scenario shows, in the account that it is about; null where no page of this account does. */
export function placeHref({ page, name, accountId }: Place, ownAccountId: string): string | null {
  if (accountId !== undefined && accountId !== ownAccountId) return null;
  if (name === undefined) return Object.hasOwn(PAGES, page) ? (PAGES[page] ?? null) : null;
  return Object.hasOwn(NAMED, page) ? (NAMED[page]?.(name) ?? null) : null;
}

/** How it is called in a link: `user/ana` is "user ana". */
export function placeText({ page, name }: Place): string {
  return name === undefined ? page.replaceAll('-', ' ') : `${page} ${name}`;
}
