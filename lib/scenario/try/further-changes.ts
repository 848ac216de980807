import { isJsonObject } from '../../core/text/json-object';

/** A changed statement, with the name of its change. */
export type StatementChange = { what: string; value: unknown };

type Statement = Readonly<Record<string, unknown>>;

/** The condition of a statement that holds for the examples of a task and not always. */
const NOT_ALWAYS = [
  { what: 'only until some day', operator: 'DateLessThan', key: 'aws:CurrentTime', value: '2099-01-01T00:00:00Z' },
  { what: 'only from one address', operator: 'IpAddress', key: 'aws:SourceIp', value: '192.0.2.10' },
] as const;

/** Yields changes of a statement that leave out one of several things, or that hold only for some requests. */
export function* furtherChanges(statement: Statement): Generator<StatementChange> {
  for (const member of ['Action', 'NotAction', 'Resource', 'NotResource'] as const) {
    for (const { value, others } of eachOf(statement[member]))
      yield { what: `${member} ${value} left out`, value: { ...statement, [member]: others } };
  }
  const conditions = isJsonObject(statement.Condition) ? statement.Condition : {};
  const withCondition = (changed: object) => ({ ...statement, Condition: changed });
  for (const { what, operator, key, value } of NOT_ALWAYS)
    if (!Object.hasOwn(conditions, operator))
      yield { what, value: withCondition({ ...conditions, [operator]: { [key]: value } }) };
  for (const [operator, keys] of Object.entries(conditions)) {
    if (!isJsonObject(keys)) continue;
    for (const [key, values] of Object.entries(keys)) {
      const { [key]: _, ...otherKeys } = keys;
      if (Object.keys(otherKeys).length > 0)
        yield { what: `${operator} ${key} left out`, value: withCondition({ ...conditions, [operator]: otherKeys }) };
      for (const { value, others } of eachOf(values))
        yield {
          what: `${operator} ${key} ${value} left out`,
          value: withCondition({ ...conditions, [operator]: { ...keys, [key]: others } }),
        };
      if (operator === 'StringEquals' && typeof values === 'string')
        yield { what: `prefix ${key}`, value: withCondition(likePrefix(conditions, key, values, otherKeys)) };
    }
  }
}

/** Yields each of several values, with the others. */
function* eachOf(values: unknown): Generator<{ value: string; others: readonly unknown[] }> {
  if (!Array.isArray(values) || values.length < 2) return;
  for (const [at, value] of values.entries()) yield { value: String(value), others: values.filter((_, other) => other !== at) };
}

/** Returns conditions in which one key may have every value that begins with its own. */
function likePrefix(conditions: Statement, key: string, value: string, otherKeys: object): object {
  const { StringEquals: _, StringLike = {}, ...others } = conditions;
  return {
    ...others,
    ...(Object.keys(otherKeys).length > 0 && { StringEquals: otherKeys }),
    StringLike: { ...(StringLike as object), [key]: `${value}*` },
  };
}
