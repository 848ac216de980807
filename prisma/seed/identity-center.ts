import type { Database } from '../../lib/db/client';
import { CreateApplicationAssignment } from '../../lib/identity-center/application/assignment-operations';
import { CreateApplication, PutApplicationAssignmentConfiguration } from '../../lib/identity-center/application/operations';
import { CreateAccountAssignment } from '../../lib/identity-center/assignment/operations';
import { StartSSO } from '../../lib/identity-center/instance/console-operations';
import { UpdateInstance } from '../../lib/identity-center/instance/operations';
import { CreatePermissionSet } from '../../lib/identity-center/permission-set/operations';
import { AttachManagedPolicyToPermissionSet } from '../../lib/identity-center/permission-set/policy-operations';
import { PutMfaDeviceManagementForDirectory } from '../../lib/identity-center/sign-in-settings/console-operations';
import { NEW_MFA_SETTINGS } from '../../lib/identity-center/sign-in-settings/schema';
import { CreateGroup } from '../../lib/identity-store/group/operations';
import { CreateGroupMembership } from '../../lib/identity-store/membership/operations';
import { UpdatePassword } from '../../lib/identity-store/password/console-operations';
import { changeStorePassword } from '../../lib/identity-store/password/rows';
import { findStoreUser } from '../../lib/identity-store/rows';
import { CreateUser } from '../../lib/identity-store/user/operations';
import type { Actor, Clock } from './actor';
import { DEMO_PASSWORD } from './demo-password';
import type { Members } from './organization';

const PEOPLE = [
  { userName: 'ana.ruiz', GivenName: 'Ana', FamilyName: 'Ruiz', group: 'Platform' },
  { userName: 'ben.okafor', GivenName: 'Ben', FamilyName: 'Okafor', group: 'Developers' },
  { userName: 'chloe.martin', GivenName: 'Chloe', FamilyName: 'Martin', group: 'Auditors' },
  { userName: 'david.lee', GivenName: 'David', FamilyName: 'Lee', group: null },
] as const;

const PERMISSION_SETS = [
  {
    name: 'AdministratorAccess',
    policy: 'AdministratorAccess',
    duration: 'PT1H',
    description: 'Everything that the account may do',
  },
  { name: 'PowerUserAccess', policy: 'PowerUserAccess', duration: 'PT4H', description: 'Everything but users, groups and roles' },
  { name: 'SecurityAudit', policy: 'SecurityAudit', duration: 'PT8H', description: 'Read the configuration for reviews' },
  {
    name: 'ViewOnlyAccess',
    policy: 'job-function/ViewOnlyAccess',
    duration: 'PT1H',
    description: 'View resources, change nothing',
  },
] as const;

type SetName = (typeof PERMISSION_SETS)[number]['name'];
type Assigned = { to: string; permissionSet: SetName; accounts: readonly (keyof Members)[] };

const ASSIGNED: readonly Assigned[] = [
  { to: 'Platform', permissionSet: 'AdministratorAccess', accounts: ['production', 'payments', 'development', 'sandbox'] },
  { to: 'Developers', permissionSet: 'PowerUserAccess', accounts: ['development', 'sandbox'] },
  { to: 'Developers', permissionSet: 'ViewOnlyAccess', accounts: ['production'] },
  { to: 'Auditors', permissionSet: 'SecurityAudit', accounts: ['audit', 'production', 'payments', 'development', 'sandbox'] },
  // People with assignments of their own are what the posture page warns of.
  { to: 'david.lee', permissionSet: 'PowerUserAccess', accounts: ['sandbox'] },
];

const APPLICATIONS = [
  { name: 'Wiki', url: 'https://wiki.acme.example/', description: 'Notes of all teams', to: null },
  { name: 'Build server', url: 'https://build.acme.example/', description: 'Builds and releases', to: 'Developers' },
] as const;

/** Enables IAM Identity Center with people, groups, permission sets and assignments. The people have the published password. */
export async function seedIdentityCenter(database: Database, root: Actor, members: Members, clock: Clock): Promise<void> {
  const { InstanceArn, IdentityStoreId } = await root(StartSSO, {});
  await root(UpdateInstance, { InstanceArn, Name: 'acme' });
  // The people of the demo have no devices, and must be able to sign in.
  await root(PutMfaDeviceManagementForDirectory, { ...NEW_MFA_SETTINGS, WithoutDevice: 'ALLOW' });
  const principals = new Map<string, { PrincipalType: 'USER' | 'GROUP'; PrincipalId: string }>();
  for (const name of ['Platform', 'Developers', 'Auditors']) {
    const { GroupId } = await root(CreateGroup, { IdentityStoreId, DisplayName: name });
    principals.set(name, { PrincipalType: 'GROUP', PrincipalId: GroupId });
  }
  for (const { userName, GivenName, FamilyName, group } of PEOPLE) {
    const { UserId } = await root(CreateUser, {
      IdentityStoreId,
      UserName: userName,
      DisplayName: `${GivenName} ${FamilyName}`,
      Name: { GivenName, FamilyName },
      Emails: [{ Value: `${userName}@acme.example`, Type: 'work', Primary: true }],
    });
    principals.set(userName, { PrincipalType: 'USER', PrincipalId: UserId });
    await choosePassword(database, root, { IdentityStoreId, UserId }, clock);
    const GroupId = group && principals.get(group)?.PrincipalId;
    if (GroupId) await root(CreateGroupMembership, { IdentityStoreId, GroupId, MemberId: { UserId } });
  }
  const arns = new Map<string, string>();
  for (const { name, policy, duration, description } of PERMISSION_SETS) {
    const input = { InstanceArn, Name: name, Description: description, SessionDuration: duration };
    const { PermissionSetArn } = (await root(CreatePermissionSet, input)).PermissionSet;
    await root(AttachManagedPolicyToPermissionSet, {
      InstanceArn,
      PermissionSetArn,
      ManagedPolicyArn: `arn:aws:iam::aws:policy/${policy}`,
    });
    arns.set(name, PermissionSetArn);
  }
  for (const { to, permissionSet, accounts } of ASSIGNED) {
    const principal = principals.get(to);
    const PermissionSetArn = arns.get(permissionSet);
    if (!principal || !PermissionSetArn) throw new Error(`the demo has no ${to} or ${permissionSet}`);
    for (const account of accounts) {
      const target = { InstanceArn, PermissionSetArn, TargetId: members[account], TargetType: 'AWS_ACCOUNT' } as const;
      await root(CreateAccountAssignment, { ...target, ...principal });
    }
  }
  for (const { name, url, description, to } of APPLICATIONS) {
    const { ApplicationArn } = await root(CreateApplication, {
      InstanceArn,
      ApplicationProviderArn: 'arn:aws:sso::aws:applicationProvider/custom',
      Name: name,
      Description: description,
      PortalOptions: { SignInOptions: { Origin: 'APPLICATION', ApplicationUrl: url } },
    });
    const principal = to && principals.get(to);
    if (principal) await root(CreateApplicationAssignment, { ApplicationArn, ...principal });
    else await root(PutApplicationAssignmentConfiguration, { ApplicationArn, AssignmentRequired: false });
  }
}

/** Gives a person a one-time password, in place of which the person chooses the published one. */
async function choosePassword(
  database: Database,
  root: Actor,
  { IdentityStoreId, UserId }: { IdentityStoreId: string; UserId: string },
  clock: Clock,
): Promise<void> {
  const given = await root(UpdatePassword, { IdentityStoreId, UserId, PasswordMode: 'OTP' });
  const oldPassword = ('Password' in given ? given.Password : undefined) ?? '';
  const user = await findStoreUser(database.reader, IdentityStoreId, UserId);
  const attempt = { now: clock(), realNow: clock(), sourceIp: '127.0.0.1' };
  await changeStorePassword(database, user, { oldPassword, newPassword: DEMO_PASSWORD }, attempt);
}
