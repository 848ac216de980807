import { findServiceLinkedRole } from '../iam/service-linked-role/services';
import type { RoleState } from './state';

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
