import { LimitReached } from './budget';

type Token =
  | { kind: 'any' }
  | { kind: 'one' }
  | { kind: 'set'; negated: boolean; test: (character: string) => boolean }
  | { kind: 'is'; character: string };

const CLASSES: Readonly<Record<string, RegExp>> = Object.assign(Object.create(null), {
  alpha: /\p{L}/u,
  digit: /[0-9]/,
  alnum: /[\p{L}\p{N}]/u,
  upper: /\p{Lu}/u,
  lower: /\p{Ll}/u,
  space: /\s/,
  blank: /[ \t]/,
  punct: /[!-/:-@[-`{-~]/,
  xdigit: /[0-9A-Fa-f]/,
  cntrl: /\p{Cc}/u,
  print: /[^\p{Cc}]/u,
  graph: /[^\p{Cc}\s]/u,
});
/** The comparisons of a character that one pattern may take. */
const MOST_WORK = 5_000_000;

/** A glob pattern. Comparing takes time in proportion to pattern times text. */
export class Pattern {
  private readonly tokens: readonly Token[];

  private readonly ignoreCase: boolean;
  private work = 0;

  constructor(text: string, { ignoreCase = false } = {}) {
    this.ignoreCase = ignoreCase;
    this.tokens = tokensOf(ignoreCase ? text.toLowerCase() : text);
  }

  matches(text: string): boolean {
    const characters = [...text];
    let result = false;
    this.run(characters, this.tokens, (end) => {
      result = end === characters.length;
    });
    return result;
  }

  /** Returns the length of the shortest or longest start of a text that matches, or -1. */
  start(text: string, longest: boolean): number {
    const characters = [...text];
    return lengthOf(characters, this.ends(characters, this.tokens, longest));
  }

  /** Returns the length of the shortest or longest end of a text that matches, or -1. */
  end(text: string, longest: boolean): number {
    const characters = [...text].reverse();
    return lengthOf(characters, this.ends(characters, [...this.tokens].reverse(), longest));
  }

  /** Replaces the first match, or all. */
  replace(text: string, replacement: (match: string) => string, all: boolean): string {
    if (text === '') return this.tokens.length > 0 && this.matches('') ? replacement('') : text;
    const characters = [...text];
    let result = '';
    for (let at = 0; at < characters.length; ) {
      const length = this.ends(characters, this.tokens, true, at);
      if (length > 0) {
        result += replacement(characters.slice(at, at + length).join(''));
        at += length;
        if (!all) return result + characters.slice(at).join('');
      } else {
        result += characters[at];
        at += 1;
      }
    }
    return result;
  }

  private ends(characters: readonly string[], tokens: readonly Token[], longest: boolean, from = 0): number {
    let found = -1;
    this.run(
      characters,
      tokens,
      (length) => {
        found = length;
        return !longest;
      },
      from,
    );
    return found;
  }

  /** Calls `ended` with each length at which the tokens match, in ascending order, until it returns true. */
  private run(
    characters: readonly string[],
    tokens: readonly Token[],
    ended: (length: number) => boolean | undefined,
    from = 0,
  ): void {
    let states: number[] = [];
    let next: number[] = [];
    const last = tokens.length;
    /** Adds a state, and the one after a star, which stands for nothing too. A list ascends, so a double is its last one. */
    const add = (to: number[], state: number) => {
      if (to.at(-1) !== state && to.at(-2) !== state) to.push(state);
      if (tokens[state]?.kind === 'any' && to.at(-1) !== state + 1) to.push(state + 1);
    };
    add(states, 0);
    for (let at = from; ; at += 1) {
      if (states.at(-1) === last && ended(at - from)) return;
      const read = characters[at];
      if (read === undefined || states.length === 0) return;
      this.work += states.length;
      if (this.work > MOST_WORK) throw new LimitReached('the line was stopped: a pattern takes too long.');
      const character = this.ignoreCase ? read.toLowerCase() : read;
      next.length = 0;
      for (const state of states) {
        const token = tokens[state];
        if (!token) continue;
        if (token.kind === 'any') add(next, state);
        else if (
          token.kind === 'one' ||
          (token.kind === 'is' && token.character === character) ||
          (token.kind === 'set' && token.test(character) !== token.negated)
        ) {
          add(next, state + 1);
        }
      }
      [states, next] = [next, states];
    }
  }
}

/** True if an unquoted text has a character that makes it a pattern. */
export function hasWildcards(text: string): boolean {
  return /[*?]|\[[\s\S]+\]/.test(text);
}

/** Returns a pattern that matches exactly this text. */
export function escapePattern(text: string): string {
  return text.replace(/[*?[\]\\^!-]/g, '\\$&');
}

function lengthOf(characters: readonly string[], count: number): number {
  return count < 0 ? -1 : characters.slice(0, count).join('').length;
}

function tokensOf(text: string): Token[] {
  const characters = [...text];
  const tokens: Token[] = [];
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] as string;
    if (character === '*') {
      if (tokens.at(-1)?.kind !== 'any') tokens.push({ kind: 'any' });
    } else if (character === '?') tokens.push({ kind: 'one' });
    else if (character === '\\' && at + 1 < characters.length) {
      at += 1;
      tokens.push({ kind: 'is', character: characters[at] as string });
    } else if (character === '[') {
      const set = setOf(characters, at);
      if (set) {
        tokens.push(set.token);
        at = set.end;
      } else tokens.push({ kind: 'is', character });
    } else tokens.push({ kind: 'is', character });
  }
  return tokens;
}

/** Reads a set in brackets. Returns null if the bracket is only a character. */
function setOf(characters: readonly string[], start: number): { token: Token; end: number } | null {
  let at = start + 1;
  const negated = characters[at] === '!' || characters[at] === '^';
  if (negated) at += 1;
  const tests: ((character: string) => boolean)[] = [];
  for (let first = true; ; first = false) {
    let character = characters[at];
    if (character === undefined) return null;
    if (character === ']' && !first) break;
    if (character === '[' && characters[at + 1] === ':') {
      const name = /^\[:(\w+):\]/.exec(characters.slice(at, at + 12).join(''));
      const known = name ? CLASSES[name[1] as string] : undefined;
      if (name && known) {
        tests.push((one) => known.test(one));
        at += name[0].length;
        continue;
      }
    }
    if (character === '\\' && at + 1 < characters.length) {
      at += 1;
      character = characters[at] as string;
    }
    let last = characters[at + 2];
    if (characters[at + 1] === '-' && last !== undefined && last !== ']') {
      at += 3;
      if (last === '\\' && at < characters.length) {
        last = characters[at] as string;
        at += 1;
      }
      const from = character;
      const to = last;
      tests.push((one) => one >= from && one <= to);
    } else {
      at += 1;
      const same = character;
      tests.push((one) => one === same);
    }
  }
  return { token: { kind: 'set', negated, test: (one) => tests.some((test) => test(one)) }, end: at };
}
