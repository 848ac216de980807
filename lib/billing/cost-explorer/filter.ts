import type { AccountLine } from '../bill/rows';
import { dimension } from './dimensions';

/**
 * Which lines are meant. In AWS's shape, of which an expression has exactly one member, once it is known which accounts it means: what is asked
 * of accounts, and of the organizational units that they are in, is `Accounts`.
 */
export type Expression = {
  And?: Expression[] | undefined;
  Or?: Expression[] | undefined;
  Not?: Expression | undefined;
  Accounts?: ReadonlySet<string> | undefined;
  Dimensions?: Values | undefined;
  Tags?: Values | undefined;
};
type Values = { Key: string; Values?: string[] | undefined; MatchOptions?: string[] | undefined };

export type Matches = (line: AccountLine, accountId: string) => boolean;

/** Makes a function of an expression that was checked. Without one, all lines are meant. */
export function toMatches(expression: Expression | undefined): Matches {
  if (!expression) return () => true;
  const { And, Or, Not, Accounts, Dimensions, Tags } = expression;
  if (And) {
    const parts = And.map(toMatches);
    return (line, accountId) => parts.every((matches) => matches(line, accountId));
  }
  if (Or) {
    const parts = Or.map(toMatches);
    return (line, accountId) => parts.some((matches) => matches(line, accountId));
  }
  if (Not) {
    const matches = toMatches(Not);
    return (line, accountId) => !matches(line, accountId);
  }
  if (Accounts) return (_, accountId) => Accounts.has(accountId);
  if (Dimensions) {
    const read = dimension(Dimensions.Key);
    const values = new Set(Dimensions.Values);
    return (line, accountId) => read !== undefined && values.has(read(line, accountId));
  }
  if (Tags) return tagMatches(Tags);
  return () => true;
}

/** AWS: lines without the tag are those with the option ABSENT, or with an empty value. */
function tagMatches({ Key, Values, MatchOptions }: Values): Matches {
  if (MatchOptions?.includes('ABSENT')) return ({ tags }) => tags?.[Key] === undefined;
  const values = new Set(Values);
  return ({ tags }) => values.has(tags?.[Key] ?? '');
}

/**
 * Whether lines of an account can be meant, as far as the account alone decides that: accounts of which none are need not be read.
 * Undefined where it does not decide.
 */
export function ofAccount(expression: Expression | undefined, accountId: string): boolean | undefined {
  if (!expression) return true;
  const { And, Or, Not, Accounts } = expression;
  if (And) return together(And, accountId, false);
  if (Or) return together(Or, accountId, true);
  if (Not) {
    const meant = ofAccount(Not, accountId);
    return meant === undefined ? undefined : !meant;
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
function together(parts: readonly Expression[], accountId: string, decisive: boolean): boolean | undefined {
  const meant = parts.map((part) => ofAccount(part, accountId));
  if (meant.includes(decisive)) return decisive;
  return meant.includes(undefined) ? undefined : !decisive;
}
