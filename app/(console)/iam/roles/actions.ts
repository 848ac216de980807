'use server';

import type { ConsoleResult } from '@/lib/console/result';
import { consoleAction, consoleRecipe, runConsole } from '@/lib/console/run-console';
import { AttachRolePolicy, DetachRolePolicy, ListAttachedRolePolicies } from '@/lib/iam/attachment/operations';
import { DeleteRolePolicy, ListRolePolicies, PutRolePolicy } from '@/lib/iam/inline-policy/operations';
import {
  AddRoleToInstanceProfile,
  CreateInstanceProfile,
  DeleteInstanceProfile,
  ListInstanceProfilesForRole,
  RemoveRoleFromInstanceProfile,
} from '@/lib/iam/instance-profile/operations';
import { CreateRole, DeleteRole, UpdateAssumeRolePolicy, UpdateRole } from '@/lib/iam/role/operations';
import { Attempts, type FailedStep, Steps } from '../steps';

export const updateRole = consoleAction(UpdateRole);
export const updateTrustPolicy = consoleAction(UpdateAssumeRolePolicy);

export type NewRole = {
  name: string;
  description: string;
  trust: string;
  maxSessionDuration: number;
  arns: readonly string[];
  boundary: string | null;
  tags: readonly { Key: string; Value: string }[];
  /** AWS: the console makes an instance profile of the same name for a role that EC2 may assume. */
  instanceProfile: boolean;
};

export type CreatedRole = { name: string; failed: FailedStep[] };

/** Creates a role with everything the wizard asked for. Once it is there, each further call is tried and failures are told. */
export const createRole = consoleRecipe(async (input: NewRole): Promise<ConsoleResult<CreatedRole>> => {
  const { name: RoleName } = input;
  const created = await runConsole(CreateRole, {
    RoleName,
    AssumeRolePolicyDocument: input.trust,
    Description: input.description || undefined,
    MaxSessionDuration: input.maxSessionDuration,
    PermissionsBoundary: input.boundary ?? undefined,
    Tags: input.tags.length > 0 ? [...input.tags] : undefined,
  });
  if (!created.ok) return created;
  const attempts = new Attempts();
  for (const PolicyArn of input.arns) await attempts.run(`Attach ${PolicyArn}`, AttachRolePolicy, { RoleName, PolicyArn });
  if (input.instanceProfile) {
    const profile = { InstanceProfileName: RoleName };
    const made = await attempts.run('Create the instance profile', CreateInstanceProfile, profile);
    if (made) await attempts.run('Add the role to its instance profile', AddRoleToInstanceProfile, { ...profile, RoleName });
  }
  return { ok: true, data: { name: RoleName, failed: attempts.failed } };
});

/** Deletes a role as AWS's console does: policies off and out of instance profiles first; a profile of the same name goes too. */
export const deleteRole = consoleRecipe(async (RoleName: string): Promise<ConsoleResult<unknown>> => {
  const steps = new Steps();
  const profiles = await steps.run(ListInstanceProfilesForRole, { RoleName });
  for (const { InstanceProfileName = '' } of profiles?.InstanceProfiles ?? []) {
    await steps.run(RemoveRoleFromInstanceProfile, { InstanceProfileName, RoleName });
    if (InstanceProfileName === RoleName) await steps.run(DeleteInstanceProfile, { InstanceProfileName });
  }
  for (const PolicyName of (await steps.run(ListRolePolicies, { RoleName, MaxItems: 1000 }))?.PolicyNames ?? [])
    await steps.run(DeleteRolePolicy, { RoleName, PolicyName });
  for (const { PolicyArn = '' } of (await steps.run(ListAttachedRolePolicies, { RoleName }))?.AttachedPolicies ?? [])
    await steps.run(DetachRolePolicy, { RoleName, PolicyArn });
  await steps.run(DeleteRole, { RoleName });
  return steps.result();
});

/** AWS: the name of the policy by which the console revokes sessions. */
const REVOKE_POLICY = 'AWSRevokeOlderSessions';

/** Denies everything to sessions that began before now. Whoever may assume the role can begin another. */
export const revokeSessions = consoleRecipe(async (RoleName: string): Promise<ConsoleResult<unknown>> => {
  const document = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Action: ['*'],
        Resource: ['*'],
        Condition: { DateLessThan: { 'aws:TokenIssueTime': new Date().toISOString() } },
      },
    ],
  };
  return runConsole(PutRolePolicy, { RoleName, PolicyName: REVOKE_POLICY, PolicyDocument: JSON.stringify(document) });
});
