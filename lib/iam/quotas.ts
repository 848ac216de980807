import { limitExceeded } from '../core/errors';
import { howToRaise, type QuotaName, quotas } from '../core/quotas';
import { countRows } from '../core/resource';
import type { Transaction } from '../db/client';
import type { Prisma } from '../db/generated/sqlite/client';

/** Characters. Those of managed and inline policies are counted without white space. Source: IAM User Guide, "IAM and AWS STS quotas". */
export const IAM_SIZES = {
  ManagedPolicySize: 6144,
  UserInlineSize: 2048,
  GroupInlineSize: 5120,
  RoleInlineSize: 10_240,
  /** The quota text counts white space. */
  TrustPolicySize: 2048,
} as const;

/**
 * @param member the member of the input that would exceed it, where the quota is of what one member holds
 * @throws AwsError LimitExceeded, first in AWS's words, when `count` items are there already
 */
export function requireRoom(quota: QuotaName, count: number, member?: string): void {
  const limit = quotas()[quota];
  if (count < limit) return;
  const more = howToRaise(quota);
  throw limitExceeded(`Cannot exceed quota for ${quota}: ${limit}${more === null ? '' : `. ${more}`}`, member);
}

/**
 * Asks before one more of a resource type is made.
 * @param owner the columns that say whose those are that count
 * @throws AwsError LimitExceeded
 */
export async function requireRoomFor(
  db: Transaction,
  { quota, model }: { quota?: QuotaName; model: Prisma.ModelName },
  owner: { accountId: string; userId?: string | null; serviceName?: string; kind?: string },
): Promise<void> {
  if (quota) requireRoom(quota, await countRows(db, model, owner));
}

/** Policy sizes are counted without white space (IAM User Guide, "IAM and STS character limits"). */
export function sizeWithoutWhitespace(document: string): number {
  return document.replace(/\s/g, '').length;
}
