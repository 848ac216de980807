import { storedJson } from '../core/text/stored-json';
import type { RebuildCall } from './rebuild-call';

/** The new ids that AWS generated, by the ids in the state. */
export type LearnedIds = ReadonlyMap<string, string>;

/** A part of a text: an id with its value, or the text between ids. */
type Piece<Value> = { text: string; value?: Value };

/** The beginnings and lengths of ids, by which they are found in a text. */
type Shape = { count: number; firsts: ReadonlySet<number>; lengths: readonly number[] };
const shapes = new WeakMap<ReadonlyMap<string, unknown>, Shape>();

function shapeOf(ids: ReadonlyMap<string, unknown>): Shape {
  const known = shapes.get(ids);
  if (known?.count === ids.size) return known;
  const firsts = new Set<number>();
  const lengths = new Set<number>();
  for (const id of ids.keys()) {
    if (id === '') continue;
    firsts.add(id.charCodeAt(0));
    lengths.add(id.length);
  }
  const shape = { count: ids.size, firsts, lengths: [...lengths].sort((one, other) => other - one) };
  shapes.set(ids, shape);
  return shape;
}

/**
 * Splits a text at the ids in it, longest first: an ARN before the account id in it. The time does not depend on the number of ids.
 * @param ids the values by id; ids are only ever added
 */
export function piecesOf<Value>(text: string, ids: ReadonlyMap<string, Value>): Piece<Value>[] {
  const { firsts, lengths } = shapeOf(ids);
  const pieces: Piece<Value>[] = [];
  let from = 0;
  for (let at = 0; at < text.length; ) {
    const length = firsts.has(text.charCodeAt(at))
      ? lengths.find((each) => at + each <= text.length && ids.has(text.slice(at, at + each)))
      : undefined;
    if (length === undefined) {
      at++;
      continue;
    }
    if (at > from) pieces.push({ text: text.slice(from, at) });
    const id = text.slice(at, at + length);
    const value = ids.get(id);
    pieces.push({ text: id, ...(value !== undefined && { value }) });
    at += length;
    from = at;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

/**
 * Replaces all ids in a text in a single pass.
 * @param written formats the replacement
 */
export function withLearned(text: string, learned: LearnedIds, written = (value: string) => value): string {
  return piecesOf(text, learned)
    .map((piece) => (piece.value === undefined ? piece.text : written(piece.value)))
    .join('');
}

/** Returns the input of a call with replaced ids. A function's code archive becomes bytes. */
export function inputOf({ input }: RebuildCall, learned: LearnedIds): Record<string, unknown> {
  type Given = Record<string, unknown> & { Code?: { ZipFile?: string } };
  const given = storedJson<Given>(withLearned(JSON.stringify(input), learned));
  const { Code } = given;
  if (Code?.ZipFile === undefined) return given;
  return { ...given, Code: { ZipFile: Uint8Array.from(atob(Code.ZipFile), (character) => character.charCodeAt(0)) } };
}

/** Returns the text at a path such as `Instances[0].InstanceId`, or undefined. */
export function textAt(answer: unknown, path: string): string | undefined {
  let value = answer;
  for (const step of path.split(/[.[\]]+/).filter((part) => part !== '')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, step);
  }
  return typeof value === 'string' ? value : undefined;
}
