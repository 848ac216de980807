import { GLOBAL_CONDITION_KEYS } from '@gatehouse/catalog/global-condition-keys';
import { BASE_OPERATORS } from '@gatehouse/policy/evaluate';
import { actionsNamed, type CatalogConditionKey, type ConditionKeyType, type PolicyCatalog } from '@gatehouse/policy/validate';

export type Qualifier = '' | 'ForAnyValue' | 'ForAllValues';

/** The parts of an operator. Null for an unknown name. */
export type OperatorParts = { qualifier: Qualifier; base: string; ifExists: boolean };

export function operatorParts(name: string): OperatorParts | null {
  const found = /^(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?$/.exec(name);
  const [, qualifier, base, ifExists] = found ?? [];
  if (base === undefined || !BASE_OPERATORS.has(base)) return null;
  return {
    qualifier: qualifier === 'ForAnyValue' || qualifier === 'ForAllValues' ? qualifier : '',
    ...{ base, ifExists: ifExists !== undefined },
  };
}

export function operatorName({ qualifier, base, ifExists }: OperatorParts): string {
  return `${qualifier === '' ? '' : `${qualifier}:`}${base}${ifExists && base !== 'Null' ? 'IfExists' : ''}`;
}

const FAMILY: Readonly<Record<ConditionKeyType, string>> = {
  String: 'String',
  ARN: 'Arn',
  Bool: 'Bool',
  Numeric: 'Numeric',
  Date: 'Date',
  IPAddress: 'IpAddress',
  Binary: 'Binary',
};

/** Returns the operators for keys of a type, most used first. `Null` fits all, and ARNs can also be compared as strings. */
export function operatorsFor(type: ConditionKeyType): string[] {
  const families = type === 'ARN' ? ['Arn', 'String'] : [FAMILY[type]];
  const fitting = families.flatMap((family) => [...BASE_OPERATORS.values()].filter((operator) => operator.family === family));
  const names = fitting.map(({ name }) => name);
  const usual: Readonly<Record<string, string>> = { ARN: 'ArnLike', String: 'StringEquals' };
  const first = usual[type] ?? names[0] ?? 'StringEquals';
  return [first, ...names.filter((name) => name !== first), 'Null'];
}

/** Example values by type. */
const EXAMPLES: Readonly<Record<ConditionKeyType, string>> = {
  String: 'value',
  ARN: 'arn:aws:iam::111122223333:role/*',
  Bool: 'true',
  Numeric: '3600',
  Date: '2026-12-31T23:59:59Z',
  IPAddress: '203.0.113.0/24',
  Binary: 'QmluYXJ5',
};

const KEY_EXAMPLES: Readonly<Record<string, string>> = {
  'aws:requestedregion': 'eu-west-1',
  'aws:principalorgid': 'o-a1b2c3d4e5',
  'aws:resourceorgid': 'o-a1b2c3d4e5',
  'aws:principalaccount': '111122223333',
  'aws:sourceaccount': '111122223333',
  'aws:resourceaccount': '111122223333',
  'aws:sourcevpce': 'vpce-0a1b2c3d',
  'aws:sourcevpc': 'vpc-0a1b2c3d',
  'sts:externalid': '7f3c91d2',
  's3:prefix': 'home/*',
  'iam:passedtoservice': 'lambda.amazonaws.com',
};

export function exampleOf({ key, type }: CatalogConditionKey): string {
  return KEY_EXAMPLES[key.toLowerCase()] ?? EXAMPLES[type];
}

/** The keys that requests for the chosen actions can carry: their own first, then those of every request. */
export function keysFor(
  catalog: PolicyCatalog,
  actions: readonly string[],
): { own: readonly string[]; global: readonly string[] } {
  const own = new Set<string>();
  for (const entry of actions) {
    for (const action of actionsNamed(catalog, entry) ?? []) {
      for (const key of action.conditionKeys) own.add(key);
      const names = new Set(action.resourceTypes.map(({ name }) => name));
      for (const { conditionKeys } of action.resourceTypes) for (const key of conditionKeys) own.add(key);
      for (const { name, conditionKeys } of catalog.resourceTypesOf(action.service)) {
        if (names.has(name)) for (const key of conditionKeys) own.add(key);
      }
    }
    // If a wildcard matches hundreds of actions, the keys of a service are too many to list.
    if (own.size > 400) break;
  }
  const global = GLOBAL_CONDITION_KEYS.map(({ key }) => key);
  return { own: [...own].filter((key) => !global.includes(key)).sort(), global };
}

/** Returns a key family such as `aws:PrincipalTag/${TagKey}`, up to its member name. */
export function familyOf(key: string): string | null {
  const found = /^(.*?)\$\{[^}]+\}$/.exec(key);
  return found?.[1] ?? null;
}

/**
 * Returns what happens to a request without the key. Source: IAM User Guide, "Condition operators" and "Conditions with multiple
 * values": a missing key fails an operator, but passes a negated one, one with IfExists and ForAllValues.
 */
export function whenMissing(effect: 'Allow' | 'Deny', operator: string, values: readonly string[]): string | null {
  const parts = operatorParts(operator);
  const base = parts && BASE_OPERATORS.get(parts.base);
  if (!parts || !base) return null;
  const holds =
    parts.base === 'Null'
      ? values.some((value) => value.toLowerCase() === 'true')
      : parts.qualifier === 'ForAllValues' || parts.ifExists || (base.negated && parts.qualifier === '');
  const result = holds ? 'the condition holds' : 'the condition fails';
  const meaning =
    effect === 'Allow' ? (holds ? 'it is allowed anyway' : 'nothing is allowed') : holds ? 'it is denied' : 'nothing is denied';
  return `If the key is missing, ${result}: ${meaning}.`;
}

/** Returns when requests carry a global key, in words. */
export function presence(key: string): string | null {
  if (key.toLowerCase() === 'aws:multifactorauthpresent') {
    return 'Long-term access keys carry no such key. Temporary credentials set it to true or false.';
  }
  const found = GLOBAL_CONDITION_KEYS.find((one) => {
    const family = familyOf(one.key);
    return family === null ? one.key.toLowerCase() === key.toLowerCase() : key.toLowerCase().startsWith(family.toLowerCase());
  });
  return found ? `Present: ${found.presentWhen.charAt(0).toLowerCase()}${found.presentWhen.slice(1)}.` : null;
}

/** Returns whether a condition with the operator and key exists. A document can have only one, which takes more values. */
export function isAsked(clauses: readonly { operator: string; key: string }[], operator: string, key: string): boolean {
  return clauses.some((clause) => clause.operator === operator && clause.key.toLowerCase() === key.toLowerCase());
}
