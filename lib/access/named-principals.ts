import type { Scope } from '../core/operation';
import { arnsOfIds } from '../core/stored-principals';
import type { PreparedPolicy } from '../engine';

/**
 * The ARNs of users and roles that stored policies name by unique id, of whatever account: who may know of a policy may know whom it names.
 * @returns by id; of those who are gone nothing
 */
export function namesIn(
  { db, partition }: Pick<Scope, 'db' | 'partition'>,
  policies: readonly PreparedPolicy[],
): Promise<ReadonlyMap<string, string>> {
  return arnsOfIds(db, partition, policies.flatMap(principalsNamed));
}

/** The entries of the Principal elements of a policy that are of AWS accounts, as they are stored. */
export function principalsNamed({ policy }: PreparedPolicy): string[] {
  const entries = policy.statements.flatMap(({ principal }) => principal?.entries ?? []);
  return entries.flatMap(({ key, value }) => (key === 'AWS' ? [value] : []));
}
