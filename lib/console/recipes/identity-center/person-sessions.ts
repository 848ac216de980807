import { GetPersonSessions } from '../../../access/person-sessions/operations';
import { PutInlinePolicyToPermissionSet } from '../../../identity-center/permission-set/policy-operations';
import { ProvisionPermissionSet } from '../../../identity-center/provisioning/operations';
import { DisableUser } from '../../../identity-store/password/console-operations';
import { BatchDeleteSession } from '../../../identity-store/sign-ins/console-operations';
import { Attempts } from '../attempts';
import type { Recipe } from '../recipe';

export type PersonAt = { IdentityStoreId: string; InstanceArn: string; UserId: string };

/**
 * Denies everything to the sessions of a person that began before now. IAM refuses to change reserved roles, so the statement goes into the
 * inline policy of each permission set, which is then provisioned in the accounts with sessions.
 */
export const revokePersonSessions: Recipe<PersonAt, null> = async (run, person) => {
  const attempts = new Attempts(run);
  await revoke(attempts, person);
  return attempts.result(null);
};

/**
 * Locks a person out: disables the user, ends the sign-ins, and revokes the sessions in accounts. No new session can begin after the first
 * step, so the sessions are read last. A step that fails does not stop the others, and all may be repeated.
 */
export const lockOutPerson: Recipe<PersonAt, null> = async (run, person) => {
  const { IdentityStoreId, UserId } = person;
  const attempts = new Attempts(run);
  await attempts.change('Disable access', DisableUser, { IdentityStoreId, UserId });
  await attempts.change('End sign-ins', BatchDeleteSession, { IdentityStoreId, UserId });
  await revoke(attempts, person);
  return attempts.result(null);
};

/** Saves and provisions the policies that the engine tried. */
async function revoke(attempts: Attempts, { InstanceArn, UserId }: PersonAt): Promise<void> {
  const read = await attempts.read('Read the sessions', GetPersonSessions, { UserId });
  for (const { PermissionSetArn, PermissionSetName: name, AccountIds, InlinePolicy } of read?.Revocations ?? []) {
    const policy = { InstanceArn, PermissionSetArn, InlinePolicy };
    if (!(await attempts.change(`Deny the sessions in ${name}`, PutInlinePolicyToPermissionSet, policy))) continue;
    for (const TargetId of AccountIds) {
      const target = { InstanceArn, PermissionSetArn, TargetType: 'AWS_ACCOUNT' as const, TargetId };
      await attempts.change(`Provision ${name} in ${TargetId}`, ProvisionPermissionSet, target);
    }
  }
}
