import { dimension, instanceTypeOf, type ValueOf } from '../dimensions';
import { tagMatches } from '../filter';
import { invalid } from '../invalid';
import type { GivenExpression } from '../schema';

/** Filters of reservations and Savings Plans beside the dimensions of lines. */
const MORE: Readonly<Record<string, ValueOf>> = {
  INSTANCE_FAMILY: familyOf,
  INSTANCE_TYPE_FAMILY: familyOf,
  PLATFORM: ({ service, usageType, operation }) =>
    service === 'AmazonEC2' && instanceTypeOf(usageType) !== null ? (PLATFORMS.get(operation) ?? 'Linux/UNIX') : 'NoPlatform',
  TENANCY: ({ usageType }) => (/Dedicated/.test(usageType) ? 'Dedicated' : /HostUsage/.test(usageType) ? 'Host' : 'Shared'),
};

/**
 * Source: Amazon EC2 User Guide, "AMI billing information fields". Operations that are not listed are Linux, like those without a
 * suffix.
 */
const PLATFORMS: ReadonlyMap<string, string> = new Map([
  ['RunInstances:0002', 'Windows'],
  ['RunInstances:0006', 'Windows with SQL Server Standard'],
  ['RunInstances:0102', 'Windows with SQL Server Enterprise'],
  ['RunInstances:0202', 'Windows with SQL Server Web'],
  ['RunInstances:0800', 'Windows BYOL'],
  ['RunInstances:0010', 'Red Hat Enterprise Linux'],
  ['RunInstances:000g', 'SUSE Linux'],
  ['RunInstances:0004', 'Linux with SQL Server Standard'],
  ['RunInstances:0100', 'Linux with SQL Server Enterprise'],
  ['RunInstances:0200', 'Linux with SQL Server Web'],
  ['RunInstances:0g00', 'Ubuntu Pro'],
]);

function familyOf({ usageType }: { usageType: string }): string {
  return instanceTypeOf(usageType)?.split('.').at(-2) ?? 'NoInstanceTypeFamily';
}

/** Returns the reader of a line's value by name. */
export function readerOf(name: string): ValueOf {
  return MORE[name] ?? dimension(name) ?? (() => '');
}

/** The required values by dimension. */
export type Asked = {
  dimensions: ReadonlyMap<string, ReadonlySet<string>>;
  /** Tags apply only to lines. */
  tags: ReturnType<typeof tagMatches>;
};

/**
 * Returns the filter of calls about reservations and Savings Plans. As in AWS, it combines dimensions with And, one level deep.
 * @param names the dimensions that the call supports
 * @throws AwsError ValidationException
 */
export function simpleFilter(filter: GivenExpression | undefined, names: readonly string[], withTags = false): Asked {
  const dimensions = new Map<string, Set<string>>();
  const tags: ReturnType<typeof tagMatches>[] = [];
  for (const { Dimensions, Tags, And, Or, Not, CostCategories } of filter?.And ?? (filter ? [filter] : [])) {
    if (And || Or || Not) throw invalid('Only dimensions combined with And, one level deep, can be used as a filter', 'Filter');
    if (CostCategories) throw invalid('Cost categories cannot be used as a filter', 'Filter');
    if (Tags && withTags) {
      if (!Tags.Key || !Tags.Values?.length) throw invalid('An expression about tags must have a Key and Values', 'Filter');
      tags.push(tagMatches({ Key: Tags.Key, Values: Tags.Values }));
      continue;
    }
    const { Key, Values = [], MatchOptions = [] } = Dimensions ?? {};
    if (!Key || Values.length === 0) throw invalid('An expression must have Dimensions with a Key and Values', 'Filter');
    if (!names.includes(Key)) throw invalid(`${Key} cannot be used as a filter. Use one of ${names.join(', ')}`, 'Filter');
    if (MatchOptions.length > 0) throw invalid('MatchOptions contain not allowed match option. Allowed MatchOptions: ', 'Filter');
    if (dimensions.has(Key)) throw invalid(`${Key} is there twice`, 'Filter');
    dimensions.set(Key, new Set(Values));
  }
  if (filter?.And && filter.And.length < 2) throw invalid('And takes at least two expressions', 'Filter');
  return { dimensions, tags: (line) => tags.every((matches) => matches(line)) };
}

/** Returns whether a line matches. */
export function isMeant({ dimensions, tags }: Asked, ...line: Parameters<ValueOf>): boolean {
  for (const [name, values] of dimensions) if (!values.has(readerOf(name)(...line))) return false;
  return tags(line[0]);
}
