import { callerMay } from '../core/authorization/authorize';
import type { AskingSearch, Match } from '../core/module/resource';
import type { Scope } from '../core/operation';
import { readInChunks, sortInTurns } from '../core/work/bulk';
import { readGroups } from '../identity-store/group/rows';
import { readUsers } from '../identity-store/user/rows';
import type { InstanceRow } from './instance/rows';
import { findOwnInstance, ownInstanceCheck } from './own-instance';
import { permissionSetArn } from './permission-set/rows';

/** A row of a search, and the texts in which it is found. */
type Searched = { id: string; match: Match; texts: readonly string[] };

type Listed = {
  kind: string;
  /** The action of the list on the page, on the instance or on everything. */
  action: string;
  onInstance: boolean;
  rows: (scope: Scope, instance: InstanceRow, after: string, take: number) => Promise<Searched[]>;
};

/** The rows read at once. They are small. */
const ROWS_AT_ONCE = 1_000;

const LISTS: readonly Listed[] = [
  {
    kind: 'Identity Center user',
    action: 'sso-directory:SearchUsers',
    onInstance: false,
    rows: async ({ db, accountId }, { identityStoreId, accountId: managementId }, after, take) =>
      (await readUsers(db, identityStoreId, after, take)).map(({ id, userName, displayName, emailKey }) => ({
        id,
        // The reach of the graph that shows the user's access.
        match: { Name: userName, Id: id, Detail: displayName, Type: accountId === managementId ? 'organization' : 'account' },
        texts: [userName, displayName, emailKey ?? '', id],
      })),
  },
  {
    kind: 'Identity Center group',
    action: 'sso-directory:SearchGroups',
    onInstance: false,
    rows: async ({ db }, { identityStoreId }, after, take) =>
      (await readGroups(db, identityStoreId, after, take)).map(({ id, displayName }) => ({
        id,
        match: { Name: displayName, Id: id, Detail: id },
        texts: [displayName, id],
      })),
  },
  {
    kind: 'Permission set',
    action: 'sso:ListPermissionSets',
    onInstance: true,
    rows: async ({ db, partition }, { id: instanceId }, after, take) => {
      const select = { id: true, name: true, instanceId: true };
      const next = { where: { instanceId, id: { gt: after } }, orderBy: { id: 'asc' }, take } as const;
      const rows = await db.permissionSet.findMany({ ...next, select });
      return rows.map((row) => {
        const arn = permissionSetArn(partition, row);
        return { id: row.id, match: { Name: row.name, Id: row.id, Detail: arn }, texts: [row.name, arn] };
      });
    },
  },
];

/**
 * The searches of IAM Identity Center. Only an account that administers an instance finds what is in it, with the permissions of the lists.
 */
export const identityCenterSearches: readonly AskingSearch[] = LISTS.map(({ kind, action, onInstance, rows }) => ({
  kind,
  find: async (scope, needle, most) => {
    const instance = await findOwnInstance(scope);
    if (!instance) return [];
    const may = await callerMay(scope);
    if (!(await may(onInstance ? ownInstanceCheck(action, scope, instance) : { action, resource: '*' }))) return [];
    const found: Match[] = [];
    const chunks = readInChunks(
      (after, take) => rows(scope, instance, after, take),
      ({ id }) => id,
      ROWS_AT_ONCE,
    );
    for await (const some of chunks) {
      const fitting = some.filter(({ texts }) => texts.some((text) => text.toLowerCase().includes(needle)));
      found.push(...fitting.map(({ match }) => match));
    }
    const sorted = await sortInTurns(found, ({ Name: one }, { Name: other }) => (one < other ? -1 : one > other ? 1 : 0));
    return sorted.slice(0, most);
  },
}));
