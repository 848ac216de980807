import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestWorld, TEST_NOW, type TestWorld } from '../../core/test-world';
import { enableIdentityCenter } from '../../identity-center/test-instance';
import { newVerifier, REDIRECT } from '../test-programs';
import { answerAddress, readAuthorization } from './authorization';
import { registerClient } from './client';

let world: TestWorld;
let storeId: string;
let otherStore: string;
beforeAll(async () => {
  world = await createTestWorld();
  ({ IdentityStoreId: storeId } = await enableIdentityCenter(await world.account()));
  ({ IdentityStoreId: otherStore } = await enableIdentityCenter(await world.account()));
});
afterAll(() => world.close());

const { challenge } = newVerifier();

function asked(changed: Record<string, string | undefined> = {}, client: object = {}): URLSearchParams {
  const about = { name: 'program', scopes: ['sso:account:access'], redirectUris: [REDIRECT], grantTypes: ['authorization_code'] };
  const issuerUrl = `https://${storeId}.awsapps.com/start`;
  const { clientId } = registerClient({ ...about, issuerUrl, ...client }, TEST_NOW);
  const usual = {
    client_id: clientId,
    redirect_uri: 'http://127.0.0.1:49152/oauth/callback',
    response_type: 'code',
    state: 'a state & more',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    scopes: 'sso:account:access',
  };
  const all = Object.entries({ ...usual, ...changed }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return new URLSearchParams(all);
}
const read = (params: URLSearchParams, store = storeId, now = TEST_NOW) =>
  readAuthorization(world.database.reader, store, params, now);

describe('a request to /authorize', () => {
  it('is read with its program, and answered at the address of the program', async () => {
    const request = await read(asked());
    if (typeof request === 'string') throw new Error(request);
    expect(request).toMatchObject({ client: { name: 'program' }, challenge, state: 'a state & more' });
    expect(answerAddress(request, { code: 'abc' })).toBe('http://127.0.0.1:49152/oauth/callback?code=abc&state=a+state+%26+more');
    expect(answerAddress({ ...request, state: null }, { error: 'access_denied' })).toBe(
      'http://127.0.0.1:49152/oauth/callback?error=access_denied',
    );
    expect(await read(asked({ scopes: undefined, scope: 'sso:account:access' }))).not.toBeTypeOf('string');
  });

  it.each<[Record<string, string | undefined>, RegExp]>([
    [{ client_id: 'unknown' }, /not registered/],
    [{ redirect_uri: 'http://127.0.0.1:49152/other' }, /address/],
    [{ redirect_uri: 'https://evil.example/oauth/callback' }, /address/],
    [{ redirect_uri: undefined }, /address/],
    [{ response_type: 'token' }, /authorization codes/],
    [{ code_challenge_method: 'plain' }, /S256/],
    [{ code_challenge: 'short' }, /S256/],
    [{ code_challenge: undefined }, /S256/],
    [{ scopes: 'sso-portal:*' }, /scope/],
    [{ state: 'x'.repeat(2000) }, /state/],
  ])('with %j leads nowhere', async (changed, why) => {
    expect(await read(asked(changed))).toMatch(why);
  });

  it('of a client for another portal, without the grant, or after 90 days leads nowhere', async () => {
    expect(await read(asked(), otherStore)).toMatch(/not registered/);
    expect(await read(asked({}, { issuerUrl: undefined }))).toMatch(/not registered/);
    expect(await read(asked({}, { grantTypes: [] }))).toMatch(/authorization codes/);
    expect(await read(asked(), storeId, new Date(TEST_NOW.getTime() + 91 * 86_400_000))).toMatch(/expired/);
  });
});
