import type { Transaction } from '../db/client';
import { findIssuerKeys, ISSUER_ALGORITHM, issuerUrl } from './rows';

/**
 * What an issuer publishes about itself. Source: OpenID Connect Discovery 1.0, "OpenID Provider Metadata".
 * @param keysUrl where its keys can be had: its own URL leads nowhere
 * @returns null for an account that has no issuer, or has issued no token yet; nobody learns which
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
