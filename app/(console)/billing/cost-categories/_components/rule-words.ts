import { RULE_DIMENSIONS } from '@/lib/billing/cost-category/limits';
import type { CategoryRule, SplitChargeRule } from '@/lib/billing/cost-explorer/categories';
import { LEFT_ORGANIZATION } from '@/lib/billing/cost-explorer/limits';
import type { GivenExpression } from '@/lib/billing/cost-explorer/schema';
import { keysOf } from '@/lib/core/text/lists';

/** Names by ID. */
export type Names = ReadonlyMap<string, string>;

/** Returns a value for display. Empty means uncategorized. */
export function valueWords(value: string): string {
  return value === '' ? 'Not categorized' : value;
}

const METHODS: Readonly<Record<SplitChargeRule['Method'], string>> = {
  PROPORTIONAL: 'Proportional to costs',
  EVEN: 'Evenly',
  FIXED: 'Fixed percentages',
};

export function methodWords({ Method, Parameters }: SplitChargeRule): string {
  const percentages = Method === 'FIXED' ? Parameters?.[0]?.Values : undefined;
  return percentages ? `${METHODS[Method]}: ${percentages.map((each) => `${each} %`).join(', ')}` : METHODS[Method];
}

export const METHOD_OPTIONS = keysOf(METHODS).map((value) => ({ value, label: METHODS[value] }));

/** Returns a rule in words: `Service is AmazonEC2 and tag team is blue`. */
export function ruleWords({ Rule, InheritedValue }: CategoryRule, names: Names): string {
  if (Rule) return expressionWords(Rule, names);
  return InheritedValue?.DimensionName === 'TAG' ? ['Value of the tag', InheritedValue.DimensionKey].join(' ') : 'Account name';
}

function expressionWords(expression: GivenExpression, names: Names, inner = false): string {
  const { And, Or, Not, Dimensions, Tags, CostCategories } = expression;
  const joined = (parts: readonly GivenExpression[], word: string) => {
    const words = parts.map((part) => expressionWords(part, names, true)).join(` ${word} `);
    return inner ? `(${words})` : words;
  };
  if (And) return joined(And, 'and');
  if (Or) return joined(Or, 'or');
  if (Not) return `not ${expressionWords(Not, names, true)}`;
  const values = Dimensions ?? Tags ?? CostCategories;
  const label = RULE_DIMENSIONS.find(({ name }) => name === Dimensions?.Key)?.label;
  const what = Tags
    ? `tag ${Tags.Key}`
    : CostCategories
      ? `cost category ${CostCategories.Key}`
      : (label ?? Dimensions?.Key ?? '');
  const options = values?.MatchOptions ?? [];
  if (options.includes('ABSENT')) return `${what} is absent`;
  const how = options.includes('STARTS_WITH')
    ? 'starts with'
    : options.includes('ENDS_WITH')
      ? 'ends with'
      : options.includes('CONTAINS')
        ? 'contains'
        : 'is';
  return `${what} ${how} ${(values?.Values ?? []).map((value) => nameOf(value, names)).join(' or ')}`;
}

function nameOf(value: string, names: Names): string {
  return value === LEFT_ORGANIZATION ? 'no longer in the organization' : (names.get(value) ?? value);
}
