import { AwsError } from '../../core/errors';
import { DIMENSION_NAMES, dimension } from './dimensions';
import type { Expression } from './filter';
import { invalid } from './invalid';
import { findMetric, METRIC_NAMES, type Metric } from './metrics';
import type { GivenExpression } from './schema';

/** Each line is held against each of them. */
const MOST_EXPRESSIONS = 200;
const OF_DIMENSIONS: ReadonlySet<string> = new Set(['EQUALS', 'CASE_SENSITIVE']);
const OF_TAGS: ReadonlySet<string> = new Set(['EQUALS', 'CASE_SENSITIVE', 'ABSENT']);

/** The filter, if it can be asked. @throws AwsError ValidationException */
export function checkFilter(filter: GivenExpression | undefined): Expression | undefined {
  let count = 0;
  const check = (given: GivenExpression): Expression => {
    count++;
    if (count > MOST_EXPRESSIONS) throw invalid(`A filter can have at most ${MOST_EXPRESSIONS} expressions`, 'Filter');
    const names = Object.entries(given).filter(([, value]) => value !== undefined);
    if (names.length !== 1)
      throw invalid('An expression must have exactly one of And, Or, Not, Dimensions, Tags and CostCategories', 'Filter');
    const { And, Or, Not, Dimensions, Tags } = given;
    if (And) return { And: several('And', And).map(check) };
    if (Or) return { Or: several('Or', Or).map(check) };
    if (Not) return { Not: check(Not) };
    if (Dimensions) return { Dimensions: checkValues(Dimensions, OF_DIMENSIONS, (key) => requiredDimension(key, 'Filter')) };
    if (Tags) return { Tags: checkValues(Tags, OF_TAGS, () => undefined) };
    throw invalid('There are no cost categories in this account', 'Filter');
  };
  return filter && check(filter);
}

function several(name: string, parts: GivenExpression[]): GivenExpression[] {
  if (parts.length < 2) throw invalid(`${name} takes at least two expressions`, 'Filter');
  return parts;
}

type Values = NonNullable<GivenExpression['Tags']>;

function checkValues({ Key, Values, MatchOptions }: Values, options: ReadonlySet<string>, requireKey: (key: string) => unknown) {
  if (!Key) throw invalid('An expression about dimensions or tags must have a Key', 'Filter');
  requireKey(Key);
  const other = MatchOptions?.find((option) => !options.has(option));
  if (other)
    throw invalid(`The match option ${other} cannot be used here; it can be one of ${[...options].join(', ')}`, 'Filter');
  const absent = MatchOptions?.includes('ABSENT') ?? false;
  if (absent === (Values !== undefined && Values.length > 0))
    throw invalid('An expression must have Values, or the match option ABSENT and none', 'Filter');
  return { Key, Values, MatchOptions };
}

/** Reads the values of a dimension off lines. @throws AwsError ValidationException */
export function requiredDimension(name: string, member: string): NonNullable<ReturnType<typeof dimension>> {
  const read = dimension(name);
  if (!read) throw invalid(`${name} is not a dimension of bills here; it can be one of ${DIMENSION_NAMES.join(', ')}`, member);
  return read;
}

/**
 * The metrics that are asked for.
 * @throws AwsError ValidationException for others, AccessDenied for those that would tell a member of others
 */
export function requiredMetrics(names: readonly string[], kind: 'payer' | 'member', member: string): Metric[] {
  return [...new Set(names)].map((name) => {
    const metric = findMetric(name);
    if (!metric) throw invalid(`${name} is not a metric of bills here; it can be one of ${METRIC_NAMES.join(', ')}`, member);
    if (metric.payerOnly && kind === 'member')
      throw new AwsError(
        'AccessDenied',
        `${name} is for the account that pays the bill; a member account sees what it is charged itself, its UnblendedCost.`,
      );
    return metric;
  });
}
