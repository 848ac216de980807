import { accountState } from '../../account/closure';
import { ENFORCEMENTS, type Enforcement } from '../../core/account-facts';
import { type Guardrails, loadGuardrails, pathOf } from '../../core/authorization/guardrails';
import type { List, Seen } from '../../core/list/list';
import { oneOf } from '../../core/text/lists';
import { giveWay, grouped, readByIds, readInChunks } from '../../core/work/bulk';
import { mayNotLeaveBefore } from '../membership';
import type { OrganizationScope } from '../organizations-operation';
import { membersOf, nodeArn } from '../tree';

const NODE_TYPES = ['ROOT', 'ORGANIZATIONAL_UNIT', 'ACCOUNT'] as const;
type NodeType = (typeof NODE_TYPES)[number];

/** The console's names of the node types. */
const WORDS: Record<NodeType, string> = { ROOT: 'Root', ORGANIZATIONAL_UNIT: 'Organizational unit', ACCOUNT: 'AWS account' };

type AccountFields = {
  id: string;
  name: string;
  email: string;
  state: string;
  closedAt: Date | null;
  enforcement: string;
  parentId: string | null;
  joinedMethod: string | null;
  joinedAt: Date | null;
  createdAt: Date;
};

/** A root, OU or account in a list. `place` is the path of its parent: `Root › Workloads`. */
export type NodeRow = { type: NodeType; id: string; name: string; place: string } & (
  | { type: 'ROOT'; parentId: null }
  | { type: 'ORGANIZATIONAL_UNIT'; parentId: string }
  | { type: 'ACCOUNT'; parentId: string; account: AccountFields }
);

const SELECT = {
  id: true,
  name: true,
  email: true,
  state: true,
  closedAt: true,
  enforcement: true,
  parentId: true,
  joinedMethod: true,
  joinedAt: true,
  createdAt: true,
} as const;

/** Returns the root and OUs, cached under the organization's revision. */
export function loadTree({ db, organization }: OrganizationScope): Promise<Guardrails> {
  return loadGuardrails(db, organization);
}

/** Returns the path of names of a root or OU. */
function placeIn(tree: Guardrails, parentId: string): string {
  return pathOf(tree, parentId)
    .map((id) => (id === tree.rootId ? tree.rootName : (tree.units.get(id)?.name ?? id)))
    .join(' › ');
}

function toAccountRow(tree: Guardrails, account: AccountFields): NodeRow {
  const { id, name } = account;
  const parentId = account.parentId ?? tree.rootId;
  return { type: 'ACCOUNT', id, name, parentId, place: placeIn(tree, parentId), account };
}

/**
 * Reads accounts of the organization in pages.
 * @param where selects them; the default is all
 */
export async function* readAccounts(
  scope: OrganizationScope,
  tree: Guardrails,
  where: { parentId?: string } = {},
): AsyncGenerator<readonly NodeRow[]> {
  const chunks = readInChunks(
    (after, take) =>
      scope.db.account.findMany({
        where: { ...membersOf(scope), ...where, id: { gt: after } },
        orderBy: { id: 'asc' },
        take,
        select: SELECT,
      }),
    ({ id }) => id,
  );
  for await (const rows of chunks) yield rows.map((row) => toAccountRow(tree, row));
}

export function rootRow({ rootId, rootName }: Guardrails): NodeRow {
  return { type: 'ROOT', id: rootId, name: rootName, parentId: null, place: '' };
}

/** Returns the OUs that match. */
export function unitRows(tree: Guardrails, meets: (unit: { id: string; parentId: string }) => boolean): NodeRow[] {
  return [...tree.units.values()].filter(meets).map(({ id, name, parentId }) => ({
    type: 'ORGANIZATIONAL_UNIT',
    id,
    name,
    parentId,
    place: placeIn(tree, parentId),
  }));
}

/** Returns roots, OUs and accounts by id. Ids outside the organization are left out. */
export async function readNodes(scope: OrganizationScope, tree: Guardrails, ids: readonly string[]): Promise<NodeRow[]> {
  const wanted = new Set(ids);
  const accounts = await readByIds(
    ids.filter((id) => /^\d/.test(id)),
    (some) => scope.db.account.findMany({ where: { ...membersOf(scope), id: { in: some } }, select: SELECT }),
  );
  return [
    ...(wanted.has(tree.rootId) ? [rootRow(tree)] : []),
    ...unitRows(tree, ({ id }) => wanted.has(id)),
    ...accounts.map((account) => toAccountRow(tree, account)),
  ];
}

/** Returns the ids of a root or OU and of all OUs below it. */
export function idsBelow(tree: Guardrails, parentId: string): Set<string> {
  const children = grouped([...tree.units.values()], (unit) => unit.parentId);
  const found = new Set<string>();
  const waiting = [parentId];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    found.add(id);
    waiting.push(...(children.get(id) ?? []).map((unit) => unit.id));
  }
  return found;
}

/** Returns the number of accounts directly in each root or OU. */
export async function countAccountsIn(scope: OrganizationScope, parentIds: Iterable<string>): Promise<Map<string, number>> {
  const rows = await readByIds(parentIds, (ids) =>
    scope.db.account.groupBy({ by: ['parentId'], where: { ...membersOf(scope), parentId: { in: ids } }, _count: { _all: true } }),
  );
  return new Map(rows.flatMap(({ parentId, _count }) => (parentId === null ? [] : [[parentId, _count._all]])));
}

/** The counts of a node: users and roles at or below it, null if the caller may not know, and accounts directly in it. */
type NodeParts = { principals: number | null; accounts: number };

const CELLS = {
  name: { sort: ({ name }: NodeRow) => name, filter: ({ name }: NodeRow) => name },
  type: { sort: ({ type }: NodeRow) => NODE_TYPES.indexOf(type), filter: ({ type }: NodeRow) => WORDS[type] },
  id: { sort: ({ id }: NodeRow) => id, filter: ({ id }: NodeRow) => id },
  email: { sort: (row: NodeRow) => accountOf(row)?.email, filter: (row: NodeRow) => accountOf(row)?.email },
  place: { sort: ({ place }: NodeRow) => place, filter: ({ place }: NodeRow) => place },
  method: { sort: (row: NodeRow) => accountOf(row) && (accountOf(row)?.joinedMethod === 'CREATED' ? 'Creation' : 'Invitation') },
  joined: { sort: (row: NodeRow) => accountOf(row)?.joinedAt },
} as const;

function accountOf(row: NodeRow): AccountFields | undefined {
  return row.type === 'ACCOUNT' ? row.account : undefined;
}

type Filtered = keyof typeof CELLS | 'state';

/**
 * Returns a list of nodes.
 * @param rows the nodes
 * @param filters the fields for conditions and for the text search
 */
export function nodeList(
  scope: OrganizationScope,
  tree: Guardrails,
  rows: () => AsyncIterable<readonly NodeRow[]>,
  filters: readonly Filtered[],
  sort: 'name' | 'type',
): List<NodeRow, NodeParts> {
  const state = (row: NodeRow) => (row.type === 'ACCOUNT' ? accountState(row.account, scope.now) : undefined);
  const cells: Record<
    string,
    { sort?: (row: NodeRow) => string | number | Date | null | undefined; filter?: (row: NodeRow) => string | undefined }
  > = {
    ...CELLS,
    state: { sort: state, filter: state },
  };
  const fields = Object.entries(cells).map(([name, cell]) => [
    name,
    { sort: cell.sort, filter: filters.some((each) => each === name) ? cell.filter : undefined },
  ]);
  return {
    rows,
    name: ({ id }) => id,
    resource: ({ id }) => nodeArn(scope, id),
    tagsId: ({ id }) => id,
    key: ({ name, id }) => `${name.toLowerCase()}/${id}`,
    parts: {
      principals: { read: (_, some) => readPrincipals(scope, tree, some) },
      accounts: { read: (_, some) => readAccountCounts(scope, some) },
    },
    sort,
    fields: { ...Object.fromEntries(fields), principals: { of: 'principals', sort: (count) => count } },
  };
}

/** Returns whether the caller is the management account. Members can't see inside each other. */
export function isManagementAccount({ organization, accountId }: OrganizationScope): boolean {
  return organization.managementAccountId === accountId;
}

async function readAccountCounts(scope: OrganizationScope, nodes: readonly NodeRow[]): Promise<(node: NodeRow) => number> {
  const counts = await countAccountsIn(
    scope,
    nodes.flatMap(({ type, id }) => (type === 'ACCOUNT' ? [] : [id])),
  );
  return ({ id }) => counts.get(id) ?? 0;
}

/** Returns the number of users, roles and root users that SCPs can bind, at or below each node. */
async function readPrincipals(
  scope: OrganizationScope,
  tree: Guardrails,
  nodes: readonly NodeRow[],
): Promise<(node: NodeRow) => number | null> {
  if (!isManagementAccount(scope)) return () => null;
  const sums = new Set(nodes.flatMap(({ type, id }) => (type === 'ACCOUNT' ? [] : [id])));
  const paths = new Map(sums.size > 0 ? await readPaths(scope, tree, sums) : []);
  const own = nodes.flatMap(({ type, id }) => (type === 'ACCOUNT' ? [id] : []));
  const counts = await countPrincipals(scope, [...own, ...paths.keys()]);
  const below = new Map<string, number>();
  for (const [accountId, path] of paths) {
    const turn = giveWay();
    if (turn) await turn;
    for (const id of path) below.set(id, (below.get(id) ?? 0) + (counts.get(accountId) ?? 0));
  }
  return ({ type, id }) => (type === 'ACCOUNT' ? counts : below).get(id) ?? 0;
}

const IDS_AT_ONCE = 1000;

/** Returns the accounts at or below the given roots and OUs, each with those above it. */
async function readPaths(
  scope: OrganizationScope,
  tree: Guardrails,
  above: ReadonlySet<string>,
): Promise<[accountId: string, path: string[]][]> {
  const chunks = readInChunks(
    (after, take) =>
      scope.db.account.findMany({
        where: { ...membersOf(scope), id: { gt: after } },
        orderBy: { id: 'asc' },
        take,
        select: { id: true, parentId: true },
      }),
    ({ id }) => id,
    IDS_AT_ONCE,
  );
  const paths: [string, string[]][] = [];
  for await (const rows of chunks) {
    for (const { id, parentId } of rows) {
      const path = pathOf(tree, parentId ?? tree.rootId).filter((each) => above.has(each));
      if (path.length > 0) paths.push([id, path]);
    }
  }
  return paths;
}

async function countPrincipals({ db }: OrganizationScope, accountIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await readByIds(accountIds, async (ids) => {
    const users = await db.user.groupBy({ by: ['accountId'], where: { accountId: { in: ids } }, _count: { _all: true } });
    // AWS: SCPs do not bind service-linked roles.
    const roles = await db.role.groupBy({
      by: ['accountId'],
      where: { accountId: { in: ids }, NOT: { path: { startsWith: '/aws-service-role/' } } },
      _count: { _all: true },
    });
    return [...users, ...roles];
  });
  // SCPs also bind each account's root user.
  const counts = new Map(accountIds.map((id) => [id, 1]));
  for (const { accountId, _count } of rows) counts.set(accountId, (counts.get(accountId) ?? 0) + _count._all);
  return counts;
}

type Shared = {
  Id: string;
  Name: string;
  Arn: string;
  /** The path of its parent; empty for the root. */
  Place: string;
  /** The users, roles and root users that SCPs can bind, at or below; null if the caller may not know. */
  Principals: number | null;
};

/** The number of OUs and accounts directly in a node. */
type Inside = { UnitCount: number; AccountCount: number };

/** A root, OU or account as the console shows it. */
export type OrganizationNode =
  | (Shared & Inside & { Type: 'ROOT'; ParentId: null })
  | (Shared & Inside & { Type: 'ORGANIZATIONAL_UNIT'; ParentId: string })
  | (Shared & {
      Type: 'ACCOUNT';
      ParentId: string;
      Email: string;
      State: string;
      JoinedMethod?: string;
      JoinedTimestamp?: Date;
      /** When the account is old enough to leave; null if it is. */
      RemovableFrom: Date | null;
      /** The enforcement mode of its policies; null if the caller may not know. */
      Enforcement: Enforcement | null;
    });

export type AccountOverview = Extract<OrganizationNode, { Type: 'ACCOUNT' }>;

export function toNode(scope: OrganizationScope, tree: Guardrails, { row, parts }: Seen<NodeRow, NodeParts>): OrganizationNode {
  const { id, name, place } = row;
  const shared = { Id: id, Name: name, Arn: nodeArn(scope, id), Place: place, Principals: parts.principals };
  if (row.type !== 'ACCOUNT') {
    const UnitCount = [...tree.units.values()].filter(({ parentId }) => parentId === id).length;
    const inside = { ...shared, UnitCount, AccountCount: parts.accounts ?? 0 };
    return row.type === 'ROOT'
      ? { ...inside, Type: row.type, ParentId: row.parentId }
      : { ...inside, Type: row.type, ParentId: row.parentId };
  }
  const { account } = row;
  return {
    ...shared,
    Type: row.type,
    ParentId: row.parentId,
    Email: account.email,
    State: accountState(account, scope.now),
    JoinedMethod: account.joinedMethod ?? undefined,
    JoinedTimestamp: account.joinedAt ?? undefined,
    RemovableFrom: mayNotLeaveBefore(account, scope.now),
    Enforcement: isManagementAccount(scope) ? oneOf(ENFORCEMENTS, account.enforcement) : null,
  };
}
