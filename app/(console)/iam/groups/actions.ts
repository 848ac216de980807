'use server';

import type { ConsoleResult } from '@/lib/console/result';
import { consoleAction, consoleRecipe, runConsole } from '@/lib/console/run-console';
import { AttachGroupPolicy, DetachGroupPolicy, ListAttachedGroupPolicies } from '@/lib/iam/attachment/operations';
import { AddUserToGroup, CreateGroup, DeleteGroup, GetGroup, RemoveUserFromGroup, UpdateGroup } from '@/lib/iam/group/operations';
import { DeleteGroupPolicy, ListGroupPolicies } from '@/lib/iam/inline-policy/operations';
import { Attempts, type FailedStep, Steps } from '../steps';

export const updateGroup = consoleAction(UpdateGroup);

export type CreatedGroup = { name: string; failed: FailedStep[] };

/** Creates a group with users and policies. Once the group is there, each further call is tried and failures are told. */
export const createGroup = consoleRecipe(
  async (input: { name: string; users: readonly string[]; arns: readonly string[] }): Promise<ConsoleResult<CreatedGroup>> => {
    const { name: GroupName } = input;
    const created = await runConsole(CreateGroup, { GroupName });
    if (!created.ok) return created;
    const attempts = new Attempts();
    for (const UserName of input.users) await attempts.run(`Add user ${UserName}`, AddUserToGroup, { GroupName, UserName });
    for (const PolicyArn of input.arns) await attempts.run(`Attach ${PolicyArn}`, AttachGroupPolicy, { GroupName, PolicyArn });
    return { ok: true, data: { name: GroupName, failed: attempts.failed } };
  },
);

/** Deletes a group as AWS's console does: users out and policies off first. */
export const deleteGroup = consoleRecipe(async (GroupName: string): Promise<ConsoleResult<unknown>> => {
  const steps = new Steps();
  for (const { UserName = '' } of (await steps.run(GetGroup, { GroupName, MaxItems: 1000 }))?.Users ?? [])
    await steps.run(RemoveUserFromGroup, { GroupName, UserName });
  for (const { PolicyArn = '' } of (await steps.run(ListAttachedGroupPolicies, { GroupName }))?.AttachedPolicies ?? [])
    await steps.run(DetachGroupPolicy, { GroupName, PolicyArn });
  for (const PolicyName of (await steps.run(ListGroupPolicies, { GroupName, MaxItems: 1000 }))?.PolicyNames ?? [])
    await steps.run(DeleteGroupPolicy, { GroupName, PolicyName });
  await steps.run(DeleteGroup, { GroupName });
  return steps.result();
});
