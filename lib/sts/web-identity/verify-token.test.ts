import fc from 'fast-check';
import type { JSONWebKeySet } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { AwsError } from '../../core/errors';
import { TEST_NOW } from '../../core/test-world';
import { hmacToken, rawToken, type TestIssuer, testIssuer } from '../test-tokens';
import { issuerOf, verifyToken } from './verify-token';

const NOW = Math.floor(TEST_NOW.getTime() / 1000);
const CLIENTS = ['sts.amazonaws.com', 'other-client'];

let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await testIssuer();
});

const verify = (token: string, of: TestIssuer = issuer) =>
  verifyToken(token, JSON.parse(of.keySet) as JSONWebKeySet, { issuer: of.url, clientIds: CLIENTS }, TEST_NOW);
const failure = (token: string, of?: TestIssuer) =>
  verify(token, of).then(
    () => Promise.reject(new Error('the token was taken')),
    (error: unknown) => (error instanceof AwsError ? `${error.shape}: ${error.message}` : Promise.reject(error)),
  );

describe('a web identity token', () => {
  it.each(['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'])('can be signed with %s', async (alg) => {
    const other = await testIssuer('https://issuer.example/path', alg);
    const { claims, audience } = await verify(await other.token({ sub: 'ana' }), other);
    expect([claims.sub, audience]).toEqual(['ana', 'sts.amazonaws.com']);
  });

  it.each(['PS256', 'EdDSA'])('cannot be signed with %s', async (alg) => {
    const other = await testIssuer('https://issuer.example', alg);
    expect(await failure(await other.token(), other)).toContain('must be signed with one of RS256');
  });

  it('cannot be unsigned or signed with the public key as an HMAC secret', async () => {
    const payload = { iss: issuer.url, sub: 'ana', aud: CLIENTS[0], iat: NOW, exp: NOW + 300 };
    for (const alg of ['none', 'None', 'NONE', ''])
      expect(await failure(rawToken({ alg, kid: 'key-1' }, payload))).toContain('InvalidIdentityTokenException');
    expect(await failure(hmacToken(payload, issuer.keySet, 'key-1'))).toContain('must be signed with one of RS256');
  });

  it('cannot provide its own key', async () => {
    const stranger = await testIssuer();
    const [jwk] = (JSON.parse(stranger.keySet) as { keys: object[] }).keys;
    for (const header of [{}, { jwk }, { jku: 'https://stranger.example/keys' }, { kid: 'key-2' }])
      expect(await failure(await stranger.token({}, header))).toContain('InvalidIdentityTokenException');
    expect(await failure(await stranger.token({}, { kid: 'key-2' }))).toContain("Couldn't retrieve verification key");
  });

  it('is refused with a changed payload, a changed signature or no signature', async () => {
    const parts = (await issuer.token()).split('.');
    const payload = JSON.stringify({ iss: issuer.url, sub: 'admin', aud: CLIENTS[0], iat: NOW, exp: NOW + 300 });
    const changed = Buffer.from(payload).toString('base64url');
    expect(await failure([parts[0], changed, parts[2]].join('.'))).toContain('The signature of the token is not valid.');
    expect(
      await failure([parts[0], parts[1], parts[2]?.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))].join('.')),
    ).toContain('The signature of the token is not valid.');
    expect(await failure(`${parts[0]}.${parts[1]}.`)).toContain('InvalidIdentityTokenException');
  });

  it('is verified with every matching key if it has no key ID', async () => {
    const nameless = await testIssuer('https://issuer.example', 'RS256', [undefined, undefined, undefined]);
    expect((await verify(await nameless.token(), nameless)).claims.iss).toBe('https://issuer.example');
    const stranger = await testIssuer('https://issuer.example', 'RS256', [undefined]);
    expect(await failure(await stranger.token(), nameless)).toContain('The signature of the token is not valid.');
  });

  it('is valid from five minutes before its start to five minutes after its expiration', async () => {
    await verify(await issuer.token({ exp: NOW - 299 }));
    expect(await failure(await issuer.token({ exp: NOW - 300 }))).toBe(
      `ExpiredTokenException: Token expired: current date/time ${NOW} must be before the expiration date/time ${NOW - 300}`,
    );
    await verify(await issuer.token({ iat: NOW + 300, nbf: NOW + 300 }));
    expect(await failure(await issuer.token({ iat: NOW + 301 }))).toContain('issued in the future');
    expect(await failure(await issuer.token({ nbf: NOW + 301 }))).toContain('not valid yet');
  });

  it.each(['iss', 'aud', 'exp', 'iat', 'sub'])('must have the claim %s', async (claim) => {
    expect(await failure(await issuer.token({ [claim]: undefined }))).toBe(
      `InvalidIdentityTokenException: Missing a required claim: ${claim}`,
    );
    expect(await failure(await issuer.token({ [claim]: {} }))).toContain(`The claim ${claim} of the token is not valid`);
  });

  it('must have the issuer of the provider and a client ID of the provider as audience', async () => {
    for (const iss of [
      'https://token.actions.githubusercontent.com/',
      'http://token.actions.githubusercontent.com',
      'https://evil.example',
    ])
      expect(await failure(await issuer.token({ iss }))).toContain('The issuer of the token is not the provider.');
    expect(await failure(await issuer.token({ aud: 'somebody-else' }))).toBe(
      'InvalidIdentityTokenException: Incorrect token audience',
    );
    expect((await verify(await issuer.token({ aud: ['somebody-else', 'other-client'] }))).audience).toBe('other-client');
    expect(await failure(await issuer.token({ aud: [] }))).toContain('Incorrect token audience');
  });

  it('uses the authorized party as audience if it has one', async () => {
    expect((await verify(await issuer.token({ aud: 'anything', azp: 'other-client' }))).audience).toBe('other-client');
    expect(await failure(await issuer.token({ azp: 'somebody-else' }))).toContain('Incorrect token audience');
  });

  it('cannot have a subject that is empty, has control characters or is over 255 characters', async () => {
    await verify(await issuer.token({ sub: 'x'.repeat(255) }));
    expect(await failure(await issuer.token({ sub: 'x'.repeat(256) }))).toContain('more than 255 characters');
    for (const sub of ['', 'a\0b', 'a\nb'])
      expect(await failure(await issuer.token({ sub }))).toContain('The claim sub of the token is not valid');
  });
});

describe('arbitrary text as a token', () => {
  const json = fc.jsonValue();
  const token = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc.tuple(json, json, fc.base64String()).map(([header, payload, signature]) => rawToken(header, payload, signature)),
    fc
      .tuple(
        fc.record({ alg: fc.constantFrom('RS256', 'ES256', 'none', 'HS256', 'dir'), kid: fc.anything(), crit: fc.anything() }),
        json,
      )
      .map(([header, payload]) => rawToken(header, payload, 'AAAA')),
    fc.dictionary(fc.constantFrom('iss', 'aud', 'sub', 'exp', 'iat', 'nbf', 'azp'), json).map((claims) => issuer.token(claims)),
  );

  it('fails only with an AwsError', async () => {
    await fc.assert(
      fc.asyncProperty(token, async (given) => {
        const text = await given;
        for (const read of [() => issuerOf(text), () => verify(text)]) {
          try {
            await read();
          } catch (error) {
            expect(error).toBeInstanceOf(AwsError);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
