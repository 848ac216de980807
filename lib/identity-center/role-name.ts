import { randomBytes } from 'node:crypto';

// Source: IAM Identity Center User Guide, "Referencing permission sets in resource policies".
const NAME = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/;

/** Returns a new name of the role of a permission set in an account. */
export function newReservedRoleName(permissionSetName: string): string {
  return `AWSReservedSSO_${permissionSetName}_${randomBytes(8).toString('hex')}`;
}

/** Returns the name of the permission set in the name of a role, or undefined if it is no reserved role. */
export function permissionSetOfRole(roleName: string): string | undefined {
  return NAME.exec(roleName)?.[1];
}
