import { accountPartOf } from '@gatehouse/policy/arn';
import { z } from 'zod';
import { validateInput } from '../core/module/validate-input';
import type { Database } from '../db/client';
import { PutOpenIDConnectProviderKeys } from '../iam/oidc-provider/key-operations';
import { IssueIdentityToken } from '../token-issuer/operations';
import { issuerUrl } from '../token-issuer/rows';
import { type Origin, runAsRoot } from './run-as-root';

/** Web identity calls for any account, for holders of the reset token. Members are named as in a reset. */
export type InstallationFederation = {
  issueToken(accountId: string, wishes: unknown, origin: Origin): Promise<{ token: string; expiration: Date; issuer: string }>;
  putKeys(wishes: unknown, origin: Origin): Promise<{ arn: string }>;
};

const TokenWishes = z.strictObject({
  subject: z.string(),
  audience: z.string(),
  durationSeconds: z.number().optional(),
  claims: z.record(z.string(), z.string()).optional(),
  tags: z.record(z.string(), z.string()).optional(),
  transitiveTagKeys: z.array(z.string()).optional(),
});
/** The key set as JSON, or null to remove the keys. */
const KeyWishes = z.strictObject({ arn: z.string(), keys: z.looseObject({}).nullable() });

/**
 * Returns the calls. Both run the corresponding operations as the account's root user, so they are checked, limited and recorded
 * as usual.
 * @throws AwsError from each: ValidationError for an invalid request, NoSuchEntity for an unknown account or provider, and the
 * operations' own errors
 */
export function installationFederation(database: Database): InstallationFederation {
  return {
    issueToken: async (accountId, wishes, origin) => {
      const { subject, audience, durationSeconds, claims, tags, transitiveTagKeys } = validateInput(
        'gatehouse',
        TokenWishes,
        wishes,
      );
      const issued = await runAsRoot(database, accountId, origin, IssueIdentityToken, {
        Subject: subject,
        Audience: audience,
        DurationSeconds: durationSeconds,
        Claims: claims,
        Tags: tags && Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
        TransitiveTagKeys: transitiveTagKeys,
      });
      return { token: issued.WebIdentityToken, expiration: issued.Expiration, issuer: issuerUrl(accountId) };
    },
    putKeys: async (wishes, origin) => {
      const { arn, keys } = validateInput('gatehouse', KeyWishes, wishes);
      const input = { OpenIDConnectProviderArn: arn, KeySet: keys && JSON.stringify(keys) };
      await runAsRoot(database, accountPartOf(arn), origin, PutOpenIDConnectProviderKeys, input);
      return { arn };
    },
  };
}
