import { readTags } from '../../core/tags';
import { organizationsError } from '../errors';
import type { OrganizationScope } from '../organizations-operation';
import { findPolicy, immutablePolicy, policyQuestion } from '../policy/rows';
import { findResourcePolicy, resourcePolicyArn } from '../resource-policy/rows';
import { findNode, nodeQuestion } from '../tree';

type Question = { resource: string; resourceTags?: readonly { Key: string; Value: string }[]; context?: Record<string, string> };
/** What carries tags, and how a permission to see or change them is asked for. */
export type Taggable = { exists: boolean; awsManaged?: boolean; id: string; question: Question };

/** The root, OU, account, policy or resource policy of that id in the caller's organization. */
export async function findTaggable(scope: OrganizationScope, id: string): Promise<Taggable> {
  if (id.startsWith('p-')) {
    const policy = await findPolicy(scope, id);
    return { exists: policy !== null, awsManaged: policy?.awsManaged, id, question: await policyQuestion(scope, policy) };
  }
  if (id.startsWith('rp-')) return findTaggableResourcePolicy(scope, id);
  const node = await findNode(scope, id);
  return { exists: node !== null, id, question: await nodeQuestion(scope, id, node) };
}

async function findTaggableResourcePolicy(scope: OrganizationScope, id: string): Promise<Taggable> {
  const exists = (await findResourcePolicy(scope))?.id === id;
  const question = { resource: resourcePolicyArn(scope, id), resourceTags: exists ? await readTags(scope.db, id) : [] };
  return { exists, id, question };
}

/** What has tags to read. AWS: its own policies have none. @throws AwsError TargetNotFound */
export function requireTagged(found: Taggable): string {
  if (!found.exists) throw organizationsError('TargetNotFoundException');
  return found.id;
}

/** What can be given tags. @throws AwsError TargetNotFound; InvalidInput for a policy that AWS owns */
export function requireTaggable(found: Taggable): string {
  const id = requireTagged(found);
  if (found.awsManaged) throw immutablePolicy();
  return id;
}
