import type { TreeItem } from '@/components/console/tree/tree-model';
import type { ENFORCEMENT_MODES } from '@/lib/account/schema';

type Enforcement = (typeof ENFORCEMENT_MODES)[number];
export type PolicyTypeId = 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';

/** A policy with the ids of the roots, OUs and accounts it is attached to. */
export type Overview = {
  Id?: string;
  Arn?: string;
  Name?: string;
  Description?: string;
  Type?: string;
  AwsManaged?: boolean;
  TargetIds: readonly string[];
};

type UnitFacts = { Id?: string; Name?: string; Arn?: string; ParentId: string };
type AccountFacts = UnitFacts & {
  Email?: string;
  State?: string;
  Status?: string;
  JoinedTimestamp?: string;
  JoinedMethod?: string;
  Principals: number | null;
  Enforcement: Enforcement | null;
};

/** An organization as the console reads it, over JSON. */
export type OrganizationFacts = {
  Root: { Id?: string; Name?: string; Arn?: string };
  Units: readonly UnitFacts[];
  Accounts: readonly AccountFacts[];
};

type NodeFacts = {
  id: string;
  name: string;
  arn: string;
  /** Users and roles at or below; null where the caller may not know. */
  principals: number | null;
};

/** A root, an OU or an account as pages show it. */
export type OrganizationNode =
  | (NodeFacts & { kind: 'root'; parentId: null })
  | (NodeFacts & { kind: 'unit'; parentId: string })
  | (NodeFacts & {
      kind: 'account';
      parentId: string;
      email: string;
      state: string;
      /** Whether it obeys its own policies; null where the caller may not know. */
      enforcement: Enforcement | null;
      joinedAt?: string;
      joinedMethod?: string;
    });

export type AccountNode = Extract<OrganizationNode, { kind: 'account' }>;
export type UnitNode = Extract<OrganizationNode, { kind: 'unit' }>;

export type OrganizationNodes = {
  root: OrganizationNode;
  byId: ReadonlyMap<string, OrganizationNode>;
  /** OUs first, then accounts, each by name. */
  items: readonly TreeItem<OrganizationNode>[];
  accounts: readonly AccountNode[];
  units: readonly UnitNode[];
};

/** Builds the tree from what the console reads of an organization. */
export function toOrganizationNodes(tree: OrganizationFacts): OrganizationNodes {
  const accounts = tree.Accounts.map(toAccountNode);
  const children = new Map<string, TreeItem<OrganizationNode>[]>();
  const add = (parentId: string, item: TreeItem<OrganizationNode>) => {
    const siblings = children.get(parentId);
    if (siblings) siblings.push(item);
    else children.set(parentId, [item]);
  };
  const unitsOf = new Map<string, UnitFacts[]>();
  for (const unit of tree.Units) unitsOf.set(unit.ParentId, [...(unitsOf.get(unit.ParentId) ?? []), unit]);
  const accountsOf = new Map<string, (typeof accounts)[number][]>();
  for (const account of accounts) accountsOf.set(account.parentId, [...(accountsOf.get(account.parentId) ?? []), account]);
  const byId = new Map<string, OrganizationNode>();
  const units: UnitNode[] = [];

  const below = (parentId: string): number | null => {
    let sum: number | null = 0;
    const count = (principals: number | null) => {
      sum = sum === null || principals === null ? null : sum + principals;
    };
    for (const unit of unitsOf.get(parentId) ?? []) {
      const id = unit.Id ?? '';
      const principals = below(id);
      const data = { kind: 'unit', id, name: unit.Name ?? id, arn: unit.Arn ?? '', parentId, principals } as const;
      units.push(data);
      byId.set(id, data);
      add(parentId, { id, data, children: children.get(id) ?? [] });
      count(principals);
    }
    for (const account of accountsOf.get(parentId) ?? []) {
      byId.set(account.id, account);
      add(parentId, { id: account.id, data: account });
      count(account.principals);
    }
    return sum;
  };
  const id = tree.Root.Id ?? '';
  const principals = below(id);
  const root = {
    kind: 'root',
    id,
    name: tree.Root.Name ?? 'Root',
    arn: tree.Root.Arn ?? '',
    parentId: null,
    principals,
  } as const;
  byId.set(id, root);
  return { root, byId, items: [{ id, data: root, children: children.get(id) ?? [] }], accounts, units };
}

function toAccountNode(account: AccountFacts): AccountNode {
  const id = account.Id ?? '';
  return {
    kind: 'account',
    id,
    name: account.Name ?? id,
    arn: account.Arn ?? '',
    parentId: account.ParentId,
    email: account.Email ?? '',
    state: account.State ?? account.Status ?? '',
    joinedAt: account.JoinedTimestamp,
    joinedMethod: account.JoinedMethod,
    principals: account.Principals,
    enforcement: account.Enforcement,
  };
}

/** From the root down to the node, both included. */
export function pathTo({ byId }: OrganizationNodes, id: string): OrganizationNode[] {
  const path: OrganizationNode[] = [];
  for (let node = byId.get(id); node; node = node.parentId === null ? undefined : byId.get(node.parentId)) path.unshift(node);
  return path;
}

/** `Root › Workloads › Production`: where a node lies. */
export function placeText(nodes: OrganizationNodes, id: string): string {
  return pathTo(nodes, id)
    .slice(0, -1)
    .map(({ name }) => name)
    .join(' › ');
}

export function policiesOn(policies: readonly Overview[], nodeId: string, type: PolicyTypeId): Overview[] {
  return policies.filter((policy) => policy.Type === type && policy.TargetIds.includes(nodeId));
}

/** A policy that bears on a node, and the level of the path it is attached to. */
export type InheritedPolicy = { policy: Overview; level: OrganizationNode };

/** Everything of a type that bears on a node, root first. */
export function policiesAbove(
  nodes: OrganizationNodes,
  policies: readonly Overview[],
  id: string,
  type: PolicyTypeId,
): InheritedPolicy[] {
  return pathTo(nodes, id).flatMap((level) => policiesOn(policies, level.id, type).map((policy) => ({ policy, level })));
}

/** What an account's path gains and loses by a move, as far as the account's own attachments go along. */
export function policiesAfterMove(
  nodes: OrganizationNodes,
  policies: readonly Overview[],
  accountId: string,
  destinationId: string,
): { starts: InheritedPolicy[]; stops: InheritedPolicy[] } {
  const parentId = nodes.byId.get(accountId)?.parentId ?? nodes.root.id;
  const of = (id: string) => TYPES.flatMap((type) => policiesAbove(nodes, policies, id, type));
  const [before, after] = [of(parentId), of(destinationId)];
  const without = (some: InheritedPolicy[], others: InheritedPolicy[]) =>
    some.filter(({ policy, level }) => !others.some((other) => other.policy.Id === policy.Id && other.level.id === level.id));
  return { starts: without(after, before), stops: without(before, after) };
}

const TYPES: readonly PolicyTypeId[] = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'];

/** Whether a node is at or below another. */
export function isAtOrBelow(nodes: OrganizationNodes, id: string, aboveId: string): boolean {
  return pathTo(nodes, id).some((node) => node.id === aboveId);
}
