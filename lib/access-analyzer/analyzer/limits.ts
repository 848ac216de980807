/** For each type, in each Region of an account. Source: IAM User Guide, "IAM Access Analyzer quotas". */
export const MOST_OF_ACCOUNT = 1;
export const MOST_OF_ORGANIZATION = 5;
export const MOST_ARCHIVE_RULES = 100;
/** Ours: so many keys a filter has. AWS names no number. */
export const MOST_FILTER_KEYS = 50;
