import type { AccountCheck, Check, OrganizationCheck } from './check';
import * as access from './checks/access';
import * as account from './checks/account';
import * as administrators from './checks/administrators';
import * as declarativePolicies from './checks/declarative-policies';
import * as events from './checks/events';
import * as groups from './checks/groups';
import * as identityCenter from './checks/identity-center';
import * as organization from './checks/organization';
import * as policies from './checks/policies';
import * as roles from './checks/roles';
import * as root from './checks/root';
import * as users from './checks/users';

/** Increase this when a check is added or judges differently: score charts mark the change. */
export const CATALOGUE_VERSION = 8;

const FILES: readonly Readonly<Record<string, Check>>[] = [
  account,
  administrators,
  events,
  root,
  users,
  groups,
  roles,
  policies,
  access,
  organization,
  declarativePolicies,
  identityCenter,
];
const ALL: readonly Check[] = FILES.flatMap((checks) => Object.values(checks));

export const ACCOUNT_CHECKS: readonly AccountCheck[] = ALL.filter((check) => check.scope === 'account');
export const ORGANIZATION_CHECKS: readonly OrganizationCheck[] = ALL.filter((check) => check.scope === 'organization');

const BY_ID = new Map(ALL.map((check) => [check.id, check]));

export function findCheck(id: string): Check | undefined {
  return BY_ID.get(id);
}
