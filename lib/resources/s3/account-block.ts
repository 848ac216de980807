import type { Partition } from '../../core/call';
import { accountsWithType, type PlacedAccount, policyInForce } from '../../core/declarative-policies/in-force';
import type { PolicyRefusal } from '../../core/declarative-policy';
import { defineKind } from '../../core/module/kind';
import { storedJson } from '../../core/text/stored-json';
import { giveWay } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { createResource, deleteResource, findResourceByName, updateResource } from '../rows';

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

const POLICY_TYPE = 'S3_POLICY';
const SETTING = 'public_access_block_configuration';

/** The settings that an S3 policy gives an account, and the policy. Source: Organizations User Guide, "Amazon S3 policy syntax". */
type BlockByPolicy = { block: PublicAccessBlock; refusal: PolicyRefusal };

/** Returns the settings that an S3 policy gives an account, or null if none does. */
export async function blockByPolicy(db: Transaction, account: PlacedAccount): Promise<BlockByPolicy | null> {
  const policy = await policyInForce(db, account, POLICY_TYPE);
  const attributes = policy?.document.s3_attributes;
  if (!policy || typeof attributes !== 'object' || attributes === null || !(SETTING in attributes)) return null;
  const isOn = attributes[SETTING] === 'all';
  const block = { BlockPublicAcls: isOn, IgnorePublicAcls: isOn, BlockPublicPolicy: isOn, RestrictPublicBuckets: isOn };
  const origin = policy.originOf(['s3_attributes', SETTING]);
  return { block, refusal: { accountId: account.id, policyType: POLICY_TYPE, origin } };
}

/**
 * Returns the accounts' settings for all their buckets: those of an S3 policy, and otherwise the account's own. Accounts without settings
 * are absent.
 */
export async function accountBlocks(
  db: Transaction,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, PublicAccessBlock>> {
  if (accountIds.length === 0) return new Map();
  const { service, type } = AccountBlock;
  const where = { accountId: { in: [...accountIds] }, service, type };
  const [rows, accounts] = await Promise.all([
    db.resource.findMany({ where, select: { accountId: true, settings: true } }),
    accountsWithType(db, POLICY_TYPE, accountIds),
  ]);
  const blocks = new Map(rows.map(({ accountId, settings }) => [accountId, storedJson<Settings>(settings).publicAccessBlock]));
  for (const account of accounts) {
    const turn = giveWay();
    if (turn) await turn;
    const byPolicy = await blockByPolicy(db, account);
    if (byPolicy) blocks.set(account.id, byPolicy.block);
  }
  return blocks;
}

/** Returns the account's own settings, which an S3 policy may stand over, or null if it has none. */
export async function findOwnBlock(
  db: Transaction,
  place: { partition: Partition; accountId: string },
): Promise<PublicAccessBlock | null> {
  const present = await findResourceByName(db, AccountBlock, { ...place, region: REGION }, NAME);
  return present?.settings.publicAccessBlock ?? null;
}

type Situation = { db: Transaction; accountId: string; partition: Partition; now: Date };

/** Sets or deletes an account's settings. */
export async function setAccountBlock(
  { db, accountId, partition, now }: Situation,
  publicAccessBlock: PublicAccessBlock | null,
): Promise<void> {
  const place = { partition, accountId, region: REGION };
  const present = await findResourceByName(db, AccountBlock, place, NAME);
  if (publicAccessBlock === null) {
    if (present) await deleteResource(db, present);
  } else if (present) await updateResource(db, present, { settings: { publicAccessBlock } });
  else await createResource(db, AccountBlock, place, { name: NAME, settings: { publicAccessBlock }, createdAt: now });
}
