import type { Partition } from '../core/call';
import { validationError } from '../core/errors';
import type { Check, Scope } from '../core/operation';
import { taggedCheck } from './tags';

// INVARIANT (provider arn): as with policies, rows hold the ARNs of identity providers in the partition `aws`; callers give and get those
// of their own partition.
const ARN = /^arn:([a-z-]+):([a-z0-9-]+):([a-z0-9-]*):(\d{12}):([a-z-]+)\/(.+)$/;

export type ProviderType = 'oidc-provider' | 'saml-provider';

/** Whose provider an ARN names, and how rows name it. */
export type ProviderRef = { owner: string; stored: string };

export function storedProviderArn(accountId: string, type: ProviderType, name: string): string {
  return `arn:aws:iam::${accountId}:${type}/${name}`;
}

/** A stored ARN as callers of a partition see it. */
export function shownProviderArn(partition: Partition, stored: string): string {
  return stored.replace(/^arn:aws:/, `arn:${partition}:`);
}

/** @throws AwsError ValidationError for what is no ARN of such a provider in the caller's partition */
export function requireProviderArn(scope: Pick<Scope, 'partition'>, type: ProviderType, arn: string): ProviderRef {
  const [, partition, service, region, owner, arnType, name] = ARN.exec(arn) ?? [];
  if (partition !== scope.partition || region !== '' || owner === undefined || name === undefined)
    throw validationError(`Invalid ARN: ${arn}`);
  if (service !== 'iam') throw validationError('Invalid service in ARN');
  if (arnType !== type) throw validationError('Invalid resource type in ARN');
  return { owner, stored: storedProviderArn(owner, type, name) };
}

/**
 * One question about a provider, with its tags. Another account's provider is asked about as that account's, where no policy of its owner
 * can ever allow it.
 */
export async function providerCheck(
  action: string,
  scope: Scope,
  ref: ProviderRef,
  provider: { arn: string } | null,
  context?: Check['context'],
): Promise<Check[]> {
  return taggedCheck(action, scope, shownProviderArn(scope.partition, ref.stored), provider?.arn, {
    ...(ref.owner === scope.accountId ? {} : { resourceAccount: ref.owner }),
    context,
  });
}
