import type { AccountFacts } from '../../core/account-facts';
import { type Guardrails, keepLevels, pathOf } from '../../core/authorization/guardrails';
import type { GuardrailChange } from './schema';

type Attached = NonNullable<ReturnType<Guardrails['attached']['get']>>[number];

/** The changed policy, with its attachments. */
export type AttachedPolicyChange = Attached & { type: string };

/** Returns the SCPs and RCPs after a change. Moving accounts does not change them: only the accounts change. */
export function changedGuardrails(now: Guardrails, change: GuardrailChange, policy: AttachedPolicyChange | null): Guardrails {
  const attached = new Map(now.attached);
  const enabledTypes = new Set(now.enabledTypes);
  if (change.kind === 'disable') enabledTypes.delete(change.type);
  if (policy && 'targetId' in change) {
    const key = `${policy.type}:${change.targetId}`;
    const others = (attached.get(key) ?? []).filter(({ id }) => id !== policy.id);
    attached.set(key, change.kind === 'detach' ? others : [...others, policy]);
  }
  if (policy && change.kind === 'update') {
    const changed = { ...policy, content: change.content };
    for (const [key, policies] of attached) {
      if (policies.some(({ id }) => id === policy.id)) {
        attached.set(
          key,
          policies.map((each) => (each.id === policy.id ? changed : each)),
        );
      }
    }
  }
  return { ...now, attached, enabledTypes, levels: keepLevels() };
}

/** Returns the ids of the roots, OUs and accounts where the change is made. It also affects everything below them. */
export function changedNodes(now: Guardrails, change: GuardrailChange): ReadonlySet<string> {
  switch (change.kind) {
    case 'attach':
    case 'create':
    case 'detach':
      return new Set([change.targetId]);
    case 'move':
      return new Set(change.accountIds);
    case 'disable':
      return new Set([now.rootId]);
    case 'update': {
      const holders = [...now.attached].filter(([, policies]) => policies.some(({ id }) => id === change.policyId));
      return new Set(holders.map(([key]) => key.slice(key.indexOf(':') + 1)));
    }
  }
}

/** Tests whether an account is one of the nodes or below one. */
export function isBelow(
  guardrails: Guardrails,
  nodes: ReadonlySet<string>,
  account: Pick<AccountFacts, 'id' | 'parentId'>,
): boolean {
  return nodes.has(account.id) || pathOf(guardrails, account.parentId ?? guardrails.rootId).some((id) => nodes.has(id));
}

/** Counts the OUs that are one of the nodes or below one. */
export function countUnitsBelow(guardrails: Guardrails, nodes: ReadonlySet<string>): number {
  return [...guardrails.units.keys()].filter((id) => pathOf(guardrails, id).some((each) => nodes.has(each))).length;
}
