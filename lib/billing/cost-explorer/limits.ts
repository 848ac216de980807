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
