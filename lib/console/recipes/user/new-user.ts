import { AttachUserPolicy, ListAttachedUserPolicies } from '../../../iam/attachment/operations';
import { PutUserPermissionsBoundary } from '../../../iam/boundary/operations';
import { AddUserToGroup, ListGroupsForUser } from '../../../iam/group/operations';
import { GetUserPolicy, ListUserPolicies, PutUserPolicy } from '../../../iam/inline-policy/operations';
import { CreateUser, GetUser } from '../../../iam/user/operations';
import { Attempts, type Progress } from '../attempts';
import type { Recipe } from '../recipe';
import { MaxItems } from '../steps';
import { giveConsole, type PasswordChoice, type SetPassword } from './password';

export type NewUser = {
  name: string;
  console: PasswordChoice | null;
  permissions: UserPermissions;
  boundary: string | null;
  tags: readonly { Key: string; Value: string }[];
};

/** The source of a user's permissions, as the create wizard and "Add permissions" offer it. */
export type UserPermissions =
  | { from: 'groups'; groups: readonly string[] }
  | { from: 'user'; user: string }
  | { from: 'policies'; arns: readonly string[] };

/** The steps that succeeded and failed, and the password if one was set. */
export type GivenUser = SetPassword & Progress;

/** Creates a user with everything requested. Once the user exists, every further call is tried and failures are reported. */
export const createUser: Recipe<NewUser, GivenUser> = async (run, user) => {
  const created = await run(CreateUser, {
    UserName: user.name,
    PermissionsBoundary: user.boundary ?? undefined,
    Tags: user.tags.length > 0 ? [...user.tags] : undefined,
  });
  return created.ok ? finishUser(run, { asked: user, done: [] }) : created;
};

/** Continues with a created user without repeating finished steps. */
export const finishUser: Recipe<{ asked: NewUser; done: readonly string[] }, GivenUser> = async (run, { asked, done }) => {
  const attempts = new Attempts(run, done);
  const password = asked.console ? await giveConsole(run, attempts, asked.name, asked.console) : null;
  await grant(attempts, asked.name, asked.permissions, asked.boundary !== null);
  return { ok: true, data: { password, ...attempts.progress() } };
};

/** Adds permissions to an existing user, whose boundary stays. All calls are tried; the first failure is returned. */
export const addPermissions: Recipe<{ name: string; permissions: UserPermissions }, null> = async (run, input) => {
  const attempts = new Attempts(run);
  await grant(attempts, input.name, input.permissions, true);
  return attempts.result(null);
};

async function grant(attempts: Attempts, UserName: string, permissions: UserPermissions, keepBoundary: boolean): Promise<void> {
  if (permissions.from === 'groups') await addToGroups(attempts, UserName, permissions.groups);
  else if (permissions.from === 'policies') await attachPolicies(attempts, UserName, permissions.arns);
  else await copyPermissions(attempts, permissions.user, UserName, keepBoundary);
}

async function addToGroups(attempts: Attempts, UserName: string, groups: readonly string[]): Promise<void> {
  for (const GroupName of groups) await attempts.change(`Add to group ${GroupName}`, AddUserToGroup, { GroupName, UserName });
}

async function attachPolicies(attempts: Attempts, UserName: string, arns: readonly string[]): Promise<void> {
  for (const PolicyArn of arns) await attempts.change(`Attach ${PolicyArn}`, AttachUserPolicy, { UserName, PolicyArn });
}

/** Copies groups, attached and inline policies and the boundary, as AWS does. Tags and credentials are not copied. */
async function copyPermissions(attempts: Attempts, from: string, UserName: string, keepBoundary: boolean): Promise<void> {
  const source = { UserName: from, MaxItems };
  const groups = await attempts.read(`Read the groups of ${from}`, ListGroupsForUser, source);
  await addToGroups(attempts, UserName, groups?.Groups.map(({ GroupName = '' }) => GroupName) ?? []);
  const attached = await attempts.read(`Read the attached policies of ${from}`, ListAttachedUserPolicies, source);
  await attachPolicies(attempts, UserName, attached?.AttachedPolicies.map(({ PolicyArn = '' }) => PolicyArn) ?? []);
  const inline = await attempts.read(`Read the inline policies of ${from}`, ListUserPolicies, source);
  for (const PolicyName of inline?.PolicyNames ?? []) await copyInlinePolicy(attempts, from, UserName, PolicyName);
  const user = await attempts.read(`Read the boundary of ${from}`, GetUser, { UserName: from });
  const boundary = user?.User.PermissionsBoundary?.PermissionsBoundaryArn;
  if (boundary && !keepBoundary)
    await attempts.change('Copy the permissions boundary', PutUserPermissionsBoundary, {
      UserName,
      PermissionsBoundary: boundary,
    });
}

async function copyInlinePolicy(attempts: Attempts, from: string, UserName: string, PolicyName: string): Promise<void> {
  const what = `Copy the inline policy ${PolicyName}`;
  if (attempts.isDone(what)) return;
  const policy = await attempts.read(`Read the inline policy ${PolicyName}`, GetUserPolicy, { UserName: from, PolicyName });
  if (!policy) return;
  const PolicyDocument = decodeURIComponent(policy.PolicyDocument);
  await attempts.change(what, PutUserPolicy, { UserName, PolicyName, PolicyDocument });
}
