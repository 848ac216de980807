import { setImmediate } from 'node:timers/promises';
import type { AccessAccount } from '@gatehouse/policy/analyze';
import type { AccountFacts } from '../../core/account-facts';
import { allowsNothing, levelsOf, pathOf, placeOf, RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from '../../core/guardrails';
import { defineOperation, type Scope } from '../../core/operation';
import { loadAccessModel } from '../access-model';
import { actionIndex } from '../action-index';
import { type AccountEffect, actionsOfPrincipal, type ChangedActions, effectOnAccount } from './account-effect';
import { countUnitsBelow } from './changed-guardrails';
import { type ConsideredChange, changeChecks, considerChange, findChangedPolicy, placedAfter } from './considered-change';
import { type DeniedCall, findCallsDenied } from './recent-calls';
import { ListActionsChangedInput, ListCallsDeniedByChangeInput, PreviewGuardrailChangeInput } from './schema';

/** What a change of guardrails would do, before it is made. */
export type GuardrailEffect = {
  /** Accounts and OUs at or below the change. */
  Accounts: number;
  Units: number;
  /** The management account lies there too: no SCP or RCP binds it. */
  ManagementExempt: boolean;
  /** It is about RCPs: they also bind callers from outside, who are not counted. */
  OutsidersToo: boolean;
  /** Principals considered, and how many of them come out with less or with more than before. */
  Principals: number;
  Lose: number;
  Gain: number;
  /** Of how many it could not be shown. */
  Undecided: number;
  /** Roots, OUs and accounts on which no SCP would allow anything any more, so that nobody below them can do anything. */
  Closes: string[];
  /** Those in which somebody's access changes, most affected first. */
  ByAccount: AccountEffect[];
  Milliseconds: number;
};

/**
 * Which users, roles and root users of the accounts below lose or gain access by a change, over every action of the catalog.
 * For the management account: the answer speaks of principals of its members.
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
    // Thousands of principals take a second: other calls get their turn in between.
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

/** The names of the levels that allow nothing and bear on the accounts by the change alone. */
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

/** The account under the changed guardrails, and for a move in its new place, which conditions can ask for. */
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
 * Which actions a principal of the preview loses, keeps in part, gains or gains more of: how many of each service, and those of one service
 * by name, a page at a time. Worked out for that principal alone.
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
  /** Most frequent first. */
  Calls: DeniedCall[];
  /** Calls that succeeded in these days and were decided again. */
  Examined: number;
  Days: number;
};

/**
 * Which calls of the last days, all of them allowed, would have been denied: each recorded call of the accounts below decided again,
 * as things are now and with the change. The permission besides the preview's is CloudTrail's.
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
