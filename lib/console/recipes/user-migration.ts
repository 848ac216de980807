import type { PlannedGroup, PlannedSet, PlannedUser } from '../../access/migration/operations';
import { UpdateAccessKey } from '../../iam/access-key/operations';
import { DeleteLoginProfile } from '../../iam/login-profile/operations';
import type { UserCredential } from '../../iam/old-credential/rows';
import { UpdateServiceSpecificCredential } from '../../iam/service-specific-credential/operations';
import { UpdateSigningCertificate } from '../../iam/signing-certificate/operations';
import { UpdateSSHPublicKey } from '../../iam/ssh-public-key/operations';
import { CreatePermissionSet } from '../../identity-center/permission-set/operations';
import {
  AttachCustomerManagedPolicyReferenceToPermissionSet,
  AttachManagedPolicyToPermissionSet,
  PutInlinePolicyToPermissionSet,
  PutPermissionsBoundaryToPermissionSet,
} from '../../identity-center/permission-set/policy-operations';
import { CreateGroup, GetGroupId } from '../../identity-store/group/operations';
import { CreateGroupMembership } from '../../identity-store/membership/operations';
import { CreateUser, GetUserId } from '../../identity-store/user/operations';
import type { Json } from '../result';
import { createAssignment } from './assignment';
import type { EnterMember, Recipe, RunCall } from './recipe';
import { Steps } from './steps';

const EXISTS = { unless: 'ConflictException' };

/**
 * Creates a planned permission set with all of its policies. One that an interrupted run left gets the rest. Nobody is assigned it before it
 * is complete.
 */
export const createPlannedSet: Recipe<{ InstanceArn: string; set: Json<PlannedSet> }, null> = async (
  run,
  { InstanceArn, set },
) => {
  const steps = new Steps(run);
  const { Name, Description } = set;
  const arn =
    set.PermissionSetArn ??
    (await steps.change(`Create permission set ${Name}`, CreatePermissionSet, { InstanceArn, Name, Description }))?.PermissionSet
      .PermissionSetArn;
  const named = { InstanceArn, PermissionSetArn: arn ?? '' };
  for (const ManagedPolicyArn of set.ManagedPolicies)
    await steps.change(`Attach ${ManagedPolicyArn}`, AttachManagedPolicyToPermissionSet, { ...named, ManagedPolicyArn }, EXISTS);
  for (const CustomerManagedPolicyReference of set.CustomerPolicies)
    await steps.change(
      `Attach ${CustomerManagedPolicyReference.Name}`,
      AttachCustomerManagedPolicyReferenceToPermissionSet,
      { ...named, CustomerManagedPolicyReference },
      EXISTS,
    );
  if (set.Boundary)
    await steps.change('Set the permissions boundary', PutPermissionsBoundaryToPermissionSet, {
      ...named,
      PermissionsBoundary: set.Boundary,
    });
  if (set.InlinePolicy !== null)
    await steps.change('Put the inline policy', PutInlinePolicyToPermissionSet, { ...named, InlinePolicy: set.InlinePolicy });
  return steps.result(null);
};

/** Creates a planned group, unless it exists. */
export const createPlannedGroup: Recipe<{ IdentityStoreId: string; DisplayName: string }, null> = async (run, group) => {
  const steps = new Steps(run);
  await steps.change(`Create group ${group.DisplayName}`, CreateGroup, group, EXISTS);
  return steps.result(null);
};

/** A permission set or group of a plan that does not exist yet. */
export type ToPrepare = Parameters<typeof createPlannedSet>[1] | Parameters<typeof createPlannedGroup>[1];

/** Creates a planned permission set or group. */
export const preparePlanned: Recipe<ToPrepare, null> = (run, asked) =>
  'set' in asked ? createPlannedSet(run, asked) : createPlannedGroup(run, asked);

/** A user to migrate, with the permission set and groups of its plan, which exist. */
export type UserToMigrate = {
  InstanceArn: string;
  IdentityStoreId: string;
  AccountId: string;
  user: Pick<Json<PlannedUser>, 'Person'>;
  PermissionSetArn: string;
  groups: readonly Pick<PlannedGroup, 'Name'>[];
  /** The name of the group that is assigned the permission set. Absent: the person is. */
  assignedBy?: string;
};

/**
 * Makes a person of a user: creates it, adds it to its groups, and assigns the permission set at the end. A failure ends the steps, so nobody
 * gets access without its groups. Running it again continues, and creates nothing twice.
 */
export const migrateUser: Recipe<UserToMigrate, null> = async (run, asked) => {
  const { InstanceArn, IdentityStoreId, AccountId: TargetId, user, PermissionSetArn, groups, assignedBy } = asked;
  const steps = new Steps(run);
  const UserId = user.Person.UserId ?? (await personId(steps, IdentityStoreId, user.Person));
  const ids = new Map<string, string>();
  for (const { Name } of groups) {
    const GroupId = await groupId(steps, IdentityStoreId, Name);
    if (GroupId === undefined || UserId === undefined) return steps.result(null);
    ids.set(Name, GroupId);
    const membership = { IdentityStoreId, GroupId, MemberId: { UserId } };
    await steps.change(`Add to group ${Name}`, CreateGroupMembership, membership, EXISTS);
  }
  const done = steps.result(null);
  if (!done.ok || UserId === undefined) return done;
  const byGroup = assignedBy === undefined ? undefined : ids.get(assignedBy);
  return createAssignment(run, {
    InstanceArn,
    TargetId,
    PermissionSetArn,
    ...(byGroup === undefined
      ? { PrincipalType: 'USER' as const, PrincipalId: UserId }
      : { PrincipalType: 'GROUP' as const, PrincipalId: byGroup }),
  });
};

async function personId(
  steps: Steps,
  IdentityStoreId: string,
  { UserName, DisplayName, GivenName, FamilyName, Email }: Json<PlannedUser>['Person'],
): Promise<string | undefined> {
  const created = await steps.change(
    `Create user ${UserName}`,
    CreateUser,
    {
      IdentityStoreId,
      UserName,
      DisplayName,
      Name: { GivenName, FamilyName },
      ...(Email !== undefined && { Emails: [{ Value: Email, Type: 'work', Primary: true }] }),
    },
    EXISTS,
  );
  if (created) return created.UserId;
  const AlternateIdentifier = { UniqueAttribute: { AttributePath: 'userName', AttributeValue: UserName } };
  return (await steps.read(GetUserId, { IdentityStoreId, AlternateIdentifier }))?.UserId;
}

async function groupId(steps: Steps, IdentityStoreId: string, name: string): Promise<string | undefined> {
  const AlternateIdentifier = { UniqueAttribute: { AttributePath: 'displayName', AttributeValue: name } };
  return (await steps.read(GetGroupId, { IdentityStoreId, AlternateIdentifier }))?.GroupId;
}

/** A credential to stop, in an account. `own`: it is the caller's account. */
export type CredentialToStop = Pick<Json<UserCredential>, 'UserName' | 'Kind' | 'Id'> & { AccountId: string; own: boolean };

/**
 * Stops a credential so that nobody can sign in or call with it: deactivates keys and certificates, which can be undone, and deletes a
 * password, because IAM cannot deactivate one. In another account the administrator's role of the organization does it.
 */
export const stopCredential =
  (enter: EnterMember): Recipe<CredentialToStop, unknown> =>
  async (run, credential) => {
    if (credential.own) return stop(run, credential);
    const entered = await enter(credential.AccountId);
    return entered.ok ? stop(entered.data, credential) : entered;
  };

const INACTIVE = { Status: 'Inactive' } as const;

function stop(run: RunCall, { UserName, Kind, Id }: CredentialToStop) {
  switch (Kind) {
    case 'PASSWORD':
      return run(DeleteLoginProfile, { UserName });
    case 'ACCESS_KEY':
      return run(UpdateAccessKey, { UserName, AccessKeyId: Id, ...INACTIVE });
    case 'SSH_KEY':
      return run(UpdateSSHPublicKey, { UserName, SSHPublicKeyId: Id, ...INACTIVE });
    case 'CERTIFICATE':
      return run(UpdateSigningCertificate, { UserName, CertificateId: Id, ...INACTIVE });
    case 'SERVICE_CREDENTIAL':
      return run(UpdateServiceSpecificCredential, { UserName, ServiceSpecificCredentialId: Id, ...INACTIVE });
    case 'MFA_DEVICE':
      throw new Error('An MFA device gives no access, and stays until the user is deleted.');
  }
}
