import type { CategoryCosts } from '@/lib/billing/cost-category/costs-operations';
import type { CategoryDefinition } from '@/lib/billing/cost-explorer/categories';
import { consoleQuery } from '@/lib/console/query';
import type { Json } from '@/lib/console/result';

export type Costs = Json<CategoryCosts>;
export type Definition = Omit<CategoryDefinition, 'From'>;

export const costCategoriesQuery = () => consoleQuery('ce', 'ListCostCategoryDefinitions', {});
export const costCategoryQuery = (CostCategoryArn: string) =>
  consoleQuery('ce', 'DescribeCostCategoryDefinition', { CostCategoryArn });
export const categoryCostsQuery = (CostCategoryArn: string, Month?: string) =>
  consoleQuery('console', 'GetCostCategoryCosts', { CostCategoryArn, ...(Month && { Month }) });

// The maximum number of values for rules.
const MOST_VALUES = 5_000;
type Period = { Start: string; End: string };
export const unitsQuery = () => consoleQuery('console', 'ListCostUnits', {});
export const tagKeysQuery = (TimePeriod: Period) => consoleQuery('ce', 'GetTags', { TimePeriod, MaxResults: MOST_VALUES });
export const tagValuesQuery = (TimePeriod: Period, TagKey: string) =>
  consoleQuery('ce', 'GetTags', { TimePeriod, TagKey, MaxResults: MOST_VALUES });
export const dimensionValuesQuery = (TimePeriod: Period, Dimension: string) =>
  consoleQuery('ce', 'GetDimensionValues', { TimePeriod, Dimension, MaxResults: MOST_VALUES });
export const categoryValuesQuery = (TimePeriod: Period, CostCategoryName: string) =>
  consoleQuery('ce', 'GetCostCategories', { TimePeriod, CostCategoryName, MaxResults: MOST_VALUES });
