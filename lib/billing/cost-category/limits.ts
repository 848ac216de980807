// Source: the AWS SDK's model of Cost Explorer; the number of categories: Billing User Guide, "Quotas and restrictions".

export const MOST_CATEGORIES = 50;
export const MOST_RULES = 500;
export const MOST_SPLIT_CHARGES = 10;
export const LONGEST_NAME = 50;

/** The dimensions of rules: AWS's, and organizational units, which are Gatehouse's own. */
export const RULE_DIMENSIONS = [
  { name: 'LINKED_ACCOUNT', label: 'Account' },
  { name: 'LINKED_ACCOUNT_NAME', label: 'Account name' },
  { name: 'ORGANIZATIONAL_UNIT', label: 'Organizational unit' },
  { name: 'SERVICE_CODE', label: 'Service' },
  { name: 'REGION', label: 'Region' },
  { name: 'USAGE_TYPE', label: 'Usage type' },
  { name: 'RECORD_TYPE', label: 'Charge type' },
] as const;
