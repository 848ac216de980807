import { accountOfArn } from '../arn/parse-arn';
import { type ContextIndex, indexContext, variableLookup } from '../condition/context';
import type { VariableLookup } from '../match/template';
import { comparedResource } from './account-wide';
import { AWS_ACCOUNT, changesWhatAwsOwns } from './aws-owned';
import { identitySkip } from './skip-reason';
import type { AuthorizationRequest, Principal } from './types';

/** The names of a caller in Principal elements. Absent ones are empty, which matches no entry. */
export type Caller = {
  type: Principal['type'];
  /** The 12 digits, or empty for callers without an account. */
  accountId: string;
  /** The request ARN. */
  arn: string;
  uniqueId: string;
  /** The role of a role session, or the user behind a federated user. */
  parentArn: string;
  parentId: string;
  /** The name of a service, or the provider of a web identity or SAML caller. */
  outside: string;
};

/** A request that is analyzed once, so that statements only compare. */
export type PreparedRequest = {
  request: AuthorizationRequest;
  caller: Caller;
  /** The action in lower case. */
  action: string;
  service: string;
  /** The text that Resource elements are compared with. */
  resource: string;
  /** The owner of the resource: 12 digits or `aws`. */
  resourceAccount: string;
  /** The request would change what AWS owns. */
  changesWhatAwsOwns: boolean;
  /** The caller has a permissions boundary and is of a kind that can have one. */
  hasBoundary: boolean;
  /** Use `contextOf` and `lookUpOf` instead. They are filled on request, because most requests never need them. */
  index: ContextIndex | null;
  lookUp: VariableLookup | null;
};

export function prepareRequest(request: AuthorizationRequest, hasBoundary: boolean): PreparedRequest {
  const action = request.action.toLowerCase();
  const colon = action.indexOf(':');
  const caller = callerOf(request.principal);
  const ofAws = changesWhatAwsOwns(action, request.resource);
  const owner = ownerOf(request);
  return {
    request,
    caller,
    action,
    service: colon < 0 ? action : action.slice(0, colon),
    resource: comparedResource(request, owner),
    resourceAccount: ofAws ? AWS_ACCOUNT : owner,
    changesWhatAwsOwns: ofAws,
    hasBoundary: hasBoundary && identitySkip(request.principal) === null,
    index: null,
    lookUp: null,
  };
}

/** Returns the owner of a request's resource: the named account, else the account in the ARN, else the caller's. Empty if there is none. */
export function ownerOf({ principal, resource, resourceAccount }: AuthorizationRequest): string {
  return resourceAccount ?? accountOfArn(resource) ?? ('accountId' in principal ? principal.accountId : '');
}

export function contextOf(request: PreparedRequest): ContextIndex {
  request.index ??= indexContext(request.request.context);
  return request.index;
}

export function lookUpOf(request: PreparedRequest): VariableLookup {
  request.lookUp ??= variableLookup(contextOf(request));
  return request.lookUp;
}

function callerOf(principal: Principal): Caller {
  switch (principal.type) {
    case 'Root':
    case 'AssumedRoot':
      return caller(principal.type, principal.accountId, principal.arn, '', '', '', '');
    case 'User':
      return caller('User', principal.accountId, principal.arn, principal.userId, '', '', '');
    case 'AssumedRole':
      return caller('AssumedRole', principal.accountId, principal.arn, '', principal.roleArn, principal.roleId, '');
    case 'FederatedUser': {
      const { accountId, arn, sourceArn, sourceUserId = '' } = principal;
      return caller('FederatedUser', accountId, arn, '', sourceArn, sourceUserId, '');
    }
    case 'Service':
      return caller('Service', '', '', '', '', '', principal.serviceName);
    case 'WebIdentity':
    case 'Saml':
      return caller(principal.type, '', '', '', '', '', principal.provider);
    case 'Anonymous':
      return caller('Anonymous', '', '', '', '', '', '');
  }
}

function caller(
  type: Principal['type'],
  accountId: string,
  arn: string,
  uniqueId: string,
  parentArn: string,
  parentId: string,
  outside: string,
): Caller {
  return { type, accountId, arn, uniqueId, parentArn, parentId, outside };
}

const KMS_KEY = /^arn:[^:]*:kms:[^:]*:[^:]*:key\//;
const ROLE = /^arn:[^:]*:iam:[^:]*:[^:]*:role\//;

/**
 * Tests whether a resource is a KMS key. The policies of keys and roles must name the caller or its account, because ownership grants
 * nothing.
 */
export function isKmsKey(resource: string): boolean {
  return resource.includes(':kms:') && KMS_KEY.test(resource);
}

export function isRole(resource: string): boolean {
  return ROLE.test(resource);
}
