import { LimitReached } from './budget';
import type { Part, Word } from './syntax';

const MOST_WORDS = 10_000;
/** The characters that are copied while braces are expanded. */
const MOST_ITEMS = 4_000_000;
const MAXIMUM_DEPTH = 100;
/** More characters than two numbers and a step have. */
const LONGEST_SEQUENCE = 80;
type Item = string | Part;

/** Returns the words that `{a,b}` and `{1..3}` make of a word. */
export function expandBraces(word: Word): readonly Word[] {
  if (!word.some((part) => part.kind === 'text' && !part.quoted && part.text.includes('{'))) return [word];
  const items: Item[] = word.flatMap((part): Item[] => (part.kind === 'text' && !part.quoted ? [...part.text] : [part]));
  return new Braces(items).expand(0, items.length).map(joined);
}

/** A group in braces: the place of its end, and those of its commas. */
type Group = { end: number; commas: number[] };

/** Returns the groups by the place where they begin. */
function groupsOf(items: readonly Item[]): Map<number, Group> {
  const groups = new Map<number, Group>();
  const open: { start: number; commas: number[] }[] = [];
  for (const [at, item] of items.entries()) {
    if (item === '{') open.push({ start: at, commas: [] });
    else if (item === ',') open.at(-1)?.commas.push(at);
    else if (item === '}') {
      const group = open.pop();
      if (group) groups.set(group.start, { end: at, commas: group.commas });
    }
  }
  return groups;
}

class Braces {
  private readonly items: readonly Item[];
  private readonly groups: Map<number, Group>;
  private size = 0;
  private depth = 0;

  constructor(items: readonly Item[]) {
    this.items = items;
    this.groups = groupsOf(items);
  }

  /** Returns the words of the items between two places. */
  expand(from: number, to: number): Item[][] {
    let results: Item[][] = [[]];
    for (let at = from; at < to; at += 1) {
      const item = this.items[at] as Item;
      const group = item === '{' ? this.groups.get(at) : undefined;
      const choices = group && this.choices(at, group);
      if (!group || !choices) {
        for (const result of results) result.push(item);
        this.grow(results.length);
        continue;
      }
      if (results.length * choices.length > MOST_WORDS)
        throw new LimitReached(`the line was stopped: braces make more than ${MOST_WORDS} words.`);
      results = results.flatMap((result) =>
        choices.map((choice) => {
          this.grow(result.length + choice.length);
          return [...result, ...choice];
        }),
      );
      at = group.end;
    }
    return results;
  }

  /** Returns the choices of a group, or null if the braces are only characters. */
  private choices(start: number, { end, commas }: Group): Item[][] | null {
    if (commas.length === 0) {
      const inner = this.items.slice(start + 1, Math.min(end, start + LONGEST_SEQUENCE));
      const text = inner.every((one) => typeof one === 'string') ? inner.join('') : '';
      return end - start > LONGEST_SEQUENCE ? null : (sequenceOf(text)?.map((word) => [...word]) ?? null);
    }
    this.depth += 1;
    if (this.depth > MAXIMUM_DEPTH)
      throw new LimitReached(`the line was stopped: braces are nested more than ${MAXIMUM_DEPTH} deep.`);
    const borders = [start, ...commas, end];
    const choices = borders.slice(1).flatMap((border, index) => this.expand((borders[index] as number) + 1, border));
    this.depth -= 1;
    return choices;
  }

  private grow(by: number): void {
    this.size += by;
    if (this.size > MOST_ITEMS) throw new LimitReached('the line was stopped: braces make too much text.');
  }
}

function sequenceOf(text: string): string[] | null {
  const found = /^(?:(-?\d+)\.\.(-?\d+)|([A-Za-z])\.\.([A-Za-z]))(?:\.\.(-?\d+))?$/.exec(text);
  if (!found) return null;
  const letters = found[3] !== undefined;
  const from = letters ? (found[3] as string).charCodeAt(0) : Number(found[1]);
  const to = letters ? (found[4] as string).charCodeAt(0) : Number(found[2]);
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to)) return null;
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
