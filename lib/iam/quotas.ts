import { limitExceeded } from '../core/errors';
import { countRows } from '../core/module/resource';
import { howToRaise, type QuotaName, quotas } from '../core/quotas';
import type { Transaction } from '../db/client';
import type { Prisma } from '../db/generated/sqlite/client';

/**
 * Sizes in characters. Managed and inline policies are counted without white space. Source: IAM User Guide, "IAM and AWS STS
 * quotas".
 */
export const IAM_SIZES = {
  ManagedPolicySize: 6144,
  UserInlineSize: 2048,
  GroupInlineSize: 5120,
  RoleInlineSize: 10_240,
  /** The quota counts white space. */
  TrustPolicySize: 2048,
} as const;

/**
 * Refuses another item when a quota is reached.
 * @param member the input member that would exceed it, for quotas of one member
 * @throws AwsError LimitExceeded, beginning with AWS's message
 */
export function requireRoom(quota: QuotaName, count: number, member?: string): void {
  const limit = quotas()[quota];
  if (count < limit) return;
  const more = howToRaise(quota);
  throw limitExceeded(`Cannot exceed quota for ${quota}: ${limit}${more === null ? '' : `. ${more}`}`, member);
}

/**
 * Refuses another resource when the quota of its type is reached.
 * @param owner the columns of the rows that count
 * @throws AwsError LimitExceeded
 */
export async function requireRoomFor(
  db: Transaction,
  { quota, model }: { quota?: QuotaName; model: Prisma.ModelName },
  owner: { accountId: string; userId?: string | null; serviceName?: string; kind?: string },
): Promise<void> {
  if (quota) requireRoom(quota, await countRows(db, model, owner));
}

/** Returns the size of a policy without white space (IAM User Guide, "IAM and STS character limits"). */
export function sizeWithoutWhitespace(document: string): number {
  return document.replace(/\s/g, '').length;
}
