import { readTags } from '../../core/tags';
import { organizationsError } from '../errors';
import type { OrganizationScope } from '../organizations-operation';
import { findPolicy, policyQuestion } from '../policy/rows';
import { findResourcePolicy, resourcePolicyArn } from '../resource-policy/rows';
import { findNode, nodeQuestion } from '../tree';

type Question = { resource: string; resourceTags?: readonly { Key: string; Value: string }[]; context?: Record<string, string> };
/** What carries tags, and how a permission to see or change them is asked for. */
export type Taggable = { exists: boolean; id: string; question: Question };

/** The root, OU, account, policy or resource policy of that id in the caller's organization. */
export async function findTaggable(scope: OrganizationScope, id: string): Promise<Taggable> {
  if (id.startsWith('p-')) {
    const policy = await findPolicy(scope, id);
    return { exists: policy !== null && !policy.awsManaged, id, question: await policyQuestion(scope, policy) };
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

/** @throws AwsError TargetNotFound */
export function requireTaggable(found: Taggable): string {
  if (!found.exists) throw organizationsError('TargetNotFoundException');
  return found.id;
}
