import { AttachRolePolicy, ListAttachedRolePolicies } from '../../iam/attachment/operations';
import { ListRolePolicies, PutRolePolicy } from '../../iam/inline-policy/operations';
import {
  AddRoleToInstanceProfile,
  CreateInstanceProfile,
  DeleteInstanceProfile,
  ListInstanceProfilesForRole,
  RemoveRoleFromInstanceProfile,
} from '../../iam/instance-profile/operations';
import { CreateRole, DeleteRole, GetRole, UpdateAssumeRolePolicy } from '../../iam/role/operations';
import { Attempts, type Progress } from './attempts';
import { deleteInlinePolicy, detach } from './permissions';
import type { Recipe } from './recipe';
import { savingFrom, storedDocument } from './save-from';
import { Steps } from './steps';

export type NewRole = {
  name: string;
  description: string;
  trust: string;
  maxSessionDuration: number;
  arns: readonly string[];
  boundary: string | null;
  tags: readonly { Key: string; Value: string }[];
  /** True to create an instance profile of the same name for a role that EC2 may assume, as AWS's console does. */
  instanceProfile: boolean;
};

/** Saves the trust policy of a role from its editor. */
export const editTrustPolicy = savingFrom<{ RoleName: string; PolicyDocument: string }, unknown>(
  (run, { RoleName }) =>
    storedDocument(run(GetRole, { RoleName }), ({ Role }) => decodeURIComponent(Role.AssumeRolePolicyDocument)),
  (run, input) => run(UpdateAssumeRolePolicy, input),
);

/** Creates a role with everything requested. Once it exists, every further call is tried and failures are reported. */
export const createRole: Recipe<NewRole, Progress> = async (run, role) => {
  const created = await run(CreateRole, {
    RoleName: role.name,
    AssumeRolePolicyDocument: role.trust,
    Description: role.description || undefined,
    MaxSessionDuration: role.maxSessionDuration,
    PermissionsBoundary: role.boundary ?? undefined,
    Tags: role.tags.length > 0 ? [...role.tags] : undefined,
  });
  return created.ok ? finishRole(run, { asked: role, done: [] }) : created;
};

/** Continues with a created role without repeating finished steps. */
export const finishRole: Recipe<{ asked: NewRole; done: readonly string[] }, Progress> = async (run, { asked, done }) => {
  const attempts = new Attempts(run, done);
  const { name: RoleName } = asked;
  for (const PolicyArn of asked.arns) await attempts.change(`Attach ${PolicyArn}`, AttachRolePolicy, { RoleName, PolicyArn });
  if (asked.instanceProfile) {
    const profile = { InstanceProfileName: RoleName };
    const made = await attempts.change('Create the instance profile', CreateInstanceProfile, profile);
    if (made) await attempts.change('Add the role to its instance profile', AddRoleToInstanceProfile, { ...profile, RoleName });
  }
  return { ok: true, data: attempts.progress() };
};

/**
 * Deletes a role as AWS's console does, after removing its policies and instance profiles. A profile of the same name is deleted
 * too.
 */
export const deleteRole: Recipe<string, null> = async (run, RoleName) => {
  const steps = new Steps(run);
  const role = { kind: 'roles', name: RoleName } as const;
  const profiles = await steps.list(ListInstanceProfilesForRole, { RoleName }, ({ InstanceProfiles }) => InstanceProfiles);
  for (const { InstanceProfileName = '' } of profiles) {
    const what = `Take role ${RoleName} out of instance profile ${InstanceProfileName}`;
    await steps.remove(what, RemoveRoleFromInstanceProfile, { InstanceProfileName, RoleName });
    if (InstanceProfileName === RoleName)
      await steps.remove(`Delete instance profile ${RoleName}`, DeleteInstanceProfile, { InstanceProfileName });
  }
  for (const name of await steps.list(ListRolePolicies, { RoleName }, ({ PolicyNames }) => PolicyNames))
    await deleteInlinePolicy(steps, role, name);
  const attached = await steps.list(ListAttachedRolePolicies, { RoleName }, ({ AttachedPolicies }) => AttachedPolicies);
  for (const { PolicyArn = '' } of attached) await detach(steps, role, PolicyArn);
  await steps.remove(`Delete role ${RoleName}`, DeleteRole, { RoleName });
  return steps.result(null);
};

/** The name of the policy by which AWS's console revokes sessions. */
export const REVOKE_POLICY = 'AWSRevokeOlderSessions';

/**
 * Denies everything to sessions that began before the time of `clock`. Principals that may assume the role can begin new ones.
 */
export function revokeSessions(clock: () => Date | Promise<Date>): Recipe<string, unknown> {
  return async (run, RoleName) => {
    const document = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          Action: ['*'],
          Resource: ['*'],
          Condition: { DateLessThan: { 'aws:TokenIssueTime': (await clock()).toISOString() } },
        },
      ],
    };
    return run(PutRolePolicy, { RoleName, PolicyName: REVOKE_POLICY, PolicyDocument: JSON.stringify(document) });
  };
}

/**
 * Returns the time before which a revoking policy denies sessions; null if the policy has other content.
 * @param document its text
 */
export function revokedBefore(document: string): Date | null {
  const found = /"DateLessThan"\s*:\s*\{\s*"aws:TokenIssueTime"\s*:\s*"([^"]+)"/i.exec(document)?.[1];
  const time = new Date(found ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? null : time;
}
