import { plural } from '../core/text/plural';
import { findServiceLinkedRole } from '../iam/service-linked-role/services';
import type { AccountState, RoleState } from './state';

/** The path of service-linked roles, which services create themselves. */
const SERVICE_ROLE_PATH = /^\/aws-service-role\/([^/]+)\/$/;

/** The input of `CreateServiceLinkedRole`: the service, for example `autoscaling.amazonaws.com`, and the caller's suffix. */
export type LinkedRole = { service: string; suffix?: string };

/**
 * Returns the service of a service-linked role; null for other roles. In AWS, a suffix follows an underscore, and only some
 * services accept one. Other services' roles have underscores in their names, such as
 * `AWSServiceRoleForApplicationAutoScaling_DynamoDBTable`.
 */
export function linkedRole({ path, name }: Pick<RoleState, 'path' | 'name'>): LinkedRole | null {
  const service = SERVICE_ROLE_PATH.exec(path)?.[1];
  if (service === undefined) return null;
  const known = findServiceLinkedRole(service);
  const start = `${known?.roleName}_`;
  return known?.customSuffix && name.startsWith(start) ? { service, suffix: name.slice(start.length) } : { service };
}

// IAM refuses to create these roles. IAM Identity Center creates them again where a permission set is assigned.
const RESERVED_PATH = /^\/aws-reserved\//;
const PROVIDER = /^AWSSSO_[0-9a-f]{16}_DO_NOT_DELETE$/;

/** Returns a state without the roles and SAML providers that IAM Identity Center keeps in the account. It counts the roles. */
export function withoutReservedRoles(state: AccountState): AccountState {
  const roles = state.roles.filter(({ path }) => !RESERVED_PATH.test(path));
  const samlProviders = state.samlProviders.filter(({ name }) => !PROVIDER.test(name));
  const reservedRoles = state.roles.length - roles.length;
  return { ...state, roles, samlProviders, ...(reservedRoles > 0 && { reservedRoles }) };
}

/** Returns a sentence about the roles that were left out, or nothing. */
export function reservedRolesLeftOut({ reservedRoles = 0 }: Pick<AccountState, 'reservedRoles'>): string[] {
  if (reservedRoles === 0) return [];
  return [
    `${plural(reservedRoles, 'role')} of permission sets ${reservedRoles === 1 ? 'is' : 'are'} left out: only IAM Identity Center creates such roles.`,
  ];
}
