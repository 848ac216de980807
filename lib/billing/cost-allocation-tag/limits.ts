// Source: Billing User Guide, "Quotas and restrictions", and the AWS SDK's model of Cost Explorer.

export const MOST_ACTIVE_TAGS = 500;
export const MOST_TAGS_AT_ONCE = 20;
