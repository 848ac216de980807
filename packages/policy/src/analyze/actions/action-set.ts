import { spend } from '../../budget/count';

/**
 * A set of actions as bits over the positions of an action index. A stored set keeps only its nonzero words, because most statements name
 * few services. Sets under construction are dense.
 */

export type ActionSet = { readonly at: Uint16Array; readonly bits: Uint32Array };

/** A set with one bit for each action of the index. */
export type DenseSet = Uint32Array;

export const EMPTY_SET: ActionSet = { at: new Uint16Array(0), bits: new Uint32Array(0) };

export function addPosition(set: DenseSet, position: number): void {
  set[position >>> 5] = (set[position >>> 5] ?? 0) | (1 << (position & 31));
}

export function removePosition(set: DenseSet, position: number): void {
  set[position >>> 5] = (set[position >>> 5] ?? 0) & ~(1 << (position & 31));
}

export function hasPosition(set: DenseSet, position: number): boolean {
  return ((set[position >>> 5] ?? 0) & (1 << (position & 31))) !== 0;
}

export function compress(dense: DenseSet): ActionSet {
  spend(dense.length);
  let count = 0;
  for (const word of dense) if (word !== 0) count += 1;
  if (count === 0) return EMPTY_SET;
  const at = new Uint16Array(count);
  const bits = new Uint32Array(count);
  let next = 0;
  for (let i = 0; i < dense.length; i += 1) {
    const word = dense[i] ?? 0;
    if (word === 0) continue;
    at[next] = i;
    bits[next] = word;
    next += 1;
  }
  return { at, bits };
}

export function isEmpty({ at }: ActionSet): boolean {
  return at.length === 0;
}

/** Adds a stored set to a dense one. */
export function unite(into: DenseSet, { at, bits }: ActionSet): void {
  spend(at.length);
  for (let i = 0; i < at.length; i += 1) {
    const word = at[i] ?? 0;
    into[word] = (into[word] ?? 0) | (bits[i] ?? 0);
  }
}

export function intersectDense(into: DenseSet, other: DenseSet): void {
  for (let i = 0; i < into.length; i += 1) into[i] = (into[i] ?? 0) & (other[i] ?? 0);
}

export function setHas(set: ActionSet, position: number): boolean {
  const word = position >>> 5;
  let low = 0;
  let high = set.at.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = set.at[middle] ?? 0;
    if (found === word) return ((set.bits[middle] ?? 0) & (1 << (position & 31))) !== 0;
    if (found < word) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

/** Visits the positions of a stored set in ascending order. */
export function forEachPosition(set: ActionSet, visit: (position: number) => void): void {
  for (let i = 0; i < set.at.length; i += 1) {
    const from = (set.at[i] ?? 0) << 5;
    for (let rest = set.bits[i] ?? 0; rest !== 0; rest &= rest - 1) visit(from + 31 - Math.clz32(rest & -rest));
  }
}

export function forEachDense(set: DenseSet, visit: (position: number) => void): void {
  for (let i = 0; i < set.length; i += 1) {
    for (let rest = set[i] ?? 0; rest !== 0; rest &= rest - 1) visit((i << 5) + 31 - Math.clz32(rest & -rest));
  }
}

/** Counts the positions of a stored set. */
export function countPositions({ bits }: ActionSet): number {
  return bits.reduce((sum, word) => sum + countBits(word), 0);
}

export function countBits(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
