import { organizationsError } from '../errors';
import type { OrganizationScope } from '../organizations-operation';
import type { Taggable } from '../organizations-resource';
import { immutablePolicy } from '../policy/rows';
import { organizationsResources } from '../resources';

type Found = Taggable & { id: string };

/** The root, OU, account, policy or resource policy of that id in the caller's organization. */
export async function findTaggable(scope: OrganizationScope, id: string): Promise<Found> {
  const tagged = organizationsResources.find((resource) => resource.tagged?.ids.test(id))?.tagged;
  return { id, ...(tagged ? await tagged.find(scope, id) : { exists: false, question: { resource: '*' } }) };
}

/** What has tags to read. AWS: its own policies have none. @throws AwsError TargetNotFound */
export function requireTagged(found: Found): string {
  if (!found.exists) throw organizationsError('TargetNotFoundException');
  return found.id;
}

/** What can be given tags. @throws AwsError TargetNotFound; InvalidInput for a policy that AWS owns */
export function requireTaggable(found: Found): string {
  const id = requireTagged(found);
  if (found.awsManaged) throw immutablePolicy();
  return id;
}
