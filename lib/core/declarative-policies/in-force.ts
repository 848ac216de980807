import type { DeclarativePolicyType } from '@gatehouse/policy/organization';
import type { Transaction } from '../../db/client';
import type { AccountFacts } from '../account-facts';
import { loadGuardrails, pathOf } from '../authorization/guardrails';
import { keepFacts } from '../cache/kept-facts';
import { readPoliciesInForce } from '../module/call-hooks';
import type { PoliciesInForce, PolicyInForce } from '../policy-origin';
import { readByIds } from '../work/bulk';

const kept = keepFacts<PoliciesInForce>('declarative_policies', 500);

/** An account with its place. */
export type PlacedAccount = Pick<AccountFacts, 'id' | 'parentId' | 'organization'>;

/**
 * Returns the effective policy in force of an account, or null if its organization has not enabled the type. It reads nothing while
 * the organization's revision stands.
 * INVARIANT (revision): enabled types, policies, attachments and places of accounts change only together with the revision.
 */
export async function policyInForce(
  db: Transaction,
  { id, parentId, organization }: PlacedAccount,
  type: DeclarativePolicyType,
): Promise<PolicyInForce | null> {
  if (!organization) return null;
  const tree = await loadGuardrails(db, organization);
  if (!tree.enabledTypes.has(type)) return null;
  const read = () => readPoliciesInForce(db, organization.id, type);
  const policies = await kept.under(db, organization.revision, `${organization.id} ${type}`, read);
  return policies([...pathOf(tree, parentId ?? organization.rootId), id]);
}

/** Returns the accounts whose organizations have enabled a type. It takes one query if there are none. */
export async function accountsWithType(
  db: Transaction,
  type: DeclarativePolicyType,
  accountIds: readonly string[],
): Promise<PlacedAccount[]> {
  const enabled = await db.enabledPolicyType.findMany({ where: { type }, select: { organizationId: true } });
  if (enabled.length === 0) return [];
  const accounts = await readByIds(accountIds, (ids) =>
    db.account.findMany({ where: { id: { in: ids } }, select: { id: true, parentId: true, organizationId: true } }),
  );
  const having = new Set(enabled.map(({ organizationId }) => organizationId));
  const organizations = await readByIds(
    accounts.flatMap(({ organizationId }) => (organizationId !== null && having.has(organizationId) ? organizationId : [])),
    (ids) => db.organization.findMany({ where: { id: { in: ids } }, select: OF_ORGANIZATION }),
  );
  const byId = new Map(organizations.map((organization) => [organization.id, organization]));
  return accounts.flatMap(({ id, parentId, organizationId }) => {
    const organization = byId.get(organizationId ?? '');
    return organization ? { id, parentId, organization } : [];
  });
}

const OF_ORGANIZATION = {
  id: true,
  rootId: true,
  managementAccountId: true,
  featureSet: true,
  revision: true,
  clockAhead: true,
} as const;
