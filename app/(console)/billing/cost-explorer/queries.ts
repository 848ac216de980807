import type { ReportAnswer } from '@/lib/billing/cost-explorer/report-operations';
import type { CostView, ViewKey } from '@/lib/billing/cost-explorer/view';
import type { CostRow, CostsAnswer, ForecastAnswer } from '@/lib/billing/cost-explorer/view-operations';
import { consoleQuery, fetchRead } from '@/lib/console/query';
import type { Json } from '@/lib/console/result';

export type Costs = Json<CostsAnswer>;
export type Row = Json<CostRow>;
export type Forecast = Json<ForecastAnswer>;
export type Report = Json<ReportAnswer>;

/** How many groups a page of the table has. */
export const GROUPS_ON_A_PAGE = 25;
const MOST_VALUES = 5_000;

/** What is read does not depend on how it is drawn. */
const asRead = (view: CostView): CostView => ({ ...view, Chart: 'BARS' });

export const costsQuery = (view: CostView, Page: number) =>
  consoleQuery('console', 'ExploreCosts', { View: asRead(view), Page, PageSize: GROUPS_ON_A_PAGE });
/** Groups and pages make no other forecast. */
export const forecastQuery = (view: CostView) =>
  consoleQuery('console', 'ForecastCosts', { View: { ...asRead(view), GroupBy: [] } });
export const linesQuery = (view: CostView) =>
  consoleQuery('console', 'ListCostLines', { View: { ...asRead(view), GroupBy: [] } });
export const reportsQuery = () => consoleQuery('console', 'DescribeReport', {});

type Period = { Start: string; End: string };

export const tagKeysQuery = (TimePeriod: Period) => consoleQuery('ce', 'GetTags', { TimePeriod, MaxResults: MOST_VALUES });
export const tagValuesQuery = (TimePeriod: Period, TagKey: string) =>
  consoleQuery('ce', 'GetTags', { TimePeriod, TagKey, MaxResults: MOST_VALUES });
export const dimensionValuesQuery = (TimePeriod: Period, { Key }: ViewKey) =>
  consoleQuery('ce', 'GetDimensionValues', { TimePeriod, Dimension: Key, MaxResults: MOST_VALUES });

export const categoryKeysQuery = (TimePeriod: Period) =>
  consoleQuery('ce', 'GetCostCategories', { TimePeriod, MaxResults: MOST_VALUES });
export const categoryValuesQuery = (TimePeriod: Period, CostCategoryName: string) =>
  consoleQuery('ce', 'GetCostCategories', { TimePeriod, CostCategoryName, MaxResults: MOST_VALUES });

/** All of a view as CSV, for a file. */
export const fetchCostsCsv = (View: CostView) => fetchRead('console', 'ExportCosts', { View }, AbortSignal.timeout(120_000));
