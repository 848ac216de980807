import { isDeepStrictEqual } from 'node:util';
import type { DeclarativePolicyType, ValueSource } from '@gatehouse/policy/organization';
import type { Transaction } from '../../db/client';
import type { AccountFacts } from '../account-facts';
import { type Guardrails, loadGuardrails, pathOf } from '../authorization/guardrails';
import { keepFacts } from '../cache/kept-facts';
import type { PoliciesInForce, PolicyInForce, SettingOrigin } from '../declarative-policy';
import { readPoliciesInForce } from '../module/call-hooks';
import { readByIds } from '../work/bulk';

const kept = keepFacts<PoliciesInForce>('declarative_policies', 500);

/** An account with its place. */
export type PlacedAccount = Pick<AccountFacts, 'id' | 'name' | 'parentId' | 'organization'>;

/**
 * Returns the effective policy in force of an account, or null if its organization has not enabled the type. It reads nothing while
 * the organization's revision stands.
 * INVARIANT (revision): enabled types, policies, attachments and places of accounts change only together with the revision.
 */
export async function policyInForce(
  db: Transaction,
  account: PlacedAccount,
  type: DeclarativePolicyType,
): Promise<PolicyInForce | null> {
  const { organization } = account;
  if (!organization) return null;
  const tree = await loadGuardrails(db, organization);
  if (!tree.enabledTypes.has(type)) return null;
  const read = () => readPoliciesInForce(db, organization.id, type);
  const { resolve, nameOf } = await kept.under(db, organization.revision, `${organization.id} ${type}`, read);
  const inForce = await resolve([...pathOf(tree, account.parentId ?? organization.rootId), account.id]);
  const named = (source: ValueSource | null): SettingOrigin | null =>
    source && {
      policyType: type,
      policyId: source.policy,
      policyName: nameOf(source.policy),
      nodeId: source.node,
      nodeName: nodeNameOf(tree, account, source.node),
    };
  const originOf = (path: readonly string[]) => {
    const setting = inForce.settings.find((each) => isDeepStrictEqual(each.path, path));
    return named(setting?.setBy ?? null);
  };
  return { ...inForce, named, originOf };
}

function nodeNameOf({ rootId, rootName, units }: Guardrails, account: PlacedAccount, nodeId: string): string {
  if (nodeId === rootId) return rootName;
  return nodeId === account.id ? account.name : (units.get(nodeId)?.name ?? nodeId);
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
    db.account.findMany({ where: { id: { in: ids } }, select: { id: true, name: true, parentId: true, organizationId: true } }),
  );
  const having = new Set(enabled.map(({ organizationId }) => organizationId));
  const organizations = await readByIds(
    accounts.flatMap(({ organizationId }) => (organizationId !== null && having.has(organizationId) ? organizationId : [])),
    (ids) => db.organization.findMany({ where: { id: { in: ids } }, select: OF_ORGANIZATION }),
  );
  const byId = new Map(organizations.map((organization) => [organization.id, organization]));
  return accounts.flatMap(({ organizationId, ...account }) => {
    const organization = byId.get(organizationId ?? '');
    return organization ? { ...account, organization } : [];
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
