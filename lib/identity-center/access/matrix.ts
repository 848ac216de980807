import { loadGuardrails, pathOf } from '../../core/authorization/guardrails';
import { compareValues } from '../../core/list/compare-values';
import type { Scope } from '../../core/operation';
import { giveWay, sortInTurns } from '../../core/work/bulk';
import { principalNames, readStoreGroups, readStoreUsers, type StorePrincipal } from '../../identity-store/rows';
import { accountPlaces, accountPlacesOf } from '../../organizations/account/rows';
import type { InstanceRow } from '../instance/rows';
import { type Grant, groupsByUser, readGrants } from './rows';

/** The question: its rows, and the conditions of its rows and accounts. */
export type MatrixQuestion = {
  by: 'USER' | 'GROUP';
  search?: string | undefined;
  unitId?: string | undefined;
  groupId?: string | undefined;
  permissionSetId?: string | undefined;
  accountId?: string | undefined;
};

/** A user or group with access. `deleted`: assignments name it, and it no longer exists. */
export type MatrixRow = { principal: StorePrincipal; type: 'USER' | 'GROUP'; deleted: boolean };

/** An account that somebody reaches. */
export type MatrixAccount = { id: string; name: string; path: readonly string[] };

/** A permission set that a row has in an account: directly, through groups, or both. */
export type MatrixCell = { accountId: string; permissionSetId: string; direct: boolean; groupIds: string[] };

export type Matrix = {
  rows: readonly MatrixRow[];
  accounts: readonly MatrixAccount[];
  /** Returns what a row has in some accounts, by account and permission set. */
  cellsOf: (row: MatrixRow, accountIds: ReadonlySet<string>) => MatrixCell[];
  /** Returns the number of rows with access to an account. */
  countIn: (accountId: string) => Promise<number>;
};

/** The grants of users and groups, by their ids. */
type Grants = { USER: Map<string, Grant[]>; GROUP: Map<string, Grant[]> };

/** Reads everybody's access to accounts. It computes cells only for the rows and accounts that are asked for. */
export async function readMatrix(scope: Scope, instance: InstanceRow, question: MatrixQuestion): Promise<Matrix> {
  const { db } = scope;
  const inUnit = question.unitId === undefined ? null : await accountsBelow(scope, question.unitId);
  const grants = await grantsOf(scope, instance, question, inUnit);
  const groups = question.by === 'USER' ? await groupsByUser(db, instance.identityStoreId) : new Map<string, string[]>();
  const groupsOf = (id: string) => groups.get(id) ?? [];
  const rows = await rowsOf(scope, instance, question, grants, groupsOf);
  const grantedBy = (row: MatrixRow): (readonly Grant[])[] => [
    grants[row.type].get(row.principal.id) ?? [],
    ...(row.type === 'USER' ? groupsOf(row.principal.id) : []).map((id) => grants.GROUP.get(id) ?? []),
  ];
  const accounts = await accountsOf(scope, rows, grantedBy);
  return {
    rows,
    accounts,
    cellsOf: (row, accountIds) => toCells(grantedBy(row).flat(), accountIds),
    countIn: async (accountId) => {
      const granted = new Map<readonly Grant[], boolean>();
      const reaches = (some: readonly Grant[]) => {
        const known = granted.get(some) ?? some.some((grant) => grant.accountId === accountId);
        granted.set(some, known);
        return known;
      };
      let count = 0;
      for (const row of rows) {
        if (grantedBy(row).some(reaches)) count++;
        const turn = giveWay();
        if (turn) await turn;
      }
      return count;
    },
  };
}

async function grantsOf(
  { db }: Scope,
  instance: InstanceRow,
  { permissionSetId, accountId }: MatrixQuestion,
  among: ReadonlySet<string> | null,
): Promise<Grants> {
  const grants: Grants = { USER: new Map(), GROUP: new Map() };
  const where = { ...(permissionSetId !== undefined && { permissionSetId }), ...(accountId !== undefined && { accountId }) };
  for await (const some of readGrants(db, instance, where))
    for (const grant of some) {
      if (among && !among.has(grant.accountId)) continue;
      const byId = grants[grant.principalType === 'USER' ? 'USER' : 'GROUP'];
      const own = byId.get(grant.principalId);
      if (own) own.push(grant);
      else byId.set(grant.principalId, [grant]);
    }
  return grants;
}

/** Returns the accounts of an organization in a root or OU, at any depth. */
async function accountsBelow({ db, account }: Scope, unitId: string): Promise<ReadonlySet<string>> {
  const { organization } = account;
  if (!organization) return new Set();
  const tree = await loadGuardrails(db, organization);
  const rows = await accountPlacesOf(db, organization.id);
  const inside = new Map<string, boolean>();
  const isInside = (parentId: string) => {
    const known = inside.get(parentId) ?? pathOf(tree, parentId).includes(unitId);
    inside.set(parentId, known);
    return known;
  };
  return new Set(rows.filter(({ parentId }) => isInside(parentId ?? tree.rootId)).map(({ id }) => id));
}

async function rowsOf(
  { db }: Scope,
  { identityStoreId: storeId }: InstanceRow,
  { by, search = '', groupId }: MatrixQuestion,
  grants: Grants,
  groupsOf: (userId: string) => readonly string[],
): Promise<MatrixRow[]> {
  const wanted = search.trim().toLowerCase();
  const meets = ({ id, name, displayName }: StorePrincipal) =>
    (name.toLowerCase().includes(wanted) || displayName.toLowerCase().includes(wanted) || id === wanted) &&
    (groupId === undefined || (by === 'GROUP' ? id === groupId : groupsOf(id).includes(groupId)));
  const hasAccess = (id: string) =>
    grants[by].has(id) || (by === 'USER' && groupsOf(id).some((group) => grants.GROUP.has(group)));
  const left = new Set(grants[by].keys());
  const rows: MatrixRow[] = [];
  for await (const some of by === 'USER' ? readStoreUsers(db, storeId) : readStoreGroups(db, storeId))
    for (const principal of some) {
      left.delete(principal.id);
      if (hasAccess(principal.id) && meets(principal)) rows.push({ principal, type: by, deleted: false });
      const turn = giveWay();
      if (turn) await turn;
    }
  // Assignments keep the ids of deleted users and groups.
  for (const id of left) {
    const principal = { id, name: id, displayName: id, disabled: false };
    if (meets(principal)) rows.push({ principal, type: by, deleted: true });
  }
  return sortInTurns(rows, compareRows);
}

/** Compares rows by name. Deleted principals come first, because somebody should remove their assignments. */
function compareRows(one: MatrixRow, other: MatrixRow): number {
  if (one.deleted !== other.deleted) return one.deleted ? -1 : 1;
  const order = compareValues(one.principal.displayName, other.principal.displayName);
  return order !== 0 ? order : one.principal.id < other.principal.id ? -1 : 1;
}

/** Returns the accounts that rows reach, in the order of the organization's tree. */
async function accountsOf(
  { db, account }: Scope,
  rows: readonly MatrixRow[],
  grantedBy: (row: MatrixRow) => readonly (readonly Grant[])[],
): Promise<MatrixAccount[]> {
  const reached = new Set<string>();
  const seen = new Set<readonly Grant[]>();
  for (const row of rows)
    for (const grants of grantedBy(row)) {
      if (seen.has(grants)) continue;
      seen.add(grants);
      for (const { accountId } of grants) reached.add(accountId);
      const turn = giveWay();
      if (turn) await turn;
    }
  const places = await accountPlaces(db, reached);
  const tree = account.organization && (await loadGuardrails(db, account.organization));
  const pathTo = (parentId: string | null) =>
    tree
      ? pathOf(tree, parentId ?? tree.rootId).map((id) => (id === tree.rootId ? tree.rootName : (tree.units.get(id)?.name ?? id)))
      : [];
  const accounts = [...reached].map((id) => {
    const place = places.get(id);
    return { id, name: place?.name ?? id, path: pathTo(place?.parentId ?? null) };
  });
  const orderOf = ({ path, name, id }: MatrixAccount) => [...path, '', name, id].join('\n');
  return sortInTurns(accounts, (one, other) => compareValues(orderOf(one), orderOf(other)));
}

function toCells(grants: readonly Grant[], accountIds: ReadonlySet<string>): MatrixCell[] {
  const cells = new Map<string, MatrixCell>();
  for (const { accountId, permissionSetId, principalType, principalId } of grants) {
    if (!accountIds.has(accountId)) continue;
    const key = `${accountId}/${permissionSetId}`;
    const cell = cells.get(key) ?? { accountId, permissionSetId, direct: false, groupIds: [] };
    cells.set(key, cell);
    if (principalType === 'USER') cell.direct = true;
    else cell.groupIds.push(principalId);
  }
  return [...cells.values()];
}

/** Returns the names of groups by id. */
export function groupNames(scope: Scope, { identityStoreId }: InstanceRow, cells: readonly MatrixCell[]) {
  return principalNames(
    scope.db,
    identityStoreId,
    cells.flatMap(({ groupIds }) => groupIds),
  );
}
