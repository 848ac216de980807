import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contentInForce, effectivePolicy } from './effective/effective-policy';
import { readDeclarativePolicy } from './read-declarative-policy';
import type { DeclarativePolicyType, EffectivePolicy, PolicyNode } from './types';

type Chain = readonly { node: string; policies: readonly unknown[] }[];
type Case = {
  id: string;
  source: string;
  title: string;
  type: DeclarativePolicyType;
  chain: Chain;
  /** The effective document, without problems. */
  effective?: unknown;
  /** The chain before a change that makes the effective document invalid, the document in force after it, and the problems. */
  before?: Chain;
  inForce?: unknown;
  problems?: EffectivePolicy['problems'];
};

const folder = new URL('./cases/', import.meta.url);
const cases: readonly Case[] = readdirSync(folder).flatMap((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')));

/** Reads a chain. The policies of a node are named by the node and their order of attachment, as in `root-1`. */
function read(type: DeclarativePolicyType, chain: Chain): readonly PolicyNode[] {
  return chain.map(({ node, policies }) => ({
    id: node,
    policies: policies.map((document, index) => {
      const result = readDeclarativePolicy(type, JSON.stringify(document));
      if (!result.ok) throw new Error(result.issues[0]?.message);
      return { id: `${node}-${index + 1}`, policy: result.policy };
    }),
  }));
}

describe('effectivePolicy', () => {
  it('has the 32 worked cases', () => {
    expect(cases.map(({ id }) => id).sort()).toEqual(Array.from({ length: 32 }, (_, index) => `W${index + 1}`).sort());
  });

  it.each(cases)('$id: $title ($source)', ({ type, chain, effective, before, inForce, problems = [] }) => {
    const result = effectivePolicy(type, read(type, chain));
    expect(result.problems).toEqual(problems);
    if (effective !== undefined) expect(JSON.parse(result.content)).toEqual(effective);
    if (before === undefined) return;
    const last = effectivePolicy(type, read(type, before));
    expect(last.problems).toEqual([]);
    expect(JSON.parse(contentInForce(result, last.content))).toEqual(inForce);
  });
});
