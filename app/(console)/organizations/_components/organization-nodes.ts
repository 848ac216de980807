import type { TreeItem } from '@/components/console/tree/tree-model';
import type { Json } from '@/lib/console/result';
import type * as read from '@/lib/organizations/overview/nodes';
import type { OrganizationPart } from '@/lib/organizations/overview/operations';
import type { AttachedPolicy } from '@/lib/organizations/overview/policies';

export type PolicyTypeId = 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';

/** A root, an OU or an account as the console reads it, over JSON. */
export type OrganizationNode = Json<read.OrganizationNode>;
export type AccountNode = Extract<OrganizationNode, { Type: 'ACCOUNT' }>;
export type UnitNode = Extract<OrganizationNode, { Type: 'ORGANIZATIONAL_UNIT' }>;
export type ParentNode = Exclude<OrganizationNode, { Type: 'ACCOUNT' }>;

/** A part of the organization, with what it lies in. */
export type Part = Json<OrganizationPart>;
/** What names a part of the organization and leads to it. */
export type NodeName = { Type: OrganizationNode['Type']; Id: string; Name: string };

export type Policy = Json<AttachedPolicy>;

/** What is here of a branch: nodes from the first on. Where it is whole they are all below its parent, at any depth. */
export type Branch = {
  nodes: readonly OrganizationNode[];
  total: number | undefined;
  whole: boolean;
  reading: boolean;
  failed: boolean;
};

/** The tree as far as it is here: the root, and the branches that were opened by the id of their parent. */
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

/** The roots and OUs all of whose children came with a whole branch. */
export function coveredBy(branches: ReadonlyMap<string, Branch>): Set<string> {
  return new Set(
    [...branches].flatMap(([parentId, { whole, nodes }]) =>
      whole ? [parentId, ...nodes.flatMap(({ Type, Id }) => (Type === 'ACCOUNT' ? [] : [Id]))] : [],
    ),
  );
}

/** The tree of what a search has found, and of the way to each. */
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

/** As branches come: OUs before accounts, each by name. */
function compareNodes(a: OrganizationNode, b: OrganizationNode): number {
  const keys = [a, b].map(({ Type, Name, Id }) => `${ORDER.indexOf(Type)}/${Name.toLowerCase()}/${Id}`);
  return (keys[0] ?? '') < (keys[1] ?? '') ? -1 : 1;
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

/** From the root down to the node, both included. */
export function pathOf({ Above, Node }: Part): NodeName[] {
  return [...Above, Node];
}

/** What is attached directly to parts of the tree. */
export type PoliciesOn = (nodeId: string, type: PolicyTypeId) => readonly Policy[];

/** A policy that bears on a node, and the level of the path it is attached to. */
export type InheritedPolicy = { policy: Policy; level: NodeName };

/** Everything of a type that bears on the last of some levels, root first. */
export function policiesAbove(levels: readonly NodeName[], policiesOn: PoliciesOn, type: PolicyTypeId): InheritedPolicy[] {
  return levels.flatMap((level) => policiesOn(level.Id, type).map((policy) => ({ policy, level })));
}

/** How many policies of the enabled types bear on the last of some levels. */
export function countAbove(levels: readonly NodeName[], policiesOn: PoliciesOn, enabledTypes: ReadonlySet<string>): number {
  return TYPES.filter((type) => enabledTypes.has(type)).flatMap((type) => policiesAbove(levels, policiesOn, type)).length;
}

/**
 * What starts and what stops applying to some account by a move, as far as the accounts' own attachments go along.
 * @param sources the paths that accounts lie at the end of
 */
export function policiesAfterMove(
  sources: readonly (readonly NodeName[])[],
  to: readonly NodeName[],
  policiesOn: PoliciesOn,
): { starts: InheritedPolicy[]; stops: InheritedPolicy[] } {
  const of = (levels: readonly NodeName[]) => TYPES.flatMap((type) => policiesAbove(levels, policiesOn, type));
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

const TYPES: readonly PolicyTypeId[] = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'];
