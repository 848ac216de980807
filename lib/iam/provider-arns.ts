import type { Partition } from '../core/call';
import { validationError } from '../core/errors';
import type { Check, Scope } from '../core/operation';
import { taggedCheck } from './tags';

// INVARIANT (provider arn): like policies, providers are stored with ARNs of the partition `aws`; callers send and receive ARNs
// of their own partition.
const ARN = /^arn:([a-z-]+):([a-z0-9-]+):([a-z0-9-]*):(\d{12}):([a-z-]+)\/(.+)$/;

export type ProviderType = 'oidc-provider' | 'saml-provider';

/** The owner of a provider ARN and its stored form. */
export type ProviderRef = { owner: string; stored: string };

export function storedProviderArn(accountId: string, type: ProviderType, name: string): string {
  return `arn:aws:iam::${accountId}:${type}/${name}`;
}

/** Returns a stored ARN in a caller's partition. */
export function shownProviderArn(partition: Partition, stored: string): string {
  return stored.replace(/^arn:aws:/, `arn:${partition}:`);
}

/**
 * Returns the stored form of a provider ARN.
 * @throws AwsError ValidationError for other ARNs
 */
export function requireProviderArn(scope: Pick<Scope, 'partition'>, type: ProviderType, arn: string): ProviderRef {
  const [, partition, service, region, owner, arnType, name] = ARN.exec(arn) ?? [];
  if (partition !== scope.partition || region !== '' || owner === undefined || name === undefined)
    throw validationError(`Invalid ARN: ${arn}`);
  if (service !== 'iam') throw validationError('Invalid service in ARN');
  if (arnType !== type) throw validationError('Invalid resource type in ARN');
  return { owner, stored: storedProviderArn(owner, type, name) };
}

/**
 * Returns the authorization check for a provider, with its tags. Another account's provider is checked as that account's, which
 * no policy of its owner can ever allow.
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
