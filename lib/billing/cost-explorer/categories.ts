import { createHash } from 'node:crypto';
import { storedJson } from '../../core/text/stored-json';
import type { MonthName } from '../months';
import type { ValueInMonth } from './dimensions';
import { type Category, type Matches, ofAccount, toMatches } from './filter';
import type { Known } from './known';
import { resolve } from './resolve';
import type { GivenExpression } from './schema';

/** A rule of a cost category in AWS's shape: matching lines get its value, or inherit one. */
export type CategoryRule = {
  Type?: 'REGULAR' | 'INHERITED_VALUE' | undefined;
  Value?: string | undefined;
  Rule?: GivenExpression | undefined;
  InheritedValue?: { DimensionName?: 'LINKED_ACCOUNT_NAME' | 'TAG' | undefined; DimensionKey?: string | undefined } | undefined;
};

/** How the costs of one value are shared among others, in AWS's shape. */
export type SplitChargeRule = {
  Source: string;
  Targets: string[];
  Method: 'FIXED' | 'PROPORTIONAL' | 'EVEN';
  Parameters?: { Type: 'ALLOCATION_PERCENTAGES'; Values: string[] }[] | undefined;
};

/** The definition of a cost category from a month until the next definition. */
export type CategoryDefinition = {
  From: MonthName;
  Rules: CategoryRule[];
  DefaultValue?: string | undefined;
  SplitChargeRules?: SplitChargeRule[] | undefined;
};

/** A category without any lines. */
export const NO_CATEGORY: Category = { stamp: '', valueFor: () => '', ofAccount: () => '' };

/** Parses a category's stored definitions, ordered by month. */
export function readDefinitions(document: string): CategoryDefinition[] {
  return storedJson<CategoryDefinition[]>(document);
}

/** Returns the definition in effect in a month; undefined before the first. */
export function definitionIn(definitions: readonly CategoryDefinition[], month: MonthName): CategoryDefinition | undefined {
  return definitions.findLast(({ From }) => From <= month);
}

/** A rule prepared for sorting lines. */
export type Sorting = {
  /** Everything the rule depends on, as a JSON value. */
  by: unknown;
  matches: Matches;
  ofAccount(accountId: string, month: MonthName): boolean | undefined;
  /** Returns the value of an account's matching lines, if it is the same for all of them. */
  constantFor(accountId: string): string | undefined;
  valueFor: ValueInMonth;
};

/** The rules that can match lines of an account in a month, up to the first that matches all. */
type Decided = {
  rules: Sorting[];
  otherwise: string /** The value, if it is the same for all lines. */;
  value: string | undefined;
};

/**
 * Returns a category that sorts lines by definitions. As in AWS, the first matching rule decides.
 * @param definitions ordered by month
 * @param within the categories that contain it, ending with itself
 */
export async function toCategory(
  definitions: readonly CategoryDefinition[],
  known: Known,
  within: readonly string[],
): Promise<Category> {
  const sortings = new Map<CategoryDefinition, Sorting[]>();
  for (const definition of definitions) {
    const rules: Sorting[] = [];
    for (const rule of definition.Rules) rules.push(await toSorting(rule, known, within));
    sortings.set(definition, rules);
  }
  const decided = new Map<string, Decided>();
  const decide = (accountId: string, month: MonthName): Decided => {
    const key = `${month}/${accountId}`;
    const found = decided.get(key) ?? decideFor(definitionIn(definitions, month), sortings, accountId, month);
    decided.set(key, found);
    return found;
  };
  const by = definitions.map((definition) => [
    definition.From,
    definition.DefaultValue,
    sortings.get(definition)?.map((rule) => rule.by),
  ]);
  return {
    stamp: createHash('sha256').update(JSON.stringify(by, listed)).digest('base64url'),
    valueFor: (line, accountId, month) => {
      const { rules, otherwise, value } = decide(accountId, month);
      const rule = value === undefined ? rules.find(({ matches }) => matches(line, accountId, month)) : undefined;
      return value ?? rule?.valueFor(line, accountId, month) ?? otherwise;
    },
    ofAccount: (accountId, month) => decide(accountId, month).value,
  };
}

/** Returns sets and maps as lists for JSON. */
function listed(_: string, value: unknown): unknown {
  return value instanceof Set || value instanceof Map ? [...value].sort() : value;
}

function decideFor(
  definition: CategoryDefinition | undefined,
  sortings: ReadonlyMap<CategoryDefinition, Sorting[]>,
  accountId: string,
  month: MonthName,
): Decided {
  const { DefaultValue: otherwise = '' } = definition ?? {};
  const rules: Sorting[] = [];
  for (const rule of (definition && sortings.get(definition)) ?? []) {
    const all = rule.ofAccount(accountId, month);
    if (all !== false) rules.push(rule);
    if (all === true) break;
  }
  const [first] = rules;
  const decides = first?.ofAccount(accountId, month) === true;
  return { rules, otherwise, value: first ? (decides ? first.constantFor(accountId) : undefined) : otherwise };
}

/** Prepares a rule for sorting lines. */
export async function toSorting(
  { Value = '', Rule, InheritedValue }: CategoryRule,
  known: Known,
  within: readonly string[],
): Promise<Sorting> {
  if (Rule) {
    const expression = await resolve(Rule, known, within);
    return {
      by: [Value, expression],
      matches: toMatches(expression),
      ofAccount: (accountId, month) => ofAccount(expression, accountId, month),
      constantFor: () => Value,
      valueFor: () => Value,
    };
  }
  if (InheritedValue?.DimensionName === 'LINKED_ACCOUNT_NAME') {
    const names = await known.names();
    return {
      by: names,
      matches: (_, accountId) => names.has(accountId),
      ofAccount: (accountId) => names.has(accountId),
      constantFor: (accountId) => names.get(accountId),
      valueFor: (_, accountId) => names.get(accountId) ?? '',
    };
  }
  const { DimensionKey: key = '' } = InheritedValue ?? {};
  const active = (await known.activeTags()).has(key);
  return {
    by: [key, active],
    matches: ({ tags }) => Boolean(active && tags?.[key]),
    ofAccount: () => (active ? undefined : false),
    constantFor: () => undefined,
    valueFor: ({ tags: { [key]: value = '' } = {} }) => value,
  };
}
