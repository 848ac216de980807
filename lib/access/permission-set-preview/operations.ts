import { countPositions } from '@gatehouse/policy/analyze';
import { compareValues } from '../../core/list/compare-values';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { giveWay, sortInTurns } from '../../core/work/bulk';
import { groupNames, type Matrix, readMatrix } from '../../identity-center/access/matrix';
import { notFound } from '../../identity-center/errors';
import type { InstanceRow } from '../../identity-center/instance/rows';
import {
  accessChecks,
  findOwnPermissionSet,
  type OwnPermissionSet,
  ownInstanceCheck,
  permissionSetChecks,
  requireOwnInstance,
} from '../../identity-center/own-instance';
import { draftedDefinition } from '../../identity-center/permission-set/documents';
import { permissionSetArn, requirePermissionSet } from '../../identity-center/permission-set/rows';
import { actionIndex } from '../model/action-index';
import { type AlikeChange, HELD_AS_SET, type LevelChange, roleEffect, summarize } from '../policy-preview/operations';
import { type ComparedAccount, type ComparedAccounts, compareAccounts } from './compared-accounts';
import { PREVIEW_RESULTS, type PreviewResult } from './limits';
import { PreviewPermissionSetInAccountInput, PreviewPermissionSetInput } from './schema';

export { type DraftedRoles, draftedRoles } from './drafted-roles';

const DEFAULT_ROWS = 25;
/** The most people that are listed for an account. */
const MOST_PEOPLE = 100;

/** The effect of provisioning on one account. The numbers count actions. */
export type PreviewRow = {
  Id: string;
  Name: string;
  Result: PreviewResult;
  Gained: number;
  Lost: number;
  Narrowed: number;
  Widened: number;
  /** The people who have the permission set there. */
  People: number;
  /** The reason why provisioning fails there. */
  Failure: string | null;
};

export type PermissionSetPreview = {
  Accounts: number;
  /** The number of accounts by result. */
  Results: Record<PreviewResult, number>;
  /** The number of accounts that the caller may not read. They are not compared. */
  Hidden: number;
  /** The number of people who have the permission set in an account where it changes. */
  People: number;
  /** The largest changes by service, and the number of further ones. They count accounts as principals. */
  Levels: LevelChange[];
  MoreLevels: number;
  Rows: PreviewRow[];
  Page: number;
  Matches: number;
  Milliseconds: number;
};

/** Returns the checks of everything that a preview reads: the permission set, its accounts, the people with access, and IAM's decisions. */
export function previewChecks(scope: Scope, found: OwnPermissionSet, accountId: string): Check[] {
  const { instance, row } = found;
  const action = 'sso:ListAccountsForProvisionedPermissionSet';
  return [
    ...permissionSetChecks(scope, found),
    ownInstanceCheck(action, scope, instance),
    ...(row ? [{ action, resource: permissionSetArn(scope.partition, row) }] : []),
    ...accessChecks(scope, instance, accountId),
    { action: 'iam:SimulatePrincipalPolicy', resource: '*' },
  ];
}

/**
 * Previews what provisioning a permission set changes in each account that has it: the saved definition, or a draft. It needs the
 * permissions to read the permission set, its accounts, assignments and people, and to simulate principals. The accounts of others are
 * compared only for callers who may ask about the whole organization.
 */
export const PreviewPermissionSet = defineOperation({
  service: 'gatehouse',
  name: 'PreviewPermissionSet',
  access: 'Read',
  input: PreviewPermissionSetInput,
  target: ({ PermissionSetId }, scope) => findOwnPermissionSet(scope, PermissionSetId),
  checks: (_input, scope, found) => previewChecks(scope, found, '*'),
  run: async (
    { PermissionSetId, Draft = {}, Result, Page = 1, PageSize = DEFAULT_ROWS },
    scope,
    found,
  ): Promise<PermissionSetPreview> => {
    const instance = requireOwnInstance(found.instance);
    const permissionSet = requirePermissionSet(found.row, PermissionSetId);
    const definition = draftedDefinition(scope, permissionSet, Draft);
    const index = await actionIndex();
    const started = performance.now();
    const { accounts, hidden } = await compareAccounts(scope, { instance, permissionSet, definition });
    const matrix = await readMatrix(scope, instance, { by: 'USER', permissionSetId: permissionSet.id });
    const changed = new Set(accounts.filter(({ diff }) => diff).map(({ id }) => id));
    const { Levels, MoreLevels } = await summarize(effectsOf(accounts), index, HELD_AS_SET);
    const Results = Object.fromEntries(PREVIEW_RESULTS.map((result) => [result, 0])) as Record<PreviewResult, number>;
    for (const account of accounts) Results[resultOf(account)] += 1;
    const asked = Result === undefined ? accounts : accounts.filter((account) => resultOf(account) === Result);
    const sorted = await sortInTurns(asked, compareRows);
    const page = Math.min(Page, Math.max(1, Math.ceil(sorted.length / PageSize)));
    const Rows: PreviewRow[] = [];
    for (const account of sorted.slice((page - 1) * PageSize, page * PageSize))
      Rows.push(toRow(account, await matrix.countIn(account.id)));
    return {
      Accounts: accounts.length,
      Results,
      Hidden: hidden,
      People: await countPeople(matrix, changed),
      Levels,
      MoreLevels,
      Rows,
      Page: page,
      Matches: sorted.length,
      Milliseconds: performance.now() - started,
    };
  },
});

async function countPeople({ rows, cellsOf }: Matrix, changed: ReadonlySet<string>): Promise<number> {
  let count = 0;
  for (const row of rows) {
    if (changed.size > 0 && cellsOf(row, changed).length > 0) count++;
    const turn = giveWay();
    if (turn) await turn;
  }
  return count;
}

function resultOf({ failure, diff }: ComparedAccount): PreviewResult {
  return failure === null ? (diff?.verdict ?? 'equal') : 'fails';
}

/** Compares accounts by result and name. Failures come first, then losses. */
function compareRows(one: ComparedAccount, other: ComparedAccount): number {
  const byResult = PREVIEW_RESULTS.indexOf(resultOf(one)) - PREVIEW_RESULTS.indexOf(resultOf(other));
  return byResult || compareValues(one.name, other.name) || (one.id < other.id ? -1 : 1);
}

function toRow(account: ComparedAccount, people: number): PreviewRow {
  const { id, name, diff, failure } = account;
  const count = (way: 'gained' | 'lost' | 'narrowed' | 'widened') => (diff ? countPositions(diff[way]) : 0);
  return {
    Id: id,
    Name: name,
    Result: resultOf(account),
    Gained: count('gained'),
    Lost: count('lost'),
    Narrowed: count('narrowed'),
    Widened: count('widened'),
    People: people,
    Failure: failure,
  };
}

const effectsOf = (accounts: readonly ComparedAccount[]) =>
  accounts.flatMap(({ name, diff }) => (diff ? [roleEffect(name, diff)] : []));

/** A person who has the permission set in an account, and the groups that it comes through. */
export type PreviewPerson = {
  Id: string;
  DisplayName: string;
  Disabled: boolean;
  Deleted: boolean;
  Direct: boolean;
  Groups: { Id: string; Name: string }[];
};

export type AccountPreview = PreviewRow & {
  /** The customer managed policies that the account lacks, with their paths. */
  Missing: string[];
  /** The change with examples. Null: the role allows the same as before. */
  Change: AlikeChange | null;
  /** The first people by name, and the number of further ones. */
  Persons: PreviewPerson[];
  MorePersons: number;
};

/** Previews what provisioning a permission set changes in one account, with example requests and the people who have it. */
export const PreviewPermissionSetInAccount = defineOperation({
  service: 'gatehouse',
  name: 'PreviewPermissionSetInAccount',
  access: 'Read',
  input: PreviewPermissionSetInAccountInput,
  target: ({ PermissionSetId }, scope) => findOwnPermissionSet(scope, PermissionSetId),
  checks: ({ AccountId }, scope, found) => previewChecks(scope, found, AccountId),
  run: async ({ PermissionSetId, Draft = {}, AccountId }, scope, found): Promise<AccountPreview> => {
    const instance = requireOwnInstance(found.instance);
    const permissionSet = requirePermissionSet(found.row, PermissionSetId);
    const definition = draftedDefinition(scope, permissionSet, Draft);
    const compared = await compareAccounts(scope, { instance, permissionSet, definition, accountId: AccountId });
    const account = requireCompared(compared, permissionSet.name, AccountId);
    const matrix = await readMatrix(scope, instance, { by: 'USER', permissionSetId: permissionSet.id, accountId: AccountId });
    const { Changes } = await summarize(effectsOf([account]), await actionIndex(), HELD_AS_SET);
    return {
      ...toRow(account, matrix.rows.length),
      Missing: account.missing,
      Change: Changes[0] ?? null,
      Persons: await personsOf(scope, instance, matrix, AccountId),
      MorePersons: Math.max(0, matrix.rows.length - MOST_PEOPLE),
    };
  },
});

/** @throws AwsError ResourceNotFoundException also for an account that the caller may not read */
function requireCompared({ accounts }: ComparedAccounts, name: string, accountId: string): ComparedAccount {
  const [account] = accounts;
  if (!account) throw notFound(`The permission set ${name} is not provisioned in account ${accountId}, or you cannot read it.`);
  return account;
}

/** Returns the first people of a matrix, which is about one permission set, with the groups through which they have it. */
async function personsOf(
  scope: Scope,
  instance: InstanceRow,
  { rows, cellsOf }: Matrix,
  accountId: string,
): Promise<PreviewPerson[]> {
  const only = new Set([accountId]);
  const shown = rows.slice(0, MOST_PEOPLE).map((row) => ({ row, cells: cellsOf(row, only) }));
  const names = await groupNames(
    scope,
    instance,
    shown.flatMap(({ cells }) => cells),
  );
  return shown.map(({ row: { principal, deleted }, cells }) => ({
    Id: principal.id,
    DisplayName: principal.displayName,
    Disabled: principal.disabled,
    Deleted: deleted,
    Direct: cells.some(({ direct }) => direct),
    Groups: cells.flatMap(({ groupIds }) => groupIds.map((Id) => ({ Id, Name: names.get(Id) ?? Id }))),
  }));
}
