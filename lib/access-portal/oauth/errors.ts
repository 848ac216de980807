import { AwsError } from '../../core/errors';

// Each error has OAuth's code for it in the member `error`. Source: the references of the operations in the OIDC API Reference.

const oauthError = (shape: string, error: string, message: string) => new AwsError(shape, message, { error });

export const invalidRequest = (message: string) => oauthError('InvalidRequestException', 'invalid_request', message);
export const invalidClient = () =>
  oauthError('InvalidClientException', 'invalid_client', 'The client is unknown or has expired.');
export const invalidGrant = (message: string) => oauthError('InvalidGrantException', 'invalid_grant', message);
export const invalidScope = (message: string) => oauthError('InvalidScopeException', 'invalid_scope', message);
export const invalidClientMetadata = (message: string) =>
  oauthError('InvalidClientMetadataException', 'invalid_client_metadata', message);
export const invalidRedirectUri = (message: string) => oauthError('InvalidRedirectUriException', 'invalid_redirect_uri', message);
export const unauthorizedClient = (message: string) => oauthError('UnauthorizedClientException', 'unauthorized_client', message);
export const unsupportedGrantType = (message: string) =>
  oauthError('UnsupportedGrantTypeException', 'unsupported_grant_type', message);
export const authorizationPending = () =>
  oauthError('AuthorizationPendingException', 'authorization_pending', 'The person has not answered yet.');
export const accessDenied = () => oauthError('AccessDeniedException', 'access_denied', 'The person denied the request.');
export const expiredToken = () => oauthError('ExpiredTokenException', 'expired_token', 'The code has expired.');
export const slowDown = () => oauthError('SlowDownException', 'slow_down', 'Too many requests.');
