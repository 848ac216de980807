import { invalid } from './errors';
import type { ExternalId } from './external-id';
import type { AlternateIdentifier } from './shapes';

/** A key of a user or group beside its id. */
type AlternateKey<Path extends string> = { external: ExternalId } | { path: Path; value: string };

/**
 * Returns the key that a call names. Clients write attribute paths in camel case and in Pascal case.
 * @param paths the unique attributes, in camel case
 * @throws AwsError ValidationException for another attribute, or a value that is no text
 */
export function alternateKey<Path extends string>(
  { ExternalId, UniqueAttribute }: AlternateIdentifier,
  paths: readonly Path[],
): AlternateKey<Path> {
  if ((ExternalId === undefined) === (UniqueAttribute === undefined))
    throw invalid('AlternateIdentifier must have exactly one of ExternalId and UniqueAttribute.', 'AlternateIdentifier');
  if (ExternalId) return { external: ExternalId };
  const { AttributePath = '', AttributeValue } = UniqueAttribute ?? {};
  const path = paths.find((one) => one.toLowerCase() === AttributePath.toLowerCase());
  if (!path) throw invalid(`The attribute ${AttributePath} is not a unique attribute`, 'AlternateIdentifier');
  if (typeof AttributeValue !== 'string' || AttributeValue === '')
    throw invalid(`attribute value cannot be empty or null for attribute path: ${AttributePath}`, 'AlternateIdentifier');
  return { path, value: AttributeValue };
}

/**
 * Returns the value of the one filter of a list, or undefined without a filter. AWS deprecated filters, and clients still use them.
 * @throws AwsError ValidationException for another attribute
 */
export function filterValue(
  filters: readonly { AttributePath: string; AttributeValue: string }[] | undefined,
  attribute: 'UserName' | 'DisplayName',
): string | undefined {
  const [filter] = filters ?? [];
  if (!filter) return undefined;
  if (filter.AttributePath.toLowerCase() !== attribute.toLowerCase())
    throw invalid(`The attribute path ${filter.AttributePath} is not supported for filters.`, 'Filters');
  return filter.AttributeValue;
}
