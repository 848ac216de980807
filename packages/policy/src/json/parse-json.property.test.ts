import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../test-runs';
import { parseJson } from './parse-json';
import type { JsonNode } from './types';

/** Returns the value of a tree. The last of repeated members counts, as in JSON.parse. */
function meaningOf(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.members.map((member) => [member.key, meaningOf(member.value)]));
    case 'array':
      return node.items.map(meaningOf);
    case 'null':
      return null;
    default:
      return node.value;
  }
}

function nativeParse(text: string): { ok: boolean; value?: unknown } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

const shallow = fc.json({ maxDepth: 8 });
const broken = fc
  .tuple(shallow, fc.nat(), fc.constantFrom('', '"', '{', '}', '[', ']', ',', ':', '\\', '0', '\n', 'e', '.', '\u0001'))
  .map(([text, at, insert]) => {
    const cut = at % (text.length + 1);
    return text.slice(0, cut) + insert + text.slice(cut + (at % 3));
  });

describe('parseJson', () => {
  it('accepts the same texts as JSON.parse, with the same values', () => {
    fc.assert(
      fc.property(fc.oneof(shallow, broken), (text) => {
        const native = nativeParse(text);
        const own = parseJson(text);
        expect(own.ok).toBe(native.ok);
        if (own.ok) expect(meaningOf(own.value)).toEqual(native.value);
      }),
      runs(2000),
    );
  });

  it('returns the position of every string in the text', () => {
    const check = (node: JsonNode, text: string): void => {
      const { start, end } = node.span;
      const before = text.slice(0, start.offset);
      expect(start.line).toBe(before.split('\n').length);
      expect(start.column).toBe(start.offset - before.lastIndexOf('\n'));
      if (node.kind === 'string') expect(JSON.parse(text.slice(start.offset, end.offset))).toBe(node.value);
      if (node.kind === 'array') for (const item of node.items) check(item, text);
      if (node.kind === 'object') for (const member of node.members) check(member.value, text);
    };
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.nat(4), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const result = parseJson(text);
        if (!result.ok) throw new Error('refused');
        check(result.value, text);
      }),
      runs(300),
    );
  });

  it('returns the same result for the same text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(parseJson(text)).toEqual(parseJson(text));
      }),
      runs(1000),
    );
  });
});
