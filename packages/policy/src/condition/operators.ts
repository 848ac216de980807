import { arnPattern, matchArnPattern } from '../match/match-arn';
import { matchPattern, patternOf } from '../match/pattern';
import { parseTemplate, resolveTemplate, type Template, type VariableLookup } from '../match/template';
import { canonicalBase64 } from './base64';
import { parseDate } from './date';
import { compareDecimals, parseDecimal } from './decimal';
import { ipInRange, parseIp, parseIpRange } from './ip';

/**
 * Condition operators are values in a table. A policy with an operator outside it is refused. Source: IAM JSON policy elements: Condition
 * operators.
 */

/** Tests a context value against a policy value. Returns null if either is not of the operator's type. */
export type ValueTest = (actual: string, lookUp: VariableLookup) => boolean | null;

export type OperatorFamily = 'String' | 'Numeric' | 'Date' | 'Bool' | 'Binary' | 'IpAddress' | 'Arn' | 'Null';

export type BaseOperator = {
  name: string;
  family: OperatorFamily;
  /** The operator holds if its base test fails for every value. */
  negated: boolean;
  /** Policy variables in its values are replaced. */
  variables: boolean;
  /** `*` and `?` in its values are wildcards. */
  wildcards: boolean;
  /** Prepares a policy value. */
  compile: (template: Template, text: string) => ValueTest;
};

/** A base operator with its set qualifier and IfExists suffix, as in `ForAnyValue:StringLikeIfExists`. */
export type ConditionOperator = {
  base: BaseOperator;
  qualifier: 'ForAllValues' | 'ForAnyValue' | null;
  ifExists: boolean;
};

type Compile = BaseOperator['compile'];

const stringEquals: Compile = (template) => {
  const fixed = fixedText(template);
  if (fixed !== null) return (actual) => actual === fixed;
  return (actual, lookUp) => actual === resolveTemplate(template, lookUp);
};

const stringEqualsIgnoreCase: Compile = (template) => {
  const fixed = fixedText(template)?.toLowerCase();
  if (fixed !== undefined) return (actual) => actual.toLowerCase() === fixed;
  return (actual, lookUp) => actual.toLowerCase() === resolveTemplate(template, lookUp)?.toLowerCase();
};

const stringLike: Compile = (template) => {
  const pattern = patternOf(template);
  return (actual, lookUp) => matchPattern(pattern, actual, lookUp);
};

const arnLike: Compile = (template) => {
  const pattern = arnPattern(template);
  return (actual, lookUp) => matchArnPattern(pattern, actual, lookUp);
};

const bool: Compile = (template) => (actual, lookUp) => {
  const expected = resolveTemplate(template, lookUp);
  const wanted = expected === null ? null : parseBool(expected);
  const given = parseBool(actual);
  return wanted === null || given === null ? null : wanted === given;
};

const binary: Compile = (_template, text) => {
  const wanted = canonicalBase64(text);
  return (actual) => {
    const given = canonicalBase64(actual);
    return wanted === null || given === null ? null : wanted === given;
  };
};

const ipAddress: Compile = (_template, text) => {
  const range = parseIpRange(text);
  return (actual) => {
    const address = parseIp(actual);
    return range === null || address === null ? null : ipInRange(address, range);
  };
};

/** `testCondition` decides presence before it compares values. */
const presence: Compile = () => () => null;

type Comparison = (order: number) => boolean;

function numeric(holds: Comparison): Compile {
  return (_template, text) => {
    const wanted = parseDecimal(text);
    return (actual) => {
      const given = parseDecimal(actual);
      return wanted === null || given === null ? null : holds(compareDecimals(given, wanted));
    };
  };
}

function date(holds: Comparison): Compile {
  return (_template, text) => {
    const wanted = parseDate(text);
    return (actual) => {
      const given = parseDate(actual);
      return wanted === null || given === null ? null : holds(given - wanted);
    };
  };
}

function fixedText(template: Template): string | null {
  return template.some((piece) => piece.kind === 'variable')
    ? null
    : template.map((piece) => ('text' in piece ? piece.text : '')).join('');
}

function parseBool(text: string): boolean | null {
  const lower = text.toLowerCase();
  if (lower === 'true') return true;
  return lower === 'false' ? false : null;
}

const COMPARISONS: readonly (readonly [string, boolean, Comparison])[] = [
  ['Equals', false, (order) => order === 0],
  ['NotEquals', true, (order) => order === 0],
  ['LessThan', false, (order) => order < 0],
  ['LessThanEquals', false, (order) => order <= 0],
  ['GreaterThan', false, (order) => order > 0],
  ['GreaterThanEquals', false, (order) => order >= 0],
];

type Row = readonly [name: string, negated: boolean, wildcards: boolean, compile: Compile];

function rows(family: OperatorFamily, variables: boolean, list: readonly Row[]): BaseOperator[] {
  return list.map(([name, negated, wildcards, compile]) => ({ name, family, negated, variables, wildcards, compile }));
}

/** The operators without qualifier and suffix, by case-sensitive name. */
export const BASE_OPERATORS: ReadonlyMap<string, BaseOperator> = new Map(
  [
    ...rows('String', true, [
      ['StringEquals', false, false, stringEquals],
      ['StringNotEquals', true, false, stringEquals],
      ['StringEqualsIgnoreCase', false, false, stringEqualsIgnoreCase],
      ['StringNotEqualsIgnoreCase', true, false, stringEqualsIgnoreCase],
      ['StringLike', false, true, stringLike],
      ['StringNotLike', true, true, stringLike],
    ]),
    ...rows(
      'Numeric',
      false,
      COMPARISONS.map(([name, negated, holds]): Row => [`Numeric${name}`, negated, false, numeric(holds)]),
    ),
    ...rows(
      'Date',
      false,
      COMPARISONS.map(([name, negated, holds]): Row => [`Date${name}`, negated, false, date(holds)]),
    ),
    ...rows('Bool', true, [['Bool', false, false, bool]]),
    ...rows('Binary', false, [['BinaryEquals', false, false, binary]]),
    ...rows('IpAddress', false, [
      ['IpAddress', false, false, ipAddress],
      ['NotIpAddress', true, false, ipAddress],
    ]),
    ...rows('Arn', true, [
      ['ArnEquals', false, true, arnLike],
      ['ArnNotEquals', true, true, arnLike],
      ['ArnLike', false, true, arnLike],
      ['ArnNotLike', true, true, arnLike],
    ]),
    ...rows('Null', false, [['Null', false, false, presence]]),
  ].map((operator) => [operator.name, operator]),
);

const OPERATOR_NAME = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

function readOperator(name: string): ConditionOperator | null {
  const found = OPERATOR_NAME.exec(name);
  if (found === null) return null;
  const [, , baseName = ''] = found;
  const base = BASE_OPERATORS.get(baseName);
  if (base === undefined) return null;
  const ifExists = found[3] !== undefined;
  if (base.family === 'Null' && ifExists) return null;
  const qualifier = found[1] === 'ForAllValues' || found[1] === 'ForAnyValue' ? found[1] : null;
  return { base, qualifier, ifExists };
}

/** The operators with every qualifier and suffix they support. */
const OPERATORS: ReadonlyMap<string, ConditionOperator> = new Map(
  [...BASE_OPERATORS.keys()].flatMap((base) =>
    ['', 'ForAllValues:', 'ForAnyValue:'].flatMap((qualifier) =>
      ['', 'IfExists'].flatMap((suffix): [string, ConditionOperator][] => {
        const name = `${qualifier}${base}${suffix}`;
        const operator = readOperator(name);
        return operator === null ? [] : [[name, operator]];
      }),
    ),
  ),
);

export const OPERATOR_NAMES: readonly string[] = [...OPERATORS.keys()];

/** Returns the operator with a name, or null for unknown ones, which are errors and never true. */
export function conditionOperator(name: string): ConditionOperator | null {
  return OPERATORS.get(name) ?? null;
}

/** Splits a policy value into text and variables, as far as the operator replaces variables. */
export function conditionTemplate(base: BaseOperator, text: string, variables: boolean): Template {
  return parseTemplate(text, variables && base.variables);
}
