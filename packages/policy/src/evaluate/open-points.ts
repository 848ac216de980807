/**
 * Points that AWS's documentation leaves open, each with the answer that this engine gives. Every one has a test that names it
 * (`open-points.test.ts`), so that a new finding about AWS is a change of one line here and one there.
 */

/**
 * A policy variable before the fifth colon of a Resource entry. The guide says it can't be used there; AWS's own
 * AmazonTimestreamInfluxDBServiceRolePolicy does. Matching nothing is the reading that never grants by accident.
 */
export const VARIABLES_BEFORE_FIFTH_COLON: 'matchesNothing' | 'substituted' = 'matchesNothing';

/**
 * An Allow with a NotResource entry whose variable has no value, or stands where none is replaced. The guide: "If AWS cannot resolve a
 * variable this might cause the entire statement to be invalid". Taken to match nothing, the entry would leave nothing out, and the Allow
 * would grant everything. A Deny goes on: such an entry spares nothing from it. So neither grants by accident.
 */
export const NOT_RESOURCE_WITHOUT_VALUE: 'grantsNothing' | 'leavesNothingOut' = 'grantsNothing';

/** A bare `*` as the value of an Arn operator has not the six parts that are compared; policies in the field mean any ARN by it. */
export const ARN_OPERATOR_STAR: 'any' | 'none' = 'any';

/**
 * A variable at the start of an Arn operator's value can stand for a whole ARN (`${aws:SourceArn}`): the colons of what replaces it
 * separate parts. Anywhere else they belong to the part in which the variable stands, so that no tag value can shift the others.
 */
export const ARN_LEADING_VARIABLE_HOLDS_PARTS: boolean = true;

/** A plain operator against several context values: no match for positive and negated operators alike. */
export const PLAIN_OPERATOR_MATCHES_SEVERAL_VALUES: boolean = false;

/** A list of exactly one context value counts as that value for plain operators and variables (AWS's own tools send every value as a list). */
export const LIST_OF_ONE_IS_SINGLE: boolean = true;

/** Two context keys that differ only by case (tags `Env` and `env`): a condition on them does not match, a variable has no value. */
export const AMBIGUOUS_KEY_MATCHES: boolean = false;

/** An IPv6 address without a prefix length in a policy is that one address, as an IPv4 address is. */
export const IPV6_DEFAULT_PREFIX: 32 | 128 = 128;

/** `"Principal": "*"` in a trust policy does not let web identity and SAML callers in: they must be named by their provider. */
export const WILDCARD_ADMITS_FEDERATED: boolean = false;

/**
 * What an Allow with NotPrincipal (AWS advises against it) leaves out: whoever any entry of its list names in any way (`anyNamed`),
 * or only whom the list exempts as it would from a Deny (`exempt`).
 */
export const ALLOW_NOT_PRINCIPAL_EXCLUDES: 'anyNamed' | 'exempt' = 'anyNamed';

/** GetFederationToken sessions are exempt from a NotPrincipal deny when the list names their session and their account, or also their user. */
export const NOT_PRINCIPAL_NEEDS_SOURCE_USER: boolean = false;

/** An AssumeRoot session does only what its task policy allows: no grant in a resource policy gets past that. */
export const ASSUMED_ROOT_BYPASSES_TASK_POLICY: boolean = false;

/** A session policy counts for role sessions, federated users and AssumeRoot; given for a caller that is no session it is ignored. */
export const SESSION_POLICY_BINDS_LONG_TERM_CALLER: boolean = false;

/**
 * Which denial a message names when several apply. Explicit: the first of this list.
 * Implicit: the first that the decision flow reaches (RCP, SCP, VPC endpoint, resource, identity, boundary, session).
 */
export const EXPLICIT_DENY_ORDER = ['scp', 'rcp', 'resource', 'identity', 'boundary', 'session', 'vpcEndpoint'] as const;
