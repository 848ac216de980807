import { DecodeAuthorizationMessage } from './authorization-message/operations';
import { GetAccessKeyInfo, GetCallerIdentity } from './caller/operations';
import { GetDelegatedAccessToken } from './delegated-access/operations';
import { GetWebIdentityToken } from './identity-token/operations';
import { AssumeRoot } from './root-session/operations';
import { AssumeRoleWithSAML } from './saml/operations';
import { GetScopedCredentials } from './scoped-credentials/operations';
import { AssumeRole } from './session/operations';
import { GetFederationToken, GetSessionToken } from './token/operations';
import { AssumeRoleWithWebIdentity } from './web-identity/operations';

/** The operations of AWS Security Token Service by name. */
export const stsOperations = {
  AssumeRole,
  AssumeRoleWithSAML,
  AssumeRoleWithWebIdentity,
  AssumeRoot,
  DecodeAuthorizationMessage,
  GetAccessKeyInfo,
  GetCallerIdentity,
  GetDelegatedAccessToken,
  GetFederationToken,
  GetScopedCredentials,
  GetSessionToken,
  GetWebIdentityToken,
};
