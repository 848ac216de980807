/**
 * Points that AWS's documentation leaves open, with the answer of this engine. Each has a test that names it (`open-points.test.ts`), so a
 * new finding about AWS changes one line in each file.
 */

/**
 * A policy variable before the fifth colon of a Resource entry. The guide does not allow it, but AWS's
 * AmazonTimestreamInfluxDBServiceRolePolicy has one. Matching nothing never grants by accident.
 */
export const VARIABLES_BEFORE_FIFTH_COLON: 'matchesNothing' | 'substituted' = 'matchesNothing';

/**
 * An Allow with a NotResource entry whose variable has no value, or whose position has no variables. The guide: "If AWS cannot resolve a
 * variable this might cause the entire statement to be invalid". If the entry matched nothing, the Allow would grant everything, so it
 * grants nothing. A Deny still applies, and such an entry exempts nothing. Neither grants by accident.
 */
export const NOT_RESOURCE_WITHOUT_VALUE: 'grantsNothing' | 'leavesNothingOut' = 'grantsNothing';

/** A bare `*` as the value of an Arn operator lacks the six compared parts. Real policies mean any ARN by it. */
export const ARN_OPERATOR_STAR: 'any' | 'none' = 'any';

/**
 * A variable at the start of an Arn operator's value can stand for a whole ARN (`${aws:SourceArn}`), so colons in its value separate parts.
 * Elsewhere they belong to the variable's part, so that no tag value can shift the others.
 */
export const ARN_LEADING_VARIABLE_HOLDS_PARTS: boolean = true;

/** A plain operator with several context values matches nothing, whether positive or negated. */
export const PLAIN_OPERATOR_MATCHES_SEVERAL_VALUES: boolean = false;

/**
 * A list of exactly one context value counts as that value for plain operators and variables, because AWS's own tools send every value as a
 * list.
 */
export const LIST_OF_ONE_IS_SINGLE: boolean = true;

/** Two context keys that differ only by case (tags `Env` and `env`): a condition on them does not match, and a variable has no value. */
export const AMBIGUOUS_KEY_MATCHES: boolean = false;

/** An IPv6 address without a prefix length is a single address, like an IPv4 address. */
export const IPV6_DEFAULT_PREFIX: 32 | 128 = 128;

/** `"Principal": "*"` in a trust policy does not allow web identity and SAML callers, who must be named by their provider. */
export const WILDCARD_ADMITS_FEDERATED: boolean = false;

/**
 * The callers that an Allow with NotPrincipal leaves out. AWS advises against such statements. `anyNamed`: everyone that an entry names in any
 * way. `exempt`: only callers that the list would exempt from a Deny.
 */
export const ALLOW_NOT_PRINCIPAL_EXCLUDES: 'anyNamed' | 'exempt' = 'anyNamed';

/**
 * GetFederationToken sessions are exempt from a NotPrincipal deny if the list names their session and account. This constant requires their
 * user too.
 */
export const NOT_PRINCIPAL_NEEDS_SOURCE_USER: boolean = false;

/** An AssumeRoot session does only what its task policy allows, regardless of resource policies. */
export const ASSUMED_ROOT_BYPASSES_TASK_POLICY: boolean = false;

/** A session policy counts for role sessions, federated users and AssumeRoot. For other callers it is ignored. */
export const SESSION_POLICY_BINDS_LONG_TERM_CALLER: boolean = false;

/**
 * The denial that a message names if several apply. Explicit: the first of this list. Implicit: the first that the decision flow reaches
 * (RCP, SCP, VPC endpoint, resource, identity, boundary, session).
 */
export const EXPLICIT_DENY_ORDER = ['scp', 'rcp', 'resource', 'identity', 'boundary', 'session', 'vpcEndpoint'] as const;
