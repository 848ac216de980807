import type { DeclarativePolicyType } from '@gatehouse/policy/organization';
import type { TreeItem } from '@/components/console/tree/tree-model';
import type { Json } from '@/lib/console/result';
import type * as read from '@/lib/organizations/overview/nodes';
import type { OrganizationPart } from '@/lib/organizations/overview/operations';
import type { AttachedPolicy } from '@/lib/organizations/overview/policies';

export type PolicyTypeId = 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';
export type AnyPolicyTypeId = PolicyTypeId | DeclarativePolicyType;

/** A root, an OU or an account, as JSON. */
export type OrganizationNode = Json<read.OrganizationNode>;
export type AccountNode = Extract<OrganizationNode, { Type: 'ACCOUNT' }>;
export type UnitNode = Extract<OrganizationNode, { Type: 'ORGANIZATIONAL_UNIT' }>;
export type ParentNode = Exclude<OrganizationNode, { Type: 'ACCOUNT' }>;

/** A part of the organization, with its ancestors. */
export type Part = Json<OrganizationPart>;
/** The name of a part of the organization, and the type and ID for its link. */
export type NodeName = { Type: OrganizationNode['Type']; Id: string; Name: string };

export type Policy = Json<AttachedPolicy>;

/** The loaded nodes of a branch, from the first on. A whole branch has all nodes below its parent, at any depth. */
export type Branch = {
  nodes: readonly OrganizationNode[];
  total: number | undefined;
  whole: boolean;
  reading: boolean;
  failed: boolean;
};

/** Returns the loaded tree from its root and the opened branches, which have their parents' IDs as keys. */
export function toTree(
  root: ParentNode,
  branches: ReadonlyMap<string, Branch>,
  countIn: (node: ParentNode) => number,
): TreeItem<OrganizationNode> {
  const wholes = [...branches.values()].filter(({ whole }) => whole);
  const children = childrenOf([...new Map(wholes.flatMap(({ nodes }) => nodes).map((node) => [node.Id, node])).values()]);
  const covered = coveredBy(branches);
  const toItem = (node: OrganizationNode): TreeItem<OrganizationNode> => {
    const item = { id: node.Id, data: node };
    if (node.Type === 'ACCOUNT') return item;
    if (covered.has(node.Id)) return { ...item, children: (children.get(node.Id) ?? []).map(toItem) };
    const branch = branches.get(node.Id);
    const size = branch?.total ?? countIn(node);
    if (size === 0) return item;
    const here = branch?.nodes ?? [];
    return { ...item, size, rest: restOf(branch, size), children: here.map(toItem) };
  };
  return toItem(root);
}

function restOf(branch: Branch | undefined, size: number): TreeItem<unknown>['rest'] {
  if (branch?.failed) return { label: 'This could not be read. Try again' };
  if (!branch || branch.reading) return { label: 'Loading…', busy: true };
  const rest = size - branch.nodes.length;
  return rest > 0
    ? { label: `Show more: ${rest.toLocaleString('en')} of ${size.toLocaleString('en')} are not shown` }
    : undefined;
}

/** Returns the IDs of roots and OUs whose children were all loaded with a whole branch. */
export function coveredBy(branches: ReadonlyMap<string, Branch>): Set<string> {
  return new Set(
    [...branches].flatMap(([parentId, { whole, nodes }]) =>
      whole ? [parentId, ...nodes.flatMap(({ Type, Id }) => (Type === 'ACCOUNT' ? [] : [Id]))] : [],
    ),
  );
}

/** Returns the tree of the nodes that a search has found, with their ancestors. */
export function toFoundTree(
  found: readonly OrganizationNode[],
  above: readonly OrganizationNode[],
): TreeItem<OrganizationNode>[] {
  const nodes = [...above, ...found].sort(compareNodes);
  const children = childrenOf(nodes);
  const toItem = (node: OrganizationNode): TreeItem<OrganizationNode> => ({
    id: node.Id,
    data: node,
    children: (children.get(node.Id) ?? []).map(toItem),
  });
  return nodes.filter(({ ParentId }) => ParentId === null).map(toItem);
}

const ORDER = ['ROOT', 'ORGANIZATIONAL_UNIT', 'ACCOUNT'];

/** Compares nodes by the order within a branch: OUs before accounts, each by name. */
function compareNodes(a: OrganizationNode, b: OrganizationNode): number {
  const keyOf = ({ Type, Name, Id }: OrganizationNode) => `${ORDER.indexOf(Type)}/${Name.toLowerCase()}/${Id}`;
  return keyOf(a) < keyOf(b) ? -1 : 1;
}

function childrenOf(nodes: readonly OrganizationNode[]): Map<string, OrganizationNode[]> {
  const children = new Map<string, OrganizationNode[]>();
  for (const node of nodes) {
    if (node.ParentId === null) continue;
    const siblings = children.get(node.ParentId);
    if (siblings) siblings.push(node);
    else children.set(node.ParentId, [node]);
  }
  return children;
}

/** Returns the path from the root to the node, with both. */
export function pathOf({ Above, Node }: Part): NodeName[] {
  return [...Above, Node];
}

/** Returns the policies of a type that are attached directly to a node. */
export type PoliciesOn = (nodeId: string, type: string) => readonly Policy[];

/** A policy that applies to a node, with the level of the path that it is attached to. */
export type InheritedPolicy = { policy: Policy; level: NodeName };

/** Returns the policies of a type that apply to the last of some levels, from the root down. */
export function policiesAbove(levels: readonly NodeName[], policiesOn: PoliciesOn, type: string): InheritedPolicy[] {
  return levels.flatMap((level) => policiesOn(level.Id, type).map((policy) => ({ policy, level })));
}

/** Returns the number of policies of the enabled types that apply to the last of some levels. */
export function countAbove(levels: readonly NodeName[], policiesOn: PoliciesOn, enabledTypes: ReadonlySet<string>): number {
  return [...enabledTypes].flatMap((type) => policiesAbove(levels, policiesOn, type)).length;
}

/**
 * Returns the policies that start or stop applying to an account by a move. Policies attached to the accounts themselves don't change.
 * @param sources the paths from the root to the accounts' parents
 */
export function policiesAfterMove(
  sources: readonly (readonly NodeName[])[],
  to: readonly NodeName[],
  policiesOn: PoliciesOn,
): { starts: InheritedPolicy[]; stops: InheritedPolicy[] } {
  const of = (levels: readonly NodeName[]) => GUARDRAILS.flatMap((type) => policiesAbove(levels, policiesOn, type));
  const isSame = (one: InheritedPolicy) => (other: InheritedPolicy) =>
    other.policy.Id === one.policy.Id && other.level.Id === one.level.Id;
  const without = (some: InheritedPolicy[], others: InheritedPolicy[]) => some.filter((one) => !others.some(isSame(one)));
  const [befores, after] = [sources.map(of), of(to)];
  const stops = befores.flatMap((before) => without(before, after));
  return {
    starts: after.filter((one) => befores.some((before) => !before.some(isSame(one)))),
    stops: stops.filter((one, index) => stops.findIndex(isSame(one)) === index),
  };
}

const GUARDRAILS: readonly PolicyTypeId[] = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'];
