import { z } from 'zod';
import { Filter } from '../cost-explorer/schema';
import { Month } from '../schema';
import { LONGEST_NAME, MOST_RULES, MOST_SPLIT_CHARGES } from './limits';

// Patterns and lengths: the AWS SDK's model of Cost Explorer.

const Name = z
  .string()
  .min(1)
  .max(LONGEST_NAME)
  .regex(/^(?! )[\p{L}\p{N}\p{Z}\-_]*(?<! )$/u);
const Arn = z
  .string()
  .min(20)
  .max(2048)
  .regex(/^(?:arn:aws[-a-z0-9]*:[a-z0-9]+:[-a-z0-9]*:[0-9]{12}:[-a-zA-Z0-9/:_]+)$/);
const ZonedDateTime = z
  .string()
  .min(20)
  .max(25)
  .regex(/^(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(([+-]\d\d:\d\d)|Z))$/);
const text = z.string().max(1024);
const NextToken = z.string().max(8192).optional();

const RuleVersion = z.enum(['CostCategoryExpression.v1']);
const Rules = z
  .array(
    z.object({
      Value: Name.optional(),
      Rule: Filter.optional(),
      InheritedValue: z
        .object({ DimensionName: z.enum(['LINKED_ACCOUNT_NAME', 'TAG']).optional(), DimensionKey: text.optional() })
        .optional(),
      Type: z.enum(['REGULAR', 'INHERITED_VALUE']).optional(),
    }),
  )
  .min(1)
  .max(MOST_RULES);
const SplitChargeRules = z
  .array(
    z.object({
      Source: text,
      Targets: z.array(text).min(1).max(500),
      Method: z.enum(['FIXED', 'PROPORTIONAL', 'EVEN']),
      Parameters: z
        .array(z.object({ Type: z.enum(['ALLOCATION_PERCENTAGES']), Values: z.array(text).min(1).max(500) }))
        .min(1)
        .max(10)
        .optional(),
    }),
  )
  .min(1)
  .max(MOST_SPLIT_CHARGES);

const tagText = (least: number, most: number) =>
  z
    .string()
    .min(least)
    .max(most)
    .regex(/^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$/u);
const TagKey = tagText(1, 128);
const ResourceTags = z.array(z.object({ Key: TagKey, Value: tagText(0, 256) })).max(200);

const Definition = { Rules, DefaultValue: Name.optional(), SplitChargeRules: SplitChargeRules.optional() };

export const CreateCostCategoryDefinitionInput = z.object({
  Name,
  EffectiveStart: ZonedDateTime.optional(),
  RuleVersion,
  ...Definition,
  ResourceTags: ResourceTags.optional(),
});
export const UpdateCostCategoryDefinitionInput = z.object({
  CostCategoryArn: Arn,
  EffectiveStart: ZonedDateTime.optional(),
  RuleVersion,
  ...Definition,
});
export const DescribeCostCategoryDefinitionInput = z.object({ CostCategoryArn: Arn, EffectiveOn: ZonedDateTime.optional() });
export const DeleteCostCategoryDefinitionInput = z.object({ CostCategoryArn: Arn });
export const ListCostCategoryDefinitionsInput = z.object({
  EffectiveOn: ZonedDateTime.optional(),
  NextToken,
  MaxResults: z.number().int().min(1).max(100).default(100),
  SupportedResourceTypes: z
    .array(z.string().regex(/^[-a-zA-Z0-9/_]+:[-a-zA-Z0-9/_]+/))
    .max(5)
    .optional(),
});

export const TagResourceInput = z.object({ ResourceArn: Arn, ResourceTags });
export const UntagResourceInput = z.object({ ResourceArn: Arn, ResourceTagKeys: z.array(TagKey).max(200) });
export const ListTagsForResourceInput = z.object({ ResourceArn: Arn });

export const GetCostCategoryCostsInput = z.object({ CostCategoryArn: Arn, Month: Month.optional() });
export const ListCostUnitsInput = z.object({});
export const PreviewCostCategoryInput = z.object({ Month: Month.optional(), ...Definition });
