import { GetPriceList, PutPriceList } from '../../billing/price-list/operations';
import { PutUsage } from '../../billing/usage/operations';
import type { Recipe } from './recipe';
import { Steps } from './steps';

/** Who uses what in the worked examples of the AWS Billing User Guide: accounts in their order there. */
export type BillingExample = {
  /** `2026-11`. */
  month: string;
  /** Bob, who pays and transfers 8 TB, and Susan, who transfers 4 TB. Absent: without this example. */
  transfer?: readonly [string, string];
  /** The members that store 30, 35 and 30 TB, in the order in which they joined: the guide's split of the tiers goes by it. */
  storage?: readonly [string, string, string];
};

/**
 * Makes the bill of a month that of AWS's documentation: puts the prices of its examples, unless they hold already, and the usage.
 * Source of the numbers: AWS Billing User Guide, "Consolidated billing process" (1 TB = 1,024 GB) and "Blended rates and costs" (1 TB = 1,000 GB).
 */
export const loadBillingExample: Recipe<BillingExample, { Month: string }> = async (run, { month, transfer, storage }) => {
  const steps = new Steps(run);
  const [held, wanted] = [
    await steps.read(GetPriceList, { Month: month }),
    await steps.read(GetPriceList, { Preset: 'documentation' }),
  ];
  if (held && wanted && held.Hash !== wanted.Hash)
    await steps.change('Put the prices of the examples', PutPriceList, { Preset: 'documentation', Effective: month });
  const row = (AccountId: string, Quantity: string, what: { Service: string; UsageType: string; Operation: string }) => ({
    AccountId,
    Region: 'us-east-1',
    Month: month,
    Quantity,
    ...what,
  });
  const sent = { Service: 'AWSDataTransfer', UsageType: 'DataTransfer-Out-Bytes', Operation: 'DataTransfer' };
  const stored = { Service: 'AmazonS3', UsageType: 'TimedStorage-ByteHrs', Operation: 'StandardStorage' };
  const rows = [
    ...(transfer ? [row(transfer[0], '8192', sent), row(transfer[1], '4096', sent)] : []),
    ...(storage ? [row(storage[0], '30000', stored), row(storage[1], '35000', stored), row(storage[2], '30000', stored)] : []),
  ];
  await steps.change('Put the usage of the examples', PutUsage, { Name: 'Examples of the AWS documentation', Rows: rows });
  return steps.result({ Month: month });
};
