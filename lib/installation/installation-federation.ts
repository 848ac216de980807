import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { findAccountFacts } from '../core/account-facts';
import { rootUserArn } from '../core/arns';
import type { Call } from '../core/call';
import { noSuchEntity } from '../core/errors';
import type { AnyOperation, InputOf, OutputOf } from '../core/operation';
import { runOperation } from '../core/run';
import { validateInput } from '../core/validate-input';
import type { Database } from '../db/client';
import { PutOpenIDConnectProviderKeys } from '../iam/oidc-provider/key-operations';
import { IssueIdentityToken } from '../token-issuer/operations';
import { issuerUrl } from '../token-issuer/rows';

/** Who asks, and when. */
type Origin = Pick<Call, 'now' | 'sourceIp' | 'userAgent'>;

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

async function runAsRoot<O extends AnyOperation>(
  database: Database,
  accountId: string,
  origin: Origin,
  operation: O,
  input: InputOf<O>,
): Promise<OutputOf<O>> {
  if (!(await findAccountFacts(database.reader, accountId))) throw noSuchEntity(`There is no account ${accountId}.`);
  const caller = {
    accountId,
    principal: { type: 'Root', accountId, arn: rootUserArn('aws', accountId) },
    credential: 'console',
  } as const;
  const place = { region: 'us-east-1', partition: 'aws', secureTransport: true, via: 'system' } as const;
  return runOperation(operation, input, { ...origin, ...place, caller, requestId: randomUUID() }, database);
}
