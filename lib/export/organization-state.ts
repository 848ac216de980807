import type { Partition } from '../core/call';
import type { AccountState } from './state';
import type { Tag } from './tag';

export type UnitState = { id: string; name: string; parentId: string; tags: readonly Tag[] };

export type MemberState = {
  id: string;
  name: string;
  email: string;
  parentId: string;
  joined: 'CREATED' | 'INVITED';
  tags: readonly Tag[];
};

export type OrganizationPolicyState = {
  id: string;
  name: string;
  description: string;
  type: string;
  content: string;
  tags: readonly Tag[];
};

/**
 * What an organization is: its tree, its accounts, what is decided in it about them. Ids are those of where it was read; whatever makes it
 * again learns others. Every list is in an order that names give, so that one state is written in one way.
 */
export type OrganizationState = {
  id: string;
  partition: Partition;
  featureSet: 'ALL' | 'CONSOLIDATED_BILLING';
  rootId: string;
  rootTags: readonly Tag[];
  managementAccountId: string;
  /** Where in the tree the management account is. */
  managementParentId: string;
  managementTags: readonly Tag[];
  /** Parents before their children. */
  units: readonly UnitState[];
  /** Without the management account. */
  members: readonly MemberState[];
  /** The types of policies that are enabled. */
  policyTypes: readonly string[];
  /** Without those of AWS. */
  policies: readonly OrganizationPolicyState[];
  /** Also of AWS's policies. */
  attachments: readonly { policyId: string; targetId: string }[];
  /** Services with trusted access. */
  services: readonly string[];
  delegated: readonly { accountId: string; service: string }[];
  /** The delegation policy. `id` is absent where it is not known. */
  delegation?: { content: string; tags: readonly Tag[] };
  /** What of the root users of members is managed centrally: IAM's names of the features. */
  rootFeatures: readonly string[];
  /** What there is and is not in the state, in sentences. */
  leftOut: readonly string[];
  /** What is in its accounts, of those that were read. */
  accounts: readonly AccountState[];
};

/** The role that the creation of a member leaves in it for the management account. */
export const ACCESS_ROLE = 'OrganizationAccountAccessRole';
/** The linked role that Organizations makes in every member. */
export const ORGANIZATIONS_ROLE = 'AWSServiceRoleForOrganizations';

/** The policy of AWS that enabling a type attaches to everything. */
export const DEFAULT_POLICIES: Readonly<Record<string, string>> = {
  SERVICE_CONTROL_POLICY: 'p-FullAWSAccess',
  RESOURCE_CONTROL_POLICY: 'p-RCPFullAWSAccess',
};

const AWS_POLICIES: ReadonlySet<string> = new Set(Object.values(DEFAULT_POLICIES));

export const isOfAws = (policyId: string) => AWS_POLICIES.has(policyId);

/** Where something is in the tree, by names from the root on: what orders a state, and calls things in scripts. */
export function placesOf({ rootId, units, members, managementAccountId }: Tree): ReadonlyMap<string, string> {
  const places = new Map([[rootId, '/']]);
  for (const { id, name, parentId } of units) places.set(id, `${places.get(parentId) ?? '/'}${name}/`);
  for (const { id, name, parentId } of members) places.set(id, `${places.get(parentId) ?? '/'}${name}`);
  places.set(managementAccountId, 'management account');
  return places;
}

type Tree = Pick<OrganizationState, 'rootId' | 'units' | 'members' | 'managementAccountId'>;

/** The same state in its order. */
export function organizationInOrder(state: OrganizationState): OrganizationState {
  const places = placesOf(state);
  const policies = state.policies.toSorted(by(({ type, name }) => `${type} ${name}`));
  const positions = new Map(policies.map(({ id }, position) => [id, String(position).padStart(6, '0')]));
  const place = (id: string) => places.get(id) ?? id;
  return {
    ...state,
    units: state.units.toSorted(by(({ id }) => place(id))),
    members: state.members.toSorted(by(({ id, email }) => `${place(id)} ${email}`)),
    policyTypes: state.policyTypes.toSorted(),
    policies,
    attachments: state.attachments.toSorted(
      by(({ policyId, targetId }) => `${positions.get(policyId) ?? policyId} ${place(targetId)}`),
    ),
    services: state.services.toSorted(),
    delegated: state.delegated.toSorted(by(({ accountId, service }) => `${service} ${place(accountId)}`)),
    rootFeatures: state.rootFeatures.toSorted(),
    accounts: state.accounts.toSorted(by(({ accountId }) => place(accountId))),
  };
}

function by<Item>(keyOf: (item: Item) => string): (one: Item, other: Item) => number {
  return (one, other) => (keyOf(one) < keyOf(other) ? -1 : 1);
}
