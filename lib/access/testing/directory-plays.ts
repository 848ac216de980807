import type { Actor } from '../../core/test-world';
import { PutUserPermissionsBoundary } from '../../iam/boundary/operations';
import { PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreatePolicy } from '../../iam/policy/operations';
import { CreatePolicyVersion, DeletePolicyVersion } from '../../iam/policy/version-operations';
import { CreateAccountAssignment } from '../../identity-center/assignment/operations';
import type { InstanceRow } from '../../identity-center/instance/rows';
import { CreatePermissionSet } from '../../identity-center/permission-set/operations';
import {
  AttachManagedPolicyToPermissionSet,
  PutInlinePolicyToPermissionSet,
  PutPermissionsBoundaryToPermissionSet,
} from '../../identity-center/permission-set/policy-operations';
import { ProvisionPermissionSet } from '../../identity-center/provisioning/operations';
import { enableIdentityCenter, makeStoreGroup, makeStoreUser } from '../../identity-center/test-instance';
import { CreateProvisioningTenant } from '../../identity-store/scim/console-operations';
import { registerStoreApp } from '../../identity-store/test-store';
import { RegisterDelegatedAdministrator } from '../../organizations/delegated-administrator/operations';
import { organizationOf } from '../../organizations/test-organization';
import { allow, policy, userWith } from '../../sts/test-actors';
import { type DirectoryMove, instanceOf, sessionOf, walkInDirectory } from './directory-walks';
import type { Play, Stage } from './plays';

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const NARROW = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const LITTLE = policy(allow('s3:GetObject'));

/** An organization whose delegated administrator has the permission sets Mine and Boss. */
type Office = {
  root: Actor;
  delegate: Actor;
  instance: InstanceRow;
  InstanceArn: string;
  IdentityStoreId: string;
  assign: (PermissionSetArn: string, group: string) => Promise<string>;
  provision: (PermissionSetArn: string) => Promise<unknown>;
  set: (Name: string, ManagedPolicyArn?: string) => Promise<string>;
};

async function officeOf({ world, root }: Stage): Promise<Office> {
  const { member, organizationId } = await organizationOf(world, root);
  const delegate = await member('delegate');
  const { InstanceArn, IdentityStoreId } = await enableIdentityCenter(root);
  await root.run(RegisterDelegatedAdministrator, { AccountId: delegate.accountId, ServicePrincipal: 'sso.amazonaws.com' });
  const target = { TargetId: delegate.accountId, TargetType: 'AWS_ACCOUNT' as const };
  const assign = async (PermissionSetArn: string, GroupId: string) => {
    await root.run(CreateAccountAssignment, {
      InstanceArn,
      PermissionSetArn,
      ...target,
      PrincipalType: 'GROUP',
      PrincipalId: GroupId,
    });
    const { id } = await world.database.reader.permissionSet.findUniqueOrThrow({
      where: { id: PermissionSetArn.split('/')[2] ?? '' },
    });
    const { roleId } = await world.database.reader.provisionedPermissionSet.findFirstOrThrow({ where: { permissionSetId: id } });
    const role = await world.database.reader.role.findUniqueOrThrow({ where: { id: roleId } });
    return `arn:aws:iam::${delegate.accountId}:role${role.path}${role.name}`;
  };
  return {
    ...{ root, delegate, InstanceArn, IdentityStoreId, assign },
    instance: await instanceOf(world, organizationId),
    provision: (PermissionSetArn) => root.run(ProvisionPermissionSet, { InstanceArn, PermissionSetArn, ...target }),
    set: async (Name, ManagedPolicyArn) => {
      const { PermissionSet } = await root.run(CreatePermissionSet, { InstanceArn, Name });
      const { PermissionSetArn = '' } = PermissionSet;
      if (ManagedPolicyArn)
        await root.run(AttachManagedPolicyToPermissionSet, { InstanceArn, PermissionSetArn, ManagedPolicyArn });
      return PermissionSetArn;
    },
  };
}

/** The play of a person with the permission set Mine in the account of the delegated administrator. */
async function played(stage: Stage, movesOf: (office: Office & { mine: string }) => Promise<DirectoryMove[]>): Promise<Play> {
  const office = await officeOf(stage);
  const { root, delegate, instance, InstanceArn, IdentityStoreId } = office;
  const mine = await office.set('Mine');
  const group = await makeStoreGroup(root, IdentityStoreId, 'Mine');
  await makeStoreUser(root, IdentityStoreId, 'ana', [group]);
  const arn = await office.assign(mine, group);
  const role = await sessionOf(stage.world, instance, { userName: 'ana', accountId: delegate.accountId, permissionSet: 'Mine' });
  const moves = await movesOf({ ...office, mine });
  const PermissionSetArn = mine;
  return {
    role,
    root: delegate,
    name: arn.slice(arn.lastIndexOf('/') + 1),
    grant: async (InlinePolicy) => {
      await root.run(PutInlinePolicyToPermissionSet, { InstanceArn, PermissionSetArn, InlinePolicy });
      await office.provision(mine);
    },
    bound: async () => {
      await root.run(PutPermissionsBoundaryToPermissionSet, {
        ...{ InstanceArn, PermissionSetArn, PermissionsBoundary: { ManagedPolicyArn: NARROW } },
      });
      await office.provision(mine);
    },
    walk: () => walkInDirectory(stage.world, role, instance, moves),
  };
}

/** The play of an IAM user in the account of the delegated administrator. */
async function byUser(stage: Stage, movesOf: (office: Office) => Promise<DirectoryMove[]>): Promise<Play> {
  const office = await officeOf(stage);
  const { delegate, instance } = office;
  const role = await userWith(stage.world, delegate, 'mine');
  const moves = await movesOf(office);
  return { role, root: delegate, walk: () => walkInDirectory(stage.world, role, instance, moves), ...userGrants(delegate) };
}

function userGrants(delegate: Actor): Pick<Play, 'grant' | 'bound'> {
  return {
    grant: (PolicyDocument) => delegate.run(PutUserPolicy, { UserName: 'mine', PolicyName: 'granted', PolicyDocument }),
    bound: () => delegate.run(PutUserPermissionsBoundary, { UserName: 'mine', PermissionsBoundary: NARROW }),
  };
}

/** Gives a group an administrator's permission set, and a member on request. @returns the group and the role */
async function bossesOf({ root, IdentityStoreId, set, assign }: Office, member?: string) {
  const group = await makeStoreGroup(root, IdentityStoreId, 'Bosses');
  const userId = member === undefined ? '' : await makeStoreUser(root, IdentityStoreId, member, [group]);
  const role = await assign(await set('Boss', ADMINISTRATOR), group);
  return { group: `arn:aws:identitystore:::group/${group}`, role, userId };
}

const provisioned = ({ mine, delegate }: Office & { mine: string }): DirectoryMove => ({
  ...{ Method: 'provisionPermissionSet', On: mine, Value: delegate.accountId },
});

/** The needs of each method by calls of IAM Identity Center, by method id. */
export const DIRECTORY_PLAYS: Readonly<Record<string, (stage: Stage) => Promise<Play>>> = {
  'gatehouse-sso-attach': (stage) =>
    played(stage, async (office) => [{ Method: 'attachToPermissionSet', On: office.mine }, provisioned(office)]),
  'gatehouse-sso-inline': (stage) =>
    played(stage, async (office) => [{ Method: 'putPermissionSetPolicy', On: office.mine }, provisioned(office)]),
  'gatehouse-sso-boundary': async (stage) => {
    const limit = { Name: 'limit', Path: '/' };
    let at: Office | undefined;
    const play = await played(stage, async (office) => {
      at = office;
      const { InstanceArn, root, mine: PermissionSetArn, delegate } = office;
      await delegate.run(CreatePolicy, { PolicyName: limit.Name, PolicyDocument: LITTLE });
      await root.run(AttachManagedPolicyToPermissionSet, { InstanceArn, PermissionSetArn, ManagedPolicyArn: ADMINISTRATOR });
      const PermissionsBoundary = { CustomerManagedPolicyReference: limit };
      await root.run(PutPermissionsBoundaryToPermissionSet, { InstanceArn, PermissionSetArn, PermissionsBoundary });
      await office.provision(PermissionSetArn);
      return [{ Method: 'removePermissionSetBoundary', On: PermissionSetArn }, provisioned(office)];
    });
    const PolicyArn = `arn:aws:iam::${at?.delegate.accountId}:policy/${limit.Name}`;
    let versions = 0;
    return {
      ...play,
      bound: undefined,
      grant: async (PolicyDocument) => {
        if (++versions > 4) await at?.delegate.run(DeletePolicyVersion, { PolicyArn, VersionId: `v${versions - 4}` });
        await at?.delegate.run(CreatePolicyVersion, { PolicyArn, PolicyDocument, SetAsDefault: true });
      },
    };
  },
  'gatehouse-sso-group': (stage) =>
    played(stage, async (office) => {
      const { group, role } = await bossesOf(office);
      return [
        { Method: 'addPersonToGroup', On: group, Value: 'ana' },
        { Method: 'signIn', On: role, Value: 'ana' },
      ];
    }),
  'gatehouse-sso-token': (stage) =>
    played(stage, async (office) => {
      await office.root.run(CreateProvisioningTenant, { IdentityStoreId: office.IdentityStoreId });
      const { group, role } = await bossesOf(office);
      return [
        { Method: 'createProvisioningToken', On: '' },
        { Method: 'addPersonToGroup', On: group, Value: 'ana' },
        { Method: 'signIn', On: role, Value: 'ana' },
      ];
    }),
  'gatehouse-sso-assign': (stage) =>
    played(stage, async (office) => {
      const On = await office.set('Boss', ADMINISTRATOR);
      return [
        { Method: 'assignPermissionSet', On, Value: office.delegate.accountId },
        { Method: 'signIn', On: newRoleIn(office, 'Boss'), Value: 'ana' },
      ];
    }),
  'gatehouse-sso-set': (stage) =>
    played(stage, async (office) => [
      { Method: 'createPermissionSet', On: '' },
      { Method: 'attachToPermissionSet', On: '/*' },
      { Method: 'assignPermissionSet', On: '/*', Value: office.delegate.accountId },
      { Method: 'signIn', On: newRoleIn(office, '*'), Value: 'ana' },
    ]),
  'gatehouse-sso-password': (stage) =>
    byUser(stage, async (office) => {
      const { role } = await bossesOf(office, 'boss');
      return [
        { Method: 'resetPersonPassword', On: '', Name: 'boss' },
        { Method: 'signIn', On: role, Value: 'boss' },
      ];
    }),
  'gatehouse-sso-mfa': (stage) =>
    byUser(stage, async (office) => {
      const { role, userId } = await bossesOf(office, 'boss');
      await registerStoreApp(stage.world.database, { IdentityStoreId: office.IdentityStoreId, UserId: userId });
      return [
        { Method: 'removePersonMfa', On: '', Name: 'boss' },
        { Method: 'resetPersonPassword', On: '', Name: 'boss' },
        { Method: 'signIn', On: role, Value: 'boss' },
      ];
    }),
  'gatehouse-sso-user': (stage) =>
    byUser(stage, async (office) => {
      const { group, role } = await bossesOf(office);
      return [
        { Method: 'createPerson', On: '' },
        { Method: 'resetPersonPassword', On: '', Name: '*' },
        { Method: 'addPersonToGroup', On: group, Value: '*' },
        { Method: 'signIn', On: role, Value: '*' },
      ];
    }),
};

/** Returns the ARN by which a path names a role that an assignment creates. */
const newRoleIn = ({ delegate }: Office, permissionSet: string) =>
  `arn:aws:iam::${delegate.accountId}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_${permissionSet}_*`;
