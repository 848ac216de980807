/** A dimension of costs: its name in calls, and its label on pages. */
type CostDimension = { name: string; label: string; managementAccountOnly?: true };

/**
 * All dimensions in the order of pages. The names are AWS's, except organizational units, which are Gatehouse's own: the current
 * OUs of accounts, only for the management account.
 */
export const COST_DIMENSIONS = [
  { name: 'SERVICE', label: 'Service' },
  { name: 'LINKED_ACCOUNT', label: 'Linked account' },
  { name: 'ORGANIZATIONAL_UNIT', label: 'Organizational unit', managementAccountOnly: true },
  { name: 'REGION', label: 'Region' },
  { name: 'INSTANCE_TYPE', label: 'Instance type' },
  { name: 'USAGE_TYPE', label: 'Usage type' },
  { name: 'OPERATION', label: 'API operation' },
  { name: 'AZ', label: 'Availability Zone' },
  { name: 'PURCHASE_TYPE', label: 'Purchase option' },
  { name: 'RECORD_TYPE', label: 'Charge type' },
  { name: 'SERVICE_CODE', label: 'Service code' },
] as const satisfies readonly CostDimension[];

export type DimensionName = (typeof COST_DIMENSIONS)[number]['name'];

/** The OU value of accounts that have left the organization. */
export const LEFT_ORGANIZATION = 'LeftOrganization';

// The options of Cost Explorer's page: lib/billing/cost-explorer/views/view.ts.

/** Ranges relative to the current day. Ranges of several months end with the current one. */
export const RANGES = [
  'LAST_7_DAYS',
  'MONTH_TO_DATE',
  'LAST_MONTH',
  'LAST_3_MONTHS',
  'LAST_6_MONTHS',
  'LAST_12_MONTHS',
  'YEAR_TO_DATE',
  'CUSTOM',
] as const;

/** The end of a forecast: the current month, or a number of months later. */
export const AHEAD = ['NONE', 'MONTH', '3_MONTHS', '6_MONTHS', '12_MONTHS'] as const;

export const VIEW_METRICS = ['UnblendedCost', 'AmortizedCost', 'BlendedCost', 'UsageQuantity', 'NormalizedUsageAmount'] as const;
export const CHARTS = ['BARS', 'LINES'] as const;
export const KEY_TYPES = ['DIMENSION', 'TAG', 'COST_CATEGORY'] as const;
