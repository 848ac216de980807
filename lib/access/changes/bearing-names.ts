// Pages import this file.

import type { ShownKind } from '../../core/module/kind';
import { SHOWN_KINDS } from '../../resources/kind-arns';

/** The calls of IAM, Organizations and Gatehouse that can change the access of principals. */
export const BEARING: ReadonlySet<string> = new Set([
  ...['User', 'Group', 'Role'].flatMap((noun) => [
    ...[`Create${noun}`, `Delete${noun}`, `Put${noun}Policy`, `Delete${noun}Policy`],
    ...[`Attach${noun}Policy`, `Detach${noun}Policy`, `Put${noun}PermissionsBoundary`, `Delete${noun}PermissionsBoundary`],
    ...[`Update${noun}`, `Tag${noun}`, `Untag${noun}`],
  ]),
  ...['AddUserToGroup', 'RemoveUserFromGroup', 'UpdateAssumeRolePolicy', 'CreateServiceLinkedRole', 'DeleteServiceLinkedRole'],
  ...['CreatePolicyVersion', 'DeletePolicyVersion', 'SetDefaultPolicyVersion', 'DeletePolicy'],
  ...['UpdateAccountPasswordPolicy', 'DeleteAccountPasswordPolicy'],
  ...['AttachPolicy', 'DetachPolicy', 'UpdatePolicy', 'EnablePolicyType', 'DisablePolicyType', 'MoveAccount', 'CreateAccount'],
  ...['CreateOrganization', 'DeleteOrganization', 'LeaveOrganization', 'RemoveAccountFromOrganization', 'AcceptHandshake'],
  ...['CloseAccount', 'ReopenAccount', 'RestoreSnapshot'],
]);

/** The calls that change a resource policy, which can name a principal or everybody. */
export const ON_RESOURCES: ReadonlySet<string> = new Set(policyCallsOf(SHOWN_KINDS));

/** Tests whether a call of this name can change access. */
export function bearsOnAccess(eventName: string): boolean {
  return BEARING.has(eventName) || ON_RESOURCES.has(eventName);
}

/** Returns the calls that change the policies of some kinds. */
export function policyCallsOf(kinds: readonly ShownKind[]): string[] {
  return kinds.flatMap(({ policyCalls = [] }) => policyCalls);
}
