import type { CredentialType, Principal, RequestContext } from '../engine';

export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov';

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

/** Who makes a call, after authentication and before any authorization. */
export type Caller = {
  accountId: string;
  principal: Principal;
  credential: CredentialType;
  accessKeyId?: string;
  session?: SessionFacts;
};

/** One call: who, from where, when, and through which door. */
export type Call = {
  caller: Caller;
  requestId: string;
  now: Date;
  sourceIp: string;
  userAgent: string;
  region: string;
  partition: Partition;
  secureTransport: boolean;
  via: 'console' | 'api' | 'system';
  /** Further condition keys that only the door knows, e.g. `aws:referer`. */
  context?: RequestContext;
};
