// Of names alone, so that pages load nothing else with it.

/** The calls of IAM, Organizations and ours by which what principals may do themselves can change. */
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

/** The calls by which a policy on a resource is changed: it may name a principal, or everybody. */
export const ON_RESOURCES: ReadonlySet<string> = new Set([
  ...['PutBucketPolicy', 'DeleteBucketPolicy', 'PutKeyPolicy', 'SetQueueAttributes', 'SetTopicAttributes', 'PutResourcePolicy'],
  ...['DeleteResourcePolicy', 'AddPermission', 'RemovePermission', 'PutPublicAccessBlock', 'DeletePublicAccessBlock'],
  ...['CreateQueue', 'DeleteQueue', 'CreateTopic', 'DeleteTopic', 'CreateKey', 'DeleteBucket', 'CreateTable', 'DeleteTable'],
]);

/** Whether a call of this name can change what somebody may do. */
export function bearsOnAccess(eventName: string): boolean {
  return BEARING.has(eventName) || ON_RESOURCES.has(eventName);
}
