import type { PreparedPolicy } from '../../evaluate/record';

/** The most tags that are tried for one principal. */
const MOST_TAGS = 4;
const OPERATOR = /^(?:ForAnyValue:|ForAllValues:)?String(Not)?(?:Equals|EqualsIgnoreCase|Like)(?:IfExists)?$/i;
const ONE_VARIABLE = /^\$\{aws:PrincipalTag\/([^},]+)\}$/i;

/**
 * Returns tags that satisfy a condition of an Allow or avoid one of a Deny, by the key that ends with their name.
 * @param family `aws:principaltag/` or the prefix of resource tags, in lower case
 * @param valuesOf returns the values of a tag that can match a variable of the policy
 */
export function tagsAsked(
  policies: readonly PreparedPolicy[],
  family: string,
  valuesOf: (key: string) => string | readonly string[],
): [key: string, value: string][] {
  const found = new Map<string, [string, string]>();
  const note = (key: string, value: string) => {
    if (found.size < MOST_TAGS) found.set(`${key}=${value}`, [key, value]);
  };
  for (const { compiled } of policies) {
    if (!compiled.readsContext) continue;
    for (const { deny, conditions } of compiled.statements) {
      for (const { clause, expected } of conditions) {
        const operator = OPERATOR.exec(clause.operator);
        if (operator === null || (operator[1] !== undefined) !== deny) continue;
        for (const value of expected) {
          const variable = ONE_VARIABLE.exec(value)?.[1];
          if (clause.key.toLowerCase().startsWith(family)) {
            const key = clause.key.slice(family.length);
            if (variable !== undefined) for (const one of [valuesOf(variable)].flat()) note(key, one);
            else if (!value.includes('${')) note(key, value.replace(/[*?]/g, 'x'));
          } else if (variable !== undefined && family === 'aws:principaltag/') {
            for (const one of [valuesOf(clause.key.slice(clause.key.indexOf('/') + 1))].flat()) note(variable, one);
          }
        }
      }
    }
  }
  return [...found.values()];
}

const MFA_KEY = /^aws:multifactorauth/i;
const asksMfa = new WeakMap<PreparedPolicy['compiled'], boolean>();

/** Tests whether a statement depends on how its caller signed in. */
export function readsMfa({ compiled }: PreparedPolicy): boolean {
  const known = asksMfa.get(compiled) ?? compiled.statements.some(({ keys }) => keys.some((key) => MFA_KEY.test(key)));
  asksMfa.set(compiled, known);
  return known;
}
