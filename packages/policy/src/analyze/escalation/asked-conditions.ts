import type { PreparedPolicy } from '../../evaluate/record';

/** So many tags are tried for one principal. */
const MOST_TAGS = 4;
const OPERATOR = /^(?:ForAnyValue:|ForAllValues:)?String(Not)?(?:Equals|EqualsIgnoreCase|Like)(?:IfExists)?$/i;
const ONE_VARIABLE = /^\$\{aws:PrincipalTag\/([^},]+)\}$/i;

/**
 * Tags with which a condition of an Allow would hold, or one of a Deny would not, by the key that ends with their name.
 * @param family `aws:principaltag/` or that of tags of resources, in lower case
 * @param valuesOf which values a tag could be given to meet one that the policy leaves to a variable
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

/** Returns whether some statement asks how its caller signed in. */
export function readsMfa({ compiled }: PreparedPolicy): boolean {
  const known = asksMfa.get(compiled) ?? compiled.statements.some(({ keys }) => keys.some((key) => MFA_KEY.test(key)));
  asksMfa.set(compiled, known);
  return known;
}
