import { randomUUID } from 'node:crypto';
import type {
  CreateTokenCommandOutput,
  RegisterClientCommandOutput,
  StartDeviceAuthorizationCommandOutput,
} from '@aws-sdk/client-sso-oidc';
import { type Call, unidentified } from '../../core/call';
import { defineOperation, type Place } from '../../core/operation';
import { realTimeOf } from '../../core/time/clock';
import type { Transaction } from '../../db/client';
import { findInstance, type InstanceRow } from '../../identity-center/instance/rows';
import { findStoreUser } from '../../identity-store/rows';
import { type FoundToken, findToken, issueTokens, isValid, portalIdentity, startPortalSession } from '../session/rows';
import { findInstanceByStartUrl, portalUrlOf } from '../start-url';
import {
  AUTHORIZATION_CODE,
  clientHashOf,
  DEVICE_CODE,
  GRANT_TYPES,
  mayUse,
  REFRESH_TOKEN,
  registerClient,
  requireClient,
} from './client';
import {
  accessDenied,
  authorizationPending,
  expiredToken,
  invalidClientMetadata,
  invalidGrant,
  invalidRedirectUri,
  invalidRequest,
  invalidScope,
  unauthorizedClient,
  unsupportedGrantType,
} from './errors';
import { requireFewWaiting, requireSlowPolls, requireSlowRegistration } from './limits';
import { isRedirectUri } from './redirect-uri';
import { type CodeRow, DEVICE_SECONDS, findCode, hasExpired, insertDeviceCode, POLL_SECONDS, provesCode, takeCode } from './rows';
import { CreateTokenInput, RegisterClientInput, StartDeviceAuthorizationInput } from './schema';

/** The scopes of the portal. Granted, a tool, registers the older form. AWS has further ones for applications. */
const SCOPE = /^sso:account:access$|^sso-portal:\*$/;

type Situation = { db: Transaction; call: Call };

const placeOf = (instance: InstanceRow): Place => ({ accountId: instance.accountId, partition: 'aws', region: instance.region });

const nobody = ({ call }: Situation) => Promise.resolve(unidentified(call.caller.accountId));

/** Registers a program. Anybody may, so it concerns no account and stores nothing. Source: OIDC API Reference, RegisterClient. */
export const RegisterClient = defineOperation({
  service: 'sso-oauth',
  name: 'RegisterClient',
  access: 'Read',
  leavesNoEvent: true,
  unsigned: { place: () => null, identify: async () => unidentified('') },
  input: RegisterClientInput,
  checks: () => [],
  run: async ({ clientName, clientType, scopes = [], redirectUris = [], grantTypes = [], issuerUrl }, { call }) => {
    requireSlowRegistration(call.sourceIp, realTimeOf(call));
    if (clientType !== 'public') throw invalidClientMetadata('The client type must be public.');
    const scope = scopes.find((one) => !SCOPE.test(one));
    if (scope !== undefined) throw invalidScope(`The scope ${scope} does not exist.`);
    const grant = grantTypes.find((one) => !GRANT_TYPES.includes(one));
    if (grant !== undefined) throw unsupportedGrantType(`The grant type ${grant} is not supported.`);
    const uri = redirectUris.find((one) => !isRedirectUri(one));
    if (uri !== undefined) throw invalidRedirectUri(`The redirect URI ${uri} is neither a loopback address nor one with HTTPS.`);
    if (grantTypes.includes(AUTHORIZATION_CODE) && redirectUris.length === 0)
      throw invalidRequest('The grant type authorization_code needs a redirect URI.');
    const registered = registerClient({ name: clientName, scopes, redirectUris, grantTypes, issuerUrl }, realTimeOf(call));
    const { endpoint } = call;
    return {
      ...registered,
      ...(endpoint !== undefined && { authorizationEndpoint: `${endpoint}/authorize`, tokenEndpoint: `${endpoint}/token` }),
    } satisfies Omit<RegisterClientCommandOutput, '$metadata'>;
  },
});

/** Starts the sign-in of a program whose person answers in a browser elsewhere. Source: RFC 8628; OIDC API Reference. */
export const StartDeviceAuthorization = defineOperation({
  service: 'sso-oauth',
  name: 'StartDeviceAuthorization',
  access: 'Write',
  leavesNoEvent: true,
  unsigned: {
    place: async (input, { db, call }) => {
      const client = requireClient(input, realTimeOf(call));
      if (!mayUse(client, DEVICE_CODE)) throw unauthorizedClient('The client did not register the grant type for device codes.');
      const instance = await findInstanceByStartUrl(db, input.startUrl);
      if (!instance) throw invalidRequest('The start URL is invalid.');
      return placeOf(instance);
    },
    identify: (_input, situation) => nobody(situation),
  },
  input: StartDeviceAuthorizationInput,
  checks: () => [],
  turn: 'session',
  touches: () => ({}),
  run: async ({ clientId, clientSecret, startUrl }, { db, call }) => {
    const now = realTimeOf(call);
    const client = requireClient({ clientId, clientSecret }, now);
    const instance = await findInstanceByStartUrl(db, startUrl);
    if (!instance) throw invalidRequest('The start URL is invalid.');
    await requireFewWaiting(db, { storeId: instance.identityStoreId, sourceIp: call.sourceIp });
    const { deviceCode, userCode } = await insertDeviceCode(db, instance, { clientId, client, sourceIp: call.sourceIp }, now);
    const verificationUri = `${portalUrlOf(instance.identityStoreId)}/device`;
    return {
      deviceCode,
      userCode,
      verificationUri,
      verificationUriComplete: `${verificationUri}?user_code=${userCode}`,
      expiresIn: DEVICE_SECONDS,
      interval: POLL_SECONDS,
    } satisfies Omit<StartDeviceAuthorizationCommandOutput, '$metadata'>;
  },
});

/** The code of a person's answer, or a refresh token, which a program redeems. */
type Redeemed = { accountId: string; storeId: string; userId: string } & ({ code: CodeRow } | { token: FoundToken });

/**
 * Returns what a request redeems.
 * @throws AwsError for a wrong client, and for a code or token that does not exist, has expired or belongs to another client
 */
async function requireRedeemed(input: CreateTokenInput, { db, call }: Situation): Promise<Redeemed> {
  const now = realTimeOf(call);
  const client = requireClient(input, now);
  const { grantType, deviceCode, code, refreshToken } = input;
  if (!GRANT_TYPES.includes(grantType)) throw unsupportedGrantType(`The grant type ${grantType} is not supported.`);
  if (!mayUse(client, grantType)) throw unauthorizedClient(`The client did not register the grant type ${grantType}.`);
  const clientHash = clientHashOf(input.clientId);
  if (grantType === REFRESH_TOKEN) {
    if (refreshToken === undefined) throw invalidRequest('The member refreshToken is missing.');
    const token = await findToken(db, 'REFRESH', refreshToken);
    if (token?.clientHash !== clientHash) throw invalidGrant('The refresh token is invalid.');
    return { ...token.session, token };
  }
  const given = grantType === DEVICE_CODE ? deviceCode : code;
  if (given === undefined) throw invalidRequest(`The member ${grantType === DEVICE_CODE ? 'deviceCode' : 'code'} is missing.`);
  const found = await findCode(db, given);
  const isDevice = found?.userCodeHash !== null;
  if (found?.clientHash !== clientHash || isDevice !== (grantType === DEVICE_CODE)) throw invalidGrant('The code is invalid.');
  if (hasExpired(found, now)) throw expiredToken();
  if (!isDevice && !provesCode(found, { redirectUri: input.redirectUri, codeVerifier: input.codeVerifier }))
    throw invalidGrant('The redirect URI or the code verifier is invalid.');
  if (found.status === 'DENIED') throw accessDenied();
  if (found.status === 'PENDING' || found.userId === null) {
    requireSlowPolls(found.codeHash, POLL_SECONDS * 500, now);
    throw authorizationPending();
  }
  return { accountId: found.accountId, storeId: found.storeId, userId: found.userId, code: found };
}

/** Gives a program its tokens, or new ones. Source: OIDC API Reference, CreateToken. */
export const CreateToken = defineOperation({
  service: 'sso-oauth',
  name: 'CreateToken',
  access: 'Write',
  serviceEvent: ({ grantType }) => ({ grant_type: grantType }),
  unsigned: {
    place: async (input, situation) => {
      const { storeId } = await requireRedeemed(input, situation);
      const instance = await findInstance(situation.db, { identityStoreId: storeId });
      if (!instance) throw invalidGrant('The access portal does not exist any more.');
      return placeOf(instance);
    },
    identify: async (input, { db, call }) => {
      const redeemed = await requireRedeemed(input, { db, call });
      // The sign-in that begins with a code has this id.
      const sessionId = 'token' in redeemed ? redeemed.token.session.id : randomUUID();
      if ('token' in redeemed && !isValid(redeemed.token, call.now)) throw invalidGrant('The sign-in has ended.');
      const user = await findStoreUser(db, redeemed.storeId, redeemed.userId);
      if (user?.status !== 'ENABLED') throw invalidGrant('The user does not exist or is disabled.');
      return { ...unidentified(redeemed.accountId), portal: portalIdentity(redeemed, sessionId) };
    },
  },
  input: CreateTokenInput,
  checks: () => [],
  turn: 'session',
  touches: () => ({}),
  run: async (input, { db, call, caller, now }) => {
    const redeemed = await requireRedeemed(input, { db, call });
    const sessionId = caller.portal?.sessionId ?? randomUUID();
    const issued =
      'token' in redeemed ? await renew(db, redeemed.token, now) : await redeem(db, redeemed.code, { sessionId, call, now });
    return { ...issued, tokenType: 'Bearer' } satisfies Omit<CreateTokenCommandOutput, '$metadata'>;
  },
});

/** Begins the sign-in of a program with a code, which is then used up. */
async function redeem(db: Transaction, code: CodeRow, { sessionId, call, now }: { sessionId: string; call: Call; now: Date }) {
  if (!(await takeCode(db, code))) throw invalidGrant('The code was used before.');
  const { accountId, storeId, userId, clientName } = code;
  const person = { accountId, storeId, userId: userId ?? '' };
  const { session } = await startPortalSession(db, person, call, now, { clientName, sessionId });
  return issueTokens(db, session, code, now);
}

/** Renews the tokens of a program. The old refresh token is then used up. */
async function renew(db: Transaction, { tokenHash, clientHash, session }: FoundToken, now: Date) {
  const { count } = await db.portalToken.deleteMany({ where: { tokenHash } });
  if (count === 0) throw invalidGrant('The refresh token was used before.');
  await db.portalSession.update({ where: { id: session.id }, data: { usedAt: now } });
  return issueTokens(db, session, { clientHash, renews: true }, now);
}
