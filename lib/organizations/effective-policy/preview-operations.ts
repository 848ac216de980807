import { DECLARATIVE_POLICY_TYPES, type DeclarativePolicyType, readDeclarativePolicy } from '@gatehouse/policy/organization';
import { loadGuardrails, pathOf } from '../../core/authorization/guardrails';
import { giveWay, grouped, readByIds, takeInTurns } from '../../core/work/bulk';
import { readPolicyState } from '../effective-policies';
import { invalidInput, organizationsError } from '../errors';
import { type OrganizationScope, organizationsOperation } from '../organizations-operation';
import { treeQuestions } from '../overview/operations';
import { findPolicies, type OrganizationPolicy } from '../policy/rows';
import { policyTypeContext, requireContent } from '../policy-type/rows';
import { isDeclarative, type PolicyType } from '../shapes';
import { membersOf, nodeArn } from '../tree';
import type { SettingDifference } from './differences';
import { effectsSteps, type PolicyEffect, type PolicyState } from './effects';
import { type DeclarativeChange, PreviewDeclarativeChangeInput } from './schema';

/** Accounts with the same effect: the settings that change, or the problems that make the policy invalid. */
type EffectGroup = {
  Type: string;
  Change: 'CHANGED' | 'BECOMES_INVALID' | 'BECOMES_VALID';
  Settings: readonly SettingDifference[];
  Problems: { Message: string; Path: string; Policies: string[] }[];
  /** The first accounts by name; `AccountCount` counts all. */
  Accounts: { Id: string; Name: string }[];
  AccountCount: number;
};

/** The effect of a change of declarative policies on the accounts of the organization, before it is made. */
export type DeclarativeEffect = {
  /** The number of accounts that were compared. */
  Accounts: number;
  Changed: number;
  BecomeInvalid: number;
  BecomeValid: number;
  /** Invalid policies first, then the largest groups. */
  Groups: EffectGroup[];
  /** The number of groups that are left out. */
  MoreGroups: number;
  Milliseconds: number;
};

const MOST_GROUPS = 50;
const MOST_ACCOUNTS = 200;
const MOST_PROBLEMS = 10;
/** The id of a policy that does not exist yet. */
const DRAFT = 'p-draft';

/** Previews for which accounts a change of declarative policies changes the effective policy, or makes it invalid. */
export const PreviewDeclarativeChange = organizationsOperation({
  name: 'PreviewDeclarativeChange',
  access: 'Read',
  callers: 'reader',
  input: PreviewDeclarativeChangeInput,
  target: async ({ Change }, scope) =>
    'policyId' in Change ? ((await findPolicies(scope, [Change.policyId])).get(Change.policyId) ?? null) : null,
  checks: ({ Change }, scope, policy) => [
    ...treeQuestions(scope),
    ...typesOf(Change, policy).flatMap((type) => {
      const context = policyTypeContext(type);
      return [
        { action: 'organizations:ListPolicies', resource: '*', context },
        { action: 'organizations:DescribePolicy', resource: everyPolicy(scope), context },
        { action: 'organizations:DescribeEffectivePolicy', resource: nodeArn(scope, '*'), context },
      ];
    }),
  ],
  run: async ({ Change }, scope, policy): Promise<DeclarativeEffect> => {
    const started = performance.now();
    const type = 'policyId' in Change ? requireDeclarative(policy) : null;
    const types = type ? [type] : typesOf(Change, policy);
    const found: { type: string; effects: Map<string, PolicyEffect> }[] = [];
    for (const each of await enabledOf(scope, Change, types)) {
      const before = await readPolicyState(scope, each);
      const after = await stateAfter(scope, Change, each, before);
      found.push({ type: each, effects: await takeInTurns(effectsSteps(each, before, after)) });
    }
    return { ...(await summaryOf(scope, found)), Milliseconds: performance.now() - started };
  },
});

function everyPolicy({ partition, organization }: OrganizationScope): string {
  return `arn:${partition}:organizations::${organization.managementAccountId}:policy/${organization.id}/*`;
}

/** Returns the declarative types that a change is about. A move is about all. */
function typesOf(change: DeclarativeChange, policy: OrganizationPolicy | null): readonly DeclarativePolicyType[] {
  if (change.kind === 'move') return DECLARATIVE_POLICY_TYPES;
  const type = 'type' in change ? change.type : policy?.type;
  return DECLARATIVE_POLICY_TYPES.filter((each) => each === type);
}

/** @throws AwsError PolicyNotFound, or InvalidInput for SCPs and RCPs */
function requireDeclarative(policy: OrganizationPolicy | null): DeclarativePolicyType {
  if (!policy) throw organizationsError('PolicyNotFoundException');
  const type = policy.type as PolicyType;
  if (!isDeclarative(type)) throw invalidInput('INVALID_ENUM_POLICY_TYPE', 'You specified an invalid policy type.');
  return type;
}

/** Returns the types to compute. A move changes nothing for types that are not enabled. */
async function enabledOf(
  { db, organization }: OrganizationScope,
  change: DeclarativeChange,
  types: readonly DeclarativePolicyType[],
): Promise<readonly DeclarativePolicyType[]> {
  if (change.kind !== 'move') return types;
  const { enabledTypes } = await loadGuardrails(db, organization);
  return types.filter((type) => enabledTypes.has(type));
}

/** Returns the policies and places after the change. @throws AwsError MalformedPolicyDocument */
async function stateAfter(
  scope: OrganizationScope,
  change: DeclarativeChange,
  type: DeclarativePolicyType,
  before: PolicyState,
): Promise<PolicyState> {
  const attached = new Map(before.attached);
  const chains = new Map(before.chains);
  switch (change.kind) {
    case 'disable':
      return { attached: new Map(), chains };
    case 'move': {
      const tree = await loadGuardrails(scope.db, scope.organization);
      const path = pathOf(tree, change.destinationId);
      const moved = new Set(change.accountIds);
      for (const [id, chain] of chains) if (chain.some((each) => moved.has(each))) chains.set(id, [...path, id]);
      return { attached, chains };
    }
    case 'detach': {
      const others = (attached.get(change.targetId) ?? []).filter(({ id }) => id !== change.policyId);
      attached.set(change.targetId, others);
      return { attached, chains };
    }
    case 'attach':
    case 'create': {
      const id = change.kind === 'create' ? DRAFT : change.policyId;
      const present = attached.get(change.targetId) ?? [];
      if (present.some((policy) => policy.id === id)) return before;
      const content = change.kind === 'create' ? change.content : await readContent(scope, id);
      attached.set(change.targetId, [...present, { id, policy: parse(type, content) }]);
      return { attached, chains };
    }
    case 'update': {
      const policy = parse(type, change.content);
      for (const [nodeId, policies] of attached) {
        if (!policies.some(({ id }) => id === change.policyId)) continue;
        attached.set(
          nodeId,
          policies.map((each) => (each.id === change.policyId ? { id: each.id, policy } : each)),
        );
      }
      return { attached, chains };
    }
  }
}

async function readContent(scope: OrganizationScope, id: string): Promise<string> {
  return (await findPolicies(scope, [id])).get(id)?.content ?? '';
}

/** @throws AwsError MalformedPolicyDocument with the line of the first fault */
function parse(type: DeclarativePolicyType, content: string) {
  requireContent(type, content);
  const read = readDeclarativePolicy(type, content, { maxCharacters: content.length });
  if (!read.ok) throw new Error('A document was accepted and refused.');
  return read.policy;
}

type Found = readonly { type: string; effects: ReadonlyMap<string, PolicyEffect> }[];

async function summaryOf(scope: OrganizationScope, found: Found): Promise<Omit<DeclarativeEffect, 'Milliseconds'>> {
  const groups: { type: string; effect: PolicyEffect; accountIds: string[] }[] = [];
  const worst = new Map<string, PolicyEffect['change']>();
  const compared = new Set<string>();
  for (const { type, effects } of found) {
    const changed: { accountId: string; effect: PolicyEffect }[] = [];
    for (const [accountId, effect] of effects) {
      compared.add(accountId);
      if (effect.change === 'UNCHANGED') continue;
      changed.push({ accountId, effect });
      const known = worst.get(accountId);
      if (!known || ORDER.indexOf(effect.change) < ORDER.indexOf(known)) worst.set(accountId, effect.change);
    }
    // Accounts with the same policies before and after share one effect.
    for (const [effect, rows] of grouped(changed, (row) => row.effect))
      groups.push({ type, effect, accountIds: rows.map(({ accountId }) => accountId) });
  }
  const count = (change: PolicyEffect['change']) => [...worst.values()].filter((each) => each === change).length;
  groups.sort(
    (a, b) => ORDER.indexOf(a.effect.change) - ORDER.indexOf(b.effect.change) || b.accountIds.length - a.accountIds.length,
  );
  const shown = groups.slice(0, MOST_GROUPS);
  const names = await readNames(scope, new Set(shown.flatMap(({ accountIds }) => accountIds)));
  const policyNames = await readPolicyNames(scope, shown);
  const Groups: EffectGroup[] = [];
  for (const { type, effect, accountIds } of shown) {
    await giveWay();
    const accounts = accountIds.map((Id) => ({ Id, Name: names.get(Id) ?? Id }));
    Groups.push({
      Type: type,
      Change: effect.change === 'UNCHANGED' ? 'CHANGED' : effect.change,
      Settings: effect.settings,
      Problems: effect.problems.slice(0, MOST_PROBLEMS).map(({ message, path, contributingPolicies }) => ({
        Message: message,
        Path: path,
        Policies: contributingPolicies.map((id) => policyNames.get(id) ?? (id === DRAFT ? 'this policy' : id)),
      })),
      Accounts: accounts.sort((a, b) => (a.Name.toLowerCase() < b.Name.toLowerCase() ? -1 : 1)).slice(0, MOST_ACCOUNTS),
      AccountCount: accountIds.length,
    });
  }
  return {
    Accounts: compared.size,
    Changed: count('CHANGED'),
    BecomeInvalid: count('BECOMES_INVALID'),
    BecomeValid: count('BECOMES_VALID'),
    Groups,
    MoreGroups: groups.length - shown.length,
  };
}

const ORDER: readonly PolicyEffect['change'][] = ['BECOMES_INVALID', 'CHANGED', 'BECOMES_VALID', 'UNCHANGED'];

async function readNames(scope: OrganizationScope, ids: ReadonlySet<string>): Promise<Map<string, string>> {
  const rows = await readByIds(ids, (some) =>
    scope.db.account.findMany({ where: { ...membersOf(scope), id: { in: some } }, select: { id: true, name: true } }),
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function readPolicyNames(
  scope: OrganizationScope,
  groups: readonly { effect: PolicyEffect }[],
): Promise<Map<string, string>> {
  const ids = groups.flatMap(({ effect }) => effect.problems.flatMap(({ contributingPolicies }) => contributingPolicies));
  const policies = await readByIds(ids, async (some) => [...(await findPolicies(scope, some)).values()]);
  return new Map(policies.map(({ id, name }) => [id, name]));
}
