import type { Partition } from '@gatehouse/catalog/regions';
import { type CredentialType, type Principal, type RequestContext, requestedRegionOf } from '@gatehouse/policy/evaluate';

export { GLOBAL_REGION } from '@gatehouse/policy/evaluate';
export type { Partition };

/**
 * Returns the Region that a call counts as made in: the one that the action or the resource's ARN fixes, else the Region of the call.
 * @param action an action, or the prefix of a service alone
 */
export function requestedRegion(
  { region, partition }: Pick<Call, 'region' | 'partition'>,
  action: string,
  resource = '*',
): string {
  return requestedRegionOf(action, resource, partition) ?? region;
}

/** What a temporary session carries beyond its principal. Serializable: it is stored with the credential. */
export type SessionFacts = {
  issuedAt: string;
  expiresAt: string;
  /** Absent where the credential type carries no MFA facts at all. */
  mfaAuthenticated?: boolean;
  mfaAuthenticatedAt?: string;
  /** Inline session policy and the ARNs of managed session policies; absent means "no session policy". */
  sessionPolicy?: string;
  sessionPolicyArns?: readonly string[];
  tags?: readonly { Key: string; Value: string }[];
  transitiveTagKeys?: readonly string[];
  sourceIdentity?: string;
  federatedProvider?: string;
  /** Condition keys that the way of getting the session fixed, e.g. `<issuer>:sub` or `saml:aud`. */
  contextKeys?: Readonly<Record<string, string | readonly string[]>>;
  /** The session was itself obtained with temporary role credentials: it may last an hour at most. */
  chained?: boolean;
};

/** What an identity provider says of the caller, in the token or assertion that a call carries in place of a signature. */
export type FederatedIdentity = {
  /** As CloudTrail names the provider: the ARN of an OpenID Connect provider, the name qualifier of a SAML one. */
  provider: string;
  issuer: string;
  subject: string;
  audience: string;
  /** Condition keys for the trust policy; those that the session keeps are in `sessionKeys` as well. */
  contextKeys: RequestContext;
  sessionKeys: RequestContext;
  tags: readonly { Key: string; Value: string }[];
  transitiveTagKeys: readonly string[];
  sourceIdentity?: string;
  /** Where the provider names and limits the session, as SAML providers do. */
  session?: { name: string; subjectType: string; maxSeconds?: number };
};

/** Who makes a call, after authentication and before any authorization. */
export type Caller = {
  accountId: string;
  principal: Principal;
  credential: CredentialType;
  accessKeyId?: string;
  session?: SessionFacts;
  /** Of calls that are taken unsigned; `accountId` is then the account whose role is asked for. */
  federation?: FederatedIdentity;
};

/** Nobody yet: an unsigned call before its token is looked at. */
export function unidentified(accountId: string): Caller {
  return { accountId, principal: { type: 'Anonymous' }, credential: 'unsigned' };
}

/** `door`: another program has it and asked whether it may go on. */
export type Via = 'console' | 'api' | 'door' | 'system';

/** `presigned`: in the query, as links are; `ageMs`: for how long, in real time. */
export type Signing = { presigned: boolean; ageMs: number };

/** Of a call that is made here for somebody: as if a client signed it in a header, this moment. */
export const SIGNED_HERE: Signing = { presigned: false, ageMs: 0 };

/** One call: who, from where, when, and through which door. */
export type Call = {
  caller: Caller;
  requestId: string;
  /** By the clock of the caller's account (clock.ts). */
  now: Date;
  /** By how many milliseconds that clock is ahead of the real time. Default: not at all. */
  aheadMs?: number;
  /** `performance.now()` when the request was read, where the door says so: the call's duration is told from then on. */
  receivedAt?: number;
  /** Empty where whoever tells of the call does not say, as is `userAgent`: its condition key is then absent. */
  sourceIp: string;
  userAgent: string;
  region: string;
  partition: Partition;
  /** undefined: as above. */
  secureTransport: boolean | undefined;
  via: Via;
  /** Where the wire API was reached, e.g. `http://localhost:4566`: addresses in answers begin with it. */
  endpoint?: string | undefined;
  /** The session of the console that the call is made in: the digest of its token. */
  consoleSession?: string;
  /** How the call is signed. Absent: it is not, or whoever tells of it does not say. */
  signing?: Signing;
  /** Further condition keys that only the door knows, e.g. `aws:referer`. */
  context?: RequestContext;
};
