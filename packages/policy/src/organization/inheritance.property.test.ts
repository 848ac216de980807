import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../test-runs';
import { effectivePolicy } from './effective/effective-policy';
import { POLICY_TYPES } from './policy-types';
import { readDeclarativePolicy } from './read-declarative-policy';
import { chainOf, TYPES_WITH_SYNTAX } from './testing/arbitrary-chain';
import { plainInheritance } from './testing/plain-inheritance';
import type { DeclarativePolicyType, DocumentNode, EffectiveJson, EffectivePolicy, PolicyNode } from './types';

/** Returns the document as a policy that assigns every value. Chat policies name Slack workspaces in capital letters. */
function asPolicy(value: EffectiveJson, path: readonly string[] = []): unknown {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return { '@@assign': value };
  const capitals = path.join('/') === 'chatbot/platforms/slack/overrides';
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [capitals ? name.toUpperCase() : name, asPolicy(inner, [...path, name])]),
  );
}

/** Returns the document that the settings alone describe. */
function rebuilt({ settings }: EffectivePolicy): unknown {
  const document = Object.create(null);
  for (const { path, kind, present, values } of settings) {
    if (!present) continue;
    let at = document;
    for (const name of path.slice(0, -1)) {
      at[name] ??= Object.create(null);
      at = at[name];
    }
    const list = values.map(({ value }) => value);
    at[path.at(-1) ?? ''] = kind === 'list' ? list : list[0];
  }
  return document;
}

function nodeAt(root: DocumentNode, path: readonly string[]): DocumentNode | undefined {
  let node: DocumentNode | undefined = root;
  for (const name of path) node = node?.kind === 'map' ? node.members.get(name) : undefined;
  return node;
}

const byPath = ({ settings }: EffectivePolicy) => new Map(settings.map((setting) => [JSON.stringify(setting.path), setting]));

describe.each(TYPES_WITH_SYNTAX)('the inheritance of %s', (type: DeclarativePolicyType) => {
  const chains = chainOf(type);
  const law = (check: (chain: readonly PolicyNode[]) => void) => fc.assert(fc.property(chains, check), runs(120));

  it('prints its document as JSON', () => {
    law((chain) => {
      const { document, content } = effectivePolicy(type, chain);
      expect(content).toBe(JSON.stringify(document));
    });
  });

  it('keeps what a node above closed', () => {
    law((chain) => {
      for (let depth = 1; depth < chain.length; depth += 1) {
        const below = byPath(effectivePolicy(type, chain.slice(0, depth + 1)));
        for (const [path, above] of byPath(effectivePolicy(type, chain.slice(0, depth)))) {
          const after = below.get(path);
          expect(above.allowedForChildren).toEqual(expect.arrayContaining([...(after?.allowedForChildren ?? [])]));
          if (above.allowedForChildren.length === 0) expect(after?.values).toEqual(above.values);
          const only = above.allowedForChildren.join();
          if (only === '@@append') expect(after?.values.slice(0, above.values.length)).toEqual(above.values);
          if (only === '@@remove' && above.present)
            expect(above.values).toEqual(expect.arrayContaining([...(after?.values ?? [])]));
        }
      }
    });
  });

  it('keeps the members of a map that a node above closed', () => {
    law((chain) => {
      for (const { path, policy, by } of effectivePolicy(type, chain).refusedMembers) {
        const documents = chain.flatMap(({ policies }) => policies);
        const rootOf = (id: string) => documents.find((document) => document.id === id)?.policy.root;
        const [refused, closing] = [rootOf(policy), rootOf(by.policy)];
        expect(refused && nodeAt(refused, path)).toBeDefined();
        expect(closing && nodeAt(closing, path.slice(0, -1))?.control).not.toBeNull();
      }
    });
  });

  it('returns a document that gives itself when it is applied alone', () => {
    law((chain) => {
      const { document, content } = effectivePolicy(type, chain);
      if (content === '{}') return;
      const again = readDeclarativePolicy(type, JSON.stringify(asPolicy(document)), { maxCharacters: 100_000 });
      // Values that are valid at different nodes can contradict each other in one document, such as a backup rule's days.
      if (!again.ok) {
        expect(again.issues.every(({ code }) => code === 'INVALID_COMBINATION')).toBe(true);
        return;
      }
      const result = effectivePolicy(type, [{ id: 'root', policies: [{ id: 'only', policy: again.policy }] }]);
      expect(JSON.parse(result.content)).toEqual(JSON.parse(content));
    });
  });

  it('explains each value by an operator that says it, and the explanations rebuild the document', () => {
    law((chain) => {
      const result = effectivePolicy(type, chain);
      expect(sortedText(rebuilt(result))).toBe(sortedText(result.document));
      for (const { path, values, overruled } of result.settings) {
        const said = [...values, ...overruled];
        for (const { value, source } of said) {
          if (source === null || value === undefined) continue;
          const found = chain.find(({ id }) => id === source.node)?.policies.find(({ id }) => id === source.policy);
          const setting = found && nodeAt(found.policy.root, path);
          expect(setting?.kind === 'setting' && setting.values[source.operator]).toContain(value);
        }
      }
    });
  });

  it('follows the plain rule where no policy has a control', () => {
    const { syntax } = POLICY_TYPES[type];
    fc.assert(
      fc.property(chainOf(type, { controls: false }), (chain) => {
        const expected = plainInheritance(chain);
        const { settings, refusedMembers } = effectivePolicy(type, chain);
        expect(refusedMembers).toEqual([]);
        for (const { path, present, values } of settings) {
          const plain = expected.get(JSON.stringify(path));
          if (syntax?.defaults && plain === undefined) continue;
          expect(present ? values.map(({ value }) => value) : undefined).toEqual(plain);
          expected.delete(JSON.stringify(path));
        }
        expect([...expected.keys()]).toEqual([]);
      }),
      runs(120),
    );
  });
});

/** Returns a document as text, with the members of its objects in the order of their names. */
function sortedText(value: unknown): string {
  return JSON.stringify(value, (_, inner) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    const sorted = Object.create(null);
    for (const name of Object.keys(inner).sort()) sorted[name] = inner[name];
    return sorted;
  });
}
