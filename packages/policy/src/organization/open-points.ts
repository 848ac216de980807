/**
 * Points of declarative policies that AWS's documentation and known measurements leave open, with the answer given here. Points about the
 * syntax of one type are beside its schema in `syntax/`.
 */

/** Which controls on a map keep child policies from adding members. Only `@@none` is documented, and an empty intersection equals it. */
export const ADDITIONS_CLOSED_BY: 'none' | 'withoutAppend' = 'none';

/** Whether a closed map refuses settings with fixed names that no policy above has, as it refuses entries with free names. */
export const CLOSED_MAP_REFUSES_FIXED_NAMES: boolean = true;

/** Whether appending an empty list to a setting without a value makes it an empty list. An append adds values, and here are none. */
export const EMPTY_APPEND_SETS: boolean = false;

/** Whether a list setting takes a single value in place of a list. The guide's syntax shows lists only. */
export const LIST_TAKES_SINGLE_VALUE: boolean = false;

/** The names of rules and selections in backup policies. The guide's examples print them in lower case, and plan names as written. */
export const BACKUP_NAMES_IN_LOWER_CASE: boolean = true;

/**
 * Whether one document must have the members that its type requires in the end. A child policy may leave out everything that it does not
 * change, and CreatePolicy does not know where a policy will be attached.
 */
export const REQUIRED_IN_EACH_DOCUMENT: boolean = false;

/** The quotas of types for which the quota page is silent. Source of the numbers: the types for which it speaks. */
export const DEFAULT_QUOTAS = { policies: 1000, characters: 10_000, attachments: 10 } as const;
