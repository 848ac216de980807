import type { Steps } from '@gatehouse/policy/analyze';
import {
  type DeclarativePolicyType,
  type EffectivePolicy,
  effectivePolicySteps,
  type PolicyNode,
} from '@gatehouse/policy/organization';
import { BoundedMap } from '../../core/cache/bounded-map';
import { differencesSteps, type SettingDifference } from './differences';

/** The policies of one type and the places of accounts, before or after a change. `readPolicyState` reads the present ones. */
export type PolicyState = {
  /** The policies by node, in order of attachment. */
  attached: ReadonlyMap<string, PolicyNode['policies']>;
  /** The ids from the root down to the account, by account. */
  chains: ReadonlyMap<string, readonly string[]>;
};

/**
 * The effect of a change on the document in force of an account. A document stays in force, unchanged, while the effective policy is
 * invalid before and after.
 */
export type PolicyChange = 'UNCHANGED' | 'CHANGED' | 'BECOMES_INVALID' | 'BECOMES_VALID';

export type PolicyEffect = {
  change: PolicyChange;
  /** The problems of a policy that becomes invalid. */
  problems: EffectivePolicy['problems'];
  /** Settings of a policy that changes. */
  settings: readonly SettingDifference[];
};

type Computed = Pick<EffectivePolicy, 'document' | 'problems'> & { size: number };

/** The settings of one effect. */
const MOST_SETTINGS = 25;
/** The characters of the documents that are kept. Each is made again if it is needed after it was dropped. */
const MOST_CHARACTERS = 20_000_000;

const UNCHANGED: PolicyEffect = { change: 'UNCHANGED', problems: [], settings: [] };

/**
 * Returns the effect of a change of policies, attachments or places on every account of the state after it. An account without a place
 * before joins the organization: nothing was in force for it. Documents are computed once for all accounts with the same policies above
 * them, and not at all for accounts whose policies are the same objects before and after.
 */
export function* effectsSteps(
  type: DeclarativePolicyType,
  before: PolicyState,
  after: PolicyState,
): Steps<Map<string, PolicyEffect>> {
  const numbers = new Map<unknown, number>();
  const computed = new BoundedMap<string, Computed>(MOST_CHARACTERS, ({ size }) => size);
  const compared = new Map<string, PolicyEffect>();
  const effects = new Map<string, PolicyEffect>();
  for (const [accountId, chain] of after.chains) {
    yield;
    const [last, next] = [levelsOf(before, before.chains.get(accountId) ?? []), levelsOf(after, chain)];
    const [lastKey, nextKey] = [keyOf(numbers, last), keyOf(numbers, next)];
    const key = `${lastKey}>${nextKey}`;
    let effect = lastKey === nextKey ? UNCHANGED : compared.get(key);
    if (!effect) {
      const [old, now] = [yield* computeSteps(type, computed, lastKey, last), yield* computeSteps(type, computed, nextKey, next)];
      effect = yield* effectSteps(old, now);
      compared.set(key, effect);
    }
    effects.set(accountId, effect);
  }
  return effects;
}

/** Returns the accounts whose effective policy is the same document as that of a chain. */
export function* accountsLikeSteps(type: DeclarativePolicyType, state: PolicyState, chain: readonly string[]): Steps<string[]> {
  const numbers = new Map<unknown, number>();
  const computed = new BoundedMap<string, Computed>(MOST_CHARACTERS, ({ size }) => size);
  const levels = levelsOf(state, chain);
  const { document } = yield* computeSteps(type, computed, keyOf(numbers, levels), levels);
  const alike = new Map<string, boolean>();
  const accounts: string[] = [];
  for (const [accountId, path] of state.chains) {
    yield;
    const policies = levelsOf(state, path);
    const key = keyOf(numbers, policies);
    let isAlike = alike.get(key);
    if (isAlike === undefined) {
      const other = yield* computeSteps(type, computed, key, policies);
      isAlike = (yield* differencesSteps(document, other.document, 1)).length === 0;
      alike.set(key, isAlike);
    }
    if (isAlike) accounts.push(accountId);
  }
  return accounts;
}

/** Returns the nodes of a chain that have policies. Nodes without any change nothing. */
function levelsOf({ attached }: PolicyState, chain: readonly string[]): PolicyNode[] {
  return chain.flatMap((id) => {
    const policies = attached.get(id) ?? [];
    return policies.length > 0 ? [{ id, policies }] : [];
  });
}

/** Returns a key that is equal for the same documents on the same levels. A draft has the id of its policy and another document. */
function keyOf(numbers: Map<unknown, number>, levels: readonly PolicyNode[]): string {
  const numberOf = (document: unknown) => {
    const number = numbers.get(document) ?? numbers.size;
    numbers.set(document, number);
    return number;
  };
  return levels.map(({ policies }) => policies.map(({ policy }) => numberOf(policy)).join()).join('/');
}

function* computeSteps(
  type: DeclarativePolicyType,
  computed: BoundedMap<string, Computed>,
  key: string,
  levels: readonly PolicyNode[],
): Steps<Computed> {
  const known = computed.get(key);
  if (known) return known;
  const { document, problems, content } = yield* effectivePolicySteps(type, levels);
  const result = { document, problems, size: content.length };
  computed.set(key, result);
  return result;
}

function* effectSteps(before: Computed, after: Computed): Steps<PolicyEffect> {
  const isValid = after.problems.length === 0;
  const wasValid = before.problems.length === 0;
  if (!isValid) return wasValid ? { change: 'BECOMES_INVALID', problems: after.problems, settings: [] } : UNCHANGED;
  if (!wasValid) return { change: 'BECOMES_VALID', problems: [], settings: [] };
  const settings = yield* differencesSteps(before.document, after.document, MOST_SETTINGS);
  return settings.length === 0 ? UNCHANGED : { change: 'CHANGED', problems: [], settings };
}
