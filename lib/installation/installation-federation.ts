import { z } from 'zod';
import { validateInput } from '../core/validate-input';
import type { Database } from '../db/client';
import { PutOpenIDConnectProviderKeys } from '../iam/oidc-provider/key-operations';
import { IssueIdentityToken } from '../token-issuer/operations';
import { issuerUrl } from '../token-issuer/rows';
import { type Origin, runAsRoot } from './run-as-root';

/** Web identities of any account, for whoever may also reset the installation. Members are named as those of a reset. */
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
/** The key set as JSON, or null to take the keys away. */
const KeyWishes = z.strictObject({ arn: z.string(), keys: z.looseObject({}).nullable() });

/**
 * Both run the operations of that purpose as the root user of the account, so they are checked, limited and recorded as ever.
 * @throws AwsError from each: ValidationError for wishes that cannot be met, NoSuchEntity for an account or a provider that is not there,
 *   and what the operations throw
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
      await runAsRoot(database, arn.split(':')[4] ?? '', origin, PutOpenIDConnectProviderKeys, input);
      return { arn };
    },
  };
}
