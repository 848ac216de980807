import type { Actor } from '../../core/test-world';
import type { Contract } from '../../core/testing/contract';
import { monthOf } from '../months';
import { activateTags } from '../test-usage';
import { PutUsage } from '../usage/operations';
import { ListCostAllocationTags, UpdateCostAllocationTagsStatus } from './operations';

const operations = { ListCostAllocationTags, UpdateCostAllocationTagsStatus };

async function useTagged(root: Actor, Month: string, key: string) {
  const storage = { Service: 'AmazonS3', UsageType: 'TimedStorage-ByteHrs', Region: 'us-east-1', Quantity: '31' };
  await root.run(PutUsage, { Rows: [{ ...storage, Month, Tags: { [key]: key } }] });
}

export const contract: Contract = {
  operations,
  make: async (root, { secret }) => {
    await useTagged(root, '2026-03', secret);
    await activateTags(root, secret);
    return {};
  },
  furnish: async ({ root }) => {
    // The wire API uses the machine's clock.
    await useTagged(root.with({ now: new Date() }), monthOf(Date.now()), 'team');
    return {};
  },
  calls: [
    ['UpdateCostAllocationTagsStatus', { CostAllocationTagsStatus: [{ TagKey: 'team', Status: 'Active' }] }],
    ['ListCostAllocationTags', { Status: 'Active', TagKeys: ['team'], MaxResults: 1 }],
  ],
  errors: {
    usual: { CostAllocationTagsStatus: [{ TagKey: 'team', Status: 'Active' }] },
    failures: {
      InvalidNextTokenException: [
        [
          'ListCostAllocationTags',
          { NextToken: 'none' },
          'The pagination token is invalid. Try again without a pagination token.',
        ],
      ],
    },
    unreachable: {},
  },
};
