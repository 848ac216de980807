import type { PolicyTargetSummary } from '@aws-sdk/client-organizations';
import type { OrganizationScope } from '../organizations-operation';
import { findNode, nodeArn, type TreeNode } from '../tree';

/** Returns the SDK's shapes of the targets of attachments. */
export async function toTargets(scope: OrganizationScope, attachments: readonly { targetId: string }[]): Promise<TargetShape[]> {
  const targets = [];
  for (const { targetId } of attachments) {
    const node = await findNode(scope, targetId);
    if (node) targets.push(toTarget(scope, node));
  }
  return targets;
}

type TargetShape = ReturnType<typeof toTarget>;

function toTarget(scope: OrganizationScope, node: TreeNode) {
  return { TargetId: node.id, Arn: nodeArn(scope, node.id), Name: node.name, Type: node.type } satisfies PolicyTargetSummary;
}
