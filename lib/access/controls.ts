import type { OrganizationLevel, PreparedPolicy } from '@gatehouse/policy/evaluate';
import { findAccountFacts } from '../core/account-facts';
import { levelsOf, loadGuardrails, RESOURCE_CONTROL_POLICY } from '../core/authorization/guardrails';
import type { Scope } from '../core/operation';
import { mayReadAccount } from './readable-accounts';

/** The RCPs over an account's resources. Null if the viewer may not see them. */
export type Controls = {
  owner: { id: string; name: string };
  /** RCPs do not apply to resources of a management account. */
  management: boolean;
  /** The levels from the root down. Empty while RCPs are not enabled. */
  levels: readonly OrganizationLevel<PreparedPolicy>[];
};

export async function controlsOver(owner: string, scope: Scope): Promise<Controls | null> {
  if (!(await mayReadAccount(scope, owner))) return null;
  const facts = owner === scope.accountId ? scope.account : await findAccountFacts(scope.db, owner);
  if (!facts) return null;
  const { id, name, organization } = facts;
  const guardrails = organization && (await loadGuardrails(scope.db, organization));
  const levels = (guardrails && levelsOf(guardrails, RESOURCE_CONTROL_POLICY, facts)) ?? [];
  return { owner: { id, name }, management: organization?.managementAccountId === id, levels };
}
