import { z } from 'zod';

// Source of all limits: Resource Groups Tagging API Reference.

export const PaginationToken = z.string().max(2048).optional();
export const TagKey = z.string().min(1).max(128);
export const ResourceArn = z.string().min(1).max(1011);
export const ResourceTypeFilters = z.array(z.string().max(256)).max(100).optional();

export const GetResourcesInput = z.object({
  PaginationToken,
  TagFilters: z
    .array(z.object({ Key: TagKey, Values: z.array(z.string().max(256)).max(20).optional() }))
    .max(50)
    .optional(),
  ResourcesPerPage: z.number().int().min(1).max(100).optional(),
  TagsPerPage: z.number().int().min(100).max(500).optional(),
  ResourceTypeFilters,
  IncludeComplianceDetails: z.boolean().optional(),
  ExcludeCompliantResources: z.boolean().optional(),
  ResourceARNList: z.array(ResourceArn).min(1).max(100).optional(),
});
export type GetResourcesInput = z.output<typeof GetResourcesInput>;

export const GetTagKeysInput = z.object({ PaginationToken });
export const GetTagValuesInput = z.object({ PaginationToken, Key: TagKey });

const ResourceARNList = z.array(ResourceArn).min(1).max(20);

export const TagResourcesInput = z.object({
  ResourceARNList,
  Tags: z
    .record(TagKey, z.string().max(256))
    .refine((tags) => Object.keys(tags).length >= 1 && Object.keys(tags).length <= 50, 'Tags must have 1 to 50 entries.'),
});
export const UntagResourcesInput = z.object({ ResourceARNList, TagKeys: z.array(TagKey).min(1).max(50) });
