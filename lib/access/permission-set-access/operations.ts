import {
  type AccessAccount,
  type AccessPrincipal,
  type ActionIndex,
  countPositions,
  diffPrincipalsSteps,
  forEachPosition,
  type PrincipalDiff,
  type StatementUse,
} from '@gatehouse/policy/analyze';
import type { PolicyRef, PolicyType } from '@gatehouse/policy/evaluate';
import { compareValues } from '../../core/list/compare-values';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { giveWay, takeInTurns } from '../../core/work/bulk';
import { notFound } from '../../identity-center/errors';
import {
  findOwnPermissionSet,
  type OwnPermissionSet,
  ownInstanceCheck,
  permissionSetChecks,
} from '../../identity-center/own-instance';
import { permissionSetArn, requirePermissionSet } from '../../identity-center/permission-set/rows';
import { provisionedRows } from '../../identity-center/provisioned-roles';
import { permissionsOf } from '../effective/operations';
import { accessModelOf, loadAccessAccounts } from '../model/access-model';
import { actionIndex } from '../model/action-index';
import { type AlikeChange, HELD_AS_SET, roleEffect, summarize } from '../policy-preview/operations';
import { hiddenPolicies } from '../readable/readable-policies';
import { readableAccounts } from '../readable-accounts';
import { type AccessSubject, requireKnownSubject } from '../subject';
import { GetPermissionSetAccessInput, ListPermissionSetAccessInput } from './schema';

/** The groups that are listed, and the accounts of each. */
const MOST_GROUPS = 100;
const MOST_ACCOUNTS = 50;
const MOST_LIMITS = 30;
const MOST_EXAMPLES = 3;

/** Accounts where the role of a permission set allows the same. The numbers count actions. */
export type AccessGroup = {
  /** The first accounts by name, and the number of further ones. */
  Accounts: { Id: string; Name: string }[];
  More: number;
  /** The actions that the role can do at least once. */
  Possible: number;
  /** The actions that the definition alone would allow, and that SCPs, RCPs or the boundary take away or limit. */
  Lost: number;
  Narrowed: number;
  Undecided: number;
};

export type PermissionSetAccess = {
  Accounts: number;
  /** The accounts that the caller may not read, and those without the role. */
  Hidden: number;
  Missing: number;
  /** The groups, largest first, and the number of accounts in further groups. */
  Groups: AccessGroup[];
  MoreAccounts: number;
};

/** A statement or level of SCPs, RCPs or boundaries that takes actions away. */
export type AccessLimit = {
  Type: PolicyType;
  Policy: string | null;
  PolicyArn: string | null;
  /** The root, OU or account that the policy is attached to. */
  Level: string | null;
  /** The Sid or the number of the statement, from 1. Null if no statement allows the actions, or the caller may not read the policy. */
  Statement: string | null;
  Count: number;
  Examples: string[];
};

export type AccountPermissionSetAccess = {
  Name: string;
  RoleArn: string;
  Possible: number;
  /** The difference to what the definition alone would allow. Null: nothing limits it. */
  Change: AlikeChange | null;
  /** The statements and levels that take most actions away, and the number of further ones. */
  Limits: AccessLimit[];
  MoreLimits: number;
};

function checks(scope: Scope, found: OwnPermissionSet): Check[] {
  const { instance, row } = found;
  const action = 'sso:ListAccountsForProvisionedPermissionSet';
  return [
    ...permissionSetChecks(scope, found),
    ownInstanceCheck(action, scope, instance),
    ...(row ? [{ action, resource: permissionSetArn(scope.partition, row) }] : []),
    { action: 'iam:SimulatePrincipalPolicy', resource: '*' },
  ];
}

/**
 * Lists what the role of a permission set really allows in each account that has it, grouped by equal results: under the SCPs, RCPs and
 * boundary of the account. It needs the permissions to read the permission set and its accounts, and to simulate principals.
 */
export const ListPermissionSetAccess = defineOperation({
  service: 'gatehouse',
  name: 'ListPermissionSetAccess',
  access: 'Read',
  input: ListPermissionSetAccessInput,
  target: ({ PermissionSetId }, scope) => findOwnPermissionSet(scope, PermissionSetId),
  checks: (_input, scope, found) => checks(scope, found),
  run: async ({ PermissionSetId }, scope, found): Promise<PermissionSetAccess> => {
    const { roles, hidden, missing } = await readRoles(scope, requirePermissionSet(found.row, PermissionSetId).id);
    const compared = await compareRoles(roles, await actionIndex());
    const groups = new Map<string, { accounts: AccessAccount[]; sample: ComparedRole }>();
    for (const [position, { account }] of roles.entries()) {
      const role = compared[position];
      if (!role) continue;
      const sets = [role.possible, role.limits?.lost, role.limits?.narrowed, role.limits?.undecided];
      const key = sets.map((set) => set && HELD_AS_SET.keyOf(set)).join(' | ');
      const group = groups.get(key) ?? { accounts: [], sample: role };
      groups.set(key, group);
      group.accounts.push(account);
      const turn = giveWay();
      if (turn) await turn;
    }
    const sorted = [...groups.values()].sort((one, other) => other.accounts.length - one.accounts.length);
    return {
      Accounts: roles.length,
      Hidden: hidden,
      Missing: missing,
      Groups: sorted.slice(0, MOST_GROUPS).map(toGroup),
      MoreAccounts: sorted.slice(MOST_GROUPS).reduce((sum, { accounts }) => sum + accounts.length, 0),
    };
  },
});

function toGroup({ accounts, sample }: { accounts: readonly AccessAccount[]; sample: ComparedRole }): AccessGroup {
  const { possible, limits } = sample;
  const count = (way: 'lost' | 'narrowed' | 'undecided') => (limits ? countPositions(limits[way]) : 0);
  return {
    Accounts: accounts
      .map(({ accountId, name }) => ({ Id: accountId, Name: name }))
      .sort((one, other) => compareValues(one.Name, other.Name))
      .slice(0, MOST_ACCOUNTS),
    More: Math.max(0, accounts.length - MOST_ACCOUNTS),
    Possible: possible ? countPositions(possible) : 0,
    Lost: count('lost'),
    Narrowed: count('narrowed'),
    Undecided: count('undecided'),
  };
}

/** Returns what the role allows in one account, and the statements of SCPs, RCPs and the boundary that limit it. */
export const GetPermissionSetAccess = defineOperation({
  service: 'gatehouse',
  name: 'GetPermissionSetAccess',
  access: 'Read',
  input: GetPermissionSetAccessInput,
  target: ({ PermissionSetId }, scope) => findOwnPermissionSet(scope, PermissionSetId),
  checks: (_input, scope, found) => checks(scope, found),
  run: async ({ PermissionSetId, AccountId }, scope, found): Promise<AccountPermissionSetAccess> => {
    const permissionSet = requirePermissionSet(found.row, PermissionSetId);
    const { roles } = await readRoles(scope, permissionSet.id, AccountId);
    const [role] = roles;
    const index = await actionIndex();
    const [compared] = await compareRoles(roles, index);
    if (!role || !compared)
      throw notFound(`The permission set ${permissionSet.name} has no role in account ${AccountId}, or you cannot read it.`);
    const { possible, limits } = compared;
    const subject = await requireKnownSubject(role.principal.arn, scope);
    const limiting = limits ? await limitsOf(scope, subject, limits, index) : [];
    const effects = limits ? [roleEffect(role.account.name, limits)] : [];
    const { Changes } = await summarize(effects, index, HELD_AS_SET);
    return {
      Name: role.account.name,
      RoleArn: role.principal.arn,
      Possible: possible ? countPositions(possible) : 0,
      Change: Changes[0] ?? null,
      Limits: limiting.slice(0, MOST_LIMITS),
      MoreLimits: Math.max(0, limiting.length - MOST_LIMITS),
    };
  },
});

type Role = { account: AccessAccount; principal: AccessPrincipal };

/** Reads the roles of a permission set in the accounts that the caller may read. */
async function readRoles(scope: Scope, permissionSetId: string, accountId?: string) {
  const rows = await provisionedRows(scope, permissionSetId, accountId);
  const factsOf = new Map((await readableAccounts(scope)).accounts.map((facts) => [facts.id, facts]));
  const readable = rows.filter((row) => factsOf.has(row.accountId));
  const parts = await loadAccessAccounts(
    scope,
    readable.flatMap((row) => factsOf.get(row.accountId) ?? []),
  );
  const roles = readable.flatMap((row): Role[] => {
    const account = parts.get(row.accountId);
    const principal = account?.principals.find((each) => 'roleId' in each.principal && each.principal.roleId === row.roleId);
    return account && principal ? [{ account, principal }] : [];
  });
  return { roles, hidden: rows.length - readable.length, missing: readable.length - roles.length };
}

/** The actions that a role can do, and the difference to what its identity policies alone would allow. */
type ComparedRole = { possible: PrincipalDiff['gained'] | undefined; limits: PrincipalDiff | undefined };

/** Compares roles with no access, and with their access without SCPs, RCPs and boundary. */
async function compareRoles(roles: readonly Role[], index: ActionIndex): Promise<ComparedRole[]> {
  const models = {
    nothing: accessModelOf(roles.map(({ account }) => ({ ...account, principals: [] }))),
    alone: accessModelOf(
      roles.map(({ account: { scp: _, rcp: __, ...account }, principal: { boundary: ___, ...principal } }) => ({
        ...account,
        principals: [principal],
      })),
    ),
    real: accessModelOf(roles.map(({ account, principal }) => ({ ...account, principals: [principal] }))),
  };
  const diffs = async (before: 'nothing' | 'alone') => {
    const { principals } = await takeInTurns(diffPrincipalsSteps(models[before], models.real, index));
    return new Map(principals.map((diff) => [diff.arn, diff]));
  };
  const [possible, limits] = [await diffs('nothing'), await diffs('alone')];
  return roles.map(({ principal: { arn } }) => ({ possible: possible.get(arn)?.gained, limits: limits.get(arn) }));
}

const LIMITING: readonly PolicyType[] = ['scp', 'rcp', 'boundary'];

/** Returns the statements of SCPs, RCPs and the boundary behind a difference, those of most actions first. */
async function limitsOf(
  scope: Scope,
  subject: AccessSubject,
  { lost, narrowed }: PrincipalDiff,
  index: ActionIndex,
): Promise<AccessLimit[]> {
  const permissions = await permissionsOf(subject);
  const found = new Map<string, { limit: AccessLimit; policy: PolicyRef | null }>();
  const positions: number[] = [];
  for (const set of [lost, narrowed]) forEachPosition(set, (position) => void positions.push(position));
  for (const alike of await takeInTurns(permissions.alike(positions))) {
    const names = alike.flatMap((position) => nameAt(index, position));
    const detail = permissions.detail(names[0] ?? '');
    if (!detail) continue;
    const note = (key: string, limit: Omit<AccessLimit, 'Count' | 'Examples'>, policy: PolicyRef | null) => {
      const known = found.get(key) ?? { limit: { ...limit, Count: 0, Examples: [] }, policy };
      found.set(key, known);
      known.limit.Count += names.length;
      known.limit.Examples.push(...names.slice(0, Math.max(0, MOST_EXAMPLES - known.limit.Examples.length)));
    };
    for (const use of detail.denies) if (LIMITING.includes(use.type)) note(keyOf(use), toLimit(use), use.policy);
    for (const { type, level, outcome, allows } of detail.layers) {
      if (outcome === 'always' || !LIMITING.includes(type)) continue;
      if (outcome === 'sometimes') for (const use of allows) note(keyOf(use), toLimit(use), use.policy);
      else
        note(
          `${type} ${level?.name}`,
          { Type: type, Policy: null, PolicyArn: null, Level: level?.name ?? null, Statement: null },
          null,
        );
    }
    const turn = giveWay();
    if (turn) await turn;
  }
  const policies = [...found.values()].flatMap(({ policy }) => (policy ? [{ policy, about: { subject } }] : []));
  const hidden = await hiddenPolicies(scope, policies);
  return [...found.values()]
    .map(({ limit, policy }) => (policy && hidden.has(policy.id) ? { ...limit, Statement: null } : limit))
    .sort((one, other) => other.Count - one.Count);
}

function nameAt(index: ActionIndex, position: number): string[] {
  const action = index.actions[position];
  return action ? [`${action.service}:${action.name}`] : [];
}

const keyOf = ({ statement, level }: StatementUse) => `${statement.policyId} ${statement.statementIndex} ${level?.id}`;

function toLimit({ type, policy, level, sid, statement }: StatementUse): Omit<AccessLimit, 'Count' | 'Examples'> {
  return {
    Type: type,
    Policy: policy.name,
    PolicyArn: policy.arn ?? null,
    Level: level?.name ?? null,
    Statement: sid ?? String(statement.statementIndex + 1),
  };
}
