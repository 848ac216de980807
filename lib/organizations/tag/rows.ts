import { organizationsError } from '../errors';
import type { OrganizationScope } from '../organizations-operation';
import type { Taggable } from '../organizations-resource';
import { immutablePolicy } from '../policy/rows';
import { organizationsResources } from '../resources';

type Found = Taggable & { id: string };

/** Returns the root, OU, account, policy or resource policy with the id in the caller's organization. */
export async function findTaggable(scope: OrganizationScope, id: string): Promise<Found> {
  const tagged = organizationsResources.find((resource) => resource.tagged?.ids.test(id))?.tagged;
  return { id, ...(tagged ? await tagged.find(scope, id) : { exists: false, question: { resource: '*' } }) };
}

/**
 * Returns the id of an object whose tags can be read. AWS's own policies have none.
 * @throws AwsError TargetNotFound
 */
export function requireTagged(found: Found): string {
  if (!found.exists) throw organizationsError('TargetNotFoundException');
  return found.id;
}

/**
 * Returns the id of an object that can be tagged.
 * @throws AwsError TargetNotFound; InvalidInput for an AWS managed policy
 */
export function requireTaggable(found: Found): string {
  const id = requireTagged(found);
  if (found.awsManaged) throw immutablePolicy();
  return id;
}
