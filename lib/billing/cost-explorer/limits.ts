/** A respect in which costs can be grouped, filtered and listed: its name in calls, and what pages call it. */
type CostDimension = { name: string; label: string; managementAccountOnly?: true };

/**
 * All of them, in the order in which pages offer them. The names are AWS's, but for organizational units, which are Gatehouse's own: those in
 * which the accounts are now, for the management account alone.
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

/** The organizational unit of an account that is on a bill and no longer in the organization. */
export const LEFT_ORGANIZATION = 'LeftOrganization';

// What Cost Explorer's page can show: lib/billing/cost-explorer/view.ts.

/** Times that move along with the day. Those of several months have the current one as their last. */
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

/** How far ahead is forecast: to the end of the current month, or of so many months after it. */
export const AHEAD = ['NONE', 'MONTH', '3_MONTHS', '6_MONTHS', '12_MONTHS'] as const;

export const VIEW_METRICS = ['UnblendedCost', 'AmortizedCost', 'BlendedCost', 'UsageQuantity', 'NormalizedUsageAmount'] as const;
export const CHARTS = ['BARS', 'LINES'] as const;
export const KEY_TYPES = ['DIMENSION', 'TAG', 'COST_CATEGORY'] as const;
