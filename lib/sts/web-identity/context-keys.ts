import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import type { RequestContext } from '@gatehouse/policy/evaluate';
import type { TokenClaims, VerifiedToken } from './verify-token';

/** Claims that AWS documents only for some providers, by the pattern of their URLs. */
type DocumentedClaim = { issuer: RegExp; claim: string };
let documented: readonly DocumentedClaim[] | undefined;

/**
 * Returns the condition keys of a token: those of every provider, and those that AWS documents for this one. Source: IAM User
 * Guide, "IAM and AWS STS condition context keys", the table of claims; for single providers the service authorization reference
 * of AssumeRoleWithWebIdentity. Other claims are not condition keys.
 * @param url the provider's URL without `https://`
 * @returns all keys for the trust policy, and those that AWS keeps in the session
 */
export function webIdentityKeys(
  url: string,
  { claims, audience }: VerifiedToken,
): { contextKeys: RequestContext; sessionKeys: RequestContext } {
  const sessionKeys: Record<string, string | readonly string[]> = { [`${url}:sub`]: claims.sub, [`${url}:aud`]: audience };
  const amr = [claims.amr].flat().filter((method) => typeof method === 'string');
  if (amr.length > 0) sessionKeys[`${url}:amr`] = amr;
  const contextKeys: Record<string, string | readonly string[]> = { ...documentedKeys(url, claims), ...sessionKeys };
  if (typeof claims.email === 'string') contextKeys[`${url}:email`] = claims.email;
  const oaud = [claims.aud].flat().filter((name) => typeof name === 'string');
  const [onlyOaud, ...otherOauds] = oaud;
  if (onlyOaud !== undefined) contextKeys[`${url}:oaud`] = otherOauds.length === 0 ? onlyOaud : oaud;
  return { contextKeys, sessionKeys };
}

function documentedKeys(url: string, claims: TokenClaims): Record<string, string> {
  documented ??= readDocumented();
  const keys: Record<string, string> = {};
  for (const { issuer, claim } of documented) {
    const value = issuer.test(url) ? claimText(claims, claim) : undefined;
    if (value !== undefined) keys[`${url}:${claim}`] = value;
  }
  return keys;
}

/** Returns the text of a claim. AWS's table spells Google's claim `google:organization_number`, and the key with a slash. */
function claimText(claims: TokenClaims, claim: string): string | undefined {
  const name = [claim, claim.replace('/', ':')].find((spelling) => Object.hasOwn(claims, spelling));
  const value = name === undefined ? undefined : claims[name];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/**
 * Returns the claims of service keys: `token.actions.${Domain}.ghe.com:ref` is the claim `ref` of every issuer of that form.
 * Other keys have no dot before the colon.
 */
function readDocumented(): DocumentedClaim[] {
  const keys = loadCatalog().action('sts:AssumeRoleWithWebIdentity')?.conditionKeys ?? [];
  return keys.flatMap((key) => {
    const colon = key.lastIndexOf(':');
    const [issuer, claim] = [key.slice(0, colon), key.slice(colon + 1)];
    if (!issuer.includes('.')) return [];
    const pattern = issuer
      .split(/\$\{\w+\}/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[^/]+');
    return [{ issuer: new RegExp(`^${pattern}$`), claim }];
  });
}
