import type { Partition } from '../../core/call';
import { defineKind, type StoredResource } from '../../core/module/kind';
import { storedJson } from '../../core/text/stored-json';
import type { Transaction } from '../../db/client';
import { createResource, deleteResource, listResources, updateResource } from '../rows';

/** S3 Block Public Access of a bucket or an account. Source: Amazon S3 User Guide, "Blocking public access". */
export type PublicAccessBlock = {
  BlockPublicAcls: boolean;
  IgnorePublicAcls: boolean;
  BlockPublicPolicy: boolean;
  RestrictPublicBuckets: boolean;
};

/** Returns a call's settings. Omitted ones are off. */
export function toBlock(given: { [Name in keyof PublicAccessBlock]?: boolean | undefined }): PublicAccessBlock {
  return {
    BlockPublicAcls: given.BlockPublicAcls ?? false,
    IgnorePublicAcls: given.IgnorePublicAcls ?? false,
    BlockPublicPolicy: given.BlockPublicPolicy ?? false,
    RestrictPublicBuckets: given.RestrictPublicBuckets ?? false,
  };
}

type Settings = { publicAccessBlock: PublicAccessBlock };

/**
 * An account's settings for all its buckets are stored as a resource, so that they are copied and deleted together. AWS gives
 * them no ARN.
 */
const AccountBlock = defineKind<Settings>({
  service: 's3',
  type: 'account-public-access-block',
  arn: ({ partition, accountId }, name) => `arn:${partition}:s3::${accountId}:${name}`,
});
const NAME = 'public-access-block';
/** The empty Region, since the settings apply in all Regions. */
const REGION = '';

/** Returns the accounts' settings for all their buckets. Accounts without settings are absent. */
export async function accountBlocks(
  db: Transaction,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, PublicAccessBlock>> {
  if (accountIds.length === 0) return new Map();
  const { service, type } = AccountBlock;
  const where = { accountId: { in: [...accountIds] }, service, type };
  const rows = await db.resource.findMany({ where, select: { accountId: true, settings: true } });
  return new Map(rows.map(({ accountId, settings }) => [accountId, storedJson<Settings>(settings).publicAccessBlock]));
}

type Situation = { db: Transaction; accountId: string; partition: Partition; now: Date };

/** Sets or deletes an account's settings. */
export async function setAccountBlock(
  { db, accountId, partition, now }: Situation,
  publicAccessBlock: PublicAccessBlock | null,
): Promise<void> {
  const place = { partition, accountId, region: REGION };
  const [present]: StoredResource<Settings>[] = await listResources(db, AccountBlock, place);
  if (publicAccessBlock === null) {
    if (present) await deleteResource(db, present);
  } else if (present) await updateResource(db, present, { settings: { publicAccessBlock } });
  else await createResource(db, AccountBlock, place, { name: NAME, settings: { publicAccessBlock }, createdAt: now });
}
