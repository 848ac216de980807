import { noSuchEntity } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { storedJson } from '../../core/text/stored-json';
import type { Transaction } from '../../db/client';
import { type ProviderRef, requireProviderArn } from '../provider-arns';

export type OpenIDConnectProviderRow = NonNullable<Awaited<ReturnType<Transaction['openIDConnectProvider']['findUnique']>>>;

/** The parsed ARN of a call, and the provider if the caller's account has it. */
export type OpenIDConnectProviderTarget = { ref: ProviderRef; row: OpenIDConnectProviderRow | null };

/**
 * Returns the provider of an ARN.
 * @throws AwsError ValidationError for another kind of ARN
 */
export async function findOpenIDConnectProvider(
  { db, accountId, partition }: Pick<Scope, 'db' | 'accountId' | 'partition'>,
  arn: string,
): Promise<OpenIDConnectProviderTarget> {
  const ref = requireProviderArn({ partition }, 'oidc-provider', arn);
  const row = ref.owner === accountId ? await db.openIDConnectProvider.findUnique({ where: { arn: ref.stored } }) : null;
  return { ref, row };
}

/**
 * Returns an existing provider.
 * @throws AwsError NoSuchEntity
 */
export function requireOpenIDConnectProvider({ row }: OpenIDConnectProviderTarget, arn: string): OpenIDConnectProviderRow {
  if (!row) throw noSuchEntity(`OpenIDConnect Provider not found for arn ${arn}`);
  return row;
}

/** Parses a stored list of client ids or thumbprints. */
export function readList(column: string): string[] {
  return storedJson<string[]>(column);
}
