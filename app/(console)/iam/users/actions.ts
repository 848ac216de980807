'use server';

import type { ConsoleResult } from '@/lib/console/result';
import { consoleAction, consoleRecipe, runConsole } from '@/lib/console/run-console';
import { CreateAccessKey, DeleteAccessKey, ListAccessKeys, UpdateAccessKey } from '@/lib/iam/access-key/operations';
import { AttachUserPolicy, DetachUserPolicy, ListAttachedUserPolicies } from '@/lib/iam/attachment/operations';
import { PutUserPermissionsBoundary } from '@/lib/iam/boundary/operations';
import { AddUserToGroup, ListGroupsForUser, RemoveUserFromGroup } from '@/lib/iam/group/operations';
import { DeleteUserPolicy, GetUserPolicy, ListUserPolicies, PutUserPolicy } from '@/lib/iam/inline-policy/operations';
import { CreateLoginProfile, DeleteLoginProfile, UpdateLoginProfile } from '@/lib/iam/login-profile/operations';
import {
  CreateVirtualMFADevice,
  DeactivateMFADevice,
  DeleteVirtualMFADevice,
  EnableMFADevice,
  ListMFADevices,
  ResyncMFADevice,
} from '@/lib/iam/mfa/operations';
import { GetAccountPasswordPolicy } from '@/lib/iam/password-policy/operations';
import {
  DeleteServiceSpecificCredential,
  ListServiceSpecificCredentials,
} from '@/lib/iam/service-specific-credential/operations';
import { DeleteSigningCertificate, ListSigningCertificates } from '@/lib/iam/signing-certificate/operations';
import { DeleteSSHPublicKey, ListSSHPublicKeys } from '@/lib/iam/ssh-public-key/operations';
import { CreateUser, DeleteUser, GetUser } from '@/lib/iam/user/operations';
import { bytesOf } from '../bytes';
import { Attempts, type FailedStep, Steps } from '../steps';
import { generatePassword } from './generate-password';

export const createAccessKey = consoleAction(CreateAccessKey);
export const updateAccessKey = consoleAction(UpdateAccessKey);
export const deleteAccessKey = consoleAction(DeleteAccessKey);
export const deleteLoginProfile = consoleAction(DeleteLoginProfile);
export const enableMfaDevice = consoleAction(EnableMFADevice);
export const resyncMfaDevice = consoleAction(ResyncMFADevice);
export const deleteVirtualMfaDevice = consoleAction(DeleteVirtualMFADevice);

const CHANGE_OWN_PASSWORD = 'arn:aws:iam::aws:policy/IAMUserChangePassword';
const GENERATED_LENGTH = 20;

/** How a password is set. `generate` makes one that meets the account's policy. */
export type PasswordChoice = { password: string | { generate: true }; mustChange: boolean };

export type NewUser = {
  name: string;
  console: PasswordChoice | null;
  permissions: UserPermissions;
  boundary: string | null;
  tags: readonly { Key: string; Value: string }[];
};

/** Where a user's permissions come from, as the create wizard and "Add permissions" offer it. */
export type UserPermissions =
  | { from: 'groups'; groups: readonly string[] }
  | { from: 'user'; user: string }
  | { from: 'policies'; arns: readonly string[] };

/** What a user is given once it is there: each can be tried again by itself. */
type Part = 'console' | 'changePassword' | 'permissions';
const PARTS: readonly Part[] = ['console', 'changePassword', 'permissions'];

export type FailedPart = FailedStep & { part: Part };
/** What was given to a user, what was not, and the password where one was set. */
export type GivenParts = { password: string | null; done: string[]; failed: FailedPart[] };
export type CreatedUser = GivenParts & { name: string };

/** Creates a user with everything the wizard asked for. Once the user is there, each further call is tried and failures are told. */
export const createUser = consoleRecipe(async (input: NewUser): Promise<ConsoleResult<CreatedUser>> => {
  const created = await runConsole(CreateUser, {
    UserName: input.name,
    PermissionsBoundary: input.boundary ?? undefined,
    Tags: input.tags.length > 0 ? [...input.tags] : undefined,
  });
  if (!created.ok) return created;
  return { ok: true, data: { name: input.name, ...(await giveParts(input, PARTS)) } };
});

/** Tries again what could not be given to a user that was created. What it has already is given once more without harm. */
export const finishUser = consoleRecipe(
  async (input: { user: NewUser; parts: readonly Part[] }): Promise<ConsoleResult<GivenParts>> => {
    // Console access comes with the right to change the password.
    const parts = input.parts.flatMap((part): Part[] => (part === 'console' ? ['console', 'changePassword'] : [part]));
    return { ok: true, data: await giveParts(input.user, parts) };
  },
);

async function giveParts(user: NewUser, parts: readonly Part[]): Promise<GivenParts> {
  const given: GivenParts = { password: null, done: [], failed: [] };
  const give = async (part: Part, work: (attempts: Attempts) => Promise<unknown>) => {
    if (!parts.includes(part)) return;
    const attempts = new Attempts();
    await work(attempts);
    given.done.push(...attempts.done);
    given.failed.push(...attempts.failed.map((step) => ({ ...step, part })));
  };
  const choice = user.console;
  if (choice) {
    await give('console', async (attempts) => {
      given.password = await giveConsole(user.name, choice, attempts);
    });
    // Who has no console access has no password to change, and gets this together with it.
    const hasConsole = given.password !== null || !parts.includes('console');
    if (hasConsole) await give('changePassword', (attempts) => letChangePassword(user.name, choice, attempts));
  }
  await give('permissions', (attempts) => grant(user.name, user.permissions, attempts, user.boundary !== null));
  return given;
}

/** Lets a user sign in. */
async function giveConsole(UserName: string, choice: PasswordChoice, attempts: Attempts): Promise<string | null> {
  const policy = await runConsole(GetAccountPasswordPolicy, {});
  const Password = newPassword(choice, policy.ok ? policy.data.PasswordPolicy.MinimumPasswordLength : undefined);
  const PasswordResetRequired = choice.mustChange;
  const profile = await attempts.run('Give console access', CreateLoginProfile, { UserName, Password, PasswordResetRequired });
  return profile ? Password : null;
}

/** AWS: who must change the password is also allowed to, unless the account lets everybody. */
async function letChangePassword(UserName: string, { mustChange }: PasswordChoice, attempts: Attempts): Promise<void> {
  if (!mustChange) return;
  const policy = await runConsole(GetAccountPasswordPolicy, {});
  if (policy.ok && policy.data.PasswordPolicy.AllowUsersToChangePassword) return;
  await attempts.run('Attach IAMUserChangePassword', AttachUserPolicy, { UserName, PolicyArn: CHANGE_OWN_PASSWORD });
}

function newPassword({ password }: PasswordChoice, minimum: number | undefined): string {
  return typeof password === 'string' ? password : generatePassword(Math.max(GENERATED_LENGTH, minimum ?? 0));
}

async function grant(UserName: string, permissions: UserPermissions, attempts: Attempts, keepBoundary: boolean): Promise<void> {
  if (permissions.from === 'groups') {
    for (const GroupName of permissions.groups)
      await attempts.run(`Add to group ${GroupName}`, AddUserToGroup, { GroupName, UserName });
  } else if (permissions.from === 'policies') {
    for (const PolicyArn of permissions.arns)
      await attempts.run(`Attach ${PolicyArn}`, AttachUserPolicy, { UserName, PolicyArn });
  } else await copyPermissions(permissions.user, UserName, attempts, keepBoundary);
}

/** AWS: a copy takes over groups, attached and inline policies and the boundary, not tags or credentials. */
async function copyPermissions(from: string, UserName: string, attempts: Attempts, keepBoundary: boolean): Promise<void> {
  const source = { UserName: from, MaxItems: 1000 };
  const groups = await attempts.run(`Read the groups of ${from}`, ListGroupsForUser, source);
  for (const { GroupName = '' } of groups?.Groups ?? [])
    await attempts.run(`Add to group ${GroupName}`, AddUserToGroup, { GroupName, UserName });
  const attached = await attempts.run(`Read the attached policies of ${from}`, ListAttachedUserPolicies, source);
  for (const { PolicyArn = '' } of attached?.AttachedPolicies ?? [])
    await attempts.run(`Attach ${PolicyArn}`, AttachUserPolicy, { UserName, PolicyArn });
  const inline = await attempts.run(`Read the inline policies of ${from}`, ListUserPolicies, source);
  for (const PolicyName of inline?.PolicyNames ?? []) {
    const policy = await attempts.run(`Read the inline policy ${PolicyName}`, GetUserPolicy, { UserName: from, PolicyName });
    if (!policy) continue;
    const PolicyDocument = decodeURIComponent(policy.PolicyDocument);
    await attempts.run(`Copy the inline policy ${PolicyName}`, PutUserPolicy, { UserName, PolicyName, PolicyDocument });
  }
  const user = await attempts.run(`Read the boundary of ${from}`, GetUser, { UserName: from });
  const boundary = user?.User.PermissionsBoundary?.PermissionsBoundaryArn;
  if (boundary && !keepBoundary) {
    await attempts.run('Copy the permissions boundary', PutUserPermissionsBoundary, { UserName, PermissionsBoundary: boundary });
  }
}

/** Adds permissions to a user that exists. The first failure is the answer; what was added before it stays. */
export const addPermissions = consoleRecipe(
  async (input: { name: string; permissions: UserPermissions }): Promise<ConsoleResult<unknown>> => {
    const attempts = new Attempts();
    const { name: UserName } = input;
    await grant(UserName, input.permissions, attempts, true);
    const [failed] = attempts.failed;
    return failed ? { ok: false, error: failed.error } : { ok: true, data: null };
  },
);

/** Gives a user that has none console access, and answers the password once. */
export const enableConsole = consoleRecipe(
  async (input: { name: string; choice: PasswordChoice }): Promise<ConsoleResult<{ password: string | null }>> => {
    const attempts = new Attempts();
    const password = await giveConsole(input.name, input.choice, attempts);
    if (password !== null) await letChangePassword(input.name, input.choice, attempts);
    const [failed] = attempts.failed;
    return failed ? { ok: false, error: failed.error } : { ok: true, data: { password } };
  },
);

/** Sets another password, and answers it once. */
export const resetPassword = consoleRecipe(
  async (input: { name: string; choice: PasswordChoice }): Promise<ConsoleResult<{ password: string | null }>> => {
    const policy = await runConsole(GetAccountPasswordPolicy, {});
    const password = newPassword(input.choice, policy.ok ? policy.data.PasswordPolicy.MinimumPasswordLength : undefined);
    const result = await runConsole(UpdateLoginProfile, {
      UserName: input.name,
      Password: password,
      PasswordResetRequired: input.choice.mustChange,
    });
    return result.ok ? { ok: true, data: { password } } : result;
  },
);

export const addToGroups = consoleRecipe(
  async (input: { users: readonly string[]; groups: readonly string[] }): Promise<ConsoleResult<unknown>> => {
    for (const UserName of input.users) {
      for (const GroupName of input.groups) {
        const result = await runConsole(AddUserToGroup, { GroupName, UserName });
        if (!result.ok) return result;
      }
    }
    return { ok: true, data: null };
  },
);

export const removeFromGroups = consoleRecipe(
  async (input: { users: readonly string[]; groups: readonly string[] }): Promise<ConsoleResult<unknown>> => {
    for (const UserName of input.users) {
      for (const GroupName of input.groups) {
        const result = await runConsole(RemoveUserFromGroup, { GroupName, UserName });
        if (!result.ok) return result;
      }
    }
    return { ok: true, data: null };
  },
);

/** A new authenticator app: its seed as text and as the QR code, which are never shown again. */
export type NewMfaDevice = { serialNumber: string; seed: string; qrCode: string };

export const createVirtualMfaDevice = consoleRecipe(
  async (VirtualMFADeviceName: string): Promise<ConsoleResult<NewMfaDevice>> => {
    const result = await runConsole(CreateVirtualMFADevice, { VirtualMFADeviceName });
    if (!result.ok) return result;
    const { SerialNumber, Base32StringSeed, QRCodePNG } = result.data.VirtualMFADevice;
    const png = Buffer.from(bytesOf(QRCodePNG)).toString('base64');
    return {
      ok: true,
      data: {
        serialNumber: SerialNumber,
        seed: Buffer.from(bytesOf(Base32StringSeed)).toString('ascii'),
        qrCode: `data:image/png;base64,${png}`,
      },
    };
  },
);

/** Takes a device from its user and deletes it, as AWS's console does in one go. Without a name: the caller's, who is root. */
export const removeMfaDevice = consoleRecipe(
  async (input: { userName: string | undefined; serialNumber: string }): Promise<ConsoleResult<unknown>> => {
    const steps = new Steps();
    await steps.run(DeactivateMFADevice, { UserName: input.userName, SerialNumber: input.serialNumber });
    await steps.run(DeleteVirtualMFADevice, { SerialNumber: input.serialNumber });
    return steps.result();
  },
);

/** Deletes a user as AWS's console does: takes everything off it first, call by call, then deletes it. */
export const deleteUser = consoleRecipe(async (UserName: string): Promise<ConsoleResult<unknown>> => {
  const steps = new Steps();
  await steps.run(DeleteLoginProfile, { UserName });
  for (const { AccessKeyId = '' } of (await steps.run(ListAccessKeys, { UserName }))?.AccessKeyMetadata ?? [])
    await steps.run(DeleteAccessKey, { UserName, AccessKeyId });
  for (const { CertificateId } of (await steps.run(ListSigningCertificates, { UserName }))?.Certificates ?? [])
    await steps.run(DeleteSigningCertificate, { UserName, CertificateId });
  for (const { SSHPublicKeyId } of (await steps.run(ListSSHPublicKeys, { UserName }))?.SSHPublicKeys ?? [])
    await steps.run(DeleteSSHPublicKey, { UserName, SSHPublicKeyId });
  const credentials = await steps.run(ListServiceSpecificCredentials, { UserName });
  for (const { ServiceSpecificCredentialId } of credentials?.ServiceSpecificCredentials ?? [])
    await steps.run(DeleteServiceSpecificCredential, { UserName, ServiceSpecificCredentialId });
  for (const { SerialNumber = '' } of (await steps.run(ListMFADevices, { UserName }))?.MFADevices ?? []) {
    await steps.run(DeactivateMFADevice, { UserName, SerialNumber });
    await steps.run(DeleteVirtualMFADevice, { SerialNumber });
  }
  for (const PolicyName of (await steps.run(ListUserPolicies, { UserName, MaxItems: 1000 }))?.PolicyNames ?? [])
    await steps.run(DeleteUserPolicy, { UserName, PolicyName });
  for (const { PolicyArn = '' } of (await steps.run(ListAttachedUserPolicies, { UserName }))?.AttachedPolicies ?? [])
    await steps.run(DetachUserPolicy, { UserName, PolicyArn });
  for (const { GroupName = '' } of (await steps.run(ListGroupsForUser, { UserName }))?.Groups ?? [])
    await steps.run(RemoveUserFromGroup, { UserName, GroupName });
  await steps.run(DeleteUser, { UserName });
  return steps.result();
});
