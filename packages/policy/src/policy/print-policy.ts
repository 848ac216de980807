import type { ConditionClause, Policy, PolicyElement, PrincipalElement, Statement } from './types';

type JsonValue = string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * Converts a policy to a JSON value, with elements in AWS's usual order and scalars where the author wrote them. Numbers and booleans of
 * conditions become strings with the same meaning.
 */
export function policyToJson(policy: Policy): { [key: string]: JsonValue } {
  const statements = policy.statements.map(statementToJson);
  const [only] = statements;
  return {
    ...(policy.versionWritten ? { Version: policy.version } : {}),
    ...(policy.id === undefined ? {} : { Id: policy.id }),
    Statement: policy.singleStatement && only !== undefined ? only : statements,
  };
}

/** Prints a policy with an indentation of two spaces (0: on one line). Parsing it returns the same policy, except for spans. */
export function printPolicy(policy: Policy, indent = 2): string {
  return JSON.stringify(policyToJson(policy), null, indent);
}

/** Converts a statement to a JSON value. */
export function statementToJson(statement: Statement): { [key: string]: JsonValue } {
  const { sid, effect, principal, action, resource, conditions } = statement;
  return {
    ...(sid === undefined ? {} : { Sid: sid }),
    Effect: effect,
    ...(principal === undefined ? {} : { [principal.negated ? 'NotPrincipal' : 'Principal']: principalToJson(principal) }),
    [action.negated ? 'NotAction' : 'Action']: elementToJson(action),
    ...(resource === undefined ? {} : { [resource.negated ? 'NotResource' : 'Resource']: elementToJson(resource) }),
    ...(conditions.length === 0 ? {} : { Condition: conditionsToJson(conditions) }),
  };
}

function listOrScalar(values: readonly string[], scalar: boolean): JsonValue {
  const [first] = values;
  return scalar && values.length === 1 && first !== undefined ? first : values;
}

function elementToJson(element: PolicyElement): JsonValue {
  return listOrScalar(
    element.entries.map((entry) => entry.value),
    element.scalar,
  );
}

function principalToJson(principal: PrincipalElement): JsonValue {
  const [first] = principal.entries;
  if (first?.key === 'Any') return first.value;
  const map = new Map<string, string[]>();
  for (const { key, value } of principal.entries) {
    const values = map.get(key) ?? [];
    values.push(value);
    map.set(key, values);
  }
  const entries = [...map].map(
    ([key, values]) =>
      [
        key,
        listOrScalar(
          values,
          principal.scalarKeys.some((k) => k === key),
        ),
      ] as const,
  );
  return Object.fromEntries(entries);
}

function conditionsToJson(clauses: readonly ConditionClause[]): JsonValue {
  const operators = new Map<string, [string, JsonValue][]>();
  for (const { operator, key, values, scalar } of clauses) {
    const keys = operators.get(operator) ?? [];
    const texts = values.map((entry) => entry.value);
    keys.push([key, listOrScalar(texts, scalar)]);
    operators.set(operator, keys);
  }
  return Object.fromEntries([...operators].map(([operator, keys]) => [operator, Object.fromEntries(keys)]));
}
