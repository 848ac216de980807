'use server';

import type { ConsoleResult } from '@/lib/console/result';
import { consoleAction, runConsole } from '@/lib/console/run-console';
import type { AnyOperation, InputOf } from '@/lib/core/operation';
import { DeleteAccessKey, ListAccessKeys } from '@/lib/iam/access-key/operations';
import { DetachUserPolicy, ListAttachedUserPolicies } from '@/lib/iam/attachment/operations';
import { ListGroupsForUser, RemoveUserFromGroup } from '@/lib/iam/group/operations';
import { DeleteUserPolicy, ListUserPolicies } from '@/lib/iam/inline-policy/operations';
import { DeleteLoginProfile } from '@/lib/iam/login-profile/operations';
import { CreateUser, DeleteUser } from '@/lib/iam/user/operations';

export const createUser = consoleAction(CreateUser);

/**
 * Deletes a user as AWS's console does: takes everything off it first, call by call, then deletes it. Each call needs its own
 * permission and is in the event history; the first that fails ends it, and what was taken off before stays off.
 */
export async function deleteUser(UserName: string): Promise<ConsoleResult<unknown>> {
  let failure: ConsoleResult<never> | null = null;
  const run = async <O extends AnyOperation>(operation: O, input: InputOf<O>) => {
    if (failure) return null;
    const result = await runConsole(operation, input);
    if (result.ok) return result.data;
    if (result.error.code !== 'NoSuchEntity') failure = result;
    return null;
  };
  await run(DeleteLoginProfile, { UserName });
  for (const key of (await run(ListAccessKeys, { UserName }))?.AccessKeyMetadata ?? []) {
    await run(DeleteAccessKey, { UserName, AccessKeyId: key.AccessKeyId ?? '' });
  }
  for (const PolicyName of (await run(ListUserPolicies, { UserName, MaxItems: 1000 }))?.PolicyNames ?? [])
    await run(DeleteUserPolicy, { UserName, PolicyName });
  for (const policy of (await run(ListAttachedUserPolicies, { UserName }))?.AttachedPolicies ?? []) {
    await run(DetachUserPolicy, { UserName, PolicyArn: policy.PolicyArn ?? '' });
  }
  for (const group of (await run(ListGroupsForUser, { UserName }))?.Groups ?? [])
    await run(RemoveUserFromGroup, { UserName, GroupName: group.GroupName ?? '' });
  if (failure) return failure;
  return runConsole(DeleteUser, { UserName });
}
