import type { DeclarativePolicyType } from '@gatehouse/policy/organization';
import type { Transaction } from '../../db/client';
import type { AccountFacts } from '../account-facts';
import { loadGuardrails, pathOf } from '../authorization/guardrails';
import { keepFacts } from '../cache/kept-facts';
import { readPoliciesInForce } from '../module/call-hooks';
import type { PoliciesInForce, PolicyInForce } from '../policy-origin';

const kept = keepFacts<PoliciesInForce>('declarative_policies', 500);

/**
 * Returns the effective policy in force of an account, or null if its organization has not enabled the type. It reads nothing while
 * the organization's revision stands.
 * INVARIANT (revision): enabled types, policies, attachments and places of accounts change only together with the revision.
 */
export async function policyInForce(
  db: Transaction,
  { id, parentId, organization }: Pick<AccountFacts, 'id' | 'parentId' | 'organization'>,
  type: DeclarativePolicyType,
): Promise<PolicyInForce | null> {
  if (!organization) return null;
  const tree = await loadGuardrails(db, organization);
  if (!tree.enabledTypes.has(type)) return null;
  const read = () => readPoliciesInForce(db, organization.id, type);
  const policies = await kept.under(db, organization.revision, `${organization.id} ${type}`, read);
  return policies([...pathOf(tree, parentId ?? organization.rootId), id]);
}
