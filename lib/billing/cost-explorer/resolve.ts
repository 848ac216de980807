import { constant, type Expression } from './filter';
import type { Known } from './known';
import { LEFT_ORGANIZATION } from './limits';
import { matchText } from './match-text';
import type { GivenExpression } from './schema';

type Given = NonNullable<GivenExpression['Tags']>;

/**
 * Resolves a checked expression by the current data.
 * @param within the cost categories whose rules contain it, outermost first; empty for a filter
 * @throws AwsError for a filter by OUs that the caller may not see; in a rule, it matches nothing
 */
export async function resolve(
  { And, Or, Not, Dimensions, Tags, CostCategories }: GivenExpression,
  known: Known,
  within: readonly string[] = [],
): Promise<Expression> {
  const parts = async (given: readonly GivenExpression[]) => {
    const resolved: Expression[] = [];
    for (const part of given) resolved.push(await resolve(part, known, within));
    return resolved;
  };
  if (And) return { And: await parts(And) };
  if (Or) return { Or: await parts(Or) };
  if (Not) return { Not: await resolve(Not, known, within) };
  if (Dimensions) return ofDimension(Dimensions, known, within);
  if (Tags) return ofTag(Tags, known);
  const { Key = '', Values = [], MatchOptions = [] } = CostCategories ?? {};
  return { Category: { category: await known.category(Key, within), Values, MatchOptions } };
}

function isEquality(options: readonly string[] = []): boolean {
  return options.every((option) => option === 'EQUALS' || option === 'CASE_SENSITIVE');
}

/** Resolves a dimension. An account counts for its OU and every unit above. */
async function ofDimension(asked: Given, known: Known, within: readonly string[]): Promise<Expression> {
  const { Key = '', Values = [], MatchOptions } = asked;
  if (Key === 'LINKED_ACCOUNT' && isEquality(MatchOptions)) return { Accounts: new Set(Values) };
  if (Key === 'LINKED_ACCOUNT_NAME') {
    const meant = matchText(Values, MatchOptions);
    const names = [...(await known.names())].filter(([, name]) => meant(name));
    return { Accounts: new Set(names.map(([accountId]) => accountId)) };
  }
  if (Key !== 'ORGANIZATIONAL_UNIT') return { Dimensions: { Key, Values, MatchOptions } };
  if (within.length > 0 && !known.managesOrganization) return constant(false);
  const places = await known.places();
  const accounts = new Set<string>();
  for (const unit of Values) for (const accountId of places.accountsBelow(unit) ?? []) accounts.add(accountId);
  const inUnits: Expression = { Accounts: accounts };
  return Values.includes(LEFT_ORGANIZATION) ? { Or: [inUnits, { Not: { Accounts: places.accounts } }] } : inUnits;
}

/** Resolves a tag. As in AWS, only activated tags are part of costs; lines have no others. */
async function ofTag({ Key = '', Values = [], MatchOptions }: Given, known: Known): Promise<Expression> {
  if ((await known.activeTags()).has(Key)) return { Tags: { Key, Values, MatchOptions } };
  return constant(MatchOptions?.includes('ABSENT') || matchText(Values, MatchOptions)(''));
}
