import type { Transaction } from '../db/client';
import { findIssuerKeys, ISSUER_ALGORITHM, issuerUrl } from './rows';

/**
 * Returns the issuer's metadata. Source: OpenID Connect Discovery 1.0, "OpenID Provider Metadata".
 * @param keysUrl the address of its keys, since its own URL does not resolve
 * @returns null for an account without an issuer or without tokens, which look the same
 */
export async function discoveryDocument(db: Transaction, accountId: string, keysUrl: string): Promise<object | null> {
  if (!(await findIssuerKeys(db, accountId))) return null;
  return {
    issuer: issuerUrl(accountId),
    jwks_uri: keysUrl,
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [ISSUER_ALGORITHM],
  };
}
