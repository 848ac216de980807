import { GetTokenIssuer, IssueIdentityToken } from './operations';

export { discoveryDocument } from './discovery';
export { findIssuerKeys } from './rows';

/** The OpenID Connect issuer that every account has. The console's own; not on the wire API. */
export const tokenIssuerOperations = { GetTokenIssuer, IssueIdentityToken };
