import type { Transaction } from '../../db/client';
import { findOutboundIssuer, OUTBOUND_ALGORITHMS, outboundKeySet } from './rows';

/**
 * Returns the metadata or the keys of an issuer for outbound federation, which AWS publishes below the issuer's URL. Source: OpenID
 * Connect Discovery 1.0, "OpenID Provider Metadata"; IAM API Reference, EnableOutboundWebIdentityFederation.
 * @param keysUrl the address of its keys
 * @returns null if there is no such issuer
 */
export async function outboundDocument(
  db: Transaction,
  issuerId: string,
  what: 'metadata' | 'keys',
  keysUrl: string,
): Promise<object | null> {
  const issuer = await findOutboundIssuer(db, issuerId);
  if (!issuer) return null;
  if (what === 'keys') return outboundKeySet(db, issuer.accountId);
  return {
    issuer: issuer.issuerUrl,
    jwks_uri: keysUrl,
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: OUTBOUND_ALGORITHMS,
    claims_supported: ['iss', 'sub', 'aud', 'exp', 'iat', 'jti'],
  };
}
