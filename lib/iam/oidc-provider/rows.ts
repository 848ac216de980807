import { noSuchEntity } from '../../core/errors';
import type { Scope } from '../../core/operation';
import type { Transaction } from '../../db/client';
import { type ProviderRef, requireProviderArn } from '../provider-arns';

export type OpenIDConnectProviderRow = NonNullable<Awaited<ReturnType<Transaction['openIDConnectProvider']['findUnique']>>>;

/** What a call names: the ARN taken apart, and the provider where the caller's account has it. */
export type OpenIDConnectProviderTarget = { ref: ProviderRef; row: OpenIDConnectProviderRow | null };

/** @throws AwsError ValidationError for what is no ARN of an OpenID Connect provider */
export async function findOpenIDConnectProvider(
  { db, accountId, partition }: Pick<Scope, 'db' | 'accountId' | 'partition'>,
  arn: string,
): Promise<OpenIDConnectProviderTarget> {
  const ref = requireProviderArn({ partition }, 'oidc-provider', arn);
  const row = ref.owner === accountId ? await db.openIDConnectProvider.findUnique({ where: { arn: ref.stored } }) : null;
  return { ref, row };
}

/** @throws AwsError NoSuchEntity */
export function requireOpenIDConnectProvider({ row }: OpenIDConnectProviderTarget, arn: string): OpenIDConnectProviderRow {
  if (!row) throw noSuchEntity(`OpenIDConnect Provider not found for arn ${arn}`);
  return row;
}

/** Client ids or thumbprints as a row holds them. */
export function readList(column: string): string[] {
  return JSON.parse(column) as string[];
}
