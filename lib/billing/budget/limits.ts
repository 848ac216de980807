// AWS's limits of budgets. Source: the AWS SDK's model of Budgets, and "Quotas and restrictions" of AWS Cost Management.

export const MOST_BUDGETS = 20_000;
export const MOST_NOTIFICATIONS = 10;
export const MOST_EMAIL_SUBSCRIBERS = 10;
export const MOST_SNS_SUBSCRIBERS = 1;
export const MOST_TAGS = 50;
/** The limit per budget. AWS's lists have at most a hundred. */
export const MOST_ACTIONS = 100;
/** In hundredths of the limit. Amounts have the same maximum. */
export const HIGHEST_THRESHOLD = 15_000_000_000;

/** The CostFilters names of Cost Explorer's dimensions. Source: "Creating a budget" in the AWS Cost Management User Guide. */
export const COST_FILTERS: ReadonlyMap<string, string> = new Map([
  ['AZ', 'AZ'],
  ['InstanceType', 'INSTANCE_TYPE'],
  ['LinkedAccount', 'LINKED_ACCOUNT'],
  // Gatehouse's own, like the dimension.
  ['OrganizationalUnit', 'ORGANIZATIONAL_UNIT'],
  ['Operation', 'OPERATION'],
  ['PurchaseType', 'PURCHASE_TYPE'],
  ['RecordType', 'RECORD_TYPE'],
  ['Region', 'REGION'],
  ['Service', 'SERVICE'],
  ['UsageType', 'USAGE_TYPE'],
]);

/** The maximum number of past periods that an auto-adjusting limit averages. */
export const MOST_PERIODS = { DAILY: 60, MONTHLY: 12, QUARTERLY: 4, ANNUALLY: 1 } as const;
