import { spend } from '../budget/count';
import { AMBIGUOUS_KEY_MATCHES, PLAIN_OPERATOR_MATCHES_SEVERAL_VALUES } from '../evaluate/open-points';
import type { ConditionTrace } from '../evaluate/types';
import { hasVariables, type Template, type VariableLookup } from '../match/template';
import type { ConditionClause } from '../policy/types';
import { AMBIGUOUS, type ContextIndex, type ContextValues, contextValues } from './context';
import { type ConditionOperator, conditionOperator, conditionTemplate, type ValueTest } from './operators';

/** A key under an operator, ready to test. */
export type CompiledCondition = {
  clause: ConditionClause;
  /** The key in lower case. */
  key: string;
  operator: ConditionOperator | null;
  /** The values as written. */
  expected: readonly string[];
  templates: readonly Template[];
  /** A value contains a variable. */
  open: boolean;
  tests: readonly ValueTest[];
};

export function compileCondition(clause: ConditionClause, variables: boolean): CompiledCondition {
  const operator = conditionOperator(clause.operator);
  const key = clause.key.toLowerCase();
  const expected = clause.values.map((entry) => entry.value);
  if (operator === null) return { clause, key, operator, expected, templates: [], open: false, tests: [] };
  const templates = expected.map((text) => conditionTemplate(operator.base, text, variables));
  const tests = expected.map((text, i) => operator.base.compile(templates[i] ?? [], text));
  return { clause, key, operator, expected, templates, open: templates.some(hasVariables), tests };
}

export type ConditionOutcome = { matched: boolean; rule: ConditionTrace['rule'] };

function outcomes(rule: ConditionTrace['rule']): readonly [no: ConditionOutcome, yes: ConditionOutcome] {
  return [
    { matched: false, rule },
    { matched: true, rule },
  ];
}

const VALUE_MATCHED = outcomes('valueMatched');
const NO_VALUE_MATCHED = outcomes('noValueMatched');
const UNPARSABLE = outcomes('unparsableValue');
const NULL_CHECK = outcomes('nullCheck');
const [MISSING] = outcomes('keyMissing');
const [, MISSING_IF_EXISTS] = outcomes('keyMissingIfExists');
const [, MISSING_NEGATED] = outcomes('keyMissingNegated');
const [, MISSING_FOR_ALL] = outcomes('keyMissingForAllValues');
const [MISSING_FOR_ANY] = outcomes('keyMissingForAnyValue');
const SEVERAL_VALUES = pick(outcomes('multivaluedWithoutQualifier'), PLAIN_OPERATOR_MATCHES_SEVERAL_VALUES);
const AMBIGUOUS_KEY = pick(outcomes('ambiguousKey'), AMBIGUOUS_KEY_MATCHES);
const [UNKNOWN] = outcomes('unknownOperator');

/**
 * Tests whether a condition holds, and returns the deciding rule. Source: IAM JSON policy elements: Condition operators (IfExists, Null),
 * and "Single-valued vs. multivalued context keys" (set operators).
 */
export function testCondition(condition: CompiledCondition, index: ContextIndex, lookUp: VariableLookup): ConditionOutcome {
  return testValues(condition, contextValues(index, condition.key), lookUp);
}

/** Tests a condition against the values of its key, like `testCondition`. */
export function testValues(condition: CompiledCondition, values: ContextValues, lookUp: VariableLookup): ConditionOutcome {
  const { operator, tests } = condition;
  if (operator === null) return UNKNOWN;
  if (values === AMBIGUOUS) return AMBIGUOUS_KEY;
  if (operator.base.family === 'Null') return testNull(condition, values === undefined || values.length === 0);
  if (values === undefined || values.length === 0) return whenMissing(operator);
  const { negated } = operator.base;
  switch (operator.qualifier) {
    case null: {
      if (values.length > 1) return SEVERAL_VALUES;
      const found = findMatch(tests, values[0] ?? '', lookUp);
      if (found === 'yes') return pick(VALUE_MATCHED, !negated);
      return pick(found === 'no' ? NO_VALUE_MATCHED : UNPARSABLE, negated);
    }
    case 'ForAllValues':
      return values.every((value) => value === '') ? MISSING_FOR_ALL : testAll(tests, values, negated, lookUp);
    case 'ForAnyValue':
      return testAny(tests, values, negated, lookUp);
  }
}

function pick(pair: readonly [ConditionOutcome, ConditionOutcome], matched: boolean): ConditionOutcome {
  return pair[matched ? 1 : 0];
}

function whenMissing({ qualifier, ifExists, base }: ConditionOperator): ConditionOutcome {
  if (qualifier === 'ForAllValues') return MISSING_FOR_ALL;
  if (ifExists) return MISSING_IF_EXISTS;
  if (qualifier === 'ForAnyValue') return MISSING_FOR_ANY;
  return base.negated ? MISSING_NEGATED : MISSING;
}

/** Tests presence. `"true"` requires the key to be missing, `"false"` to be present. */
function testNull({ clause }: CompiledCondition, missing: boolean): ConditionOutcome {
  const wanted = missing ? 'true' : 'false';
  const holds = clause.values.some((entry) => entry.value.toLowerCase() === wanted);
  return pick(NULL_CHECK, holds);
}

type Found = 'yes' | 'no' | 'unparsable';

/** Finds a policy value that passes the base test for a context value. */
function findMatch(tests: readonly ValueTest[], value: string, lookUp: VariableLookup): Found {
  spend(4 * tests.length);
  let found: Found = 'no';
  for (const test of tests) {
    const answer = test(value, lookUp);
    if (answer === true) return 'yes';
    if (answer === null) found = 'unparsable';
  }
  return found;
}

/** Tests all values. Positive: every context value matches some policy value. Negated: none matches any. */
function testAll(
  tests: readonly ValueTest[],
  values: readonly string[],
  negated: boolean,
  lookUp: VariableLookup,
): ConditionOutcome {
  for (const value of values) {
    const found = findMatch(tests, value, lookUp);
    if ((found === 'yes') === negated)
      return pick(found === 'yes' ? VALUE_MATCHED : found === 'no' ? NO_VALUE_MATCHED : UNPARSABLE, false);
  }
  return pick(negated ? NO_VALUE_MATCHED : VALUE_MATCHED, true);
}

/** Tests any value. Positive: some context value matches some policy value. Negated: some context value matches none. */
function testAny(
  tests: readonly ValueTest[],
  values: readonly string[],
  negated: boolean,
  lookUp: VariableLookup,
): ConditionOutcome {
  let unparsable = false;
  for (const value of values) {
    const found = findMatch(tests, value, lookUp);
    if ((found === 'yes') !== negated)
      return pick(negated ? (found === 'no' ? NO_VALUE_MATCHED : UNPARSABLE) : VALUE_MATCHED, true);
    unparsable ||= found === 'unparsable';
  }
  if (negated) return pick(VALUE_MATCHED, false);
  return pick(unparsable ? UNPARSABLE : NO_VALUE_MATCHED, false);
}
