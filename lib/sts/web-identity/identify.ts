import type { JSONWebKeySet } from 'jose';
import type { Call, Caller } from '../../core/call';
import { AwsError } from '../../core/errors';
import { storedJson } from '../../core/text/stored-json';
import { findNow, realTimeOf } from '../../core/time/clock';
import type { Transaction } from '../../db/client';
import { readList } from '../../iam/oidc-provider/rows';
import { shownProviderArn, storedProviderArn } from '../../iam/provider-arns';
import { findIssuer } from '../../token-issuer/rows';
import { invalidToken } from '../federation-claims';
import { webIdentityKeys } from './context-keys';
import type { AssumeRoleWithWebIdentityInput } from './schema';
import { readSessionClaims } from './session-claims';
import { issuerOf, verifyToken } from './verify-token';

const HTTPS = 'https://';
/** OAuth 2.0 providers whose access tokens AWS verifies by asking them. */
const ASKED_PROVIDERS: readonly string[] = ['www.amazon.com', 'graph.facebook.com'];

/**
 * Returns the caller of an OIDC token. The provider is found in the role's account by the token's issuer.
 * @throws AwsError InvalidIdentityToken, ExpiredToken; IDPCommunicationError if only asking the provider could tell
 */
export async function identifyWebIdentity(
  { WebIdentityToken, ProviderId }: AssumeRoleWithWebIdentityInput,
  { db, call }: { db: Transaction; call: Call },
): Promise<Caller> {
  if (ProviderId !== undefined) refuseProviderId(ProviderId);
  const { accountId } = call.caller;
  const issuer = issuerOf(WebIdentityToken);
  const url = issuer.startsWith(HTTPS) ? issuer.slice(HTTPS.length) : null;
  const stored = url === null ? null : storedProviderArn(accountId, 'oidc-provider', url);
  const row = stored === null ? null : await db.openIDConnectProvider.findUnique({ where: { arn: stored } });
  if (!row) throw invalidToken(`No OpenIDConnect provider found in your account for ${issuer.slice(0, 300)}`);
  const provider = shownProviderArn(call.partition, row.arn);
  const own = await findIssuer(db, row.url);
  const keys = keysOf(own, row, provider);
  // Tokens expire by their issuer's clock. An external provider knows nothing of the account's clock.
  const now = own?.accountId ? await findNow(db, own.accountId, realTimeOf(call)) : realTimeOf(call);
  const token = await verifyToken(WebIdentityToken, keys, { issuer, clientIds: readList(row.clientIds) }, now);
  return {
    accountId,
    principal: { type: 'WebIdentity', provider },
    credential: 'unsigned',
    federation: {
      provider,
      issuer,
      subject: token.claims.sub,
      audience: token.audience,
      ...webIdentityKeys(row.url, token),
      ...readSessionClaims(token.claims),
    },
  };
}

/** Returns the installation's own keys for its issuer, whatever was uploaded, and the uploaded keys for any other. */
function keysOf(
  own: Awaited<ReturnType<typeof findIssuer>>,
  { url, keys }: { url: string; keys: string | null },
  provider: string,
): JSONWebKeySet {
  const known = own ? own.keys : keys && storedJson<JSONWebKeySet>(keys);
  if (known) return known;
  if (own) throw invalidToken(`The issuer ${HTTPS}${url} has issued no token.`);
  throw new AwsError(
    'IDPCommunicationErrorException',
    `Couldn't retrieve verification key from your identity provider: nothing is fetched from outside. Upload the keys of ${HTTPS}${url} to ${provider}.`,
  );
}

function refuseProviderId(providerId: string): never {
  if (!ASKED_PROVIDERS.includes(providerId))
    throw invalidToken(
      `The provider ${providerId.slice(0, 300)} is not supported. Leave ProviderId out for OpenID Connect ID tokens.`,
    );
  throw new AwsError(
    'IDPCommunicationErrorException',
    `Access tokens of ${providerId} can only be checked by asking the provider, and nobody outside is asked.`,
  );
}
