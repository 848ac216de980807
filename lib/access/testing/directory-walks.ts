import { startPermissionSetSession } from '../../access-portal/role-session';
import { findWaitingSignIn } from '../../access-portal/sign-in/second-step';
import { signInPerson } from '../../access-portal/sign-in/sign-in';
import { type Actor, rootCaller, TEST_NOW, type TestWorld, testCall } from '../../core/test-world';
import { CreateAccountAssignment } from '../../identity-center/assignment/operations';
import { findInstance, type InstanceRow, instanceArn } from '../../identity-center/instance/rows';
import { CreatePermissionSet } from '../../identity-center/permission-set/operations';
import {
  AttachManagedPolicyToPermissionSet,
  DeletePermissionsBoundaryFromPermissionSet,
  PutInlinePolicyToPermissionSet,
} from '../../identity-center/permission-set/policy-operations';
import { ProvisionPermissionSet } from '../../identity-center/provisioning/operations';
import { permissionSetOfRole } from '../../identity-center/role-name';
import { CreateGroupMembership } from '../../identity-store/membership/operations';
import { DeleteMfaDeviceForUser } from '../../identity-store/mfa/console-operations';
import { findStoreMfaDevices } from '../../identity-store/mfa/rows';
import { UpdatePassword } from '../../identity-store/password/console-operations';
import { findStoreUserByName } from '../../identity-store/rows';
import { CreateBearerToken } from '../../identity-store/scim/console-operations';
import { scimOperations } from '../../identity-store/scim/operations';
import { findTenant } from '../../identity-store/scim/rows';
import { person } from '../../identity-store/test-store';
import { CreateUser } from '../../identity-store/user/operations';
import { RegisterDelegatedAdministrator } from '../../organizations/delegated-administrator/operations';
import { AssumeRole } from '../../sts/session/operations';
import { allow, callerOf, policy } from '../../sts/test-actors';
import type { EscalationMove } from '../escalation/operations';

/** A step by IAM Identity Center as a path has it. */
export type DirectoryMove = Pick<EscalationMove, 'Method' | 'On'> & Partial<Pick<EscalationMove, 'Name' | 'Value'>>;

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const ORIGIN = { sourceIp: '203.0.113.9', userAgent: 'walk', secure: true };
const lastPart = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);

/** Returns an organization's instance. */
export async function instanceOf(world: TestWorld, ownerId: string): Promise<InstanceRow> {
  const instance = await findInstance(world.database.reader, { ownerId });
  if (!instance) throw new Error('the organization has no instance');
  return instance;
}

/** Starts a session of a person with a permission set in an account. */
export async function sessionOf(
  world: TestWorld,
  instance: InstanceRow,
  { userName, accountId, permissionSet }: { userName: string; accountId: string; permissionSet: string },
): Promise<Actor> {
  const user = await findStoreUserByName(world.database.reader, instance.identityStoreId, userName);
  const asked = { instance, userId: user?.id ?? '', accountId, permissionSetName: permissionSet };
  const call = testCall(rootCaller(instance.accountId));
  const { credentials } = await startPermissionSetSession(world.database, asked, call);
  return world.as(await callerOf(world, credentials));
}

/**
 * Makes the calls of a path through IAM Identity Center, and signs in for a session where the path does.
 * @returns the last actor
 */
export async function walkInDirectory(world: TestWorld, start: Actor, instance: InstanceRow, moves: readonly DirectoryMove[]) {
  const InstanceArn = instanceArn('aws', instance.id);
  const { identityStoreId: IdentityStoreId } = instance;
  const db = world.database.reader;
  const passwords = new Map<string, string>();
  let me = start;
  let made = { set: '', token: '' };
  const arnOfSet = (On: string) => (On.endsWith('/*') ? made.set : On);
  const nameOf = (name = '') => (name === '*' ? 'walker' : name);
  const userId = async (name?: string) =>
    (await findStoreUserByName(db, IdentityStoreId, nameOf(name)))?.id ?? '00000000-0000-4000-8000-00000000abcd';
  let joining = '';
  for (const { Method, On, Name, Value = '' } of moves) {
    const set = () => ({ InstanceArn, PermissionSetArn: arnOfSet(On) });
    switch (Method) {
      case 'assumeRole': {
        const { Credentials } = await me.run(AssumeRole, { RoleArn: On, RoleSessionName: 'walk' });
        me = world.as(await callerOf(world, Credentials));
        break;
      }
      case 'registerDelegate':
        await me.run(RegisterDelegatedAdministrator, { AccountId: Value, ServicePrincipal: 'sso.amazonaws.com' });
        break;
      case 'createPermissionSet':
        made = {
          ...made,
          set: (await me.run(CreatePermissionSet, { InstanceArn, Name: 'Walk' })).PermissionSet.PermissionSetArn ?? '',
        };
        break;
      case 'attachToPermissionSet':
        await me.run(AttachManagedPolicyToPermissionSet, { ...set(), ManagedPolicyArn: ADMINISTRATOR });
        break;
      case 'putPermissionSetPolicy':
        await me.run(PutInlinePolicyToPermissionSet, { ...set(), InlinePolicy: policy(allow('*')) });
        break;
      case 'removePermissionSetBoundary':
        await me.run(DeletePermissionsBoundaryFromPermissionSet, set());
        break;
      case 'provisionPermissionSet': {
        const target = { TargetType: 'AWS_ACCOUNT' as const, TargetId: Value };
        await me.run(ProvisionPermissionSet, { ...set(), ...target });
        break;
      }
      case 'assignPermissionSet': {
        const to = { TargetId: Value, TargetType: 'AWS_ACCOUNT' as const };
        // The person is the one who signs in next.
        const next = moves.find((move) => move.Method === 'signIn')?.Value;
        const PrincipalId = await userId(next);
        await me.run(CreateAccountAssignment, { ...set(), ...to, PrincipalType: 'USER', PrincipalId });
        break;
      }
      case 'createPerson':
        await me.run(CreateUser, { IdentityStoreId, ...person('walker') });
        break;
      case 'removePersonMfa': {
        const UserId = await userId(Name);
        for (const { id } of await findStoreMfaDevices(db, { id: UserId }))
          await me.run(DeleteMfaDeviceForUser, { IdentityStoreId, UserId, DeviceId: id });
        break;
      }
      case 'resetPersonPassword': {
        const given = { IdentityStoreId, UserId: await userId(Name), PasswordMode: 'OTP' as const };
        passwords.set(nameOf(Name), (await me.run(UpdatePassword, given)).Password ?? '');
        break;
      }
      case 'createProvisioningToken':
        made = { ...made, token: (await me.run(CreateBearerToken, { IdentityStoreId })).BearerToken };
        break;
      case 'addPersonToGroup': {
        joining = await userId(Value);
        const GroupId = lastPart(On);
        if (made.token === '') {
          await me.run(CreateGroupMembership, { IdentityStoreId, GroupId, MemberId: { UserId: joining } });
          break;
        }
        const TenantId = (await findTenant(db, IdentityStoreId))?.id ?? '';
        const Body = JSON.stringify({
          schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
          Operations: [{ op: 'add', path: 'members', value: [{ value: joining }] }],
        });
        await me.run(scimOperations.PatchGroup, { TenantId, BearerToken: made.token, Id: GroupId, Body });
        break;
      }
      case 'signIn': {
        const userName = nameOf(Value);
        const password = passwords.get(userName);
        if (password !== undefined) await requireSignIn(world, instance, { userName, password });
        const found = permissionSetOfRole(lastPart(On)) ?? lastPart(On).replace(/^AWSReservedSSO_(.+)_\*$/, '$1');
        const [, accountId = ''] = /:iam::(\d{12}):/.exec(On) ?? [];
        me = await sessionOf(world, instance, { userName, accountId, permissionSet: found === '*' ? 'Walk' : found });
        break;
      }
      default:
        throw new Error(`${Method} is no step of IAM Identity Center.`);
    }
  }
  return me;
}

/** Signs in with a password. A person without an MFA device may have to register one first, which anybody can. */
async function requireSignIn(world: TestWorld, instance: InstanceRow, given: { userName: string; password: string }) {
  const outcome = await signInPerson(world.database, instance, given, ORIGIN, TEST_NOW);
  if (!('ticket' in outcome)) return;
  const waiting = await findWaitingSignIn(world.database, instance, outcome.ticket, TEST_NOW);
  if (waiting?.step !== 'REGISTER') throw new Error(`the sign-in needs ${waiting?.step}`);
}
