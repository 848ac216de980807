// AWS's limits of budgets. Source: the AWS SDK's model of Budgets, and "Quotas and restrictions" of AWS Cost Management.

export const MOST_BUDGETS = 20_000;
export const MOST_NOTIFICATIONS = 10;
export const MOST_EMAIL_SUBSCRIBERS = 10;
export const MOST_SNS_SUBSCRIBERS = 1;
export const MOST_TAGS = 50;
/** Of a budget. AWS: lists of them have at most a hundred. */
export const MOST_ACTIONS = 100;
/** In hundredths of the limit; the same number bounds amounts. */
export const HIGHEST_THRESHOLD = 15_000_000_000;

/** What CostFilters call the dimensions of Cost Explorer. Source: "Creating a budget" in the AWS Cost Management User Guide. */
export const COST_FILTERS: ReadonlyMap<string, string> = new Map([
  ['AZ', 'AZ'],
  ['InstanceType', 'INSTANCE_TYPE'],
  ['LinkedAccount', 'LINKED_ACCOUNT'],
  // Gatehouse's own, as the dimension is.
  ['OrganizationalUnit', 'ORGANIZATIONAL_UNIT'],
  ['Operation', 'OPERATION'],
  ['PurchaseType', 'PURCHASE_TYPE'],
  ['RecordType', 'RECORD_TYPE'],
  ['Region', 'REGION'],
  ['Service', 'SERVICE'],
  ['UsageType', 'USAGE_TYPE'],
]);

/** The periods of which a limit that follows from the past is the average, at most. */
export const MOST_PERIODS = { DAILY: 60, MONTHLY: 12, QUARTERLY: 4, ANNUALLY: 1 } as const;
