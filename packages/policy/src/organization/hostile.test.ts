import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workSoFar } from '../budget/count';
import { runs } from '../test-runs';
import { effectivePolicy, effectivePolicySteps } from './effective/effective-policy';
import { readDeclarativePolicy } from './read-declarative-policy';
import { DECLARATIVE_POLICY_TYPES } from './types';

const LARGE = { maxCharacters: 1_000_000 };

/** Returns the work of a policy at four nodes. */
function workOf(text: string): number {
  const before = workSoFar();
  const result = readDeclarativePolicy('TAG_POLICY', text, LARGE);
  if (result.ok) {
    const policies = [{ id: 'p', policy: result.policy }];
    effectivePolicy(
      'TAG_POLICY',
      ['a', 'b', 'c', 'd'].map((id) => ({ id, policies })),
    );
  }
  return workSoFar() - before;
}

describe('hostile documents', () => {
  it('takes __proto__ and constructor as names of tags', () => {
    const text = '{"tags":{"__proto__":{"tag_value":{"@@assign":["x"]}},"constructor":{"tag_value":{"@@assign":["y"]}}}}';
    const result = readDeclarativePolicy('TAG_POLICY', text);
    if (!result.ok) throw new Error(result.issues[0]?.message);
    const { content, document } = effectivePolicy('TAG_POLICY', [{ id: 'r', policies: [{ id: 'p', policy: result.policy }] }]);
    expect(content).toBe(
      '{"tags":{"__proto__":{"tag_value":["x"],"tag_key":"__proto__"},"constructor":{"tag_value":["y"],"tag_key":"constructor"}}}',
    );
    expect(Object.getPrototypeOf(document)).toBeNull();
    expect(Reflect.get({}, 'tag_value')).toBeUndefined();
  });

  it('refuses deep documents', () => {
    const deep = `{"tags":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`;
    const result = readDeclarativePolicy('TAG_POLICY', deep, LARGE);
    expect(result.ok ? [] : result.issues.map(({ code }) => code)).toEqual(['JSON_TOO_DEEP']);
  });

  it.each(['values', 'tags', 'faults'])('does work in proportion to the number of %s', (kind) => {
    const text = (count: number) => {
      const numbers = Array.from({ length: count }, (_, index) => index);
      if (kind === 'values') return JSON.stringify({ tags: { k: { tag_value: { '@@append': numbers } } } });
      const member = kind === 'tags' ? {} : { wrong: 1 };
      return JSON.stringify({ tags: Object.fromEntries(numbers.map((number) => [`k${number}`, member])) });
    };
    expect(workOf(text(4000)) / workOf(text(2000))).toBeLessThan(2.5);
  });

  it('pauses between parts of the work on a long chain', () => {
    const chain = Array.from({ length: 20 }, (_, at) => {
      const keys = Array.from({ length: 300 }, (_each, index) => [`k${at}x${index}`, { tag_value: { '@@append': ['a'] } }]);
      const read = readDeclarativePolicy('TAG_POLICY', JSON.stringify({ tags: Object.fromEntries(keys) }), LARGE);
      return { id: `n${at}`, policies: read.ok ? [{ id: `p${at}`, policy: read.policy }] : [] };
    });
    const parts: number[] = [];
    const steps = effectivePolicySteps('TAG_POLICY', chain);
    for (let before = workSoFar(), done = false; !done; before = workSoFar()) {
      done = steps.next().done === true;
      parts.push(workSoFar() - before);
    }
    const whole = parts.reduce((sum, part) => sum + part, 0);
    expect(parts.length).toBeGreaterThan(60);
    expect(Math.max(...parts) / whole).toBeLessThan(0.1);
  });

  it('limits the number of issues', () => {
    const members = Array.from({ length: 500 }, (_, index) => [`k${index}`, 1]);
    const result = readDeclarativePolicy('TAG_POLICY', JSON.stringify({ tags: Object.fromEntries(members) }), LARGE);
    expect(result.ok ? 0 : result.issues.length).toBe(100);
  });

  it('throws on no text', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DECLARATIVE_POLICY_TYPES), fc.oneof(fc.json(), fc.string()), (type, text) => {
        const result = readDeclarativePolicy(type, text);
        if (!result.ok) expect(result.issues.length).toBeGreaterThan(0);
      }),
      runs(1000),
    );
  });
});
