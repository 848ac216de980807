import { createHmac } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { TEST_NOW } from '../core/test-world';

/** A fictitious OIDC issuer with its published keys and its tokens. */
export type TestIssuer = {
  url: string;
  /** The text of its JSON Web Key Set. */
  keySet: string;
  /** Returns a valid token for `sts.amazonaws.com`. Undefined claims are left out. */
  token(claims?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>;
};

/**
 * @param keyIds the names of the keys in the set, of which the last signs. An undefined name gives a key and tokens without one
 */
export async function testIssuer(
  url = 'https://token.actions.githubusercontent.com',
  alg = 'RS256',
  keyIds: readonly (string | undefined)[] = ['key-1'],
  now = TEST_NOW,
): Promise<TestIssuer> {
  const iat = Math.floor(now.getTime() / 1000);
  const keys = await Promise.all(
    keyIds.map(async (kid) => {
      const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
      const jwk: JWK = { ...(await exportJWK(publicKey)), alg, use: 'sig', ...(kid === undefined ? {} : { kid }) };
      return { kid, privateKey, jwk };
    }),
  );
  return {
    url,
    keySet: JSON.stringify({ keys: keys.map(({ jwk }) => jwk) }),
    token: (claims = {}, header = {}) => {
      const signing = keys.at(-1);
      if (!signing) throw new Error('the issuer has no key');
      const payload = {
        iss: url,
        sub: 'repo:acme/app:ref:refs/heads/main',
        aud: 'sts.amazonaws.com',
        iat,
        exp: iat + 300,
        ...claims,
      };
      const present = Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined));
      return new SignJWT(present)
        .setProtectedHeader({ alg, typ: 'JWT', ...(signing.kid === undefined ? {} : { kid: signing.kid }), ...header })
        .sign(signing.privateKey);
    },
  };
}

/** Returns the three parts of a token with any content; `signature` is used as given. */
export function rawToken(header: unknown, payload: unknown, signature = ''): string {
  const part = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
  return `${part(header)}.${part(payload)}.${signature}`;
}

/** Returns a token signed with a secret, as an attacker would who uses a public key as the secret. */
export function hmacToken(payload: object, secret: string, kid: string): string {
  const unsigned = rawToken({ alg: 'HS256', typ: 'JWT', kid }, payload).slice(0, -1);
  return `${unsigned}.${createHmac('sha256', secret).update(unsigned).digest('base64url')}`;
}
