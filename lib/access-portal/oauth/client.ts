import { decrypt, digest, encrypt, sameSecret } from '../../core/secrets/secrets';
import { storedJson } from '../../core/text/stored-json';
import { invalidClient } from './errors';

export const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code';
export const AUTHORIZATION_CODE = 'authorization_code';
export const REFRESH_TOKEN = 'refresh_token';
export const GRANT_TYPES: readonly string[] = [AUTHORIZATION_CODE, DEVICE_CODE, REFRESH_TOKEN];

const DAY_SECONDS = 86_400;
// AWS: about 90 days.
const CLIENT_SECONDS = 90 * DAY_SECONDS;
const PURPOSE = 'portal-client';

/** A registered program. */
export type PortalClient = {
  name: string;
  scopes: readonly string[];
  redirectUris: readonly string[];
  /** Empty: the client named none, and uses device codes. */
  grantTypes: readonly string[];
  /** The start URL of the instance that it is for, if it named one. */
  issuerUrl: string | undefined;
  /** Seconds since 1970. */
  issuedAt: number;
  expiresAt: number;
};

/**
 * Returns the id and secret of a client. The id contains the registration, encrypted: anybody may register, so a registration takes no
 * place in the database.
 */
export function registerClient(
  client: Omit<PortalClient, 'issuedAt' | 'expiresAt'>,
  now: Date,
): { clientId: string; clientSecret: string; clientIdIssuedAt: number; clientSecretExpiresAt: number } {
  const issuedAt = Math.floor(now.getTime() / 1000);
  const expiresAt = issuedAt + CLIENT_SECONDS;
  const sealed = encrypt(PURPOSE, JSON.stringify({ ...client, issuedAt, expiresAt } satisfies PortalClient));
  const clientId = Buffer.from(sealed, 'base64').toString('base64url');
  return { clientId, clientSecret: secretOf(clientId), clientIdIssuedAt: issuedAt, clientSecretExpiresAt: expiresAt };
}

/** Returns the client with an id, or null if nobody registered it or it has expired. */
export function findClient(clientId: string, now: Date): PortalClient | null {
  try {
    const client = storedJson<PortalClient>(decrypt(PURPOSE, Buffer.from(clientId, 'base64url').toString('base64')));
    return client.expiresAt * 1000 > now.getTime() ? client : null;
  } catch {
    return null;
  }
}

/** @throws AwsError InvalidClientException for a wrong id or secret, or an expired client */
export function requireClient({ clientId, clientSecret }: { clientId: string; clientSecret: string }, now: Date): PortalClient {
  const client = findClient(clientId, now);
  if (!client || !sameSecret(secretOf(clientId), clientSecret)) throw invalidClient();
  return client;
}

/** Returns the digest under which rows name a client. */
export function clientHashOf(clientId: string): string {
  return digest('portal-client-id', clientId);
}

/** Returns whether a client gets refresh tokens. AWS: older clients, which register neither scopes nor the grant, get none. */
export function mayRenew({ scopes, grantTypes }: PortalClient): boolean {
  return grantTypes.length > 0 ? grantTypes.includes(REFRESH_TOKEN) : scopes.length > 0;
}

/** Returns whether a client may use a grant. A client that named no grant types uses device codes. */
export function mayUse(client: PortalClient, grantType: string): boolean {
  if (client.grantTypes.length > 0) return client.grantTypes.includes(grantType);
  return grantType === DEVICE_CODE || (grantType === REFRESH_TOKEN && mayRenew(client));
}

function secretOf(clientId: string): string {
  return digest('portal-client-secret', clientId);
}
