'use server';

import { SummarizePolicy, SummarizePolicyService } from '@/lib/access/policy-summary/operations';
import type { ConsoleResult } from '@/lib/console/result';
import { consoleAction, consoleRecipe, runConsole } from '@/lib/console/run-console';
import { ListEntitiesForPolicy } from '@/lib/iam/policy/entities-for-policy-operations';
import { CreatePolicy, DeletePolicy } from '@/lib/iam/policy/operations';
import {
  CreatePolicyVersion,
  DeletePolicyVersion,
  ListPolicyVersions,
  SetDefaultPolicyVersion,
} from '@/lib/iam/policy/version-operations';
import { detachPolicy } from '../actions';
import type { Entity } from '../entity';
import { Steps } from '../steps';

export const createPolicy = consoleAction(CreatePolicy);
export const setDefaultPolicyVersion = consoleAction(SetDefaultPolicyVersion);
export const deletePolicyVersion = consoleAction(DeletePolicyVersion);
export const summarizePolicy = consoleAction(SummarizePolicy);
export const summarizePolicyService = consoleAction(SummarizePolicyService);

/** Saves a new version; where five are there already, after deleting the one the author gave up. */
export const savePolicyVersion = consoleRecipe(
  async (input: {
    arn: string;
    document: string;
    setAsDefault: boolean;
    deleteFirst: string | null;
  }): Promise<ConsoleResult<unknown>> => {
    if (input.deleteFirst !== null) {
      const deleted = await runConsole(DeletePolicyVersion, { PolicyArn: input.arn, VersionId: input.deleteFirst });
      if (!deleted.ok) return deleted;
    }
    return runConsole(CreatePolicyVersion, {
      PolicyArn: input.arn,
      PolicyDocument: input.document,
      SetAsDefault: input.setAsDefault,
    });
  },
);

/** Deletes a policy as AWS's console does: detached everywhere first, its other versions deleted. A boundary stays, and stops it. */
export const deletePolicy = consoleRecipe(async (PolicyArn: string, shown): Promise<ConsoleResult<unknown>> => {
  const uses = await runConsole(ListEntitiesForPolicy, { PolicyArn, PolicyUsageFilter: 'PermissionsPolicy', MaxItems: 1000 });
  if (!uses.ok) return uses;
  const { PolicyUsers, PolicyGroups, PolicyRoles } = uses.data;
  const entities: Entity[] = [
    ...PolicyUsers.map(({ UserName }) => ({ kind: 'users' as const, name: UserName })),
    ...PolicyGroups.map(({ GroupName }) => ({ kind: 'groups' as const, name: GroupName })),
    ...PolicyRoles.map(({ RoleName }) => ({ kind: 'roles' as const, name: RoleName })),
  ];
  const detached = await detachPolicy(shown, { entities, arn: PolicyArn });
  if (!detached.ok) return detached;
  const steps = new Steps();
  for (const version of (await steps.run(ListPolicyVersions, { PolicyArn }))?.Versions ?? []) {
    if (!version.IsDefaultVersion) await steps.run(DeletePolicyVersion, { PolicyArn, VersionId: version.VersionId ?? '' });
  }
  await steps.run(DeletePolicy, { PolicyArn });
  return steps.result();
});
