/** The users and roles on a page. */
export const ROWS_AT_ONCE = 20;
/** The policies on a page. Each one needs an answer for every principal of its account. */
export const POLICIES_AT_ONCE = 10;
/** The changed effective policies on a page. */
export const EFFECTIVE_AT_ONCE = 10;
/** The changed parts of IAM Identity Center on a page. */
export const INSTANCE_CHANGES_AT_ONCE = 25;
/** The changes of people on a page. Each one needs the permissions of a role. */
export const PEOPLE_AT_ONCE = 20;
