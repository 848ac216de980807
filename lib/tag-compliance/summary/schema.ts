import { z } from 'zod';
import { PaginationToken, ResourceTypeFilters, TagKey } from '../tagged-resource/schema';

// Source of all limits: Resource Groups Tagging API Reference.

const GroupBy = z.enum(['TARGET_ID', 'REGION', 'RESOURCE_TYPE']);

export const GetComplianceSummaryInput = z.object({
  TargetIdFilters: z
    .array(
      z
        .string()
        .min(6)
        .max(68)
        .regex(/^[a-zA-Z0-9-]*$/),
    )
    .min(1)
    .max(100)
    .optional(),
  RegionFilters: z.array(z.string().min(1).max(256)).min(1).max(100).optional(),
  ResourceTypeFilters,
  TagKeyFilters: z.array(TagKey).min(1).max(50).optional(),
  GroupBy: z.array(GroupBy).optional(),
  MaxResults: z.number().int().min(1).max(1000).optional(),
  PaginationToken,
});
export type GetComplianceSummaryInput = z.output<typeof GetComplianceSummaryInput>;

export const ListRequiredTagsInput = z.object({
  NextToken: PaginationToken,
  MaxResults: z.number().int().min(1).max(200).optional(),
});
