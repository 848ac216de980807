import type { RebuildCall, RebuildPart } from '../rebuild-call';
import type { Tag } from '../tag';
import { type IdentityCenterState, namesOf, type PermissionSetState, type StoreUserState } from './state';

type Input = Readonly<Record<string, unknown>>;

/** The attributes of users that `CreateUser` of older versions of the AWS CLI does not take. `UpdateUser` of every version does. */
const LATER_ATTRIBUTES: Readonly<Record<string, string>> = {
  Photos: 'photos',
  Website: 'website',
  Birthdate: 'birthdate',
  Roles: 'roles',
};
const EXTENSIONS = 'Extensions';

/** The message if the organization has no instance. No call of AWS enables IAM Identity Center. */
const NO_INSTANCE =
  'IAM Identity Center is not enabled in this Region. Enable it in the console of the management account, and run this script again.';

/** Returns the call that enables IAM Identity Center in an import. AWS has no such call. */
export function enablingCall(): RebuildCall {
  return { service: 'sso', operation: 'StartSSO', input: {}, about: 'instance' };
}

/**
 * Returns the calls that fill an empty instance of IAM Identity Center. The organization must have it, and the accounts in which
 * permission sets are assigned.
 */
export function identityCenterCalls(state: IdentityCenterState): RebuildPart[] {
  const parts: RebuildPart[] = [
    { title: 'The instance of IAM Identity Center', calls: instance(state) },
    { title: 'Groups of IAM Identity Center', calls: groups(state) },
    { title: 'Users of IAM Identity Center', calls: state.users.flatMap((user) => userCalls(state, user)) },
    { title: 'Members of groups of IAM Identity Center', calls: memberships(state) },
    { title: 'Permission sets', calls: state.permissionSets.flatMap((set) => permissionSetCalls(state, set)) },
    { title: 'Assignments', calls: assignments(state) },
  ];
  return parts.filter(({ calls }) => calls.length > 0);
}

function call(service: RebuildCall['service'], about: string, operation: string, input: Input): RebuildCall {
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  return { service, operation, input: given, about };
}

const tagsOf = (tags: readonly Tag[]) => (tags.length > 0 ? tags : undefined);

function instance({ instanceArn: InstanceArn, storeId, name, tags, accessControl }: IdentityCenterState): RebuildCall[] {
  const found = call('sso-admin', 'instance', 'ListInstances', {});
  const about = 'settings of IAM Identity Center';
  return [
    { ...found, learns: { id: InstanceArn, from: 'Instances[0].InstanceArn', otherwise: NO_INSTANCE } },
    { ...found, learns: { id: storeId, from: 'Instances[0].IdentityStoreId' } },
    ...(name === '' ? [] : [call('sso-admin', about, 'UpdateInstance', { InstanceArn, Name: name })]),
    ...(tags.length > 0 ? [call('sso-admin', about, 'TagResource', { InstanceArn, ResourceArn: InstanceArn, Tags: tags })] : []),
    ...(accessControl
      ? [
          call('sso-admin', about, 'CreateInstanceAccessControlAttributeConfiguration', {
            InstanceArn,
            InstanceAccessControlAttributeConfiguration: { AccessControlAttributes: accessControl },
          }),
        ]
      : []),
  ];
}

function groups({ storeId: IdentityStoreId, groups: all }: IdentityCenterState): RebuildCall[] {
  return all.map(({ id, displayName, description }) => ({
    ...call('identitystore', `group ${displayName} of IAM Identity Center`, 'CreateGroup', {
      ...{ IdentityStoreId, DisplayName: displayName, Description: description },
    }),
    learns: { id, from: 'GroupId' },
  }));
}

const userOf = (name: string) => `user ${name} of IAM Identity Center`;

function userCalls(
  { storeId: IdentityStoreId }: IdentityCenterState,
  { id, userName, displayName, attributes, provider, disabled }: StoreUserState,
): RebuildCall[] {
  const about = userOf(userName);
  const early = Object.entries(attributes).filter(([member]) => member !== EXTENSIONS && !(member in LATER_ATTRIBUTES));
  const Operations = laterOperations(attributes);
  const notes = [
    ...(provider === undefined ? [] : [`The identity provider ${provider} provisioned the next user.`]),
    ...(disabled ? ['The next user was disabled. No call of AWS disables a user.'] : []),
  ];
  return [
    {
      ...call('identitystore', about, 'CreateUser', {
        ...{ IdentityStoreId, UserName: userName, DisplayName: displayName, ...Object.fromEntries(early) },
      }),
      learns: { id, from: 'UserId' },
      ...(notes.length > 0 && { note: notes.join(' ') }),
    },
    ...(Operations.length > 0 ? [call('identitystore', about, 'UpdateUser', { IdentityStoreId, UserId: id, Operations })] : []),
  ];
}

function laterOperations(attributes: StoreUserState['attributes']): object[] {
  const later = Object.entries(LATER_ATTRIBUTES).flatMap(([member, AttributePath]) => {
    const value = attributes[member];
    return value === undefined ? [] : [{ AttributePath, AttributeValue: inCamelCase(value) }];
  });
  const extensions = Object.entries((attributes[EXTENSIONS] ?? {}) as Input).map(([AttributePath, AttributeValue]) => ({
    AttributePath,
    AttributeValue,
  }));
  return [...later, ...extensions];
}

/** AWS names the members of these values with a small first letter. */
function inCamelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inCamelCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [`${name.charAt(0).toLowerCase()}${name.slice(1)}`, inner]),
  );
}

function memberships(state: IdentityCenterState): RebuildCall[] {
  const names = namesOf(state);
  return state.memberships.map(({ groupId, userId }) =>
    call('identitystore', `${userOf(names.get(userId) ?? userId)} in ${names.get(groupId)}`, 'CreateGroupMembership', {
      ...{ IdentityStoreId: state.storeId, GroupId: groupId, MemberId: { UserId: userId } },
    }),
  );
}

function permissionSetCalls({ instanceArn: InstanceArn }: IdentityCenterState, set: PermissionSetState): RebuildCall[] {
  const { arn: PermissionSetArn, name, description, sessionDuration, relayState, tags } = set;
  const about = `permission set ${name}`;
  const ofSet = (operation: string, input: Input) =>
    call('sso-admin', about, operation, { InstanceArn, PermissionSetArn, ...input });
  return [
    {
      ...call('sso-admin', about, 'CreatePermissionSet', {
        ...{ InstanceArn, Name: name, Description: description, SessionDuration: sessionDuration },
        ...{ RelayState: relayState, Tags: tagsOf(tags) },
      }),
      learns: { id: PermissionSetArn, from: 'PermissionSet.PermissionSetArn' },
    },
    ...set.managedPolicies.map((ManagedPolicyArn) => ofSet('AttachManagedPolicyToPermissionSet', { ManagedPolicyArn })),
    ...set.customerPolicies.map((CustomerManagedPolicyReference) =>
      ofSet('AttachCustomerManagedPolicyReferenceToPermissionSet', { CustomerManagedPolicyReference }),
    ),
    ...(set.inlinePolicy === undefined ? [] : [ofSet('PutInlinePolicyToPermissionSet', { InlinePolicy: set.inlinePolicy })]),
    ...(set.boundary ? [ofSet('PutPermissionsBoundaryToPermissionSet', { PermissionsBoundary: set.boundary })] : []),
  ];
}

/** Returns the calls that assign permission sets. AWS creates the role in the account some time after the request. */
function assignments(state: IdentityCenterState): RebuildCall[] {
  const { instanceArn: InstanceArn } = state;
  const names = namesOf(state);
  return state.assignments.flatMap(({ permissionSetArn, accountId, principalType, principalId }, index): RebuildCall[] => {
    const kind = principalType === 'USER' ? 'user' : 'group';
    const about = `assignment of ${names.get(permissionSetArn)} to the ${kind} ${names.get(principalId)} in ${accountId}`;
    const request = `assignment-request-${index}`;
    return [
      {
        ...call('sso-admin', about, 'CreateAccountAssignment', {
          ...{ InstanceArn, TargetId: accountId, TargetType: 'AWS_ACCOUNT', PermissionSetArn: permissionSetArn },
          ...{ PrincipalType: principalType, PrincipalId: principalId },
        }),
        learns: { id: request, from: 'AccountAssignmentCreationStatus.RequestId', isRequest: true },
      },
      {
        ...call('sso-admin', about, 'DescribeAccountAssignmentCreationStatus', {
          InstanceArn,
          AccountAssignmentCreationRequestId: request,
        }),
        waits: { state: 'AccountAssignmentCreationStatus.Status', reason: 'AccountAssignmentCreationStatus.FailureReason' },
      },
    ];
  });
}
