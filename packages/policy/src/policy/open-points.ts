/**
 * Points of saving that AWS's documentation leaves open, or on which its users disagree, with the answer given here. Possibly valid
 * documents are stored, and validation reports them.
 *
 * Each has a test that names it (`open-points.test.ts`), so a new finding about AWS changes one line in each file. Points of evaluation are
 * in `evaluate/open-points.ts`.
 */

type Saved = 'stored' | 'refused';

/** The action `*:*`. IAM refuses wildcards in service prefixes, but nothing is documented about this one, which equals `*`. */
export const STAR_COLON_STAR: Saved = 'stored';

/**
 * An unknown service principal in AWS's own domain. IAM has an unpublished list of names, and an older list would refuse every new service.
 */
export const UNKNOWN_SERVICE_PRINCIPAL: Saved = 'stored';

/** A condition key without the form `prefix:name`. No request carries one. */
export const CONDITION_KEY_WITHOUT_PREFIX: Saved = 'stored';

/** `Id` in an identity policy. The element's page says that identity policies have none, but its example has one. */
export const ID_IN_IDENTITY_POLICY: Saved = 'stored';

/** An ARN of fewer than six parts that does not end in `*`. If stored, each missing part matches like `*`. */
export const SHORT_ARN: Saved = 'stored';

/** A service prefix with a dot, which names no service. */
export const VENDOR_WITH_DOT: Saved = 'stored';

/** An unknown operator with an empty map, which tests nothing and changes no decision. */
export const UNKNOWN_OPERATOR_WITHOUT_KEYS: Saved = 'stored';
