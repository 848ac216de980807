import { ANY_RUN } from '../../match/glob';
import { admits, isRun, type TextCodes } from './codes';

/** A set of texts: those that match one of the sequences, or (`negated`) those that match none. */
export type TextSet = { negated: boolean; codes: readonly TextCodes[] };

/** Sets of which a text has to belong to at least one. */
export type TextConstraint = readonly TextSet[];

export type FoundText = { kind: 'found'; text: string } | { kind: 'none' } | { kind: 'unknown' };

/** More states than this are not followed: the answer is then `unknown`. Policies in the field stay far below a thousand. */
export const STATE_LIMIT = 20_000;

/** Stands for every character that no sequence names: the first of these that is free is used in the text found. */
const OTHERS = 'xyzabcdefghijklmnopqrstuvw0123456789-_';

/**
 * A shortest text that satisfies every constraint; `none` when there is no such text. Exact: follows all sequences at once, character
 * by character, over the sets of places each can be at (the automata of the sequences and their boolean combination, made only as far
 * as they are reached).
 */
export function findText(constraints: readonly TextConstraint[], limit = STATE_LIMIT): FoundText {
  const sequences = constraints.flatMap((sets) => sets.flatMap(({ codes }) => codes));
  const letters = lettersOf(sequences);
  const start = sequences.map((codes) => settle(codes, [0]));
  if (isHopeless(start, constraints)) return { kind: 'none' };
  const seen = new Set([keyOf(start)]);
  let frontier: Path[] = [{ places: start, letter: 0, before: null }];
  while (frontier.length > 0) {
    const reached: Path[] = [];
    for (const path of frontier) {
      if (isFound(path.places, sequences, constraints)) return { kind: 'found', text: textOf(path) };
      for (const letter of letters) {
        const places = follow(path.places, sequences, letter);
        if (isHopeless(places, constraints)) continue;
        const key = keyOf(places);
        if (seen.has(key)) continue;
        if (seen.size >= limit) return { kind: 'unknown' };
        seen.add(key);
        reached.push({ places, letter, before: path });
      }
    }
    frontier = reached;
  }
  return { kind: 'none' };
}

/** For each sequence the places it can be at, in ascending order. */
type Places = readonly (readonly number[])[];
type Path = { places: Places; letter: number; before: Path | null };

/** The characters to try: those that are named, the colon and slash that runs can refuse, and one for all the rest. */
function lettersOf(sequences: readonly TextCodes[]): number[] {
  const named = new Set<number>();
  for (const codes of sequences) for (const code of codes) if (code >= 0) named.add(code);
  named.add(58).add(47);
  let other = 0xffff;
  for (let i = 0; i < OTHERS.length && other === 0xffff; i += 1) {
    if (!named.has(OTHERS.charCodeAt(i))) other = OTHERS.charCodeAt(i);
  }
  while (named.has(other)) other -= 1;
  return [other, ...named];
}

/** Adds the places behind runs, and drops those before the last `*`: what they could still match, it matches too. */
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

function follow(places: Places, sequences: readonly TextCodes[], letter: number): Places {
  return places.map((current, i) => {
    const codes = sequences[i] ?? [];
    const next: number[] = [];
    for (const place of current) {
      const code = codes[place];
      if (code === undefined || !admits(code, letter)) continue;
      const to = isRun(code) ? place : place + 1;
      if (next[next.length - 1] !== to) next.push(to);
    }
    return settle(codes, next);
  });
}

/** Goes through the constraints; `at` counts the sequences in the order in which `findText` lists them. */
function everyConstraint(constraints: readonly TextConstraint[], holds: (set: TextSet, at: number) => boolean): boolean {
  let at = 0;
  for (const sets of constraints) {
    let satisfied = false;
    for (const set of sets) {
      satisfied ||= holds(set, at);
      at += set.codes.length;
    }
    if (!satisfied) return false;
  }
  return true;
}

function isFound(places: Places, sequences: readonly TextCodes[], constraints: readonly TextConstraint[]): boolean {
  return everyConstraint(constraints, ({ negated, codes }, at) => {
    for (let i = at; i < at + codes.length; i += 1) {
      const current = places[i] ?? [];
      if (current[current.length - 1] === sequences[i]?.length) return !negated;
    }
    return negated;
  });
}

/** True when some constraint can no longer be satisfied, however the text goes on. */
function isHopeless(places: Places, constraints: readonly TextConstraint[]): boolean {
  return !everyConstraint(constraints, ({ negated, codes }, at) => {
    if (negated) return true;
    for (let i = at; i < at + codes.length; i += 1) if ((places[i]?.length ?? 0) > 0) return true;
    return false;
  });
}

function keyOf(places: Places): string {
  return places.join(';');
}

function textOf(path: Path): string {
  const letters: number[] = [];
  for (let at: Path = path; at.before !== null; at = at.before) letters.push(at.letter);
  return String.fromCharCode(...letters.reverse());
}
