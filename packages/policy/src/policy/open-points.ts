/**
 * Points of saving that AWS's documentation leaves open, or on which its users disagree, each with the answer that is given here:
 * what may be right is stored, and validation tells of it. Every one has a test that names it (`open-points.test.ts`), so that a new
 * finding about AWS is a change of one line here and one there. Those of evaluation are in `evaluate/open-points.ts`.
 */

type Saved = 'stored' | 'refused';

/** The action `*:*`. IAM refuses wildcards in service prefixes; of this one, which says no more than `*`, nothing is documented. */
export const STAR_COLON_STAR: Saved = 'stored';

/**
 * A service principal below AWS's own domain that nobody has heard of. IAM looks names up in a list that AWS does not publish, and
 * every new service would be refused by a list that is older.
 */
export const UNKNOWN_SERVICE_PRINCIPAL: Saved = 'stored';

/** A condition key that is not `prefix:name`. No request carries one. */
export const CONDITION_KEY_WITHOUT_PREFIX: Saved = 'stored';

/** `Id` in an identity policy. The page of the element says that identity policies have none, and shows one in its example. */
export const ID_IN_IDENTITY_POLICY: Saved = 'stored';

/** An ARN of fewer than six parts that does not end in `*`. Stored, it is matched as if `*` stood for every part that is missing. */
export const SHORT_ARN: Saved = 'stored';

/** A service prefix with a dot in it. It names no service. */
export const VENDOR_WITH_DOT: Saved = 'stored';

/** An operator that does not exist, over an empty map: it asks nothing, so it changes no decision. */
export const UNKNOWN_OPERATOR_WITHOUT_KEYS: Saved = 'stored';
