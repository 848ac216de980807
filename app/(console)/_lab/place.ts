import { paths } from '@/lib/console/paths';

type Place = { page: string; name?: string; accountId?: string };

const PAGES: Readonly<Record<string, string>> = {
  groups: paths.groups,
  users: paths.users,
  roles: paths.roles,
  policies: paths.policies,
  organizations: paths.accounts,
  history: paths.events(),
  security: paths.posture(),
  responsibility: paths.responsibility(),
  'account-settings': paths.accountSettings,
  'security-credentials': paths.securityCredentials,
  'switch-role': paths.switchRole(),
  'token-issuer': paths.tokenIssuer(),
};

/** The page of the console on which something shows that a scenario points to; undefined for one that it has not. */
export function placeHref({ page, name }: Place): string | undefined {
  if (page === 'user' && name) return paths.user(name);
  if (page === 'role' && name) return paths.role(name);
  if (page === 'group' && name) return paths.group(name);
  return PAGES[page];
}

/** What such a link is called. */
export function placeText({ page, name }: Place): string {
  return name ?? page.replaceAll('-', ' ');
}
