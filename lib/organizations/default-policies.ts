import { defaultPolicyOfType } from '../core/authorization/aws-organization-policies';
import { deleteTagsOf } from '../core/tags';
import type { Transaction } from '../db/client';

type Where = { db: Transaction; organizationId: string; now: Date };

/** Attaches AWS's default policy of every enabled type to a new root, OU or account. */
export async function attachDefaultPolicies(where: Where, targetId: string): Promise<void> {
  const enabled = await where.db.enabledPolicyType.findMany({ where: { organizationId: where.organizationId } });
  for (const { type } of enabled) await attachDefaultPolicy(where, type, [targetId]);
}

/** Attaches AWS's default policy of one type to each target that does not have it. Types without a default are skipped. */
export async function attachDefaultPolicy(
  { db, organizationId, now }: Where,
  type: string,
  targetIds: readonly string[],
): Promise<void> {
  const policy = defaultPolicyOfType(type);
  if (!policy) return;
  const key = { policyId: policy.id, organizationId };
  const present = await db.organizationPolicyAttachment.findMany({ where: key, select: { targetId: true } });
  const attached = new Set(present.map(({ targetId }) => targetId));
  const missing = targetIds.filter((targetId) => !attached.has(targetId));
  await db.organizationPolicyAttachment.createMany({
    data: missing.map((targetId) => ({ ...key, targetId, type, createdAt: now })),
  });
}

/** Deletes the attachments, effective policies and tags of a node that leaves the organization or is deleted. */
export async function clearNode(db: Transaction, id: string): Promise<void> {
  await db.organizationPolicyAttachment.deleteMany({ where: { targetId: id } });
  await db.effectivePolicyChange.deleteMany({ where: { targetId: id } });
  await deleteTagsOf(db, [id]);
}
