import { z } from 'zod';
import { Month } from '../schema';

// Patterns, lengths and names: the AWS SDK's model of Cost Explorer.

const text = z.string().max(1024);
const TimePeriod = z.object({
  Start: z.string().regex(/^(?:(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}:\d{2}Z)?)$/),
  End: z.string().regex(/^(?:(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}:\d{2}Z)?)$/),
});
const MatchOption = z.enum([
  'EQUALS',
  'ABSENT',
  'STARTS_WITH',
  'ENDS_WITH',
  'CONTAINS',
  'CASE_SENSITIVE',
  'CASE_INSENSITIVE',
  'GREATER_THAN_OR_EQUAL',
]);
const Values = z.object({
  Key: text.optional(),
  Values: z.array(text).optional(),
  MatchOptions: z.array(MatchOption).optional(),
});

/** A filter expression as received. `checkFilter` validates it. */
export type GivenExpression = {
  And?: GivenExpression[] | undefined;
  Or?: GivenExpression[] | undefined;
  Not?: GivenExpression | undefined;
  Dimensions?: z.output<typeof Values> | undefined;
  Tags?: z.output<typeof Values> | undefined;
  CostCategories?: z.output<typeof Values> | undefined;
};
/** The filter shape of Cost Explorer and budgets. */
export const Filter: z.ZodType<GivenExpression, GivenExpression> = z.lazy(() =>
  z.object({
    And: z.array(Filter).optional(),
    Or: z.array(Filter).optional(),
    Not: Filter.optional(),
    Dimensions: Values.optional(),
    Tags: Values.optional(),
    CostCategories: Values.optional(),
  }),
);

const GroupBy = z.array(z.object({ Type: z.enum(['DIMENSION', 'TAG', 'COST_CATEGORY']).optional(), Key: text.optional() }));
const SortBy = z.array(z.object({ Key: text, SortOrder: z.enum(['ASCENDING', 'DESCENDING']).optional() }));
const BillingViewArn = z.string().min(20).max(2048).optional();
const NextPageToken = z.string().max(8192).optional();

export const GetCostAndUsageInput = z.object({
  TimePeriod,
  Granularity: z.enum(['DAILY', 'MONTHLY', 'HOURLY']),
  Metrics: z.array(text),
  Filter: Filter.optional(),
  GroupBy: GroupBy.optional(),
  BillingViewArn,
  NextPageToken,
});

export const GetForecastInput = z.object({
  TimePeriod,
  Metric: z.enum([
    'BLENDED_COST',
    'UNBLENDED_COST',
    'AMORTIZED_COST',
    'NET_UNBLENDED_COST',
    'NET_AMORTIZED_COST',
    'USAGE_QUANTITY',
    'NORMALIZED_USAGE_AMOUNT',
  ]),
  Granularity: z.enum(['DAILY', 'MONTHLY', 'HOURLY']),
  Filter: Filter.optional(),
  BillingViewArn,
  PredictionIntervalLevel: z.number().int().min(51).max(99).optional(),
});

const List = {
  TimePeriod,
  SearchString: text.optional(),
  Filter: Filter.optional(),
  SortBy: SortBy.optional(),
  BillingViewArn,
  MaxResults: z.number().int().min(1).default(1000),
  NextPageToken,
};

export const GetDimensionValuesInput = z.object({
  ...List,
  Dimension: text,
  Context: z.enum(['COST_AND_USAGE', 'RESERVATIONS', 'SAVINGS_PLANS']).default('COST_AND_USAGE'),
});

export const GetTagsInput = z.object({ ...List, TagKey: text.optional() });

export const GetCostCategoriesInput = z.object({
  ...List,
  CostCategoryName: z
    .string()
    .min(1)
    .max(50)
    .regex(/^(?! )[\p{L}\p{N}\p{Z}\-_]*(?<! )$/u)
    .optional(),
});

const SortDefinition = z.object({ Key: text, SortOrder: z.enum(['ASCENDING', 'DESCENDING']).optional() });
const Granularity = z.enum(['DAILY', 'MONTHLY', 'HOURLY']).optional();
/** AWS documents the default page size only for calls about Savings Plans. */
const Results = z.number().int().min(1).default(1000);
const PlanResults = z.number().int().min(1).default(20);

export const GetReservationUtilizationInput = z.object({
  TimePeriod,
  GroupBy: GroupBy.optional(),
  Granularity,
  Filter: Filter.optional(),
  SortBy: SortDefinition.optional(),
  NextPageToken,
  MaxResults: Results,
});

export const GetReservationCoverageInput = z.object({
  TimePeriod,
  GroupBy: GroupBy.optional(),
  Granularity,
  Filter: Filter.optional(),
  Metrics: z.array(text).optional(),
  SortBy: SortDefinition.optional(),
  NextPageToken,
  MaxResults: Results,
});

export const GetSavingsPlansUtilizationInput = z.object({
  TimePeriod,
  Granularity,
  Filter: Filter.optional(),
  SortBy: SortDefinition.optional(),
});

export const GetSavingsPlansUtilizationDetailsInput = z.object({
  TimePeriod,
  Filter: Filter.optional(),
  DataType: z.array(z.enum(['ATTRIBUTES', 'UTILIZATION', 'AMORTIZED_COMMITMENT', 'SAVINGS'])).optional(),
  SortBy: SortDefinition.optional(),
  NextToken: NextPageToken,
  MaxResults: PlanResults,
});

export const GetSavingsPlansCoverageInput = z.object({
  TimePeriod,
  GroupBy: GroupBy.optional(),
  Granularity,
  Filter: Filter.optional(),
  Metrics: z.array(text).optional(),
  SortBy: SortDefinition.optional(),
  NextToken: NextPageToken,
  MaxResults: PlanResults,
});

const Day = z
  .string()
  .max(40)
  .regex(/^(?:(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}:\d{2}Z)?)$/);
const MonitorArn = text;

export const GetAnomaliesInput = z.object({
  MonitorArn: MonitorArn.optional(),
  DateInterval: z.object({ StartDate: Day, EndDate: Day.optional() }),
  Feedback: z.enum(['YES', 'NO', 'PLANNED_ACTIVITY']).optional(),
  TotalImpact: z
    .object({
      NumericOperator: z.enum(['EQUAL', 'GREATER_THAN_OR_EQUAL', 'LESS_THAN_OR_EQUAL', 'GREATER_THAN', 'LESS_THAN', 'BETWEEN']),
      StartValue: z.number(),
      EndValue: z.number().optional(),
    })
    .optional(),
  NextPageToken,
  MaxResults: z.number().int().min(1).default(100),
});

export const GetAnomalyMonitorsInput = z.object({
  MonitorArnList: z.array(MonitorArn).optional(),
  NextPageToken,
  MaxResults: z.number().int().min(1).default(100),
});

export const ListCostAnomaliesInput = z.object({});

export const GetCostsToDateInput = z.object({});
export const ADVANCE_KINDS = ['reservations', 'savingsPlans'] as const;

/** The default is the current month. */
export const GetAdvanceUseInput = z.object({
  Kind: z.enum(ADVANCE_KINDS),
  Month: Month.optional(),
  /** The ids to list separately. The sums cover all. */
  Ids: z.array(z.string().max(64)).max(100).default([]),
});

export const GetAdvanceSharesInput = z.object({ Id: z.string().max(64), Month: Month.optional() });
