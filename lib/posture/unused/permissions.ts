import type { AccessAccount } from '@gatehouse/policy/analyze';
import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import { actionPattern, matchGlob } from '@gatehouse/policy/match';
import type { Policy } from '@gatehouse/policy/parse';
import { giveWay } from '../../core/work/bulk';
import { isSeen, servedActions } from '../served-writes';

/** A policy with the actions it allows, counted among those that calls here use, and how many its holders used. */
export type PolicyUse = {
  name: string;
  /** The ARN of a managed policy. */
  arn: string | null;
  /** The entity that contains an inline policy. */
  holder: { type: 'User' | 'Group' | 'Role'; name: string } | null;
  /**
   * The number of users and roles that have it, members of groups included. `oldHolders` counts those that existed when the
   * period began.
   */
  holders: number;
  oldHolders: number;
  granted: number;
  used: number;
  /** Everything it allows that its holders used, in AWS's spelling: also actions that only accompany calls, such as iam:PassRole. */
  usedActions: ReadonlySet<string>;
  /** The unused actions by service, services with most first. */
  unused: { service: string; actions: number }[];
  /** True if it allows other actions too, whose use can't be seen. */
  allowsUnseen: boolean;
};

/** A user or role: its unique id and creation time. */
export type Holder = { id: string; createdAt: Date };

/**
 * Returns the policies of an account with unused permissions, those with most first. Only actions that calls here use are
 * counted: a use of others could not have been seen.
 * @param account with all principals and groups
 * @param holderOf returns the user or role with an ARN
 * @param usedBy returns the actions a principal used successfully in the period, by its id
 * @param since the start of the period; younger principals had no time to use anything
 */
export async function policyUses(
  account: Pick<AccessAccount, 'principals'>,
  holderOf: (arn: string) => Holder | undefined,
  usedBy: (id: string) => Iterable<string>,
  since: Date,
): Promise<PolicyUse[]> {
  const found = new Map<
    string,
    { policy: PreparedPolicy; owner: string; holders: number; oldHolders: number; used: Set<string>; usedByHolders: Set<string> }
  >();
  for (const { arn, principal, identity } of account.principals) {
    const holder = holderOf(arn);
    if (!holder || (principal.type !== 'User' && principal.type !== 'AssumedRole')) continue;
    const actions = [...usedBy(holder.id)];
    for (const policy of identity) {
      const key = keyOf(policy, arn);
      if (key === null) continue;
      const entry = found.get(key) ?? {
        policy,
        owner: arn,
        holders: 0,
        oldHolders: 0,
        used: new Set(),
        usedByHolders: new Set(),
      };
      found.set(key, entry);
      entry.holders += 1;
      if (holder.createdAt <= since) entry.oldHolders += 1;
      const { actions: granted } = grantedBy(policy.policy);
      for (const action of actions) {
        entry.usedByHolders.add(action);
        if (granted.has(action)) entry.used.add(action);
      }
      await giveWay();
    }
  }
  const uses: PolicyUse[] = [];
  for (const entry of found.values()) {
    const use = toUse(entry);
    if (use.granted > 0) uses.push(use);
    await giveWay();
  }
  return uses.sort((a, b) => b.granted - b.used - (a.granted - a.used) || (a.name < b.name ? -1 : 1));
}

/** Returns a key that is equal for the same policy in any holder; null for permissions from account settings. */
function keyOf({ ref: { name, arn, origin } }: PreparedPolicy, holderArn: string): string | null {
  if (arn !== undefined) return arn;
  if (origin.kind === 'group') return `group ${origin.groupName} ${name}`;
  return origin.kind === 'inline' ? `${holderArn} ${name}` : null;
}

type Found = {
  policy: PreparedPolicy;
  owner: string;
  holders: number;
  oldHolders: number;
  used: ReadonlySet<string>;
  usedByHolders: ReadonlySet<string>;
};

function toUse({ policy: { policy, ref }, owner, holders, oldHolders, used, usedByHolders }: Found): PolicyUse {
  const { actions, allowsUnseen } = grantedBy(policy);
  const unused = new Map<string, number>();
  for (const action of actions) {
    const service = action.slice(0, action.indexOf(':'));
    if (!used.has(action)) unused.set(service, (unused.get(service) ?? 0) + 1);
  }
  return {
    name: ref.name,
    arn: ref.arn ?? null,
    holder: ref.arn === undefined ? inWhom(ref, owner) : null,
    holders,
    oldHolders,
    granted: actions.size,
    used: used.size,
    usedActions: new Set([...usedByHolders].filter((action) => used.has(action) || names(policy, action))),
    unused: [...unused]
      .map(([service, count]) => ({ service, actions: count }))
      .sort((a, b) => b.actions - a.actions || (a.service < b.service ? -1 : 1)),
    allowsUnseen,
  };
}

function inWhom({ origin }: PreparedPolicy['ref'], owner: string): PolicyUse['holder'] {
  if (origin.kind === 'group') return { type: 'Group', name: origin.groupName };
  return { type: owner.includes(':user/') ? 'User' : 'Role', name: owner.slice(owner.lastIndexOf('/') + 1) };
}

type Granted = { actions: ReadonlySet<string>; allowsUnseen: boolean };
const kept = new WeakMap<Policy, Granted>();

/** Returns the actions that a policy's Allow statements name, among those that calls here use. Cached per text. */
function grantedBy(policy: Policy): Granted {
  const known = kept.get(policy);
  if (known) return known;
  const actions = new Set<string>();
  let allowsUnseen = false;
  for (const { effect, action } of policy.statements) {
    if (effect !== 'Allow') continue;
    const patterns = action.entries.map(({ value }) => actionPattern(value));
    for (const [service, served] of servedActions()) {
      const about = patterns.filter((pattern) => pattern.service === null || pattern.service === service);
      if (about.length === 0 && !action.negated) continue;
      for (const name of served) {
        if (about.some((pattern) => matches(pattern, name)) !== action.negated) actions.add(name);
      }
    }
    allowsUnseen ||= action.negated || action.entries.some(({ value }) => !isSeen(value));
  }
  const granted = { actions, allowsUnseen };
  kept.set(policy, granted);
  return granted;
}

/** Returns whether an Allow statement of a policy names an action. */
function names(policy: Policy, used: string): boolean {
  return policy.statements.some(({ effect, action }) => {
    const isListed = action.entries.some(({ value }) => matches(actionPattern(value), used));
    return effect === 'Allow' && isListed !== action.negated;
  });
}

function matches({ glob }: ReturnType<typeof actionPattern>, action: string): boolean {
  return matchGlob(glob, action.toLowerCase());
}
