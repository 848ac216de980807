import type { Actor } from '../core/test-world';
import { UpdateCostAllocationTagsStatus } from './cost-allocation-tag/operations';
import { PutUsage } from './usage/operations';

/** What of its golden examples accounts use: data transfer out, in TB of 1,024 GB, evenly over a month. */
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

/** Has tags that something on the bills has count in costs. */
export async function activateTags(actor: Actor, ...keys: string[]) {
  const CostAllocationTagsStatus = keys.map((TagKey) => ({ TagKey, Status: 'Active' as const }));
  return actor.run(UpdateCostAllocationTagsStatus, { CostAllocationTagsStatus });
}
