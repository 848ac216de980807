import type { Actor } from '../core/test-world';
import { UpdateCostAllocationTagsStatus } from './cost-allocation-tag/operations';
import { PutUsage } from './usage/operations';

/** Adds the data transfer of AWS's examples, in TB of 1,024 GB, spread evenly over a month. */
export async function putTransfer(actor: Actor, month: string, terabytes: Readonly<Record<string, number>>) {
  const Rows = Object.entries(terabytes).map(([AccountId, amount]) => ({
    AccountId,
    Service: 'AWSDataTransfer',
    UsageType: 'DataTransfer-Out-Bytes',
    Region: 'us-east-1',
    Month: month,
    Quantity: String(amount * 1024),
  }));
  return actor.run(PutUsage, { Rows });
}

/** Activates tags as cost allocation tags. */
export async function activateTags(actor: Actor, ...keys: string[]) {
  const CostAllocationTagsStatus = keys.map((TagKey) => ({ TagKey, Status: 'Active' as const }));
  return actor.run(UpdateCostAllocationTagsStatus, { CostAllocationTagsStatus });
}
