import { type Principal, principalContext, type RequestContext } from '@gatehouse/policy/evaluate';
import type { AccountFacts } from '../account-facts';
import { type Call, type Caller, requestedRegion } from '../call';
import type { Check } from '../operation';

type MutableContext = Record<string, string | readonly string[]>;
type TagPair = { Key: string; Value: string };

/** The place of an account in its organization, for aws:PrincipalOrgPaths and aws:ResourceOrgPaths. */
export type OrganizationPlace = { organizationId: string /** `o-…/r-…/ou-…/` with the trailing slash. */; path: string };

export type ContextInput = {
  call: Call;
  account: AccountFacts;
  principalTags: readonly TagPair[];
  principalPlace: OrganizationPlace | null;
  resourceAccount: string;
  resourcePlace: OrganizationPlace | null;
  check: Check;
};

/**
 * Returns the condition keys of a request, by AWS's rules on which keys are absent when.
 * Source: IAM User Guide, "AWS global condition context keys".
 */
export function buildContext(input: ContextInput): RequestContext {
  const context: MutableContext = {};
  addRequest(context, input.call, input.check);
  addPrincipal(context, input.call.caller, input.principalTags, input.principalPlace);
  addSession(context, input.call.caller, input.call.now);
  addResource(context, input);
  Object.assign(context, input.call.context, input.call.caller.session?.contextKeys, input.check.context);
  return context;
}

function addRequest(context: MutableContext, call: Call, { action, resource }: Check): void {
  context['aws:CurrentTime'] = call.now.toISOString();
  context['aws:EpochTime'] = String(Math.floor(call.now.getTime() / 1000));
  if (call.sourceIp) context['aws:SourceIp'] = call.sourceIp;
  if (call.userAgent) context['aws:UserAgent'] = call.userAgent;
  if (call.secureTransport !== undefined) context['aws:SecureTransport'] = String(call.secureTransport);
  context['aws:RequestedRegion'] = requestedRegion(call, action, resource);
  context['aws:ViaAWSService'] = 'false';
  if (/^s3:/i.test(action)) addSigning(context, call);
}

/** The version that clients and S3 negotiate today. Behind a proxy, the server can't know the client's version. */
const TLS_VERSION = '1.3';

/**
 * Adds the keys of S3 about a request's signature and encryption.
 * Source: Amazon S3 User Guide, "Bucket policy examples using condition keys"; Amazon S3 API Reference, "Signature Version 4
 * policy keys".
 */
function addSigning(context: MutableContext, { signing, secureTransport }: Call): void {
  if (secureTransport) context['s3:TlsVersion'] = TLS_VERSION;
  if (!signing) return;
  context['s3:authType'] = signing.presigned ? 'REST-QUERY-STRING' : 'REST-HEADER';
  context['s3:signatureversion'] = 'AWS4-HMAC-SHA256';
  context['s3:signatureAge'] = String(signing.ageMs);
}

function addPrincipal(
  context: MutableContext,
  { principal }: Caller,
  tags: readonly TagPair[],
  place: OrganizationPlace | null,
): void {
  // A federated caller belongs to no account: the role's account is not the caller's.
  const own = 'accountId' in principal ? place : null;
  Object.assign(context, principalContext(principal), standingContext({ tags, place: own }));
}

/** Returns the keys of every request of a principal beside its identity: its tags and its account's place in the organization. */
export function standingContext({ tags, place }: { tags: readonly TagPair[]; place: OrganizationPlace | null }): RequestContext {
  const context: MutableContext = {};
  for (const tag of tags) context[`aws:PrincipalTag/${tag.Key}`] = tag.Value;
  if (place) {
    context['aws:PrincipalOrgID'] = place.organizationId;
    context['aws:PrincipalOrgPaths'] = [place.path];
  }
  return context;
}

/** Returns the caller's unique id, as in aws:userid. A session has the role's id and the session's name. */
export function userIdOf(principal: Principal): string | undefined {
  const id = principalContext(principal)['aws:userid'];
  return typeof id === 'string' ? id : undefined;
}

function addSession(context: MutableContext, caller: Caller, now: Date): void {
  const { session } = caller;
  if (!session) return; // AWS: long-term keys carry neither MFA keys nor a token issue time.
  context['aws:TokenIssueTime'] = session.issuedAt;
  if (session.mfaAuthenticated !== undefined) context['aws:MultiFactorAuthPresent'] = String(session.mfaAuthenticated);
  if (session.mfaAuthenticated && session.mfaAuthenticatedAt) {
    const age = Math.floor((now.getTime() - Date.parse(session.mfaAuthenticatedAt)) / 1000);
    context['aws:MultiFactorAuthAge'] = String(Math.max(0, age));
  }
  if (session.sourceIdentity) context['aws:SourceIdentity'] = session.sourceIdentity;
  if (session.federatedProvider) context['aws:FederatedProvider'] = session.federatedProvider;
}

function addResource(context: MutableContext, input: ContextInput): void {
  context['aws:ResourceAccount'] = input.resourceAccount;
  if (input.resourcePlace) {
    context['aws:ResourceOrgID'] = input.resourcePlace.organizationId;
    context['aws:ResourceOrgPaths'] = [input.resourcePlace.path];
  }
  for (const tag of input.check.resourceTags ?? []) {
    context[`aws:ResourceTag/${tag.Key}`] = tag.Value;
    if (/^(iam|sts):/.test(input.check.action)) context[`iam:ResourceTag/${tag.Key}`] = tag.Value;
  }
}

const RESOURCE_TAG = /^[a-z0-9-]+:ResourceTag\//i;
const OF_RESOURCE =
  /^(?:s3:(?:BucketTag|ExistingObjectTag)\/|(?:kms:(?:KeyOrigin|KeySpec|KeyUsage|MultiRegion|ResourceAliases)|secretsmanager:SecretPrimaryRegion|dynamodb:LeadingKeys)$)/i;

/**
 * Returns whether a condition key reveals something about the resource, or its existence. `dynamodb:LeadingKeys` does: only the
 * table says which attribute is the partition key.
 */
export function tellsOfResource(key: string): boolean {
  return RESOURCE_TAG.test(key) || OF_RESOURCE.test(key);
}

/** Returns aws:RequestTag/… and aws:TagKeys of a call that carries tags. */
export function requestTagContext(tags: readonly TagPair[] | undefined): RequestContext {
  if (!tags || tags.length === 0) return {};
  const context: MutableContext = { 'aws:TagKeys': tags.map((tag) => tag.Key) };
  for (const tag of tags) context[`aws:RequestTag/${tag.Key}`] = tag.Value;
  return context;
}

/** Returns aws:TagKeys of a call that removes tags. */
export function tagKeysContext(keys: readonly string[]): RequestContext {
  return keys.length === 0 ? {} : { 'aws:TagKeys': [...keys] };
}
