import type { AccountLine } from '../bill/rows';
import type { MonthName } from '../months';
import { dimension, type ValueInMonth } from './dimensions';
import { matchText } from './match-text';

/**
 * Which lines are meant. In AWS's shape, of which an expression has exactly one member, once it is known what it means: what is asked of
 * accounts, and of the organizational units that they are in, is `Accounts`; a cost category is there with its rules.
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

/** A cost category, as far as it sorts lines. */
export type Category = {
  /** Says all that it goes by: two that sort lines differently have different ones. */
  stamp: string;
  /** The value that a line falls into in a month; empty for one that falls into none. */
  valueFor: ValueInMonth;
  /** The value that all lines of an account fall into; undefined where the account alone does not decide. */
  ofAccount(accountId: string, month: MonthName): string | undefined;
};

export type Matches = (line: AccountLine, accountId: string, month: MonthName) => boolean;

const NOTHING: Expression = { Accounts: new Set() };

/** An expression that means every line, or none. */
export function constant(all: boolean): Expression {
  return all ? { Not: NOTHING } : NOTHING;
}

/** Makes a function of an expression that was checked. Without one, all lines are meant. */
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

/** Which values of a cost category are meant: with the option ABSENT, none. */
function meantBy({ Values, MatchOptions }: { Values: string[]; MatchOptions: string[] }): (value: string) => boolean {
  return MatchOptions.includes('ABSENT') ? (value) => value === '' : matchText(Values, MatchOptions);
}

/** AWS: lines without the tag are those with the option ABSENT, or with an empty value. */
export function tagMatches({ Key, Values = [], MatchOptions }: Values): (line: AccountLine) => boolean {
  if (MatchOptions?.includes('ABSENT')) return ({ tags }) => tags?.[Key] === undefined;
  const meant = matchText(Values, MatchOptions);
  return ({ tags }) => meant(tags?.[Key] ?? '');
}

/**
 * Whether lines of an account can be meant, as far as the account alone decides that: accounts of which none are need not be read.
 * Undefined where it does not decide.
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

/** Whether it may depend on the account of a line; whatever is not known to be about lines alone does. */
export function asksForAccounts(expression: Expression | undefined): boolean {
  const { And, Or, Not, Dimensions, Tags } = expression ?? { Tags: undefined };
  if (!expression || Tags || Dimensions) return false;
  const parts = And ?? Or ?? (Not ? [Not] : undefined);
  return parts?.some(asksForAccounts) ?? true;
}

/** One part that is `decisive` decides; all that are not decide the other way. */
function together(meant: readonly (boolean | undefined)[], decisive: boolean): boolean | undefined {
  if (meant.includes(decisive)) return decisive;
  return meant.includes(undefined) ? undefined : !decisive;
}
