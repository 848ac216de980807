import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../test-runs';
import { effectivePolicy } from './effective/effective-policy';
import { readDeclarativePolicy } from './read-declarative-policy';
import { missingTagKeys, readTagRules, sourcesOfTagRules, tagViolations } from './tag-compliance';

const QUEUE = 'sqs:queue';

/** Returns the effective policy of documents at nodes, from the root down. */
function effectiveOf(...documents: readonly object[]) {
  const chain = documents.map((document, index) => {
    const read = readDeclarativePolicy('TAG_POLICY', JSON.stringify(document));
    if (!read.ok) throw new Error(read.issues[0]?.message);
    return { id: `node-${index}`, policies: [{ id: `policy-${index}`, policy: read.policy }] };
  });
  return effectivePolicy('TAG_POLICY', chain);
}
const rulesOf = (...documents: readonly object[]) => readTagRules(effectiveOf(...documents).document);
const policy = (key: string, rule: object) => ({ tags: { [key]: rule } });
const assigned = (members: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(members).map(([name, value]) => [name, { '@@assign': value }]));

const text = fc.string({ unit: fc.constantFrom(...'abAB-_'), maxLength: 4 });
const key = text.filter((some) => some !== '');
const tag = fc.record({ Key: key, Value: text });
const pattern = fc.oneof(
  text,
  fc.tuple(text, text).map(([start, end]) => `${start}*${end}`),
);
const rule = fc.record(
  {
    tag_value: fc.array(pattern, { maxLength: 3 }),
    enforced_for: fc.subarray([QUEUE, 'sns:topic', 'sqs:ALL_SUPPORTED']),
    report_required_tag_for: fc.subarray([QUEUE, 'sns:topic', 'sqs:ALL_SUPPORTED']),
  },
  { requiredKeys: [] },
);
const document = fc.uniqueArray(fc.tuple(key, rule), { maxLength: 3, selector: ([name]) => name.toLowerCase() }).map((rules) => ({
  tags: Object.fromEntries(rules.map(([name, members]) => [name, assigned({ tag_key: name, ...members })])),
}));
const tags = fc.array(tag, { maxLength: 4 });

/** Returns whether a value matches a pattern, as a regular expression says it. */
const fits = (value: string, glob: string) => new RegExp(`^${glob.replace('*', '.*')}$`, 's').test(value);

describe('violations of tags', () => {
  it('are exactly the tags whose spelling or value the rule of the key does not allow', () => {
    fc.assert(
      fc.property(document, tags, (policies, given) => {
        const rules = rulesOf(policies);
        const expected = given.flatMap(({ Key, Value }) => {
          const named = Object.entries<Record<string, { '@@assign': unknown }>>(policies.tags).find(
            ([name]) => name.toLowerCase() === Key.toLowerCase(),
          );
          if (!named) return [];
          const values = (named[1].tag_value?.['@@assign'] as string[] | undefined) ?? ['*'];
          const wrongValue = values.some((glob) => fits(Value, glob)) ? [] : [values.length === 0 ? 'NO_VALUE' : 'VALUE'];
          return [...(named[0] === Key ? [] : ['SPELLING']), ...wrongValue].map((reason) => [Key, Value, reason]);
        });
        expect(tagViolations(rules, QUEUE, given).map(({ key: Key, value, reason }) => [Key, value, reason])).toEqual(expected);
      }),
      runs(300),
    );
  });

  it('do not depend on other tags, and vanish with the tags', () => {
    fc.assert(
      fc.property(document, tags, tags, (policies, some, more) => {
        const rules = rulesOf(policies);
        const both = tagViolations(rules, QUEUE, [...some, ...more]);
        expect(both).toEqual([...tagViolations(rules, QUEUE, some), ...tagViolations(rules, QUEUE, more)]);
        expect(tagViolations(rules, QUEUE, [])).toEqual([]);
      }),
      runs(100),
    );
  });

  it('vanish once the tag has the key and a value that they name', () => {
    fc.assert(
      fc.property(document, tags, (policies, given) => {
        const rules = rulesOf(policies);
        for (const { compliantKey, allowedValues } of tagViolations(rules, QUEUE, given)) {
          for (const glob of allowedValues)
            expect(tagViolations(rules, QUEUE, [{ Key: compliantKey, Value: glob.replace('*', 'x') }])).toEqual([]);
        }
      }),
      runs(100),
    );
  });

  it('are enforced on a type that enforced_for names itself or by ALL_SUPPORTED of its service', () => {
    fc.assert(
      fc.property(document, tags, fc.constantFrom(QUEUE, 'sns:topic', 'sqs:other'), (policies, given, type) => {
        for (const { rule: name, enforced } of tagViolations(rulesOf(policies), type, given)) {
          const entries = Object.entries<Record<string, { '@@assign': unknown }>>(policies.tags);
          const found = entries.find(([own]) => own.toLowerCase() === name)?.[1].enforced_for?.['@@assign'] as
            | string[]
            | undefined;
          const all = type === QUEUE && found?.includes('sqs:ALL_SUPPORTED');
          expect(enforced).toBe(Boolean(found?.includes(type) || all));
        }
      }),
      runs(200),
    );
  });

  it('come from a policy and node of the chain', () => {
    fc.assert(
      fc.property(fc.array(document, { minLength: 1, maxLength: 3 }), tags, (documents, given) => {
        const effective = effectiveOf(...documents);
        for (const { rule: name, reason } of tagViolations(readTagRules(effective.document), QUEUE, given)) {
          const source = sourcesOfTagRules(effective.settings)(name, reason);
          const index = Number(source?.node.replace('node-', ''));
          expect(source?.policy).toBe(`policy-${index}`);
          expect(Object.keys(documents[index]?.tags ?? {}).map((own) => own.toLowerCase())).toContain(name);
        }
      }),
      runs(100),
    );
  });
});

describe('required keys', () => {
  it('are missing on a resource without the key in any spelling', () => {
    fc.assert(
      fc.property(document, tags, (policies, given) => {
        const keys = given.map(({ Key }) => Key.toLowerCase());
        const expected = Object.entries<Record<string, { '@@assign': unknown }>>(policies.tags).flatMap(([name, members]) => {
          const types = (members.report_required_tag_for?.['@@assign'] as string[] | undefined) ?? [];
          const required = types.includes(QUEUE) || types.includes('sqs:ALL_SUPPORTED');
          return required && !keys.includes(name.toLowerCase()) ? [name] : [];
        });
        const missing = missingTagKeys(rulesOf(policies), QUEUE, given);
        expect(missing.map(({ compliantKey }) => compliantKey).sort()).toEqual(expected.sort());
      }),
      runs(200),
    );
  });
});

describe('a rule', () => {
  const team = { enforced_for: { '@@assign': [QUEUE] } };
  const reasons = (rules: object, Key: string, Value: string) =>
    tagViolations(rulesOf(policy('Team', { ...team, ...rules })), QUEUE, [{ Key, Value }]).map(({ reason }) => reason);

  it('without a spelling wants the key in lower case', () => {
    expect(reasons({}, 'team', '')).toEqual([]);
    expect(reasons({}, 'Team', '')).toEqual(['SPELLING']);
  });

  it('without values allows any, also none, and with an empty list allows none', () => {
    expect(reasons({ tag_value: { '@@assign': ['*'] } }, 'team', '')).toEqual([]);
    expect(reasons({ tag_value: { '@@assign': [] } }, 'team', 'x')).toEqual(['NO_VALUE']);
  });

  it('compares values with case, and * as any characters', () => {
    const values = { tag_value: { '@@assign': ['R*d', 'blue'] } };
    for (const good of ['Rd', 'Reed', 'R*d', 'blue']) expect(reasons(values, 'team', good)).toEqual([]);
    for (const bad of ['R', 'red', 'Blue', 'bluer']) expect(reasons(values, 'team', bad)).toEqual(['VALUE']);
  });

  it('of ALL_SUPPORTED covers the documented types of its service only', () => {
    const all = rulesOf(policy('team', assigned({ tag_value: [], enforced_for: ['iam:ALL_SUPPORTED', 'ec2:ALL_SUPPORTED'] })));
    const enforced = (type: string) => tagViolations(all, type, [{ Key: 'team', Value: '' }])[0]?.enforced;
    expect(['iam:policy', 'iam:mfa', 'ec2:instance', 'iam:user', 'sqs:queue'].map(enforced)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('may have any name', () => {
    expect(tagViolations(rulesOf(policy('__proto__x', {})), QUEUE, [{ Key: 'constructor', Value: '' }])).toEqual([]);
    expect(readTagRules(JSON.parse('{"tags":{"__proto__":{"tag_value":[]}}}')).get('__proto__')?.values).toEqual([]);
    expect(readTagRules({}).size).toBe(0);
  });
});
