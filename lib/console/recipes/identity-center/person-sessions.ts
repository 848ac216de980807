import { UNENDED_REASONS } from '../../../access/person-sessions/limits';
import { GetPersonSessions } from '../../../access/person-sessions/operations';
import { PutInlinePolicyToPermissionSet } from '../../../identity-center/permission-set/policy-operations';
import {
  DescribePermissionSetProvisioningStatus,
  ProvisionPermissionSet,
} from '../../../identity-center/provisioning/operations';
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

type PolicyInAccount = { InstanceArn: string; PermissionSetArn: string; TargetId: string };

/** Saves and provisions the policies that end sessions, as the engine tried them. Sessions that no policy ends are reported, with the reason. */
async function revoke(attempts: Attempts, { InstanceArn, UserId }: PersonAt): Promise<void> {
  const read = await attempts.read('Read the sessions', GetPersonSessions, { UserId });
  for (const { PermissionSetArn, PermissionSetName: name, AccountIds, InlinePolicy } of read?.Revocations ?? []) {
    const policy = { InstanceArn, PermissionSetArn, InlinePolicy };
    if (!(await attempts.change(`Deny the sessions in ${name}`, PutInlinePolicyToPermissionSet, policy))) continue;
    for (const TargetId of AccountIds)
      await provision(attempts, `Provision ${name} in ${TargetId}`, { InstanceArn, PermissionSetArn, TargetId });
  }
  for (const { PermissionSetName: name, AccountIds, Reason, Message } of read?.Unended ?? []) {
    const message = `The sessions with ${name} in ${AccountIds.join(', ')} go on until they expire. ${UNENDED_REASONS[Reason]}`;
    attempts.fail(`End the sessions with ${name}`, {
      code: 'SessionsGoOn',
      message: Message ? `${message} ${Message}` : message,
    });
  }
}

/** Provisions a permission set in an account. A call that AWS accepts may still fail in the account. */
async function provision(attempts: Attempts, what: string, { TargetId, ...named }: PolicyInAccount): Promise<void> {
  const input = { ...named, TargetType: 'AWS_ACCOUNT' as const, TargetId };
  const begun = await attempts.read(what, ProvisionPermissionSet, input);
  if (!begun) return;
  const { RequestId = '' } = begun.PermissionSetProvisioningStatus;
  const asked = { InstanceArn: named.InstanceArn, ProvisionPermissionSetRequestId: RequestId };
  const ended = await attempts.read(what, DescribePermissionSetProvisioningStatus, asked);
  if (!ended) return;
  const { Status, FailureReason = '' } = ended.PermissionSetProvisioningStatus;
  if (Status === 'FAILED') attempts.fail(what, { code: 'ProvisioningFailed', message: FailureReason, requestId: RequestId });
  else attempts.made(what);
}
