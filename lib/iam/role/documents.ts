import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { toShownPrincipals, toStoredPrincipals } from '../../core/authorization/stored-principals';
import type { Partition } from '../../core/call';
import { limitExceeded } from '../../core/errors';
import type { Transaction } from '../../db/client';
import { malformedPolicy, requirePolicyDocument } from '../policy/documents';
import { IAM_SIZES } from '../quotas';

/**
 * Validates a trust policy and replaces the users and roles it names with unique ids.
 * @returns the text to store, otherwise unchanged
 * @throws AwsError MalformedPolicyDocument, also for a missing user or role; LimitExceeded
 */
export async function toStoredTrustPolicy(db: Transaction, partition: Partition, text: string): Promise<string> {
  const { isServicePrincipal } = loadCatalog();
  const policy = requirePolicyDocument(text, 'trust', { saving: 'inline', partition, isServicePrincipal });
  if (text.length > IAM_SIZES.TrustPolicySize) {
    throw limitExceeded(`Cannot exceed quota for ACLSizePerRole: ${IAM_SIZES.TrustPolicySize}`);
  }
  const invalid = (value: string) => malformedPolicy(`Invalid principal in policy: "AWS":"${value}"`);
  return toStoredPrincipals(db, partition, text, policy, { invalid });
}

/** Returns a stored trust policy as readers see it: with ARNs for existing entities and ids for deleted ones. */
export async function toShownTrustPolicy(db: Transaction, partition: Partition, stored: string): Promise<string> {
  const [shown] = await toShownTrustPolicies(db, partition, [stored]);
  return shown ?? stored;
}

/** Returns many trust policies at once, without a query for each. */
export function toShownTrustPolicies(db: Transaction, partition: Partition, stored: readonly string[]): Promise<string[]> {
  return toShownPrincipals(db, partition, 'trust', stored);
}
