/**
 * Points of declarative policies that AWS's documentation and known measurements leave open, with the answer given here. Points about the
 * syntax of one type are beside its schema in `syntax/`, and points about messages of problems in `effective/`. Each has a test that names it
 * (`open-points.test.ts`).
 */

/** Which controls on a map keep child policies from adding members. Only `@@none` is documented, and an empty intersection equals it. */
export const ADDITIONS_CLOSED_BY: 'none' | 'withoutAppend' = 'none';

/** True if a closed map refuses settings with fixed names that no policy above has, as it refuses entries with free names. */
export const CLOSED_MAP_REFUSES_FIXED_NAMES: boolean = true;

/** True if appending an empty list to a setting without a value makes it an empty list. An append adds values, and here are none. */
export const EMPTY_APPEND_SETS: boolean = false;

/** True if a list setting takes a single value in place of a list. The guide's syntax shows lists only. */
export const LIST_TAKES_SINGLE_VALUE: boolean = false;

/** True if rules and selections of backup policies meet without regard to case. The guide's examples print them in lower case. */
export const BACKUP_NAMES_IN_LOWER_CASE: boolean = true;

/** The quotas of types for which the quota page is silent. Source of the numbers: the types for which it speaks. */
export const DEFAULT_QUOTAS = { policies: 1000, characters: 10_000, attachments: 10 } as const;

/** True if a required tag key counts as missing where the resource has it in another spelling. It is then non-compliant already. */
export const OTHER_SPELLING_IS_MISSING: boolean = false;
