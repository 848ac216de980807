import type { Partition } from '../core/call';
import type { IdentityCenterState } from './identity-center/state';
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
 * An organization: its tree, accounts and policies. Ids are those of the source; a rebuild learns new ones. Lists are sorted by
 * names, so that equal states are written equally.
 */
export type OrganizationState = {
  id: string;
  partition: Partition;
  featureSet: 'ALL' | 'CONSOLIDATED_BILLING';
  rootId: string;
  rootTags: readonly Tag[];
  managementAccountId: string;
  /** The management account's position in the tree. */
  managementParentId: string;
  managementTags: readonly Tag[];
  /** The OUs, parents before children. */
  units: readonly UnitState[];
  /** The members without the management account. */
  members: readonly MemberState[];
  /** The enabled policy types. */
  policyTypes: readonly string[];
  /** The policies without AWS's. */
  policies: readonly OrganizationPolicyState[];
  /** The attachments, including those of AWS's policies. For one declarative type at one target, the order is that of attachment. */
  attachments: readonly { policyId: string; targetId: string }[];
  /** The services with trusted access. */
  services: readonly string[];
  delegated: readonly { accountId: string; service: string }[];
  /** The delegation policy. `id` is absent if unknown. */
  delegation?: { content: string; tags: readonly Tag[] };
  /** The centrally managed root access features, by IAM's names. */
  rootFeatures: readonly string[];
  /** Sentences about what is left out. */
  leftOut: readonly string[];
  /** The states of the accounts that were read. */
  accounts: readonly AccountState[];
  /** The instance of IAM Identity Center; absent if there is none, or if it was not read. */
  identityCenter?: IdentityCenterState;
};

/** The role that AWS creates in a new member for the management account. */
export const ACCESS_ROLE = 'OrganizationAccountAccessRole';
/** The service-linked role that Organizations creates in every member. */
export const ORGANIZATIONS_ROLE = 'AWSServiceRoleForOrganizations';

/** The policy that AWS attaches to everything when a type is enabled. */
export const DEFAULT_POLICIES: Readonly<Record<string, string>> = {
  SERVICE_CONTROL_POLICY: 'p-FullAWSAccess',
  RESOURCE_CONTROL_POLICY: 'p-RCPFullAWSAccess',
};

/** Returns whether a policy type decides by the order in which policies were attached. AWS attaches no policy of such a type itself. */
const isOrdered = (type: string | undefined) => type !== undefined && !(type in DEFAULT_POLICIES);

/**
 * Returns the attachments whose order matters, for each target and type with several of them: the ids of the policies in order of
 * attachment.
 */
export function ordersOf({
  policies,
  attachments,
}: Pick<OrganizationState, 'policies' | 'attachments'>): ReadonlyMap<string, readonly string[]> {
  const types = new Map(policies.map(({ id, type }) => [id, type]));
  const orders = new Map<string, string[]>();
  for (const { policyId, targetId } of attachments) {
    const type = types.get(policyId);
    if (!isOrdered(type)) continue;
    const key = `${type} ${targetId}`;
    orders.set(key, [...(orders.get(key) ?? []), policyId]);
  }
  return new Map([...orders].filter(([, ids]) => ids.length > 1));
}

const AWS_POLICIES: ReadonlySet<string> = new Set(Object.values(DEFAULT_POLICIES));

export const isOfAws = (policyId: string) => AWS_POLICIES.has(policyId);

/** Returns the path of names from the root of every node, for sorting and for names in scripts. */
export function placesOf({ rootId, units, members, managementAccountId }: Tree): ReadonlyMap<string, string> {
  const places = new Map([[rootId, '/']]);
  for (const { id, name, parentId } of units) places.set(id, `${places.get(parentId) ?? '/'}${name}/`);
  for (const { id, name, parentId } of members) places.set(id, `${places.get(parentId) ?? '/'}${name}`);
  places.set(managementAccountId, 'management account');
  return places;
}

type Tree = Pick<OrganizationState, 'rootId' | 'units' | 'members' | 'managementAccountId'>;

/** Returns the state with sorted lists. */
export function organizationInOrder(state: OrganizationState): OrganizationState {
  const places = placesOf(state);
  const policies = state.policies.toSorted(by(({ type, name }) => `${type} ${name}`));
  const positions = new Map(policies.map(({ id }, position) => [id, String(position).padStart(6, '0')]));
  const types = new Map(policies.map(({ id, type }) => [id, type]));
  const place = (id: string) => places.get(id) ?? id;
  return {
    ...state,
    units: state.units.toSorted(by(({ id }) => place(id))),
    members: state.members.toSorted(by(({ id, email }) => `${place(id)} ${email}`)),
    policyTypes: state.policyTypes.toSorted(),
    policies,
    // Sorting is stable, so attachments of one declarative type at one target keep their order.
    attachments: state.attachments.toSorted(
      by(({ policyId, targetId }) => {
        const type = types.get(policyId);
        return isOrdered(type) ? `~${type} ${place(targetId)}` : `${positions.get(policyId) ?? policyId} ${place(targetId)}`;
      }),
    ),
    services: state.services.toSorted(),
    delegated: state.delegated.toSorted(by(({ accountId, service }) => `${service} ${place(accountId)}`)),
    rootFeatures: state.rootFeatures.toSorted(),
    accounts: state.accounts.toSorted(by(({ accountId }) => place(accountId))),
  };
}

function by<Item>(keyOf: (item: Item) => string): (one: Item, other: Item) => number {
  return (one, other) => {
    const [a, b] = [keyOf(one), keyOf(other)];
    return a === b ? 0 : a < b ? -1 : 1;
  };
}
