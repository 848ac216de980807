import { CreateGroupMembership, DeleteGroupMembership } from '../../identity-store/membership/operations';
import { UpdatePassword } from '../../identity-store/password/console-operations';
import { CreateUser } from '../../identity-store/user/operations';
import type { ConsoleFailure } from '../result';
import type { Recipe } from './recipe';
import { Steps } from './steps';

/** A new user of an identity store. `password`: one that is shown once, one that the user sets by an emailed link, or none yet. */
export type NewStoreUser = {
  IdentityStoreId: string;
  userName: string;
  givenName: string;
  familyName: string;
  displayName: string;
  email: string;
  password: 'OTP' | 'EMAIL' | 'NONE';
};

/** The created user, with the password that is shown once, or the reason why the password could not be set. */
export type AddedStoreUser = { userId: string; password?: string; failed?: ConsoleFailure };

/** Creates a user and gives it a way to sign in. */
export const addStoreUser: Recipe<NewStoreUser, AddedStoreUser> = async (run, asked) => {
  const { IdentityStoreId, userName, givenName, familyName, displayName, email, password } = asked;
  const created = await run(CreateUser, {
    IdentityStoreId,
    UserName: userName,
    DisplayName: displayName,
    Name: { GivenName: givenName, FamilyName: familyName },
    ...(email !== '' && { Emails: [{ Value: email, Type: 'work', Primary: true }] }),
  });
  if (!created.ok) return created;
  const { UserId: userId } = created.data;
  if (password === 'NONE') return { ok: true, data: { userId } };
  const set = await run(UpdatePassword, { IdentityStoreId, UserId: userId, PasswordMode: password });
  if (!set.ok) return { ok: true, data: { userId, failed: set.error } };
  const { Password } = set.data as { Password?: string };
  return { ok: true, data: { userId, ...(Password !== undefined && { password: Password }) } };
};

type Members = { IdentityStoreId: string; groupId: string; userIds: readonly string[] };

/** Adds users to a group. A user who is in it already is no failure. */
export const addStoreMembers: Recipe<Members, null> = async (run, { IdentityStoreId, groupId, userIds }) => {
  const steps = new Steps(run);
  for (const UserId of userIds)
    await steps.change(
      `Add user ${UserId}`,
      CreateGroupMembership,
      { IdentityStoreId, GroupId: groupId, MemberId: { UserId } },
      { unless: 'ConflictException' },
    );
  return steps.result(null);
};

/** Ends memberships. */
export const removeStoreMembers: Recipe<{ IdentityStoreId: string; membershipIds: readonly string[] }, null> = async (
  run,
  { IdentityStoreId, membershipIds },
) => {
  const steps = new Steps(run);
  for (const MembershipId of membershipIds)
    await steps.change(`End membership ${MembershipId}`, DeleteGroupMembership, { IdentityStoreId, MembershipId });
  return steps.result(null);
};
