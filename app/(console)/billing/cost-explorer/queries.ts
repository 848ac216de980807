import type { CostRow, CostsAnswer, ForecastAnswer } from '@/lib/billing/cost-explorer/views/operations';
import type { ReportAnswer } from '@/lib/billing/cost-explorer/views/report-operations';
import type { CostView, ViewKey } from '@/lib/billing/cost-explorer/views/view';
import { consoleQuery, fetchRead } from '@/lib/console/query';
import type { Json } from '@/lib/console/result';

export type Costs = Json<CostsAnswer>;
export type Row = Json<CostRow>;
export type Forecast = Json<ForecastAnswer>;
export type Report = Json<ReportAnswer>;

/** The number of groups on a page of the table. */
export const GROUPS_ON_A_PAGE = 25;
const MOST_VALUES = 5_000;

/** Reads do not depend on the chart type. */
const asRead = (view: CostView): CostView => ({ ...view, Chart: 'BARS' });

export const costsQuery = (view: CostView, Page: number) =>
  consoleQuery('console', 'ExploreCosts', { View: asRead(view), Page, PageSize: GROUPS_ON_A_PAGE });
/** Groups and pages do not change the forecast. */
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

/** Reads a whole view as CSV. */
export const fetchCostsCsv = (View: CostView) => fetchRead('console', 'ExportCosts', { View }, AbortSignal.timeout(120_000));
