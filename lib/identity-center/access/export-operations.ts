import { defineOperation } from '../../core/operation';
import { toCsv } from '../../core/text/csv';
import { harmlessCell } from '../../core/text/harmless-cell';
import { giveWay } from '../../core/work/bulk';
import { readStoreGroups } from '../../identity-store/rows';
import { accessChecks, findOwnInstance, requireOwnInstance } from '../own-instance';
import { readPermissionSets } from '../permission-set/rows';
import { readMatrix } from './matrix';
import { ExportAccountAccessInput } from './schema';

/** The lines of one part. A spreadsheet opens fifty such parts at most. */
const MOST_LINES = 20_000;

const COLUMNS = ['name', 'user name', 'status', 'account id', 'account', 'organizational unit', 'permission set', 'through'];

/**
 * Exports who reaches which account with which permission set as CSV: one line for each way, in parts. AWS has no such call. It needs the
 * permissions of GetAccountAccessMatrix.
 */
export const ExportAccountAccess = defineOperation({
  service: 'gatehouse',
  name: 'ExportAccountAccess',
  access: 'List',
  input: ExportAccountAccessInput,
  target: (_input, scope) => findOwnInstance(scope),
  checks: ({ AccountId = '*' }, scope, instance) => accessChecks(scope, instance, AccountId),
  run: async ({ By = 'USER', Part = 1, ...asked }, scope, found): Promise<{ Content: string; More: boolean }> => {
    const instance = requireOwnInstance(found);
    const matrix = await readMatrix(scope, instance, {
      by: By,
      search: asked.Search,
      unitId: asked.OrganizationalUnitId,
      groupId: asked.GroupId,
      permissionSetId: asked.PermissionSetId,
      accountId: asked.AccountId,
    });
    const accounts = new Map(matrix.accounts.map((account) => [account.id, account]));
    const accountIds = new Set(accounts.keys());
    const setNames = new Map((await readPermissionSets(scope.db, instance)).map(({ id, name }) => [id, name]));
    const groupNames = new Map<string, string>();
    for await (const rows of readStoreGroups(scope.db, instance.identityStoreId))
      for (const { id, name } of rows) groupNames.set(id, name);
    const [from, to] = [(Part - 1) * MOST_LINES, Part * MOST_LINES];
    const lines: string[][] = [];
    let at = 0;
    for (const row of matrix.rows) {
      if (at > to) break;
      const { principal, type, deleted } = row;
      const status = deleted ? 'Deleted' : principal.disabled ? 'Disabled' : 'Enabled';
      for (const { accountId, permissionSetId, direct, groupIds } of matrix.cellsOf(row, accountIds)) {
        const { name = accountId, path = [] } = accounts.get(accountId) ?? {};
        const set = setNames.get(permissionSetId) ?? permissionSetId;
        const groups = type === 'USER' ? groupIds.map((id) => `group ${groupNames.get(id) ?? id}`).sort() : [];
        for (const through of [...(direct || type === 'GROUP' ? ['direct'] : []), ...groups])
          if (at++ >= from && at <= to)
            lines.push(
              [
                ...[principal.displayName, type === 'USER' ? principal.name : '', status],
                ...[accountId, name, path.join(' / '), set, through],
              ].map(harmlessCell),
            );
      }
      const turn = giveWay();
      if (turn) await turn;
    }
    return { Content: toCsv([COLUMNS, ...lines]), More: at > to };
  },
});
