import { z } from 'zod';
import { Month } from '../schema';
import { MOST_TAGS_AT_ONCE } from './limits';

// Lengths and values: the AWS SDK's model of Cost Explorer.

const TagKey = z.string().max(1024);
const Status = z.enum(['Active', 'Inactive']);

export const ListCostAllocationTagsInput = z.object({
  Status: Status.optional(),
  TagKeys: z.array(TagKey).min(1).max(100).optional(),
  Type: z.enum(['AWSGenerated', 'UserDefined']).optional(),
  NextToken: z.string().max(8192).optional(),
  MaxResults: z.number().int().min(1).max(1000).default(100),
});

export const UpdateCostAllocationTagsStatusInput = z.object({
  CostAllocationTagsStatus: z.array(z.object({ TagKey, Status })).min(1).max(MOST_TAGS_AT_ONCE),
});

export const GetCostAllocationCoverageInput = z.object({ Month: Month.optional() });
