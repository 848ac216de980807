import type { OrganizationScope } from '../organizations-operation';
import type { PolicyRow } from './rows';

/** The number of newest versions stored for each policy. AWS stores none. */
export const MOST_VERSIONS = 20;

type Said = Pick<PolicyRow, 'id' | 'name' | 'description' | 'content'>;

/**
 * Stores a new version unless the text is unchanged, and deletes the oldest ones beyond the limit.
 * @param before the previous text with its times; it becomes the first version of a policy that has none
 */
export async function keepVersion(scope: OrganizationScope, after: Said, before?: PolicyRow): Promise<void> {
  if (before && before.name === after.name && before.description === after.description && before.content === after.content)
    return;
  const { db, caller, now } = scope;
  const last = await db.organizationPolicyVersion.findFirst({
    where: { policyId: after.id },
    orderBy: { number: 'desc' },
    select: { number: true },
  });
  const unrecorded = before && !last ? before : null;
  if (unrecorded) await insert(scope, unrecorded, 1, unrecorded.updatedAt, null);
  const number = (last?.number ?? (unrecorded ? 1 : 0)) + 1;
  await insert(scope, after, number, now, 'arn' in caller.principal ? caller.principal.arn : null);
  await db.organizationPolicyVersion.deleteMany({ where: { policyId: after.id, number: { lte: number - MOST_VERSIONS } } });
}

async function insert(
  { db, organization }: OrganizationScope,
  { id, name, description, content }: Said,
  number: number,
  createdAt: Date,
  createdBy: string | null,
): Promise<void> {
  const data = { policyId: id, number, organizationId: organization.id, name, description, content, createdAt, createdBy };
  await db.organizationPolicyVersion.create({ data });
}
