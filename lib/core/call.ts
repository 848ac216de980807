import type { Partition } from '@gatehouse/catalog/regions';
import { type CredentialType, type Principal, type RequestContext, requestedRegionOf } from '@gatehouse/policy/evaluate';

export { GLOBAL_REGION } from '@gatehouse/policy/evaluate';
export type { Partition };

/**
 * Returns the Region of a call for conditions: the one that the action or the resource's ARN fixes, else the call's own.
 * @param action an action, or a service's prefix alone
 */
export function requestedRegion(
  { region, partition }: Pick<Call, 'region' | 'partition'>,
  action: string,
  resource = '*',
): string {
  return requestedRegionOf(action, resource, partition) ?? region;
}

/** The facts that a temporary session adds to its principal. They are stored with the credential as JSON. */
export type SessionFacts = {
  issuedAt: string;
  expiresAt: string;
  /** Absent if the credential type has no MFA facts at all. */
  mfaAuthenticated?: boolean;
  mfaAuthenticatedAt?: string;
  /** The inline session policy and the ARNs of managed ones. Absent means "no session policy". */
  sessionPolicy?: string;
  sessionPolicyArns?: readonly string[];
  /** The scope-down policies, each of which limits the session: lib/sts/scoped-credentials. */
  scopePolicies?: readonly string[];
  tags?: readonly { Key: string; Value: string }[];
  transitiveTagKeys?: readonly string[];
  sourceIdentity?: string;
  federatedProvider?: string;
  /** The condition keys that the sign-in fixed, e.g. `<issuer>:sub` or `saml:aud`. */
  contextKeys?: Readonly<Record<string, string | readonly string[]>>;
  /** True if the session was obtained with temporary role credentials. It may last an hour at most. */
  chained?: boolean;
};

/** The identity provider's statement about the caller, from the token or assertion that replaces a signature. */
export type FederatedIdentity = {
  /** The provider as CloudTrail names it: the ARN of an OpenID Connect provider, the name qualifier of a SAML one. */
  provider: string;
  issuer: string;
  subject: string;
  audience: string;
  /** The condition keys for the trust policy. `sessionKeys` holds the ones that the session keeps. */
  contextKeys: RequestContext;
  sessionKeys: RequestContext;
  tags: readonly { Key: string; Value: string }[];
  transitiveTagKeys: readonly string[];
  sourceIdentity?: string;
  /** The session's name and limit, if the provider sets them, as SAML providers do. */
  session?: { name: string; subjectType: string; maxSeconds?: number };
};

/** A person who is signed in to an access portal of IAM Identity Center. `sessionId` names the sign-in. */
export type PortalIdentity = { userId: string; identityStoreArn: string; sessionId: string };

/** The principal of a call, after authentication and before authorization. */
export type Caller = {
  accountId: string;
  principal: Principal;
  credential: CredentialType;
  accessKeyId?: string;
  session?: SessionFacts;
  /** Set for unsigned calls with a token. `accountId` is then the account of the requested role. */
  federation?: FederatedIdentity;
  /** Set for unsigned calls with a token of an access portal. `accountId` is then the owner of its instance. */
  portal?: PortalIdentity;
};

/** Returns the caller of an unsigned call whose token was not checked yet. */
export function unidentified(accountId: string): Caller {
  return { accountId, principal: { type: 'Anonymous' }, credential: 'unsigned' };
}

/**
 * The entry point of a call. `shell`: the shell of the console, which makes the calls of the wire API. `door`: another program
 * received the call and asked for authorization.
 */
export type Via = (typeof VIAS)[number];
export const VIAS = ['console', 'api', 'shell', 'door', 'system'] as const;

/** `presigned` is true if the signature is in the query, as in links. `ageMs` is its age in real time. */
export type Signing = { presigned: boolean; ageMs: number };

/** The signing of calls that are made here for somebody, as if a client had just signed a header. */
export const SIGNED_HERE: Signing = { presigned: false, ageMs: 0 };

/** One call: the caller, the origin, the time and the entry point. */
export type Call = {
  caller: Caller;
  requestId: string;
  /** The time by the clock of the caller's account (clock.ts). */
  now: Date;
  /** The lead of that clock over real time, in milliseconds. Default: 0. */
  aheadMs?: number;
  /** The `performance.now()` at which the request was read, if known. The call's duration counts from then. */
  receivedAt?: number;
  /** Empty if unknown, like `userAgent`. The condition key is then absent. */
  sourceIp: string;
  userAgent: string;
  region: string;
  partition: Partition;
  /** Undefined if unknown. */
  secureTransport: boolean | undefined;
  via: Via;
  /** The address of the wire API, e.g. `http://localhost:4566`. Addresses in answers begin with it. */
  endpoint?: string | undefined;
  /** The digest of the token of the console session that makes the call. */
  consoleSession?: string;
  /** The signing of the call. Absent if it is unsigned or unknown. */
  signing?: Signing;
  /** Further condition keys that only the entry point knows, e.g. `aws:referer`. */
  context?: RequestContext;
};
