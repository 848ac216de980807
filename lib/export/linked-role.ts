import { findServiceLinkedRole } from '../iam/service-linked-role/services';
import type { RoleState } from './state';

/** AWS: roles below it belong to services, which make them themselves. */
const SERVICE_ROLE_PATH = /^\/aws-service-role\/([^/]+)\/$/;

/** What `CreateServiceLinkedRole` takes: the service, for example `autoscaling.amazonaws.com`, and the suffix that the caller chose. */
export type LinkedRole = { service: string; suffix?: string };

/**
 * Whose linked role this is; null for other roles. AWS: a suffix follows an underscore, and only some services take one. Names of other
 * services' roles hold underscores of their own, such as `AWSServiceRoleForApplicationAutoScaling_DynamoDBTable`.
 */
export function linkedRole({ path, name }: Pick<RoleState, 'path' | 'name'>): LinkedRole | null {
  const service = SERVICE_ROLE_PATH.exec(path)?.[1];
  if (service === undefined) return null;
  const known = findServiceLinkedRole(service);
  const start = `${known?.roleName}_`;
  return known?.customSuffix && name.startsWith(start) ? { service, suffix: name.slice(start.length) } : { service };
}
