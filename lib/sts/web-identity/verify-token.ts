import { compactVerify, createLocalJWKSet, decodeJwt, errors, type JSONWebKeySet, type JWTPayload } from 'jose';
import { z } from 'zod';
import { isJsonObject } from '../../core/text/json-object';
import { CLOCK_SKEW_MS, expiredToken, FederatedName, invalidToken } from '../federation-claims';

/** The signature algorithms that AWS accepts. Shared secrets and `none` are never accepted. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'];
/** The length of a subject in AWS. */
const MAX_SUBJECT = 255;
const NOT_A_JWT = 'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)';

export type TokenClaims = Readonly<Record<string, unknown>> & { sub: string };
/** A token with a valid signature and valid claims. */
export type VerifiedToken = { claims: TokenClaims; audience: string };

/**
 * Returns the issuer of an unverified token.
 * @throws AwsError InvalidIdentityToken for text that is not a JSON Web Token
 */
export function issuerOf(token: string): string {
  let payload: JWTPayload;
  try {
    payload = decodeJwt(token);
  } catch {
    throw invalidToken(NOT_A_JWT);
  }
  return requireClaim(payload, 'iss', FederatedName);
}

/**
 * Verifies a token's signature by the provider's keys, then its claims. Source: OpenID Connect Core 1.0, "ID Token Validation";
 * STS API reference, AssumeRoleWithWebIdentity.
 * @param expected issuer: as in `iss`; clientIds: the audiences of the provider
 * @throws AwsError InvalidIdentityToken or ExpiredToken
 */
export async function verifyToken(
  token: string,
  keys: JSONWebKeySet,
  expected: { issuer: string; clientIds: readonly string[] },
  now: Date,
): Promise<VerifiedToken> {
  const claims = parseClaims(await verifiedPayload(token, keys));
  if (requireClaim(claims, 'iss', z.string()) !== expected.issuer)
    throw invalidToken('The issuer of the token is not the provider.');
  const audience = requireAudience(claims, expected.clientIds);
  requireTimes(claims, now);
  const sub = requireClaim(claims, 'sub', FederatedName);
  if (sub.length > MAX_SUBJECT) throw invalidToken(`The subject of the token has more than ${MAX_SUBJECT} characters.`);
  return { claims: { ...claims, sub }, audience };
}

/** Returns the signed bytes of a token. If several keys could have signed it, each is tried. */
async function verifiedPayload(token: string, keys: JSONWebKeySet): Promise<Uint8Array> {
  const options = { algorithms: ALGORITHMS };
  try {
    return (await compactVerify(token, createLocalJWKSet(keys), options)).payload;
  } catch (error) {
    if (error instanceof errors.JWKSMultipleMatchingKeys) {
      for await (const key of error) {
        const verified = await compactVerify(token, key, options).catch(() => null);
        if (verified) return verified.payload;
      }
    }
    throw invalidToken(reasonOf(error));
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JOSEAlgNotAllowed) return `The token must be signed with one of ${ALGORITHMS.join(', ')}.`;
  if (error instanceof errors.JWKSNoMatchingKey)
    return "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements";
  return error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSMultipleMatchingKeys
    ? 'The signature of the token is not valid.'
    : NOT_A_JWT;
}

function parseClaims(payload: Uint8Array): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
    if (isJsonObject(parsed)) return parsed;
  } catch {
    // Handled below.
  }
  throw invalidToken(NOT_A_JWT);
}

function requireClaim<T>(claims: Readonly<Record<string, unknown>>, name: string, shape: z.ZodType<T>): T {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  if (value === undefined || value === null) throw invalidToken(`Missing a required claim: ${name}`);
  const read = shape.safeParse(value);
  if (!read.success) throw invalidToken(`The claim ${name} of the token is not valid.`);
  return read.data;
}

/**
 * Returns the audience. As in AWS, it is the authorized party if the token has one. If there are several audiences, the first
 * client of the provider counts.
 */
function requireAudience(claims: Readonly<Record<string, unknown>>, clientIds: readonly string[]): string {
  const aud = requireClaim(claims, 'aud', z.union([z.string(), z.array(z.string())]));
  const named = claims.azp === undefined ? [aud].flat() : [requireClaim(claims, 'azp', z.string())];
  const audience = named.find((name) => clientIds.includes(name));
  if (audience === undefined) throw invalidToken('Incorrect token audience');
  return audience;
}

function requireTimes(claims: Readonly<Record<string, unknown>>, now: Date): void {
  const seconds = (name: string) => requireClaim(claims, name, z.number());
  const [current, skew] = [Math.floor(now.getTime() / 1000), CLOCK_SKEW_MS / 1000];
  const [exp, iat] = [seconds('exp'), seconds('iat')];
  if (exp + skew <= current)
    throw expiredToken(`Token expired: current date/time ${current} must be before the expiration date/time ${exp}`);
  if (iat - skew > current) throw invalidToken('The token was issued in the future.');
  if (claims.nbf !== undefined && seconds('nbf') - skew > current) throw invalidToken('The token is not valid yet.');
}
