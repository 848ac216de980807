import { createHash } from 'node:crypto';
import { storedJson } from '../../core/stored-json';
import type { MonthName } from '../months';
import type { ValueInMonth } from './dimensions';
import { type Category, type Matches, ofAccount, toMatches } from './filter';
import type { Known } from './known';
import { resolve } from './resolve';
import type { GivenExpression } from './schema';

/** A rule of a cost category, in AWS's shape: all lines that it means fall into its value, or into what they have somewhere. */
export type CategoryRule = {
  Type?: 'REGULAR' | 'INHERITED_VALUE' | undefined;
  Value?: string | undefined;
  Rule?: GivenExpression | undefined;
  InheritedValue?: { DimensionName?: 'LINKED_ACCOUNT_NAME' | 'TAG' | undefined; DimensionKey?: string | undefined } | undefined;
};

/** How the costs of one value are shared out to others, in AWS's shape. */
export type SplitChargeRule = {
  Source: string;
  Targets: string[];
  Method: 'FIXED' | 'PROPORTIONAL' | 'EVEN';
  Parameters?: { Type: 'ALLOCATION_PERCENTAGES'; Values: string[] }[] | undefined;
};

/** What a cost category is from a month on, until that of the next definition. */
export type CategoryDefinition = {
  From: MonthName;
  Rules: CategoryRule[];
  DefaultValue?: string | undefined;
  SplitChargeRules?: SplitChargeRule[] | undefined;
};

/** One that no line falls into. */
export const NO_CATEGORY: Category = { stamp: '', valueFor: () => '', ofAccount: () => '' };

/** A category as it is stored: its definitions in the order of their months. */
export function readDefinitions(document: string): CategoryDefinition[] {
  return storedJson<CategoryDefinition[]>(document);
}

/** The definition that counts in a month; undefined before the first. */
export function definitionIn(definitions: readonly CategoryDefinition[], month: MonthName): CategoryDefinition | undefined {
  return definitions.findLast(({ From }) => From <= month);
}

/** A rule that is ready to sort lines. */
export type Sorting = {
  /** What it goes by, to be written as JSON. */
  by: unknown;
  matches: Matches;
  ofAccount(accountId: string, month: MonthName): boolean | undefined;
  /** The value of the lines of an account, where all that it means fall into the same. */
  constantFor(accountId: string): string | undefined;
  valueFor: ValueInMonth;
};

/** Of a month and an account: the rules that can mean its lines, up to the first that means all of them. */
type Decided = { rules: Sorting[]; otherwise: string /** Of all lines. */; value: string | undefined };

/**
 * Sorts lines by the definitions of a cost category. AWS: the first rule that means a line decides.
 * @param definitions in the order of their months
 * @param within the categories that it is part of, and itself at last
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

/** Sets and maps as lists, which JSON has. */
function listed(_: string, value: unknown): unknown {
  return value instanceof Set || value instanceof Map ? [...value].sort() : value;
}

function decideFor(
  definition: CategoryDefinition | undefined,
  sortings: ReadonlyMap<CategoryDefinition, Sorting[]>,
  accountId: string,
  month: MonthName,
): Decided {
  const otherwise = definition?.DefaultValue ?? '';
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

/** Makes a rule ready to sort lines. */
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
  const key = InheritedValue?.DimensionKey ?? '';
  const active = (await known.activeTags()).has(key);
  return {
    by: [key, active],
    matches: ({ tags }) => Boolean(active && tags?.[key]),
    ofAccount: () => (active ? undefined : false),
    constantFor: () => undefined,
    valueFor: ({ tags }) => tags?.[key] ?? '',
  };
}
