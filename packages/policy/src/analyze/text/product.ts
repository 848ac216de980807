import { spend } from '../../budget/count';
import { ANY_RUN } from '../../match/glob';
import { type Steps, takeAll } from '../steps';
import { admits, isRun, type TextCodes } from './codes';

/** A joint state of several automata: the sequences that the text still matches, with their possible positions in ascending order. */
export type Places = { alive: readonly number[]; at: readonly (readonly number[])[] };

/** The cost of a state, and of following one position of one sequence. */
const OF_A_STATE = 100;
const OF_A_SEQUENCE = 10;

const COLON = 58;
const SLASH = 47;
/** The first unused character represents all that no sequence names. */
const OTHERS = 'xyzabcdefghijklmnopqrstuvw0123456789-_';

/**
 * A product of several sets of texts, followed character by character and built only on demand. Each set is a group of sequences, and a
 * text is in it if one of them matches.
 */
export class TextProduct {
  /** A character that no sequence names. */
  private readonly other: number;
  private readonly refuses: boolean;
  private readonly sequences: readonly TextCodes[];
  private readonly groupOf: readonly number[];

  constructor(groups: readonly (readonly TextCodes[])[]) {
    this.sequences = groups.flat();
    this.groupOf = groups.flatMap((group, i) => group.map(() => i));
    const named = new Set<number>();
    for (const codes of this.sequences) for (const code of codes) if (code >= 0) named.add(code);
    let other = [...OTHERS].map((letter) => letter.charCodeAt(0)).find((letter) => !named.has(letter)) ?? 0xffff;
    while (named.has(other)) other -= 1;
    this.other = other;
    this.refuses = this.sequences.some((codes) =>
      codes.some((code) => code < 0 && !(admits(code, COLON) && admits(code, SLASH))),
    );
  }

  start(): Places {
    return this.absorb(
      this.sequences.map((_, i) => i),
      this.sequences.map((codes) => settle(codes, [0])),
    );
  }

  /** Returns the characters that lead to different states: those named next, and one for the rest. */
  lettersAt({ alive, at }: Places): number[] {
    const letters = new Set([this.other]);
    if (this.refuses) letters.add(COLON).add(SLASH);
    alive.forEach((sequence, i) => {
      const codes = this.sequences[sequence] ?? [];
      for (const place of at[i] ?? []) {
        const code = codes[place];
        if (code !== undefined && code >= 0) letters.add(code);
      }
    });
    return [...letters];
  }

  follow({ alive, at }: Places, letter: number): Places {
    spend(OF_A_STATE);
    const still: number[] = [];
    const reached: number[][] = [];
    for (let i = 0; i < alive.length; i += 1) {
      const sequence = alive[i] ?? 0;
      const codes = this.sequences[sequence] ?? [];
      const next: number[] = [];
      spend(OF_A_SEQUENCE * (1 + (at[i]?.length ?? 0)));
      for (const place of at[i] ?? []) {
        const code = codes[place];
        if (code === undefined || !admits(code, letter)) continue;
        const to = isRun(code) ? place : place + 1;
        if (next[next.length - 1] !== to) next.push(to);
      }
      if (next.length === 0) continue;
      still.push(sequence);
      reached.push(settle(codes, next));
    }
    return this.absorb(still, reached);
  }

  /** Returns the groups that a text ending here is in. */
  accepted({ alive, at }: Places): ReadonlySet<number> {
    const groups = new Set<number>();
    alive.forEach((sequence, i) => {
      const places = at[i] ?? [];
      if (places[places.length - 1] === this.sequences[sequence]?.length) groups.add(this.groupOf[sequence] ?? 0);
    });
    return groups;
  }

  /** Returns the groups that a text continuing from here can still be in. */
  aliveGroups({ alive }: Places): ReadonlySet<number> {
    return new Set(alive.map((sequence) => this.groupOf[sequence] ?? 0));
  }

  /** Removes the other sequences of a group once one matches everything that follows. */
  private absorb(alive: number[], at: number[][]): Places {
    const takesAll = new Map<number, number>();
    alive.forEach((sequence, i) => {
      const codes = this.sequences[sequence] ?? [];
      if (codes[codes.length - 1] === ANY_RUN && at[i]?.includes(codes.length - 1))
        takesAll.set(this.groupOf[sequence] ?? 0, sequence);
    });
    if (takesAll.size === 0) return { alive, at };
    const stays = (sequence: number) => (takesAll.get(this.groupOf[sequence] ?? 0) ?? sequence) === sequence;
    return { alive: alive.filter(stays), at: at.filter((_, i) => stays(alive[i] ?? 0)) };
  }
}

function keyOf({ alive, at }: Places): string {
  return `${alive}/${at.join(';')}`;
}

/** Adds the positions after runs, and removes those before the last `*`, which matches everything they could. */
function settle(codes: TextCodes, places: readonly number[]): number[] {
  const settled: number[] = [];
  let last = -1;
  for (const place of places) {
    if (place <= last) continue;
    last = place;
    while (last < codes.length && isRun(codes[last] ?? 0)) {
      if (codes[last] === ANY_RUN) settled.length = 0;
      settled.push(last);
      last += 1;
    }
    settled.push(last);
  }
  return settled;
}

/** A state and the path to it. */
export type Path = { places: Places; letter: number; before: Path | null };

export function textOf(path: Path): string {
  const letters: number[] = [];
  for (let at: Path = path; at.before !== null; at = at.before) letters.push(at.letter);
  let text = '';
  for (const letter of letters.reverse()) text += String.fromCharCode(letter);
  return text;
}

/** The most steps of sequences in total, and the most sequences in states, which bounds memory. */
const MOST_STEPS = 10_000_000;
const MOST_KEPT = 1_000_000;
/** The sequences per step, which take a few milliseconds. */
const SEQUENCES_A_STEP = 5_000;

/**
 * Visits every reachable state, shortest texts first, until `visit` returns stop. States with `isHopeless` are not followed. Returns false
 * if there are more than `limit` states or too many sequences.
 */
export function walk(...asked: Parameters<typeof walkSteps>): boolean {
  return takeAll(walkSteps(...asked));
}

/** Runs `walk` in steps. */
export function* walkSteps(
  product: TextProduct,
  isHopeless: (places: Places) => boolean,
  visit: (path: Path) => 'on' | 'stop',
  limit: number,
  effort = 1,
): Steps<boolean> {
  const start = product.start();
  if (isHopeless(start)) return true;
  const seen = new Set([keyOf(start)]);
  let frontier: Path[] = [{ places: start, letter: 0, before: null }];
  let steps = 0;
  let left = SEQUENCES_A_STEP;
  let kept = 0;
  while (frontier.length > 0) {
    const reached: Path[] = [];
    for (const path of frontier) {
      if (visit(path) === 'stop') return true;
      const letters = product.lettersAt(path.places);
      steps += letters.length * path.places.alive.length;
      if (steps > MOST_STEPS * effort) return false;
      for (const letter of letters) {
        left -= path.places.alive.length;
        if (left < 0) {
          yield;
          left = SEQUENCES_A_STEP;
        }
        const places = product.follow(path.places, letter);
        if (isHopeless(places)) continue;
        const key = keyOf(places);
        if (seen.has(key)) continue;
        kept += places.alive.length;
        if (seen.size >= limit || kept > MOST_KEPT * effort) return false;
        seen.add(key);
        reached.push({ places, letter, before: path });
      }
    }
    frontier = reached;
  }
  return true;
}
