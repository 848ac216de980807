import type { AccountLine } from '../bill/rows';
import type { MonthName } from '../months';
import { dimension, type ValueInMonth } from './dimensions';
import { matchText } from './match-text';

/**
 * A resolved filter. It has AWS's shape, with exactly one member per expression, except that accounts and OUs become `Accounts`,
 * and a cost category contains its rules.
 */
export type Expression = {
  And?: Expression[] | undefined;
  Or?: Expression[] | undefined;
  Not?: Expression | undefined;
  Accounts?: ReadonlySet<string> | undefined;
  Dimensions?: Values | undefined;
  Tags?: Values | undefined;
  Category?: { category: Category; Values: string[]; MatchOptions: string[] } | undefined;
};
type Values = { Key: string; Values?: string[] | undefined; MatchOptions?: string[] | undefined };

/** A cost category, for sorting lines. */
export type Category = {
  /** Identifies everything that it depends on. */
  stamp: string;
  /** Returns a line's value in a month; empty if it has none. */
  valueFor: ValueInMonth;
  /** Returns the value of all lines of an account; undefined if they can differ. */
  ofAccount(accountId: string, month: MonthName): string | undefined;
};

export type Matches = (line: AccountLine, accountId: string, month: MonthName) => boolean;

const NOTHING: Expression = { Accounts: new Set() };

/** Returns an expression that matches every line, or none. */
export function constant(all: boolean): Expression {
  return all ? { Not: NOTHING } : NOTHING;
}

/** Returns the matcher of a checked expression. The default matches all lines. */
export function toMatches(expression: Expression | undefined): Matches {
  if (!expression) return () => true;
  const { And, Or, Not, Accounts, Dimensions, Tags, Category } = expression;
  if (And) {
    const parts = And.map(toMatches);
    return (...line) => parts.every((matches) => matches(...line));
  }
  if (Or) {
    const parts = Or.map(toMatches);
    return (...line) => parts.some((matches) => matches(...line));
  }
  if (Not) {
    const matches = toMatches(Not);
    return (...line) => !matches(...line);
  }
  if (Accounts) return (_, accountId) => Accounts.has(accountId);
  if (Dimensions) {
    const read = dimension(Dimensions.Key);
    const meant = matchText(Dimensions.Values ?? [], Dimensions.MatchOptions);
    return (line, accountId) => read !== undefined && meant(read(line, accountId));
  }
  if (Tags) return tagMatches(Tags);
  if (Category) {
    const { category } = Category;
    const meant = meantBy(Category);
    return (...line) => meant(category.valueFor(...line));
  }
  return () => true;
}

/** Returns the matcher of a cost category's values. ABSENT matches lines without one. */
function meantBy({ Values, MatchOptions }: { Values: string[]; MatchOptions: string[] }): (value: string) => boolean {
  return MatchOptions.includes('ABSENT') ? (value) => value === '' : matchText(Values, MatchOptions);
}

/** Returns the matcher of a tag. As in AWS, lines without the tag match ABSENT or an empty value. */
export function tagMatches({ Key, Values = [], MatchOptions }: Values): (line: AccountLine) => boolean {
  if (MatchOptions?.includes('ABSENT')) return ({ tags }) => tags?.[Key] === undefined;
  const meant = matchText(Values, MatchOptions);
  return ({ tags: { [Key]: value = '' } = {} }) => meant(value);
}

/**
 * Returns whether an account's lines match, as far as the account decides: accounts without matches need not be read. Undefined
 * if it does not decide.
 */
export function ofAccount(expression: Expression | undefined, accountId: string, month: MonthName): boolean | undefined {
  if (!expression) return true;
  const { And, Or, Not, Accounts, Category } = expression;
  const part = (each: Expression) => ofAccount(each, accountId, month);
  if (And) return together(And.map(part), false);
  if (Or) return together(Or.map(part), true);
  if (Not) {
    const meant = part(Not);
    return meant === undefined ? undefined : !meant;
  }
  if (Category) {
    const value = Category.category.ofAccount(accountId, month);
    return value === undefined ? undefined : meantBy(Category)(value);
  }
  return Accounts?.has(accountId);
}

/** Returns whether an expression may depend on a line's account. */
export function asksForAccounts(expression: Expression | undefined): boolean {
  const { And, Or, Not, Dimensions, Tags } = expression ?? { Tags: undefined };
  if (!expression || Tags || Dimensions) return false;
  const parts = And ?? Or ?? (Not ? [Not] : undefined);
  return parts?.some(asksForAccounts) ?? true;
}

/** Combines results: one `decisive` result decides, and all others together decide the opposite. */
function together(meant: readonly (boolean | undefined)[], decisive: boolean): boolean | undefined {
  if (meant.includes(decisive)) return decisive;
  return meant.includes(undefined) ? undefined : !decisive;
}
