import { setImmediate } from 'node:timers/promises';
import type { AccessAccount } from '@gatehouse/policy/analyze';
import type { AccountFacts } from '../../core/account-facts';
import {
  allowsNothing,
  levelsOf,
  pathOf,
  placeOf,
  RESOURCE_CONTROL_POLICY,
  SERVICE_CONTROL_POLICY,
} from '../../core/authorization/guardrails';
import { defineOperation, type Scope } from '../../core/operation';
import { loadAccessModel } from '../model/access-model';
import { actionIndex } from '../model/action-index';
import { type AccountEffect, actionsOfPrincipal, type ChangedActions, effectOnAccount } from './account-effect';
import { countUnitsBelow } from './changed-guardrails';
import { type ConsideredChange, changeChecks, considerChange, findChangedPolicy, placedAfter } from './considered-change';
import { type DeniedCall, findCallsDenied } from './recent-calls';
import { ListActionsChangedInput, ListCallsDeniedByChangeInput, PreviewGuardrailChangeInput } from './schema';

/** The effect of a change to SCPs or RCPs, before it is made. */
export type GuardrailEffect = {
  /** The numbers of accounts and OUs at or below the change. */
  Accounts: number;
  Units: number;
  /** The management account is among them. SCPs and RCPs do not apply to it. */
  ManagementExempt: boolean;
  /** The change is about RCPs. They also apply to external callers, who are not counted. */
  OutsidersToo: boolean;
  /** The number of compared principals, and how many of them lose or gain access. */
  Principals: number;
  Lose: number;
  Gain: number;
  /** The number of principals with an undecided comparison. */
  Undecided: number;
  /** The roots, OUs and accounts where no SCP allows anything after the change, so that nobody below them can do anything. */
  Closes: string[];
  /** The accounts with changed access, most affected first. */
  ByAccount: AccountEffect[];
  Milliseconds: number;
};

/**
 * Previews which users, roles and root users lose or gain access by a change, over every action of the catalog. Only the management account
 * may ask, because the answer is about principals of its members.
 */
export const PreviewGuardrailChange = defineOperation({
  service: 'organizations',
  name: 'PreviewGuardrailChange',
  access: 'Read',
  input: PreviewGuardrailChangeInput,
  target: ({ Change }, scope) => findChangedPolicy(Change, scope),
  checks: (_input, scope, policy) => changeChecks(scope, policy),
  run: async ({ Change }, scope, policy) => preview(scope, await considerChange(scope, Change, policy)),
});

async function preview(scope: Scope, considered: ConsideredChange): Promise<GuardrailEffect> {
  await actionIndex();
  const started = performance.now();
  const { before, nodes, below, bound, type } = considered;
  const model = await loadAccessModel(scope, 'organization');
  const stored = new Map(model.accounts.map((account) => [account.accountId, account]));
  const effects: AccountEffect[] = [];
  for (const facts of bound) {
    const account = stored.get(facts.id);
    if (!account) continue;
    effects.push(await effectOnAccount(account, accountAfter(account, facts, considered), model.rcpServices ?? []));
    // Thousands of principals take a second, so this gives way to other calls.
    await setImmediate();
  }
  const sum = (count: (effect: AccountEffect) => number) => effects.reduce((total, effect) => total + count(effect), 0);
  return {
    Accounts: bound.length,
    Units: countUnitsBelow(before, nodes),
    ManagementExempt: bound.length < below.length,
    OutsidersToo: type === RESOURCE_CONTROL_POLICY,
    Principals: sum(({ Principals }) => Principals),
    Lose: sum(({ Lose }) => Lose),
    Gain: sum(({ Gain }) => Gain),
    Undecided: sum(({ Undecided }) => Undecided),
    Closes: closedLevels(considered),
    ByAccount: effects
      .filter(({ Lose, Gain, Undecided }) => Lose + Gain + Undecided > 0)
      .sort((a, b) => b.Lose - a.Lose || b.Gain - a.Gain || a.Name.localeCompare(b.Name)),
    Milliseconds: performance.now() - started,
  };
}

/** Returns the names of the levels that allow nothing because of the change. */
function closedLevels(considered: ConsideredChange): string[] {
  const { before, after, change, nodes, bound } = considered;
  const shut = [...(change.kind === 'move' ? pathOf(after, change.destinationId) : nodes)].filter((id) =>
    allowsNothing(after, id),
  );
  const paths = bound.map(({ parentId }) => pathOf(before, parentId ?? before.rootId));
  const isNew = (id: string) => (change.kind === 'move' ? paths.some((path) => !path.includes(id)) : !allowsNothing(before, id));
  return shut.filter(isNew).map((id) => nameOf(id, considered));
}

function nameOf(id: string, { before, below }: ConsideredChange): string {
  if (id === before.rootId) return before.rootName;
  return before.units.get(id)?.name ?? below.find((account) => account.id === id)?.name ?? id;
}

/** Returns the account under the changed SCPs and RCPs. After a move it has its new position, which conditions can test. */
function accountAfter(account: AccessAccount, facts: AccountFacts, considered: ConsideredChange): AccessAccount {
  const { after, change } = considered;
  const placed = placedAfter(considered, facts);
  const scp = levelsOf(after, SERVICE_CONTROL_POLICY, placed);
  const rcp = levelsOf(after, RESOURCE_CONTROL_POLICY, placed);
  if (change.kind !== 'move') return { ...account, scp, rcp };
  const { path } = placeOf(after, placed);
  const principals = account.principals.map((principal) => ({
    ...principal,
    facts: { ...principal.facts, knownContext: { ...principal.facts?.knownContext, 'aws:PrincipalOrgPaths': [path] } },
  }));
  return { ...account, scp, rcp, principals };
}

/**
 * Lists the actions that a principal loses, keeps in part, gains or gains in part: a number per service, and a page of one service's
 * actions. Only that principal is evaluated.
 */
export const ListActionsChanged = defineOperation({
  service: 'organizations',
  name: 'ListActionsChanged',
  access: 'Read',
  input: ListActionsChangedInput,
  target: ({ Change }, scope) => findChangedPolicy(Change, scope),
  checks: (_input, scope, policy) => changeChecks(scope, policy),
  run: async ({ Change, PrincipalArn, Kind, Service, Page = 1 }, scope, policy): Promise<ChangedActions> => {
    const considered = await considerChange(scope, Change, policy);
    const facts = considered.bound.find(({ id }) => id === PrincipalArn.split(':')[4]);
    const model = await loadAccessModel(scope, 'organization');
    const account = facts && model.accounts.find(({ accountId }) => accountId === facts.id);
    if (!facts || !account) return { Services: [], Actions: [] };
    const asked = { arn: PrincipalArn, kind: Kind, service: Service, page: Page };
    return actionsOfPrincipal(account, accountAfter(account, facts, considered), model.rcpServices ?? [], asked);
  },
});

export type CallsDeniedByChange = {
  /** The most frequent calls first. */
  Calls: DeniedCall[];
  /** The number of successful calls of these days that were evaluated again. */
  Examined: number;
  Days: number;
};

/**
 * Lists recent allowed calls that a change would deny. Each recorded call of the affected accounts is evaluated again with and without the
 * change. Besides the preview's permissions it needs CloudTrail's.
 */
export const ListCallsDeniedByChange = defineOperation({
  service: 'organizations',
  name: 'ListCallsDeniedByChange',
  access: 'Read',
  input: ListCallsDeniedByChangeInput,
  target: ({ Change }, scope) => findChangedPolicy(Change, scope),
  checks: async (_input, scope, policy) => [
    ...(await changeChecks(scope, policy)),
    { action: 'cloudtrail:LookupEvents', resource: '*' },
  ],
  run: async ({ Change }, scope, policy): Promise<CallsDeniedByChange> =>
    findCallsDenied(scope, await considerChange(scope, Change, policy)),
});
