import { loadCatalog } from '../../catalog/load-catalog';
import type { Partition } from '../../core/call';
import { limitExceeded } from '../../core/errors';
import { toShownPrincipals, toStoredPrincipals } from '../../core/stored-principals';
import type { Transaction } from '../../db/client';
import { malformedPolicy, requirePolicyDocument } from '../policy/documents';
import { IAM_SIZES } from '../quotas';

/**
 * Checks a trust policy and turns the users and roles it names into unique ids.
 * @returns the text to store: as written, apart from those principals
 * @throws AwsError MalformedPolicyDocument, also for a user or role that exists in no account; LimitExceeded
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

/** A stored trust policy as its readers see it: with ARNs for the entities that still exist, and bare ids for those that are gone. */
export async function toShownTrustPolicy(db: Transaction, partition: Partition, stored: string): Promise<string> {
  const [shown] = await toShownTrustPolicies(db, partition, [stored]);
  return shown ?? stored;
}

/** Many at once, without a query for each. */
export function toShownTrustPolicies(db: Transaction, partition: Partition, stored: readonly string[]): Promise<string[]> {
  return toShownPrincipals(db, partition, 'trust', stored);
}
