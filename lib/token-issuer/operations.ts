import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { wholeAccountChecks } from '../account/settings-operations';
import { validationError } from '../core/errors';
import { defineOperation } from '../core/operation';
import { findIssuerKeys, ISSUER_ALGORITHM, issuerUrl, requireIssuerKey } from './rows';
import { GetTokenIssuerInput, IssueIdentityTokenInput } from './schema';

const DEFAULT_SECONDS = 900;
/** What AssumeRoleWithWebIdentity takes at most. */
const MAX_TOKEN_CHARACTERS = 20_000;

/**
 * Signs a token of the account's own OpenID Connect issuer, to practise web identity federation with.
 * Whoever issues tokens chooses their subject, and so can become every role that trusts the issuer, in this account and in others: it takes
 * both names, as everything that can undo policies does, and an account that does not enforce for itself opens no other account by it.
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
  // No decision of this account hangs on its issuer's key.
  touches: () => ({}),
});

/** Source: IAM User Guide, "Pass session tags in AWS STS", the namespace of session tags in tokens. */
function tagClaims({ Tags = [], TransitiveTagKeys = [] }: IssueIdentityTokenInput): Record<string, unknown> {
  if (Tags.length === 0 && TransitiveTagKeys.length === 0) return {};
  const principal_tags = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, [Value]]));
  return { 'https://aws.amazon.com/tags': { principal_tags, transitive_tag_keys: TransitiveTagKeys } };
}

/** The account's issuer: its URL, and its public keys, of which there are none before the first token. */
export const GetTokenIssuer = defineOperation({
  service: 'gatehouse',
  name: 'GetTokenIssuer',
  access: 'Read',
  input: GetTokenIssuerInput,
  // Both are public; who may see whom the account trusts may see them.
  checks: () => [{ action: 'iam:ListOpenIDConnectProviders', resource: '*' }],
  run: async (_input, { db, accountId }) => ({
    IssuerUrl: issuerUrl(accountId),
    KeySet: (await findIssuerKeys(db, accountId)) ?? { keys: [] },
  }),
});
