import { AwsError } from '../../core/errors';
import { dimension, type ValueOf } from './dimensions';
import type { Expression } from './filter';
import { invalid } from './invalid';
import { COST_DIMENSIONS, LEFT_ORGANIZATION } from './limits';
import { findMetric, METRIC_NAMES, type Metric } from './metrics';
import type { Costs } from './read-costs';
import type { GivenExpression } from './schema';

/** Each line is held against each of them. */
const MOST_EXPRESSIONS = 200;
const OF_DIMENSIONS: ReadonlySet<string> = new Set(['EQUALS', 'CASE_SENSITIVE']);
const OF_TAGS: ReadonlySet<string> = new Set(['EQUALS', 'CASE_SENSITIVE', 'ABSENT']);

type Known = Pick<Costs, 'places'>;

/**
 * The filter, if it can be asked, with the accounts that it means.
 * @throws AwsError ValidationException, and AccessDenied for who may not ask for organizational units
 */
export async function checkFilter(filter: GivenExpression | undefined, known: Known): Promise<Expression | undefined> {
  let count = 0;
  const check = async (given: GivenExpression): Promise<Expression> => {
    count++;
    if (count > MOST_EXPRESSIONS) throw invalid(`A filter can have at most ${MOST_EXPRESSIONS} expressions`, 'Filter');
    const names = Object.entries(given).filter(([, value]) => value !== undefined);
    if (names.length !== 1)
      throw invalid('An expression must have exactly one of And, Or, Not, Dimensions, Tags and CostCategories', 'Filter');
    const { And, Or, Not, Dimensions, Tags } = given;
    if (And) return { And: await checkAll('And', And) };
    if (Or) return { Or: await checkAll('Or', Or) };
    if (Not) return { Not: await check(Not) };
    if (Dimensions) return ofDimension(checkValues(Dimensions, OF_DIMENSIONS), known);
    if (Tags) return { Tags: checkValues(Tags, OF_TAGS) };
    throw invalid('There are no cost categories in this account', 'Filter');
  };
  const checkAll = async (name: string, parts: GivenExpression[]): Promise<Expression[]> => {
    if (parts.length < 2) throw invalid(`${name} takes at least two expressions`, 'Filter');
    const checked: Expression[] = [];
    for (const part of parts) checked.push(await check(part));
    return checked;
  };
  return filter && check(filter);
}

type Values = { Key: string; Values: string[]; MatchOptions: string[] | undefined };

function checkValues(
  { Key, Values = [], MatchOptions }: NonNullable<GivenExpression['Tags']>,
  options: ReadonlySet<string>,
): Values {
  if (!Key) throw invalid('An expression about dimensions or tags must have a Key', 'Filter');
  const other = MatchOptions?.find((option) => !options.has(option));
  if (other)
    throw invalid(`The match option ${other} cannot be used here; it can be one of ${[...options].join(', ')}`, 'Filter');
  const absent = MatchOptions?.includes('ABSENT') ?? false;
  if (absent === Values.length > 0)
    throw invalid('An expression must have Values, or the match option ABSENT and none', 'Filter');
  return { Key, Values, MatchOptions };
}

/** An account counts for the unit that it is in and for every unit above. */
async function ofDimension(asked: Values, known: Known): Promise<Expression> {
  if (asked.Key === 'LINKED_ACCOUNT') return { Accounts: new Set(asked.Values) };
  if (asked.Key !== 'ORGANIZATIONAL_UNIT') {
    await requiredDimension(asked.Key, 'Filter', known);
    return { Dimensions: asked };
  }
  const places = await known.places();
  const accounts = new Set<string>();
  for (const unit of asked.Values) for (const accountId of places.accountsBelow(unit) ?? []) accounts.add(accountId);
  const inUnits: Expression = { Accounts: accounts };
  return asked.Values.includes(LEFT_ORGANIZATION) ? { Or: [inUnits, { Not: { Accounts: places.accounts } }] } : inUnits;
}

/**
 * Reads the values of a dimension off lines.
 * @throws AwsError ValidationException, and AccessDenied for who may not ask for organizational units
 */
export async function requiredDimension(name: string, member: string, known: Known): Promise<ValueOf> {
  if (name === 'ORGANIZATIONAL_UNIT') {
    const { unitOf } = await known.places();
    return (_, accountId) => unitOf(accountId);
  }
  const read = dimension(name);
  const names = COST_DIMENSIONS.map((each) => each.name).sort();
  if (!read) throw invalid(`${name} is not a dimension of bills here; it can be one of ${names.join(', ')}`, member);
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
