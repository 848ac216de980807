import type { PolicyTargetSummary } from '@aws-sdk/client-organizations';
import type { OrganizationScope } from '../organizations-operation';
import { findNode, nodeArn } from '../tree';

/** Returns the SDK's shapes of the targets of attachments. */
export async function toTargets(
  scope: OrganizationScope,
  attachments: readonly { targetId: string }[],
): Promise<PolicyTargetSummary[]> {
  const targets: PolicyTargetSummary[] = [];
  for (const { targetId } of attachments) {
    const node = await findNode(scope, targetId);
    if (node) targets.push({ TargetId: node.id, Arn: nodeArn(scope, node.id), Name: node.name, Type: node.type });
  }
  return targets;
}
