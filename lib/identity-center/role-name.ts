import { randomBytes } from 'node:crypto';
import { SERVICE_PRINCIPAL } from './service-principal';

// Source: IAM Identity Center User Guide, "Referencing permission sets in resource policies".
const NAME = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/;

/** The Region whose roles have no Region in their path. */
const PATH_WITHOUT_REGION = 'us-east-1';

/** Returns the path of reserved roles of an instance in a Region. */
export function reservedPath(region: string): string {
  return `/aws-reserved/${SERVICE_PRINCIPAL}/${region === PATH_WITHOUT_REGION ? '' : `${region}/`}`;
}

/** Returns a new name of the role of a permission set in an account. */
export function newReservedRoleName(permissionSetName: string): string {
  return `AWSReservedSSO_${permissionSetName}_${randomBytes(8).toString('hex')}`;
}

/** Returns the name of the permission set in the name of a role, or undefined if it is no reserved role. */
export function permissionSetOfRole(roleName: string): string | undefined {
  return NAME.exec(roleName)?.[1];
}
