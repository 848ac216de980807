import { LimitReached } from './budget';
import type { Part, Word } from './syntax';

const MOST_WORDS = 10_000;
type Item = string | Part;

/** Returns the words that `{a,b}` and `{1..3}` make of a word. */
export function expandBraces(word: Word): readonly Word[] {
  if (!word.some((part) => part.kind === 'text' && !part.quoted && part.text.includes('{'))) return [word];
  const items: Item[] = word.flatMap((part): Item[] => (part.kind === 'text' && !part.quoted ? [...part.text] : [part]));
  return expand(items).map(joined);
}

function expand(items: readonly Item[]): Item[][] {
  for (let start = items.indexOf('{'); start !== -1; start = items.indexOf('{', start + 1)) {
    const group = groupAt(items, start);
    if (!group) continue;
    const before = items.slice(0, start);
    const rest = expand(items.slice(group.end + 1));
    const results: Item[][] = [];
    for (const choice of group.choices) {
      for (const middle of choice) {
        for (const after of rest) {
          results.push([...before, ...middle, ...after]);
          if (results.length > MOST_WORDS)
            throw new LimitReached(`the line was stopped: braces make more than ${MOST_WORDS} words.`);
        }
      }
    }
    return results;
  }
  return [[...items]];
}

/** Reads the group that begins at a brace. Returns null if the brace is only a character. */
function groupAt(items: readonly Item[], start: number): { choices: Item[][][]; end: number } | null {
  let depth = 0;
  const commas: number[] = [];
  for (let at = start; at < items.length; at += 1) {
    const item = items[at];
    if (item === '{') depth += 1;
    else if (item === ',' && depth === 1) commas.push(at);
    else if (item === '}') {
      depth -= 1;
      if (depth > 0) continue;
      if (commas.length > 0) {
        const borders = [start, ...commas, at];
        return {
          choices: borders.slice(1).map((border, index) => expand(items.slice((borders[index] as number) + 1, border))),
          end: at,
        };
      }
      const inner = items.slice(start + 1, at);
      const sequence = inner.every((one) => typeof one === 'string') ? sequenceOf(inner.join('')) : null;
      return sequence && { choices: [sequence.map((text) => [...text])], end: at };
    }
  }
  return null;
}

function sequenceOf(text: string): string[] | null {
  const found = /^(?:(-?\d+)\.\.(-?\d+)|([A-Za-z])\.\.([A-Za-z]))(?:\.\.(-?\d+))?$/.exec(text);
  if (!found) return null;
  const letters = found[3] !== undefined;
  const from = letters ? (found[3] as string).charCodeAt(0) : Number(found[1]);
  const to = letters ? (found[4] as string).charCodeAt(0) : Number(found[2]);
  const step = Math.abs(Number(found[5] ?? 1)) || 1;
  if (Math.abs(to - from) / step > MOST_WORDS)
    throw new LimitReached(`the line was stopped: braces make more than ${MOST_WORDS} words.`);
  const padded = !letters && [found[1], found[2]].some((one) => /^-?0\d/.test(one as string));
  const width = padded ? Math.max((found[1] as string).length, (found[2] as string).length) : 0;
  const words: string[] = [];
  for (let value = from; from <= to ? value <= to : value >= to; value += from <= to ? step : -step) {
    if (letters) words.push(String.fromCharCode(value));
    else words.push(value < 0 && width > 0 ? `-${String(-value).padStart(width - 1, '0')}` : String(value).padStart(width, '0'));
  }
  return words;
}

function joined(items: readonly Item[]): Word {
  const parts: Part[] = [];
  let text = '';
  const flush = () => {
    const before = parts.at(-1);
    if (before?.kind === 'parameter' && before.parameter.bare && /^[A-Za-z_]/.test(before.parameter.name)) {
      const [more = ''] = /^\w*/.exec(text) ?? [];
      parts[parts.length - 1] = { kind: 'parameter', parameter: { name: before.parameter.name + more, bare: true } };
      text = text.slice(more.length);
    }
    if (text !== '') parts.push({ kind: 'text', text, quoted: false });
    text = '';
  };
  for (const item of items) {
    if (typeof item === 'string') text += item;
    else {
      flush();
      parts.push(item);
    }
  }
  flush();
  return parts;
}
