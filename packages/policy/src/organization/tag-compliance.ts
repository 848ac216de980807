import { OTHER_SPELLING_IS_MISSING } from './open-points';
import { TYPES_BY_SERVICE } from './syntax/tag';
import type { EffectiveObject, EffectivePolicy, ValueSource } from './types';

/** A rule of an effective tag policy. */
type TagRule = {
  /** The policy key, which is the tag key in lower case. */
  name: string;
  /** The spelling of the tag key that complies. */
  key: string;
  /** The allowed values, each with at most one `*`. */
  values: readonly string[];
  enforcedFor: readonly string[];
  requiredFor: readonly string[];
};

/** The rules of an effective tag policy, by policy key. */
export type TagRules = ReadonlyMap<string, TagRule>;

/** `VALUE`: the value is none of the allowed ones. `NO_VALUE`: the rule allows no value, so the key must not be used. */
export type TagViolationReason = 'SPELLING' | 'VALUE' | 'NO_VALUE';

/** A tag that does not comply with a rule. */
export type TagViolation = {
  /** The policy key of the rule. */
  rule: string;
  /** The key and the value of the tag. */
  key: string;
  value: string;
  reason: TagViolationReason;
  /** True if the rule refuses the tag on the resource type. Otherwise it is only reported. */
  enforced: boolean;
  /** The spelling of the key that complies, and the allowed values. */
  compliantKey: string;
  allowedValues: readonly string[];
};

type Tag = { Key: string; Value: string };

/**
 * Returns the rules of an effective tag policy. Members that are not rules are ignored.
 * @param document the document of the effective policy, as DescribeEffectivePolicy returns its text
 */
export function readTagRules(document: EffectiveObject): TagRules {
  const tags = memberOf(document, 'tags');
  const rules = new Map<string, TagRule>();
  if (typeof tags !== 'object' || tags === null) return rules;
  for (const [name, rule] of Object.entries(tags)) {
    const key = memberOf(rule, 'tag_key');
    rules.set(name, {
      name,
      key: typeof key === 'string' ? key : name,
      values: textsOf(rule, 'tag_value') ?? ['*'],
      enforcedFor: textsOf(rule, 'enforced_for') ?? [],
      requiredFor: textsOf(rule, 'report_required_tag_for') ?? [],
    });
  }
  return rules;
}

/**
 * Returns the violations of tags that a call would put on a resource, or that a resource has, in the order of the tags. A tag can
 * violate its rule by its spelling and by its value. Tags whose key has no rule comply.
 * Source: Organizations User Guide, "Tag policy syntax" and "Enforce tagging consistency".
 * @param type the resource type, such as `sqs:queue`
 */
export function tagViolations(rules: TagRules, type: string, tags: readonly Tag[]): TagViolation[] {
  return tags.flatMap(({ Key, Value }) => {
    const rule = rules.get(Key.toLowerCase());
    if (!rule) return [];
    const about = {
      rule: rule.name,
      key: Key,
      value: Value,
      enforced: names(rule.enforcedFor, type, 'enforced'),
      compliantKey: rule.key,
      allowedValues: rule.values,
    };
    return reasonsOf(rule, Key, Value).map((reason) => ({ ...about, reason }));
  });
}

/**
 * Returns the tag keys that a resource must have for reports and does not have, each with the rule. They refuse no call.
 * Source: Organizations User Guide, "Tag policy syntax", `report_required_tag_for`.
 */
export function missingTagKeys(
  rules: TagRules,
  type: string,
  tags: readonly Tag[],
): { rule: string; compliantKey: string; allowedValues: readonly string[] }[] {
  const keys = new Set(tags.map(({ Key }) => (OTHER_SPELLING_IS_MISSING ? Key : Key.toLowerCase())));
  return [...rules.values()]
    .filter(({ requiredFor, name, key }) => {
      return names(requiredFor, type, 'reported') && !keys.has(OTHER_SPELLING_IS_MISSING ? key : name);
    })
    .map(({ name, key, values }) => ({ rule: name, compliantKey: key, allowedValues: values }));
}

/**
 * Returns the tag keys that rules require for reports, by resource type.
 * @param known the types that stand for ALL_SUPPORTED of their services. ALL_SUPPORTED of another service is returned as written.
 */
export function requiredTagKeys(rules: TagRules, known: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const keys = new Map<string, string[]>();
  for (const { key, requiredFor } of rules.values()) {
    const written = requiredFor.filter((type) => !known.some((each) => type === `${each.split(':')[0]}:ALL_SUPPORTED`));
    const types = new Set([...written, ...known.filter((type) => names(requiredFor, type, 'reported'))]);
    for (const type of types) keys.set(type, [...(keys.get(type) ?? []), key]);
  }
  return keys;
}

/**
 * Returns the function that gives the policy and the node that set the part of a rule which a violation is about. If the part has its
 * default, the source of another part of the rule is returned. Null if the effective policy has no such rule.
 */
export function sourcesOfTagRules(
  settings: EffectivePolicy['settings'],
): (rule: string, reason: TagViolationReason | 'MISSING') => ValueSource | null {
  const byRule = new Map<string, EffectivePolicy['settings'][number][]>();
  for (const setting of settings) {
    const [top, rule] = setting.path;
    if (!setting.present || top !== 'tags' || rule === undefined) continue;
    const parts = byRule.get(rule);
    if (parts) parts.push(setting);
    else byRule.set(rule, [setting]);
  }
  return (rule, reason) => {
    const member = reason === 'SPELLING' ? 'tag_key' : reason === 'MISSING' ? 'report_required_tag_for' : 'tag_value';
    const parts = byRule.get(rule) ?? [];
    const about = parts.find(({ path }) => path[2] === member);
    const sources = [about, ...parts].flatMap((part) => [part?.setBy, part?.values.find(({ source }) => source)?.source]);
    return sources.find((source) => source) ?? null;
  };
}

function reasonsOf({ key, values }: TagRule, given: string, value: string): TagViolationReason[] {
  const spelling = given === key ? [] : (['SPELLING'] as const);
  if (values.some((pattern) => matches(pattern, value))) return [...spelling];
  return [...spelling, values.length === 0 ? 'NO_VALUE' : 'VALUE'];
}

/** Returns whether a value matches a pattern. `*` stands for any number of characters. */
function matches(pattern: string, value: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === value;
  const [start, end] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return value.length >= start.length + end.length && value.startsWith(start) && value.endsWith(end);
}

/** Returns whether a list of types names a type: by itself, or by ALL_SUPPORTED of its service. */
function names(types: readonly string[], type: string, use: 'enforced' | 'reported'): boolean {
  if (types.includes(type)) return true;
  const [service = '', name = ''] = type.split(':');
  const known = TYPES_BY_SERVICE.get(service);
  return types.includes(`${service}:ALL_SUPPORTED`) && (known === undefined || known[use].includes(name));
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}

function textsOf(value: unknown, name: string): string[] | undefined {
  const list = memberOf(value, name);
  return Array.isArray(list) ? list.map(String) : undefined;
}
