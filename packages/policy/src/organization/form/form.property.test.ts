import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../test-runs';
import { readDeclarativePolicy } from '../read-declarative-policy';
import { documentOf, poolOf, TYPES_WITH_SYNTAX } from '../testing/arbitrary-chain';
import type { Scalar } from '../types';
import { changeForm, type FormChange } from './change';
import { type FormNode, type FormSetting, policyForm } from './form';

type Json = Record<string, unknown>;

/** Prints a document as different authors do. */
const LAYOUTS: readonly ((document: unknown) => string)[] = [
  (document) => JSON.stringify(document),
  (document) => JSON.stringify(document, null, 2),
  (document) => JSON.stringify(document, null, '\t').replaceAll('\n', '\r\n'),
  (document) => JSON.stringify(document, null, 1).replaceAll(/\[\s+/g, '[').replaceAll(/\s+\]/g, ']'),
];

function nodesOf(node: FormNode): FormNode[] {
  return node.kind === 'map' ? [node, ...[...node.members, ...node.entries].flatMap(nodesOf)] : [node];
}

function settingsOf(node: FormNode): FormSetting[] {
  return nodesOf(node).filter((each) => each.kind === 'setting');
}

/** Returns a document with its own copy of the object at a path, for a change there. */
function changedAt(document: Json, path: readonly string[], change: (at: Json) => void): Json {
  const copy = structuredClone(document);
  let at = copy;
  for (const name of path) {
    if (!Object.hasOwn(at, name))
      Object.defineProperty(at, name, { value: {}, enumerable: true, configurable: true, writable: true });
    at = Object.getOwnPropertyDescriptor(at, name)?.value;
  }
  change(at);
  return copy;
}

function formOf(type: (typeof TYPES_WITH_SYNTAX)[number], text: string) {
  const result = policyForm(type, text);
  if (!result.ok) throw new Error(result.message);
  return result.form;
}

describe.each(TYPES_WITH_SYNTAX)('the form of %s', (type) => {
  const scene = fc.tuple(documentOf(type), fc.constantFrom(...LAYOUTS), fc.nat(), fc.nat());

  it('changes one field and nothing else', () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: 0, max: 3 }), ([document, print, which, seed], count) => {
        const text = print(document);
        const settings = settingsOf(formOf(type, text));
        const setting = settings[which % settings.length];
        if (!setting) return;
        const pool = poolOf(setting.schema.value) as readonly Scalar[];
        const single = setting.schema.kind === 'single';
        const values = Array.from({ length: single ? 1 : count }, (_, index) => pool[(seed + index) % pool.length] ?? null);
        const changed = changeForm(type, text, [{ kind: 'assign', path: setting.path, values, single }]);
        const expected = changedAt(document, setting.path, (at) => {
          at['@@assign'] = single ? values[0] : values;
        });
        expect(JSON.parse(changed ?? 'null')).toEqual(expected);
        const read = readDeclarativePolicy(type, JSON.stringify(expected));
        expect(readDeclarativePolicy(type, changed ?? '', { maxCharacters: 1_000_000 }).ok).toBe(read.ok);
        const after = settingsOf(formOf(type, changed ?? '')).find(({ path }) => path.join('\n') === setting.path.join('\n'));
        expect([after?.values, after?.kept.map(({ name }) => name)]).toEqual([values, setting.kept.map(({ name }) => name)]);
      }),
      runs(100),
    );
  });

  it('takes a value back and removes parts', () => {
    fc.assert(
      fc.property(scene, fc.boolean(), ([document, print, which], whole) => {
        const text = print(document);
        const present = nodesOf(formOf(type, text)).filter((node) =>
          node.kind === 'map' ? node.present && node.path.length > 1 : node.values !== null,
        );
        const node = present[which % Math.max(1, present.length)];
        const name = node?.path.at(-1);
        if (!node || name === undefined) return;
        const unassign = node.kind === 'setting' && !whole;
        const change: FormChange = { kind: unassign ? 'unassign' : 'remove', path: node.path };
        const changed = changeForm(type, text, [change]);
        const keepsSetting = unassign && node.kept.length > 0;
        const expected = keepsSetting
          ? changedAt(document, node.path, (at) => void Reflect.deleteProperty(at, '@@assign'))
          : changedAt(document, node.path.slice(0, -1), (at) => void Reflect.deleteProperty(at, name));
        expect(JSON.parse(changed ?? 'null')).toEqual(expected);
      }),
      runs(100),
    );
  });

  it('shows every operator of the document', () => {
    fc.assert(
      fc.property(scene, ([document, print]) => {
        const shown = nodesOf(formOf(type, print(document))).flatMap((node) => [
          ...(node.kind === 'setting' && node.values !== null ? ['@@assign'] : []),
          ...node.kept.map(({ name }) => name),
        ]);
        const written = JSON.stringify(document).match(/"@@[a-z_]+":/g) ?? [];
        expect(shown.toSorted()).toEqual(written.map((name) => name.slice(1, -2)).toSorted());
      }),
      runs(100),
    );
  });
});
