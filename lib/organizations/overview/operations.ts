import { type Guardrails, pathOf } from '../../core/authorization/guardrails';
import { readListPage } from '../../core/list/list';
import { MAX_PAGE_SIZE } from '../../core/list/page-size';
import { ListInput, type ListPage } from '../../core/list/schema';
import { howToRaise, quotas } from '../../core/quotas';
import { first } from '../../core/text/lists';
import { countAccounts } from '../account/rows';
import { organizationsError } from '../errors';
import { type OrganizationScope, organizationsOperation } from '../organizations-operation';
import { findPolicy, requirePolicy } from '../policy/rows';
import { DEFAULT_ACCESS_ROLE_NAME } from '../service-roles';
import { AUTHORIZATION_TYPES, isDeclarative } from '../shapes';
import { findParent, nodeArn } from '../tree';
import { requireParent } from '../unit/rows';
import {
  type AccountOverview,
  countAccountsIn,
  idsBelow,
  isManagementAccount,
  loadTree,
  type NodeRow,
  nodeList,
  type OrganizationNode,
  readAccounts,
  readNodes,
  rootRow,
  toNode,
  unitRows,
} from './nodes';
import { policyQuestions, readAttached, targetsOf } from './policies';
import {
  GetAccountQuotaInput,
  GetOrganizationNodeInput,
  GetTreeBranchInput,
  ListChildOverviewsInput,
  ListTargetOverviewsInput,
} from './schema';

/**
 * Returns the checks for reading the tree: the permissions of the calls that AWS's page makes. A caller that may read a part may
 * read all of it.
 */
export function treeQuestions(scope: OrganizationScope) {
  const { organization } = scope;
  return [
    { action: 'organizations:ListRoots', resource: '*' },
    { action: 'organizations:ListAccounts', resource: '*' },
    { action: 'organizations:ListOrganizationalUnitsForParent', resource: nodeArn(scope, organization.rootId) },
    // Checked for all OUs together, so only a statement that covers every OU allows it.
    { action: 'organizations:ListOrganizationalUnitsForParent', resource: nodeArn(scope, 'ou-').replace(/ou-$/, '*') },
  ];
}

type ListOptions = Parameters<typeof nodeList> extends [unknown, unknown, unknown, ...infer Rest] ? Rest : never;

async function listNodes(
  scope: OrganizationScope,
  tree: Guardrails,
  input: ListInput,
  rows: () => AsyncIterable<readonly NodeRow[]>,
  ...options: ListOptions
): Promise<ListPage<OrganizationNode>> {
  const { Rows, ...page } = await readListPage(scope, nodeList(scope, tree, rows, ...options), input);
  return { ...page, Rows: Rows.map((seen) => toNode(scope, tree, seen)) };
}

/** Lists the accounts of ListAccounts for the console, each with its path in the tree. */
export const ListAccountOverviews = organizationsOperation({
  name: 'ListAccountOverviews',
  access: 'List',
  callers: 'reader',
  input: ListInput,
  checks: (_input, scope) => treeQuestions(scope),
  run: async (input, scope): Promise<ListPage<AccountOverview>> => {
    const tree = await loadTree(scope);
    const filters = ['name', 'id', 'email', 'state', 'place'] as const;
    const { Rows, ...page } = await listNodes(scope, tree, input, () => readAccounts(scope, tree), filters, 'name');
    return { ...page, Rows: Rows.filter((node) => node.Type === 'ACCOUNT') };
  },
});

async function* readChildren(scope: OrganizationScope, tree: Guardrails, parentId: string): AsyncGenerator<readonly NodeRow[]> {
  yield unitRows(tree, (unit) => unit.parentId === parentId);
  yield* readAccounts(scope, tree, { parentId });
}

const NODE_FILTERS = ['name', 'type', 'id'] as const;

/** Lists the direct children of a root or OU for the console: OUs, then accounts. */
export const ListChildOverviews = organizationsOperation({
  name: 'ListChildOverviews',
  access: 'List',
  callers: 'reader',
  input: ListChildOverviewsInput,
  target: ({ ParentId }, scope) => findParent(scope, ParentId),
  checks: (_input, scope) => treeQuestions(scope),
  run: async (input, scope, parent): Promise<ListPage<OrganizationNode>> => {
    const { id } = requireParent(parent);
    const tree = await loadTree(scope);
    return listNodes(scope, tree, input, () => readChildren(scope, tree, id), NODE_FILTERS, 'type');
  },
});

/** A target of a policy, with the number of policies of the same type attached to it. */
export type TargetOverview = OrganizationNode & { PolicyCount: number };

/** Lists the targets of ListTargetsForPolicy for the console. */
export const ListTargetOverviews = organizationsOperation({
  name: 'ListTargetOverviews',
  access: 'List',
  callers: 'reader',
  input: ListTargetOverviewsInput,
  target: ({ PolicyId }, scope) => findPolicy(scope, PolicyId),
  checks: (_input, scope, policy) => [
    ...treeQuestions(scope),
    ...policyQuestions(scope, policy && isDeclarative(policy.type) ? [policy.type] : AUTHORIZATION_TYPES),
  ],
  run: async (input, scope, policy): Promise<ListPage<TargetOverview>> => {
    const { id, type } = requirePolicy(policy);
    const tree = await loadTree(scope);
    const attached = await readAttached(scope, tree, [type]);
    const ids = (await targetsOf(attached, new Set([id]))).get(id) ?? [];
    const read = async function* () {
      yield await readNodes(scope, tree, ids);
    };
    const { Rows, ...page } = await listNodes(scope, tree, input, read, [...NODE_FILTERS, 'place'], 'type');
    return { ...page, Rows: Rows.map((row) => ({ ...row, PolicyCount: attached.get(`${type}:${row.Id}`)?.length ?? 0 })) };
  },
});

/** A node with its path from the root, and the number of accounts and OUs at any depth below it. */
export type OrganizationPart = {
  Node: OrganizationNode;
  Above: { Type: 'ROOT' | 'ORGANIZATIONAL_UNIT'; Id: string; Name: string }[];
  AccountsBelow: number;
  UnitsBelow: number;
  /** The role by which the management account administers the member; null if there is none. */
  AccessRole: string | null;
};

export const GetOrganizationNode = organizationsOperation({
  name: 'GetOrganizationNode',
  access: 'Read',
  callers: 'reader',
  input: GetOrganizationNodeInput,
  checks: (_input, scope) => treeQuestions(scope),
  run: async ({ NodeId }, scope): Promise<OrganizationPart> => {
    const tree = await loadTree(scope);
    const [row] = await readNodes(scope, tree, [NodeId ?? tree.rootId]);
    if (!row) throw organizationsError('TargetNotFoundException');
    const Node = first(await toNodes(scope, tree, [row]));
    if (!Node) throw organizationsError('TargetNotFoundException');
    const below = row.type === 'ACCOUNT' ? new Set<string>() : idsBelow(tree, row.id);
    const accounts = await countAccountsIn(scope, below);
    return {
      Node,
      Above: (row.parentId === null ? [] : pathOf(tree, row.parentId)).map((Id) =>
        Id === tree.rootId
          ? { Type: 'ROOT', Id, Name: tree.rootName }
          : { Type: 'ORGANIZATIONAL_UNIT', Id, Name: tree.units.get(Id)?.name ?? Id },
      ),
      AccountsBelow: sumOf(accounts.values()),
      UnitsBelow: Math.max(0, below.size - 1),
      AccessRole: row.type === 'ACCOUNT' ? await findAccessRole(scope, row.id) : null,
    };
  },
});

/** Returns the member's role that trusts the whole management account, preferring AWS's default name. */
async function findAccessRole(scope: OrganizationScope, accountId: string): Promise<string | null> {
  const { organization, db } = scope;
  if (!isManagementAccount(scope) || accountId === organization.managementAccountId) return null;
  const roles = await db.role.findMany({
    where: { accountId, assumeRolePolicyDocument: { contains: `:iam::${organization.managementAccountId}:root"` } },
    orderBy: { createdAt: 'asc' },
    take: 20,
    select: { name: true },
  });
  return (roles.find(({ name }) => name === DEFAULT_ACCESS_ROLE_NAME) ?? roles[0])?.name ?? null;
}

const sumOf = (numbers: Iterable<number>) => [...numbers].reduce((sum, each) => sum + each, 0);

/** Returns nodes for at most one page. */
async function toNodes(scope: OrganizationScope, tree: Guardrails, rows: readonly NodeRow[]): Promise<OrganizationNode[]> {
  const read = async function* () {
    yield rows;
  };
  const nodes: OrganizationNode[] = [];
  for (let Page = 1; (Page - 1) * MAX_PAGE_SIZE < rows.length; Page++)
    nodes.push(...(await listNodes(scope, tree, { Page, PageSize: MAX_PAGE_SIZE }, read, [], 'type')).Rows);
  return nodes;
}

/**
 * A page of the direct children of a root or OU. If everything below fits into the page, `Whole` is true and `Rows` has all of
 * it.
 */
export type TreeBranch = ListPage<OrganizationNode> & { Whole: boolean };

/** Returns a branch of the tree: OUs, then accounts, each by name. */
export const GetTreeBranch = organizationsOperation({
  name: 'GetTreeBranch',
  access: 'List',
  callers: 'reader',
  input: GetTreeBranchInput,
  target: ({ ParentId }, scope) => findParent(scope, ParentId ?? scope.organization.rootId),
  checks: (_input, scope) => treeQuestions(scope),
  run: async ({ UnitsOnly, Page }, scope, parent): Promise<TreeBranch> => {
    const { id } = requireParent(parent);
    const tree = await loadTree(scope);
    const below = idsBelow(tree, id);
    const accounts = UnitsOnly ? 0 : sumOf((await countAccountsIn(scope, below)).values());
    const Whole = below.size - 1 + accounts <= MAX_PAGE_SIZE;
    const lies = ({ parentId }: { parentId: string | null }) =>
      Whole ? parentId !== null && below.has(parentId) : parentId === id;
    const read = async function* () {
      yield unitRows(tree, lies);
      if (UnitsOnly) return;
      if (!Whole) yield* readAccounts(scope, tree, { parentId: id });
      else for (const parentId of below) yield* readAccounts(scope, tree, { parentId });
    };
    return { ...(await listNodes(scope, tree, { Page, PageSize: MAX_PAGE_SIZE }, read, [], 'type')), Whole };
  },
});

/** The found nodes, and those above them that were not found. */
export type FoundNodes = ListPage<OrganizationNode> & { Above: OrganizationNode[] };

async function* readAll(scope: OrganizationScope, tree: Guardrails): AsyncGenerator<readonly NodeRow[]> {
  yield [rootRow(tree), ...unitRows(tree, () => true)];
  yield* readAccounts(scope, tree);
}

/** Searches the tree for the console, by name, id and email address. */
export const FindOrganizationNodes = organizationsOperation({
  name: 'FindOrganizationNodes',
  access: 'List',
  callers: 'reader',
  input: ListInput,
  checks: (_input, scope) => treeQuestions(scope),
  run: async (input, scope): Promise<FoundNodes> => {
    const tree = await loadTree(scope);
    const page = await listNodes(scope, tree, input, () => readAll(scope, tree), ['name', 'id', 'email'], 'type');
    const found = new Set(page.Rows.map(({ Id }) => Id));
    const above = new Set(page.Rows.flatMap(({ ParentId }) => (ParentId === null ? [] : pathOf(tree, ParentId))));
    const rows = await readNodes(
      scope,
      tree,
      [...above].filter((id) => !found.has(id)),
    );
    return { ...page, Above: await toNodes(scope, tree, rows) };
  },
});

/** The number of accounts that count against the quota, the quota, and how to raise it; null if it can't be raised. */
export type AccountQuota = { Used: number; Quota: number; HowToRaise: string | null };

/** Returns the account quota. It needs the permissions of the calls that list the accounts counted. */
export const GetAccountQuota = organizationsOperation({
  name: 'GetAccountQuota',
  access: 'Read',
  callers: 'reader',
  input: GetAccountQuotaInput,
  checks: () => [
    { action: 'organizations:ListAccounts', resource: '*' },
    { action: 'organizations:ListHandshakesForOrganization', resource: '*' },
  ],
  run: async (_input, scope): Promise<AccountQuota> => ({
    Used: await countAccounts(scope),
    Quota: quotas().AccountsPerOrganization,
    HowToRaise: howToRaise('AccountsPerOrganization'),
  }),
});
