import { PutCredit, PutReservation } from '../../billing/benefit/operations';
import { GetPriceList, ListPriceListVersions, PutPriceList } from '../../billing/price-list/operations';
import { PutUsage } from '../../billing/usage/operations';
import type { Recipe } from './recipe';
import { Steps } from './steps';

/** The roles in the worked examples of the AWS Billing User Guide, with accounts in the guide's order. */
export type BillingExample = {
  /** `2026-11`. */
  month: string;
  /** Bob, who pays and transfers 8 TB, and Susan, who transfers 4 TB. Absent: without this example. */
  transfer?: readonly [string, string];
  /** The members that store 30, 35 and 30 TB, in the order in which they joined. The guide's split of the tiers depends on it. */
  storage?: readonly [string, string, string];
  /** The owner of three reservations, who uses them all, and a user of one on-demand instance, in a month of 720 hours. */
  reservations?: readonly [owner: string, other: string];
  /** Jorge, who uses EC2 and S3 and has two credits. */
  credits?: string;
  /** The accounts that store 20, 25 and 15 TB at current list prices. This example stands alone. */
  listPrice?: readonly [string, string, string];
};

/**
 * Loads the usage, and if needed the prices, of an example from AWS's documentation or of a similar one with current prices.
 * Source of the numbers: AWS Billing User Guide, "Consolidated billing process" (1 TB = 1,024 GB), "Blended rates and costs" (1
 * TB = 1,000 GB; reservations) and "Applying AWS credits".
 */
export const loadBillingExample: Recipe<BillingExample, { Month: string }> = async (
  run,
  { month, transfer, storage, reservations, credits, listPrice },
) => {
  const steps = new Steps(run);
  const Preset = listPrice ? 'current' : 'documentation';
  const [held, wanted] = [await steps.read(GetPriceList, { Month: month }), await steps.read(GetPriceList, { Preset })];
  if (held && wanted && held.Hash !== wanted.Hash) {
    const before = await listsAfter(steps, month);
    await steps.change('Put the prices of the examples', PutPriceList, { Preset, Effective: month });
    // The newest list that has begun applies, so the lists of later months are put again.
    for (const { Effective, Document } of before)
      await steps.change('Put the prices of later months again', PutPriceList, { Document, Effective });
  }
  const row = (AccountId: string, Quantity: string, what: { Service: string; UsageType: string; Operation: string }) => ({
    AccountId,
    Region: 'us-east-1',
    Month: month,
    Quantity,
    ...what,
  });
  const sent = { Service: 'AWSDataTransfer', UsageType: 'DataTransfer-Out-Bytes', Operation: 'DataTransfer' };
  const stored = { Service: 'AmazonS3', UsageType: 'TimedStorage-ByteHrs', Operation: 'StandardStorage' };
  const instances = { Service: 'AmazonEC2', UsageType: 'BoxUsage:t2.small', Operation: 'RunInstances' };
  const rows = [
    ...(transfer ? [row(transfer[0], '8192', sent), row(transfer[1], '4096', sent)] : []),
    ...(storage ? [row(storage[0], '30000', stored), row(storage[1], '35000', stored), row(storage[2], '30000', stored)] : []),
    ...(reservations ? [row(reservations[0], '2160', instances), row(reservations[1], '720', instances)] : []),
    // $100 and $50: instance hours are rounded to nine decimals, and their cost to a billionth of a dollar. 20, 25 and 15 TB of
    // 1,024 GB.
    ...(listPrice
      ? [row(listPrice[0], '20480', stored), row(listPrice[1], '25600', stored), row(listPrice[2], '15360', stored)]
      : []),
    ...(credits ? [row(credits, '4347.826086957', instances), row(credits, '500', stored)] : []),
  ];
  await steps.change('Put the usage of the examples', PutUsage, {
    Name: listPrice ? 'Example with current prices' : 'Examples of the AWS documentation',
    Rows: rows,
  });
  const Start = firstDay(month, 0);
  if (reservations) {
    const reserved = { AccountId: reservations[0], UsageType: instances.UsageType, Region: 'us-east-1', Start };
    await steps.change('Buy two reservations, all paid upfront', PutReservation, {
      ...reserved,
      Count: 2,
      Payment: 'All Upfront',
    });
    await steps.change('Buy one reservation, partly paid upfront', PutReservation, {
      ...reserved,
      Count: 1,
      Payment: 'Partial Upfront',
    });
  }
  if (credits) {
    const given = { AccountId: credits, Start };
    await steps.change('Give a credit of $10 for S3 and EC2', PutCredit, {
      ...given,
      Amount: '10',
      Services: ['AmazonS3', 'AmazonEC2'],
      Expires: firstDay(month, 1),
    });
    await steps.change('Give a credit of $5 for EC2, which expires later', PutCredit, {
      ...given,
      Amount: '5',
      Services: ['AmazonEC2'],
      Expires: firstDay(month, 12),
    });
  }
  return steps.result({ Month: month });
};

type Held = { Effective: string; Document: string };

/** Returns the price lists that apply after a month, each with its first month. */
async function listsAfter(steps: Steps, month: string): Promise<Held[]> {
  const versions = await steps.read(ListPriceListVersions, {});
  const next = firstDay(month, 1).toISOString().slice(0, 7);
  const begins = (versions?.Versions ?? []).map(({ Effective }) => Effective).filter((effective) => effective > next);
  const held: (Held & { Hash: string })[] = [];
  for (const Effective of [next, ...[...new Set(begins)].sort()]) {
    const list = await steps.read(GetPriceList, { Month: Effective });
    if (list && list.Hash !== held.at(-1)?.Hash) held.push({ Effective, Document: list.Document, Hash: list.Hash });
  }
  return held;
}

/** Returns the first day of the month that is the given number of months later. */
function firstDay(month: string, later: number): Date {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + later, 1));
}
