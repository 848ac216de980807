import { plural } from '../../core/text/plural';
import type { Tag } from '../tag';

/** Attributes of a user that `CreateUser` takes, by its members. */
export type UserAttributes = Readonly<Record<string, unknown>>;

export type StoreUserState = {
  id: string;
  userName: string;
  displayName: string;
  attributes: UserAttributes;
  /** The identity provider that created the user through SCIM. */
  provider?: string;
  disabled: boolean;
};

export type StoreGroupState = { id: string; displayName: string; description?: string };
export type MembershipState = { id: string; groupId: string; userId: string };

export type PolicyReference = { Name: string; Path: string };
export type BoundaryState = { ManagedPolicyArn: string } | { CustomerManagedPolicyReference: PolicyReference };

export type PermissionSetState = {
  arn: string;
  name: string;
  description?: string;
  /** An ISO 8601 duration. */
  sessionDuration?: string;
  relayState?: string;
  managedPolicies: readonly string[];
  customerPolicies: readonly PolicyReference[];
  inlinePolicy?: string;
  boundary?: BoundaryState;
  tags: readonly Tag[];
};

export type AssignmentState = {
  permissionSetArn: string;
  accountId: string;
  principalType: 'USER' | 'GROUP';
  principalId: string;
};

export type AccessControlAttribute = { Key: string; Value: { Source: readonly string[] } };

/**
 * An organization's instance of IAM Identity Center with its people, without passwords, MFA devices, tokens and sessions. Ids are those
 * of the source. Lists are sorted by names, so that equal states are written equally.
 */
export type IdentityCenterState = {
  instanceArn: string;
  storeId: string;
  name: string;
  tags: readonly Tag[];
  users: readonly StoreUserState[];
  groups: readonly StoreGroupState[];
  memberships: readonly MembershipState[];
  permissionSets: readonly PermissionSetState[];
  assignments: readonly AssignmentState[];
  /** The attributes for access control; absent if they are not enabled. */
  accessControl?: readonly AccessControlAttribute[];
  /** Sentences about what is left out. */
  leftOut: readonly string[];
};

/** Returns the names of users, groups and permission sets by id. */
export function namesOf({ users, groups, permissionSets }: IdentityCenterState): ReadonlyMap<string, string> {
  return new Map([
    ...users.map(({ id, userName }) => [id, userName] as const),
    ...groups.map(({ id, displayName }) => [id, displayName] as const),
    ...permissionSets.map(({ arn, name }) => [arn, name] as const),
  ]);
}

/**
 * Returns the state with sorted lists, and without assignments and memberships of what is not in it.
 * @param places the accounts of the organization by id, with their names
 */
export function identityCenterInOrder(state: IdentityCenterState, places: ReadonlyMap<string, string>): IdentityCenterState {
  const names = namesOf(state);
  const nameOf = (id: string) => names.get(id) ?? id;
  const memberships = state.memberships.filter(({ groupId, userId }) => names.has(groupId) && names.has(userId));
  const there = state.assignments.filter(
    ({ permissionSetArn, accountId }) => names.has(permissionSetArn) && places.has(accountId),
  );
  const assignments = there.filter(({ principalId }) => names.has(principalId));
  const elsewhere = state.assignments.length - there.length;
  const orphaned = there.length - assignments.length;
  return {
    ...state,
    tags: inOrder(state.tags, ({ Key }) => [Key]),
    users: inOrder(state.users, ({ userName }) => [userName]),
    groups: inOrder(state.groups, ({ displayName }) => [displayName]),
    memberships: inOrder(memberships, ({ groupId, userId }) => [nameOf(groupId), nameOf(userId)]),
    permissionSets: inOrder(state.permissionSets, ({ name }) => [name]).map((set) => ({
      ...set,
      managedPolicies: set.managedPolicies.toSorted(),
      customerPolicies: inOrder(set.customerPolicies, ({ Path, Name }) => [Path, Name]),
      tags: inOrder(set.tags, ({ Key }) => [Key]),
    })),
    assignments: inOrder(assignments, ({ permissionSetArn, accountId, principalType, principalId }) => [
      ...[nameOf(permissionSetArn), places.get(accountId) ?? '', accountId],
      ...[principalType, nameOf(principalId)],
    ]),
    leftOut: [
      ...state.leftOut,
      ...(orphaned > 0 ? [leftOutSentence(orphaned, 'of deleted users and groups')] : []),
      ...(elsewhere > 0 ? [leftOutSentence(elsewhere, 'in accounts that are not in this export')] : []),
    ],
  };
}

const leftOutSentence = (count: number, which: string) =>
  `${plural(count, 'assignment')} ${which} ${count === 1 ? 'is' : 'are'} left out.`;

function inOrder<Item>(items: readonly Item[], keyOf: (item: Item) => readonly string[]): Item[] {
  return items
    .map((item) => ({ item, key: keyOf(item).join('\0') }))
    .sort((one, other) => (one.key === other.key ? 0 : one.key < other.key ? -1 : 1))
    .map(({ item }) => item);
}
