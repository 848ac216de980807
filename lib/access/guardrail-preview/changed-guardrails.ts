import type { AccountFacts } from '../../core/account-facts';
import { type Guardrails, pathOf, SERVICE_CONTROL_POLICY } from '../../core/guardrails';
import type { GuardrailChange } from './schema';

type Attached = NonNullable<ReturnType<Guardrails['attached']['get']>>[number];

/** An account's place in the tree. */
export type Placed = Pick<AccountFacts, 'id' | 'name' | 'parentId'>;

/**
 * The guardrails as they would be after the change. `attaching` is the policy of an `attach`.
 * Moving an account leaves them as they are: the account is what changes.
 */
export function changedGuardrails(now: Guardrails, change: GuardrailChange, attaching: Attached | null): Guardrails {
  const attached = new Map(now.attached);
  const enabledTypes = new Set(now.enabledTypes);
  if (change.kind === 'attach' && attaching) {
    const key = `${SERVICE_CONTROL_POLICY}:${change.targetId}`;
    attached.set(key, [...(attached.get(key) ?? []), attaching]);
  }
  if (change.kind === 'detach') {
    const key = `${SERVICE_CONTROL_POLICY}:${change.targetId}`;
    attached.set(
      key,
      (attached.get(key) ?? []).filter(({ id }) => id !== change.policyId),
    );
  }
  if (change.kind === 'update') {
    for (const [key, policies] of attached) {
      if (policies.some(({ id }) => id === change.policyId))
        attached.set(
          key,
          policies.map((policy) => (policy.id === change.policyId ? { ...policy, content: change.content } : policy)),
        );
    }
  }
  if (change.kind === 'disable') enabledTypes.delete(SERVICE_CONTROL_POLICY);
  return { ...now, attached, enabledTypes, levels: new Map() };
}

/** Ids of the roots, OUs and accounts at which the change is made; everything below them feels it. */
export function changedNodes(now: Guardrails, change: GuardrailChange): ReadonlySet<string> {
  switch (change.kind) {
    case 'attach':
    case 'detach':
      return new Set([change.targetId]);
    case 'move':
      return new Set([change.accountId]);
    case 'disable':
      return new Set([now.rootId]);
    case 'update': {
      const prefix = `${SERVICE_CONTROL_POLICY}:`;
      const holders = [...now.attached].filter(
        ([key, policies]) => key.startsWith(prefix) && policies.some(({ id }) => id === change.policyId),
      );
      return new Set(holders.map(([key]) => key.slice(prefix.length)));
    }
  }
}

/** Whether an account lies at or below one of the nodes. */
export function isBelow(guardrails: Guardrails, nodes: ReadonlySet<string>, account: Placed): boolean {
  return nodes.has(account.id) || pathOf(guardrails, account.parentId ?? guardrails.rootId).some((id) => nodes.has(id));
}

/** How many OUs lie at or below the nodes. */
export function countUnitsBelow(guardrails: Guardrails, nodes: ReadonlySet<string>): number {
  return [...guardrails.units.keys()].filter((id) => pathOf(guardrails, id).some((each) => nodes.has(each))).length;
}
