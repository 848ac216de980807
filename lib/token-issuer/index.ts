import { GetTokenIssuer, IssueIdentityToken } from './operations';

export { discoveryDocument } from './discovery';
export { outboundDocument } from './outbound/discovery';
export { outboundIssuerId } from './outbound/rows';
export { findIssuerKeys } from './rows';

/** The operations of every account's OIDC issuer. They belong to the console and are not on the wire API. */
export const tokenIssuerOperations = { GetTokenIssuer, IssueIdentityToken };
