/** The quotas for each analyzer type in each Region of an account. Source: IAM User Guide, "IAM Access Analyzer quotas". */
export const MOST_OF_ACCOUNT = 1;
export const MOST_OF_ORGANIZATION = 5;
export const MOST_ARCHIVE_RULES = 100;
/** The most keys in a filter. AWS documents no number, so this one is ours. */
export const MOST_FILTER_KEYS = 50;
