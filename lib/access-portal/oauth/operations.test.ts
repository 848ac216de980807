import {
  CreateTokenCommand,
  type CreateTokenCommandInput,
  RegisterClientCommand,
  type SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../../aws-api/testing/api';
import { enableIdentityCenter } from '../../identity-center/test-instance';
import { allowProgram, answerUserCode, newVerifier, personIn, REDIRECT } from '../test-programs';

let api: TestApi;
let client: SSOOIDCClient;
let storeId: string;
let accountId: string;
let startUrl: string;
beforeAll(async () => {
  api = await createTestApi();
  const { actor, ...keys } = await api.rootKeys();
  ({ accountId } = actor);
  client = api.clients(keys)['sso-oauth'];
  ({ IdentityStoreId: storeId } = await enableIdentityCenter(actor));
  startUrl = `https://${storeId}.awsapps.com/start`;
});
afterAll(() => api.close());

const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code';
const SCOPES = ['sso:account:access'];

/** An address registers 20 clients a second, and all tests have one address. */
async function register(more: object = {}) {
  const send = () => client.send(new RegisterClientCommand({ clientName: 'test', clientType: 'public', ...more }));
  const made = await send().catch(async (error: { name: string }) => {
    if (error.name !== 'SlowDownException') throw error;
    await new Promise((done) => setTimeout(done, 1_000));
    return send();
  });
  return { ...made, clientId: made.clientId ?? '', clientSecret: made.clientSecret ?? '' };
}
const withCode = () =>
  register({
    issuerUrl: startUrl,
    scopes: SCOPES,
    redirectUris: [REDIRECT],
    grantTypes: ['authorization_code', 'refresh_token'],
  });
const start = async ({ clientId, clientSecret }: { clientId: string; clientSecret: string }) => {
  const started = await client.send(new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl }));
  return { ...started, userCode: started.userCode ?? '' };
};
const token = (
  { clientId, clientSecret }: { clientId: string; clientSecret: string },
  input: { grantType: string } & Partial<CreateTokenCommandInput>,
) => client.send(new CreateTokenCommand({ clientId, clientSecret, ...input }));
/** Returns the error's name, OAuth code and status. */
const failure = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'succeeded',
    (error: { name: string; error?: string; $metadata?: { httpStatusCode?: number } }) =>
      `${error.name} ${error.error} ${error.$metadata?.httpStatusCode}`,
  );

describe('a registration', () => {
  it('lasts 90 days and takes no place in the database', async () => {
    const made = await register();
    expect((made.clientSecretExpiresAt ?? 0) - (made.clientIdIssuedAt ?? 0)).toBe(90 * 86_400);
    expect(made.authorizationEndpoint).toBe(`${api.url}/authorize`);
    expect(await api.database.reader.event.count({ where: { eventName: 'RegisterClient' } })).toBe(0);
  });

  it.each<readonly [object, string]>([
    [{ clientType: 'confidential' }, 'InvalidClientMetadataException invalid_client_metadata 400'],
    [{ scopes: ['sso:everything'] }, 'InvalidScopeException invalid_scope 400'],
    [{ grantTypes: ['password'] }, 'UnsupportedGrantTypeException unsupported_grant_type 400'],
    [{ grantTypes: ['authorization_code'] }, 'InvalidRequestException invalid_request 400'],
    ...[
      'http://example.com/',
      'https://user@example.com/',
      'javascript:alert(1)',
      'https://example.com/#x',
      'http://127.0.0.1.evil.example/',
    ].map((uri) => [{ redirectUris: [uri] }, 'InvalidRedirectUriException invalid_redirect_uri 400'] as const),
  ])('with %j fails with %s', async (more, expected) => {
    expect(await failure(register(more))).toBe(expected);
  });
});

describe('a device code', () => {
  it('gives tokens once its person has allowed the program, and only once', async () => {
    const program = await register({ scopes: SCOPES });
    const { deviceCode, userCode, verificationUriComplete, expiresIn } = await start(program);
    expect(userCode).toMatch(/^[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}$/);
    expect(verificationUriComplete).toMatch(new RegExp(`/start/${storeId}/device\\?user_code=${userCode}$`));
    expect(expiresIn).toBe(600);
    const asked = { grantType: DEVICE, deviceCode };
    expect(await failure(token(program, asked))).toBe('AuthorizationPendingException authorization_pending 400');
    expect(await failure(token(program, asked))).toBe('SlowDownException slow_down 400');
    await answerUserCode(api, storeId, userCode.toLowerCase().replace('-', ' '), 'ALLOWED');
    const issued = await token(program, asked);
    expect(issued).toMatchObject({ tokenType: 'Bearer', expiresIn: 3600 });
    expect(issued.refreshToken).toBeDefined();
    expect(await failure(token(program, asked))).toBe('InvalidGrantException invalid_grant 400');
    const stored = JSON.stringify([
      await api.database.reader.portalToken.findMany(),
      await api.database.reader.portalSession.findMany(),
    ]);
    expect(stored).not.toContain(issued.accessToken ?? '-');
    expect(stored).not.toContain(issued.refreshToken ?? '-');
  });

  it('gives no refresh token to a program that registered no scopes, and lasts as long as the sign-in', async () => {
    const program = await register();
    const { deviceCode, userCode } = await start(program);
    await answerUserCode(api, storeId, userCode, 'ALLOWED');
    const issued = await token(program, { grantType: DEVICE, deviceCode });
    expect(issued).toMatchObject({ expiresIn: 28_800 });
    expect(issued.refreshToken).toBeUndefined();
  });

  it('that is denied, expired, or of another client gives none', async () => {
    const [program, other] = [await register(), await register()];
    const { deviceCode, userCode } = await start(program);
    expect(await failure(token(other, { grantType: DEVICE, deviceCode }))).toBe('InvalidGrantException invalid_grant 400');
    await answerUserCode(api, storeId, userCode, 'DENIED');
    expect(await failure(token(program, { grantType: DEVICE, deviceCode }))).toBe('AccessDeniedException access_denied 400');
    const late = await start(program);
    await api.database.writer.portalCode.updateMany({ data: { expiresAt: new Date(0) } });
    expect(await failure(token(program, { grantType: DEVICE, deviceCode: late.deviceCode }))).toBe(
      'ExpiredTokenException expired_token 400',
    );
    expect(await failure(answerUserCode(api, storeId, late.userCode, 'ALLOWED'))).toContain('Error');
  });

  it('needs a client and an access portal that exist', async () => {
    const program = await register();
    const { clientId } = program;
    expect(await failure(start({ clientId, clientSecret: 'x' }))).toBe('InvalidClientException invalid_client 401');
    expect(await failure(start({ clientId: 'x', clientSecret: 'x' }))).toBe('InvalidClientException invalid_client 401');
    expect(await failure(start(await withCode()))).toBe('UnauthorizedClientException unauthorized_client 400');
    for (const unknown of [
      'https://d-0000000000.awsapps.com/start',
      'https://evil.example/start',
      startUrl.replace('https', 'http'),
    ])
      expect(await failure(client.send(new StartDeviceAuthorizationCommand({ ...program, startUrl: unknown })))).toBe(
        'InvalidRequestException invalid_request 400',
      );
    const { id, region } = await api.database.reader.identityCenterInstance.findUniqueOrThrow({
      where: { identityStoreId: storeId },
    });
    for (const form of [
      `${startUrl}/#/`,
      `${startUrl}/`,
      `https://${id}.portal.${region}.app.aws`,
      `http://localhost:3000/start/${storeId}`,
    ])
      await client.send(new StartDeviceAuthorizationCommand({ ...program, startUrl: form }));
  });
});

describe('an authorization code', () => {
  it('gives tokens to the client with the verifier and the redirect URI, once', async () => {
    const program = await withCode();
    const { codeVerifier, challenge } = newVerifier();
    const allowed = await allowProgram(api, storeId, program, { challenge });
    const asked = { grantType: 'authorization_code', ...allowed, codeVerifier };
    for (const wrong of [
      { codeVerifier: newVerifier().codeVerifier },
      { codeVerifier: undefined },
      { redirectUri: 'http://127.0.0.1:49152/other' },
      { redirectUri: undefined },
    ])
      expect(await failure(token(program, { ...asked, ...wrong }))).toBe('InvalidGrantException invalid_grant 400');
    expect(await failure(token(await withCode(), asked))).toBe('InvalidGrantException invalid_grant 400');
    expect(await failure(token(program, { grantType: DEVICE, deviceCode: allowed.code }))).toMatch(/^UnauthorizedClient/);
    const issued = await token(program, asked);
    expect(issued.refreshToken).toBeDefined();
    expect(await failure(token(program, asked))).toBe('InvalidGrantException invalid_grant 400');
    const event = await api.database.reader.event.findFirst({
      where: { accountId, eventName: 'CreateToken' },
      orderBy: { id: 'desc' },
    });
    expect(event).toMatchObject({ eventSource: 'sso.amazonaws.com', outcome: expect.anything() });
    const [caller] = await api.database.reader.eventCaller.findMany({ where: { id: event?.callerId ?? '' } });
    expect(caller?.userIdentity).toContain(`"type":"IdentityCenterUser"`);
    expect(caller?.userIdentity).toContain(await personIn(api, storeId));
    const session = await api.database.reader.portalSession.findFirst({ where: { storeId }, orderBy: { createdAt: 'desc' } });
    expect(caller?.userIdentity).toContain(`"credentialId":"${session?.id}"`);
    const events = JSON.stringify(await api.database.reader.event.findMany({ where: { eventName: 'CreateToken' } }));
    for (const secret of [codeVerifier, allowed.code, issued.accessToken, issued.refreshToken, program.clientSecret])
      expect(events).not.toContain(secret);
  });
});

describe('a refresh token', () => {
  it('renews the tokens of its client once, while the sign-in lasts', async () => {
    const program = await withCode();
    const { codeVerifier, challenge } = newVerifier();
    const allowed = await allowProgram(api, storeId, program, { challenge });
    const { refreshToken } = await token(program, { grantType: 'authorization_code', ...allowed, codeVerifier });
    expect(await failure(token(await withCode(), { grantType: 'refresh_token', refreshToken }))).toMatch(/^InvalidGrant/);
    const renewed = await token(program, { grantType: 'refresh_token', refreshToken });
    expect(renewed.refreshToken).not.toBe(refreshToken);
    expect(await failure(token(program, { grantType: 'refresh_token', refreshToken }))).toMatch(/^InvalidGrant/);
    await api.database.writer.portalToken.updateMany({ data: { expiresAt: new Date(0) } });
    expect(await failure(token(program, { grantType: 'refresh_token', refreshToken: renewed.refreshToken }))).toMatch(
      /^InvalidGrant/,
    );
  });
});

describe('a person who is disabled or deleted', () => {
  it('gets no tokens, and no new ones', async () => {
    const program = await withCode();
    const { codeVerifier, challenge } = newVerifier();
    const userId = await personIn(api, storeId, 'leaver');
    const allowed = () => allowProgram(api, storeId, program, { challenge, userId });
    const redeem = async () => token(program, { grantType: 'authorization_code', ...(await allowed()), codeVerifier });
    const { refreshToken } = await redeem();
    const refused = 'InvalidGrantException invalid_grant 400';
    await api.database.writer.identityStoreUser.update({ where: { id: userId }, data: { status: 'DISABLED' } });
    expect(await failure(redeem())).toBe(refused);
    expect(await failure(token(program, { grantType: 'refresh_token', refreshToken }))).toBe(refused);
    await api.database.writer.identityStoreUser.delete({ where: { id: userId } });
    expect(await failure(redeem())).toBe(refused);
  });
});

describe('the address /authorize', () => {
  it('leads to the access portal of the client’s instance', async () => {
    const { clientId } = await withCode();
    const query = new URLSearchParams({ client_id: clientId, redirect_uri: REDIRECT, response_type: 'code' });
    const answer = await fetch(`${api.url}/authorize?${query}`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([
      302,
      `http://localhost:3000/start/${storeId}/authorize?${query}`,
    ]);
    for (const unknown of ['x', (await register()).clientId])
      expect((await fetch(`${api.url}/authorize?client_id=${unknown}`, { redirect: 'manual' })).status).toBe(400);
  });
});
