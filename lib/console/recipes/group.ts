import { AttachGroupPolicy, ListAttachedGroupPolicies } from '../../iam/attachment/operations';
import { AddUserToGroup, CreateGroup, DeleteGroup, GetGroup, RemoveUserFromGroup } from '../../iam/group/operations';
import { ListGroupPolicies } from '../../iam/inline-policy/operations';
import { Attempts, type Progress } from './attempts';
import { deleteInlinePolicy, detach } from './permissions';
import type { Recipe } from './recipe';
import { Steps } from './steps';

export type NewGroup = { name: string; users: readonly string[]; arns: readonly string[] };

/** Creates a group with users and policies. Once the group exists, every further call is tried and failures are reported. */
export const createGroup: Recipe<NewGroup, Progress> = async (run, group) => {
  const created = await run(CreateGroup, { GroupName: group.name });
  return created.ok ? finishGroup(run, { asked: group, done: [] }) : created;
};

/** Continues with a created group without repeating finished steps. */
export const finishGroup: Recipe<{ asked: NewGroup; done: readonly string[] }, Progress> = async (run, { asked, done }) => {
  const attempts = new Attempts(run, done);
  const { name: GroupName } = asked;
  for (const UserName of asked.users) await attempts.change(`Add user ${UserName}`, AddUserToGroup, { GroupName, UserName });
  for (const PolicyArn of asked.arns) await attempts.change(`Attach ${PolicyArn}`, AttachGroupPolicy, { GroupName, PolicyArn });
  return { ok: true, data: attempts.progress() };
};

/** Deletes a group as AWS's console does, after removing its users and policies. */
export const deleteGroup: Recipe<string, null> = async (run, GroupName) => {
  const steps = new Steps(run);
  const group = { kind: 'groups', name: GroupName } as const;
  for (const { UserName = '' } of await steps.list(GetGroup, { GroupName }, ({ Users }) => Users))
    await steps.remove(`Take user ${UserName} out of group ${GroupName}`, RemoveUserFromGroup, { GroupName, UserName });
  const attached = await steps.list(ListAttachedGroupPolicies, { GroupName }, ({ AttachedPolicies }) => AttachedPolicies);
  for (const { PolicyArn = '' } of attached) await detach(steps, group, PolicyArn);
  for (const name of await steps.list(ListGroupPolicies, { GroupName }, ({ PolicyNames }) => PolicyNames))
    await deleteInlinePolicy(steps, group, name);
  await steps.remove(`Delete group ${GroupName}`, DeleteGroup, { GroupName });
  return steps.result(null);
};

export type Memberships = { users: readonly string[]; groups: readonly string[] };

/** Adds each of the users to each of the groups. */
export const addToGroups: Recipe<Memberships, null> = async (run, { users, groups }) => {
  const steps = new Steps(run);
  for (const UserName of users) {
    for (const GroupName of groups)
      await steps.change(`Add user ${UserName} to group ${GroupName}`, AddUserToGroup, { GroupName, UserName });
  }
  return steps.result(null);
};

export const removeFromGroups: Recipe<Memberships, null> = async (run, { users, groups }) => {
  const steps = new Steps(run);
  for (const UserName of users) {
    for (const GroupName of groups)
      await steps.remove(`Take user ${UserName} out of group ${GroupName}`, RemoveUserFromGroup, { GroupName, UserName });
  }
  return steps.result(null);
};
