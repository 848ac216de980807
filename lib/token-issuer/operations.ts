import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { wholeAccountChecks } from '../account/settings-operations';
import { validationError } from '../core/errors';
import { defineOperation } from '../core/operation';
import { findIssuerKeys, ISSUER_ALGORITHM, issuerUrl, requireIssuerKey } from './rows';
import { GetTokenIssuerInput, IssueIdentityTokenInput } from './schema';

const DEFAULT_SECONDS = 900;
/** The maximum of AssumeRoleWithWebIdentity. */
const MAX_TOKEN_CHARACTERS = 20_000;

/**
 * Signs a token of the account's own OIDC issuer, for practicing web identity federation. The caller chooses the subject and so
 * can become any role that trusts the issuer, in any account. It therefore needs both action names, like everything that can undo
 * policies, and an account's own enforcement mode does not matter.
 */
export const IssueIdentityToken = defineOperation({
  service: 'gatehouse',
  name: 'IssueIdentityToken',
  access: 'Permissions management',
  alwaysEnforced: true,
  input: IssueIdentityTokenInput,
  checks: (_input, scope) => wholeAccountChecks('IssueIdentityToken', scope),
  run: async (input, { db, accountId, now }) => {
    const { keyId, privateKey } = await requireIssuerKey(db, accountId, now);
    const issuedAt = Math.floor(now.getTime() / 1000);
    const expiresAt = issuedAt + (input.DurationSeconds ?? DEFAULT_SECONDS);
    const WebIdentityToken = await new SignJWT({ ...input.Claims, ...tagClaims(input) })
      .setProtectedHeader({ alg: ISSUER_ALGORITHM, kid: keyId, typ: 'JWT' })
      .setIssuer(issuerUrl(accountId))
      .setSubject(input.Subject)
      .setAudience(input.Audience)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .setJti(randomUUID())
      .sign(privateKey);
    if (WebIdentityToken.length > MAX_TOKEN_CHARACTERS) {
      throw validationError(
        `A token can have at most ${MAX_TOKEN_CHARACTERS} characters; this one would have ${WebIdentityToken.length}.`,
      );
    }
    return { WebIdentityToken, Expiration: new Date(expiresAt * 1000) };
  },
  // No decision of this account depends on its issuer's key.
  touches: () => ({}),
});

/** Returns the claims for session tags. Source: IAM User Guide, "Pass session tags in AWS STS", which gives their namespace. */
function tagClaims({ Tags = [], TransitiveTagKeys = [] }: IssueIdentityTokenInput): Record<string, unknown> {
  if (Tags.length === 0 && TransitiveTagKeys.length === 0) return {};
  const principal_tags = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, [Value]]));
  return { 'https://aws.amazon.com/tags': { principal_tags, transitive_tag_keys: TransitiveTagKeys } };
}

/** Returns the URL and public keys of the account's issuer. It has no keys before the first token. */
export const GetTokenIssuer = defineOperation({
  service: 'gatehouse',
  name: 'GetTokenIssuer',
  access: 'Read',
  input: GetTokenIssuerInput,
  // Both are public. The permission to list providers is enough.
  checks: () => [{ action: 'iam:ListOpenIDConnectProviders', resource: '*' }],
  run: async (_input, { db, accountId }) => ({
    IssuerUrl: issuerUrl(accountId),
    KeySet: (await findIssuerKeys(db, accountId)) ?? { keys: [] },
  }),
});
