import { text } from '../../core/shapes';
import type { Transaction } from '../../db/client';
import { findInstanceByStartUrl, portalUrlOf } from '../start-url';
import { AUTHORIZATION_CODE, findClient, mayUse, type PortalClient } from './client';
import { coversRedirect } from './redirect-uri';

// `/authorize` is in no model. Sources: RFC 6749, section 4.1; RFC 7636; the AWS CLI, which sends `scopes`.

const Challenge = text({ pattern: '[A-Za-z0-9_-]{43}' });
const MOST_STATE = 1_024;

/** A program's request to sign in as the person at the browser. */
export type AuthorizationRequest = {
  clientId: string;
  client: PortalClient;
  redirectUri: string;
  state: string | null;
  challenge: string;
};

/**
 * Returns the page of the access portal that answers a request to `/authorize`, or null if the client is unknown or named no instance.
 * The page reads the request again.
 */
export async function authorizationPage(db: Transaction, query: string, now: Date): Promise<string | null> {
  const client = findClient(new URLSearchParams(query).get('client_id') ?? '', now);
  const instance = client?.issuerUrl === undefined ? null : await findInstanceByStartUrl(db, client.issuerUrl);
  return instance && `${portalUrlOf(instance.identityStoreId)}/authorize?${query}`;
}

/**
 * Reads a request to `/authorize` at the portal of a store.
 * @returns the sentence for the person if it cannot be answered. Then the browser goes nowhere, since its target cannot be trusted.
 */
export async function readAuthorization(
  db: Transaction,
  storeId: string,
  params: URLSearchParams,
  now: Date,
): Promise<AuthorizationRequest | string> {
  const clientId = params.get('client_id') ?? '';
  const client = findClient(clientId, now);
  const instance = client?.issuerUrl === undefined ? null : await findInstanceByStartUrl(db, client.issuerUrl);
  if (!client || instance?.identityStoreId !== storeId)
    return 'The program is not registered here, or its registration has expired.';
  const redirectUri = params.get('redirect_uri') ?? '';
  if (!client.redirectUris.some((registered) => coversRedirect(registered, redirectUri)))
    return 'The program did not register the address that it wants to return to.';
  if (params.get('response_type') !== 'code' || !mayUse(client, AUTHORIZATION_CODE))
    return 'The program did not register for authorization codes.';
  const challenge = params.get('code_challenge') ?? '';
  if (params.get('code_challenge_method') !== 'S256' || !Challenge.safeParse(challenge).success)
    return 'The program must send a code challenge of type S256.';
  const state = params.get('state');
  if (state !== null && state.length > MOST_STATE) return 'The state of the program is too long.';
  const scopes = (params.get('scopes') ?? params.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  if (scopes.some((scope) => !client.scopes.includes(scope))) return 'The program asks for a scope that it did not register.';
  return { clientId, client, redirectUri, state, challenge };
}

/** Returns the address to which the browser goes with the answer. */
export function answerAddress(
  { redirectUri, state }: Pick<AuthorizationRequest, 'redirectUri' | 'state'>,
  answer: { code: string } | { error: 'access_denied' },
): string {
  const query = new URLSearchParams({ ...answer, ...(state !== null && { state }) });
  return `${redirectUri}?${query}`;
}
