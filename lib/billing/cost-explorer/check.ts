import { AwsError } from '../../core/errors';
import { dimension, type ValueInMonth } from './dimensions';
import type { Expression } from './filter';
import { invalid } from './invalid';
import { COST_DIMENSIONS } from './limits';
import { findMetric, METRIC_NAMES, type Metric } from './metrics';
import type { Costs } from './read-costs';
import { resolve } from './resolve';
import type { GivenExpression } from './schema';

type Given = NonNullable<GivenExpression['Tags']>;

/** The limit, because each line is compared with every expression. */
const MOST_EXPRESSIONS = 200;
const OF_DIMENSIONS: ReadonlySet<string> = new Set(['EQUALS', 'CASE_SENSITIVE']);
const OF_TAGS: ReadonlySet<string> = new Set(['EQUALS', 'CASE_SENSITIVE', 'ABSENT']);

/**
 * Returns a valid filter, resolved.
 * @throws AwsError ValidationException, and AccessDenied if the caller may not filter by OUs
 */
export async function checkFilter(
  filter: GivenExpression | undefined,
  { known }: Pick<Costs, 'known'>,
): Promise<Expression | undefined> {
  if (!filter) return undefined;
  let count = 0;
  const check = (given: GivenExpression): void => {
    count++;
    if (count > MOST_EXPRESSIONS) throw invalid(`A filter can have at most ${MOST_EXPRESSIONS} expressions`, 'Filter');
    if (rootsOf(given).length !== 1) throw invalid(ONE_ROOT, 'Filter');
    const { And, Or, Not, Dimensions, Tags, CostCategories } = given;
    if ((And ?? Or ?? [given, given]).length < 2)
      throw invalid(`${And ? 'And' : 'Or'} expression must have at least 2 operands`, 'Filter');
    for (const part of And ?? Or ?? (Not ? [Not] : [])) check(part);
    if (Dimensions) checkDimension(checkValues(Dimensions, OF_DIMENSIONS), 'Filter');
    if (Tags) checkValues(Tags, OF_TAGS);
    if (CostCategories) checkValues(CostCategories, OF_TAGS);
  };
  check(filter);
  return resolve(filter, known);
}

/** AWS's message. */
const ONE_ROOT =
  'Expression has more than one roots. Only one root operator is allowed for each expression: And, Or, Not, Dimensions, Tags, CostCategories';

/** Returns the members that an expression has. */
export function rootsOf(expression: GivenExpression): string[] {
  return Object.entries(expression).flatMap(([name, value]) => (value === undefined ? [] : [name]));
}

function checkValues({ Key, Values = [], MatchOptions }: Given, options: ReadonlySet<string>): string {
  if (!Key) throw invalid('An expression about dimensions, tags or cost categories must have a Key', 'Filter');
  const other = MatchOptions?.find((option) => !options.has(option));
  if (other) throw invalid(`The match option ${other} cannot be used. Use one of ${[...options].join(', ')}`, 'Filter');
  const absent = MatchOptions?.includes('ABSENT') ?? false;
  if (absent === Values.length > 0)
    throw invalid('An expression must have Values, or the match option ABSENT and none', 'Filter');
  return Key;
}

const NAMES: ReadonlySet<string> = new Set(COST_DIMENSIONS.map(({ name }) => name));

function checkDimension(name: string, member: string): void {
  if (!NAMES.has(name))
    throw invalid(`${name} is not an available dimension. Use one of ${[...NAMES].sort().join(', ')}`, member);
}

/**
 * Returns the reader of a dimension.
 * @throws AwsError ValidationException, and AccessDenied if the caller may not use OUs
 */
export async function requiredDimension(name: string, member: string, { known }: Pick<Costs, 'known'>): Promise<ValueInMonth> {
  checkDimension(name, member);
  const read = dimension(name);
  if (read) return read;
  const { unitOf } = await known.places();
  return (_, accountId) => unitOf(accountId);
}

/**
 * Returns the requested metrics.
 * @throws AwsError ValidationException for unknown ones, AccessDenied for those that would reveal other members' costs
 */
export function requiredMetrics(names: readonly string[], kind: 'payer' | 'member', member: string): Metric[] {
  return [...new Set(names)].map((name) => {
    const metric = findMetric(name);
    if (!metric) throw invalid(`${name} is not an available metric. Use one of ${METRIC_NAMES.join(', ')}`, member);
    if (metric.payerOnly && kind === 'member')
      throw new AwsError(
        'AccessDenied',
        `${name} is only available to the paying account. A member account can view its own charges (UnblendedCost).`,
        { Reason: 'MEMBER_OF_BILL' },
      );
    return metric;
  });
}
