import { invalid } from '../errors';

/** The conditions of a filter, by attribute in lower case. */
export type Conditions = ReadonlyMap<string, string>;

const CONDITION = /^\s*([a-zA-Z][\w.:$-]{0,127})\s+eq\s+"((?:[^"\\]|\\.){0,1024})"\s*(?:and\s|$)/i;

/**
 * Reads a filter: conditions with `eq`, joined by `and`. AWS knows no other operators.
 * @param allowed the sets of attributes that may stand together, in lower case
 * @throws AwsError ValidationException
 */
export function readFilter(filter: string, allowed: readonly (readonly string[])[]): Conditions {
  const conditions = new Map<string, string>();
  for (let rest = filter; rest.trim() !== '' || conditions.size === 0; ) {
    const found = CONDITION.exec(rest);
    if (!found) throw invalid('Invalid Filter format');
    const [whole, attribute = '', value = ''] = found;
    if (conditions.has(attribute.toLowerCase())) throw invalid('Invalid Filter format');
    conditions.set(attribute.toLowerCase(), value.replaceAll(/\\(.)/g, '$1'));
    rest = rest.slice(whole.length);
    // A filter does not end with `and`.
    if (rest.trim() === '' && /and\s*$/i.test(whole)) throw invalid('Invalid Filter format');
  }
  const names = [...conditions.keys()].sort().join();
  if (!allowed.some((set) => [...set].sort().join() === names)) throw invalid('Invalid Filter format');
  return conditions;
}
