import type { PriceListInput } from './price-list';

/**
 * The prices of the examples in the AWS Billing User Guide, for comparing a bill with its tables. Data transfer is from
 * "Consolidated billing process", storage and instances from "Blended rates and costs". They are old and only for teaching.
 *
 * The guide counts 1 TB as 1,024 GB for data transfer and as 1,000 GB for storage. It splits its three members' storage among the
 * tiers by no stated rule, so the printed split is used. Its text says that the third tier begins above 49 TB; its numbers say 50
 * TB, which is used.
 */
export const documentationExamples: PriceListInput = {
  name: 'AWS documentation examples',
  about:
    'The prices of the examples in the AWS Billing User Guide. They reproduce its tables and are not current prices. ' +
    'Data transfer counts 1 TB as 1,024 GB, storage as 1,000 GB, as the guide does.',
  currency: 'USD',
  effective: '2019-01-01',
  gbPerTb: 1000,
  prices: [
    {
      service: 'AWSDataTransfer',
      usageType: 'DataTransfer-Out-Bytes',
      region: null,
      unit: 'GB',
      description: 'Data transfer out to the internet',
      tiers: [
        { upTo: '10240', rate: '0.17' },
        { upTo: null, rate: '0.13' },
      ],
      // The guide prints the two accounts in the order in which they fill the tiers.
      allocation: 'SEQUENTIAL',
      gbPerTb: 1024,
    },
    {
      service: 'AmazonS3',
      usageType: 'TimedStorage-ByteHrs',
      region: null,
      unit: 'GB-Mo',
      description: 'S3 Standard storage',
      tiers: [
        { upTo: '1000', rate: '0.10' },
        { upTo: '50000', rate: '0.08' },
        { upTo: null, rate: '0.06' },
      ],
      allocation: {
        fixture: [
          ['1000', '14000', '15000'],
          ['0', '20000', '15000'],
          ['0', '15000', '15000'],
        ],
      },
    },
    {
      service: 'AmazonEC2',
      usageType: 'BoxUsage:t2.small',
      region: null,
      unit: 'Hrs',
      description: 'Linux t2.small instance, on demand',
      tiers: [{ upTo: null, rate: '0.023' }],
      blend: 'hour',
    },
  ],
  reservations: [
    {
      service: 'AmazonEC2',
      usageType: 'BoxUsage:t2.small',
      region: 'us-east-1',
      years: 1,
      payment: 'All Upfront',
      upfront: '137',
      recurring: { every: 'month', fee: '0' },
    },
    {
      service: 'AmazonEC2',
      usageType: 'BoxUsage:t2.small',
      region: 'us-east-1',
      years: 1,
      payment: 'Partial Upfront',
      upfront: '70',
      recurring: { every: 'month', fee: '5.84' },
    },
  ],
};
