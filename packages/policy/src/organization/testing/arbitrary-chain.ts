import fc from 'fast-check';
import { POLICY_TYPES } from '../policy-types';
import { readDeclarativePolicy } from '../read-declarative-policy';
import {
  CHILD_CONTROL,
  DECLARATIVE_POLICY_TYPES,
  type DeclarativePolicy,
  type DeclarativePolicyType,
  type MapSchema,
  type NodeSchema,
  type PolicyNode,
  type SettingSchema,
  type ValueSchema,
} from '../types';

type Json = Readonly<Record<string, unknown>>;

const pools = new Map<ValueSchema, readonly unknown[]>();

/** Returns a few values of a schema, always the same, so that documents meet. */
export function poolOf(schema: ValueSchema): readonly unknown[] {
  const pool = pools.get(schema) ?? samplesOf(schema);
  pools.set(schema, pool);
  return pool;
}

function samplesOf(schema: ValueSchema): readonly unknown[] {
  switch (schema.kind) {
    case 'choice':
      return schema.values.slice(0, 3);
    case 'boolean':
      return [true, 'false'];
    case 'integer':
      return [schema.min, String(schema.min + 1), schema.min + 2];
    case 'region':
      return ['us-east-1', 'eu-central-1', ...schema.also];
    case 'text':
      if (schema.pattern.test('Name')) return ['Name', 'name', 'Other', '__proto__'].filter((text) => schema.pattern.test(text));
      return fc.sample(fc.stringMatching(schema.pattern), { seed: 7, numRuns: 3 });
  }
}

const control = fc.constantFrom(
  undefined,
  undefined,
  undefined,
  ['@@all'],
  ['@@none'],
  ['@@append'],
  ['@@assign', '@@remove'],
  ['@@append', '@@remove'],
);

function settingOf({ kind, value }: SettingSchema, controls: boolean): fc.Arbitrary<Json> {
  const one = fc.constantFrom(...poolOf(value));
  const several = fc.array(one, { maxLength: 3 });
  const operators =
    kind === 'single'
      ? fc.record({ '@@assign': one }, { requiredKeys: [] })
      : fc.record({ '@@assign': several, '@@append': several, '@@remove': several }, { requiredKeys: [] });
  return withControl(operators, controls);
}

function withControl(json: fc.Arbitrary<Json>, controls: boolean): fc.Arbitrary<Json> {
  if (!controls) return json;
  return fc.tuple(json, control).map(([members, allowed]) => (allowed ? { ...members, [CHILD_CONTROL]: allowed } : members));
}

function mapOf(schema: MapSchema, controls: boolean): fc.Arbitrary<Json> {
  const names = [...schema.members.keys()];
  const member: fc.Arbitrary<[string, unknown]>[] = [];
  if (names.length > 0) member.push(fc.constantFrom(...names).chain((name) => pair(name, schema.members.get(name), controls)));
  const { entries } = schema;
  if (entries) {
    const free = fc.constantFrom(...poolOf(entries.key.value)).chain((name) => pair(String(name), entries.node, controls));
    member.push(free);
  }
  const members = fc.uniqueArray(fc.oneof(...member), { maxLength: 3, selector: ([name]) => name.toLowerCase() });
  return withControl(
    members.map((pairs) => Object.fromEntries(pairs)),
    controls,
  );
}

function pair(name: string, schema: NodeSchema | undefined, controls: boolean): fc.Arbitrary<[string, unknown]> {
  if (!schema) throw new Error(`${name} has no schema.`);
  const node: fc.Arbitrary<unknown> = schema.kind === 'map' ? mapOf(schema, controls) : settingOf(schema, controls);
  return node.map((value) => [name, value]);
}

/** Returns documents of a type that CreatePolicy accepts. */
export function documentOf(type: DeclarativePolicyType, controls = true): fc.Arbitrary<Json> {
  const { syntax } = POLICY_TYPES[type];
  const top = syntax?.root.members.get(syntax.topLevelKey);
  if (!syntax || top?.kind !== 'map') throw new Error(`${type} has no syntax.`);
  return mapOf(top, controls)
    .map((value) => ({ [syntax.topLevelKey]: value }))
    .filter((document) => readDeclarativePolicy(type, JSON.stringify(document)).ok);
}

/** Returns policies of a type that CreatePolicy accepts. */
function policyOf(type: DeclarativePolicyType, controls: boolean): fc.Arbitrary<DeclarativePolicy> {
  return documentOf(type, controls)
    .map((document) => readDeclarativePolicy(type, JSON.stringify(document)))
    .map((result) => {
      if (!result.ok) throw new Error('The filter lets only accepted documents pass.');
      return result.policy;
    });
}

/** The types whose syntax AWS documents. */
export const TYPES_WITH_SYNTAX = DECLARATIVE_POLICY_TYPES.filter((type) => POLICY_TYPES[type].syntax !== null);

/** Returns chains of a root, two units and an account, with up to two policies at each node. */
export function chainOf(type: DeclarativePolicyType, { controls = true } = {}): fc.Arbitrary<readonly PolicyNode[]> {
  const level = fc.array(policyOf(type, controls), { maxLength: 2 });
  return fc.tuple(level, level, level, level).map((levels) =>
    levels.map((policies, depth) => ({
      id: `node-${depth}`,
      policies: policies.map((policy, index) => ({ id: `policy-${depth}-${index}`, policy })),
    })),
  );
}
