import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { parsePolicy } from '@gatehouse/policy/parse';
import { refusedOnSave } from '@gatehouse/policy/validate';
import { isPublicPolicy as isPublic } from '../core/authorization/public-policy';
import { toShownPrincipals, toStoredPrincipals } from '../core/authorization/stored-principals';
import type { PolicyRules } from '../core/module/kind';
import type { Scope } from '../core/operation';

/**
 * Checks a resource's policy before it is saved, and turns its users and roles into unique ids.
 * @param arn of the resource
 * @returns the text to store: as written, except for those principals and for account ids, which become ARNs of root users
 * @throws AwsError in the service's words for an invalid document, a principal that does not exist, or a text that is too long
 */
export async function toStoredPolicy(
  { db, partition }: Pick<Scope, 'db' | 'partition'>,
  rules: PolicyRules,
  arn: string,
  text: string,
): Promise<string> {
  if (text.length > rules.most) throw rules.tooLong();
  const catalog = loadCatalog();
  const parsed = parsePolicy(text, 'resource', { partition, isServicePrincipal: catalog.isServicePrincipal });
  const refusal = refusedOnSave(rules.type, text, parsed, { catalog, arn });
  if (refusal) throw rules.refused(refusal.sentence);
  if (!parsed.ok)
    throw rules.refused(
      parsed.issues
        .slice(0, 1)
        .map(({ message }) => message)
        .join(),
    );
  const principals = { invalid: rules.invalidPrincipal, accountsAsRoots: true, takesOutsiders: true };
  return toStoredPrincipals(db, partition, text, parsed.policy, principals);
}

/** Returns a stored policy for readers: with ARNs for users and roles that still exist, and bare ids for deleted ones. */
export async function toShownPolicy({ db, partition }: Pick<Scope, 'db' | 'partition'>, stored: string): Promise<string> {
  const [shown] = await toShownPrincipals(db, partition, 'resource', [stored]);
  return shown ?? stored;
}

/**
 * Returns whether a policy is public in the sense of Block Public Access. False for invalid text, which is refused when it is
 * saved.
 */
export async function isPublicPolicy(text: string): Promise<boolean> {
  const parsed = parsePolicy(text, 'resource');
  return parsed.ok && isPublic(parsed);
}

/**
 * Returns the policy of a resource of a kind that always has one.
 * @throws Error if it has none
 */
export function ownPolicy({ arn, policy }: { arn: string; policy: string | null }): string {
  if (policy === null) throw new Error(`${arn} has no policy.`);
  return policy;
}
