/** Points of Organizations that AWS's documentation leaves open, with the answer given here. docs/api.md lists them for users. */

const HOUR_MS = 3_600_000;

/**
 * The time between the end of an invitation to a billing transfer and the start, in milliseconds. AWS documents these 24 hours. That an invitation expires
 * then, and not after 15 days like others, is open.
 */
export const TRANSFER_ACCEPTED_BEFORE_START_MS = 24 * HOUR_MS;

/**
 * The months after the current one in which a billing transfer can start or end. AWS has the errors "too late", but no documented limit, so
 * this one is generous.
 */
export const MOST_MONTHS_AHEAD = 120;

/** The transfers in a chain of billing transfers, from the first source to the last payer. AWS's example has two. */
export const MOST_TRANSFERS_IN_CHAIN = 2;

/** The values of the condition key `organizations:TransferDirection`. AWS documents the key only. */
export const TRANSFER_DIRECTIONS = { inbound: 'INBOUND', outbound: 'OUTBOUND' } as const;

/** The state of the handshake of a billing transfer while it waits for an answer. The status of the transfer is documented as REQUESTED. */
export const TRANSFER_HANDSHAKE_STATE = 'REQUESTED';

/** The names of the events that say that the effective policy of an account has become invalid and valid. AWS documents that there are some. */
export const EFFECTIVE_POLICY_EVENTS = { invalid: 'EffectivePolicyInvalid', valid: 'EffectivePolicyValid' } as const;
