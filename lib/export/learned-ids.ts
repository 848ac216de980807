import { storedJson } from '../core/text/stored-json';
import type { RebuildCall } from './rebuild-call';

/** The new ids that AWS generated, by the ids in the state. */
export type LearnedIds = ReadonlyMap<string, string>;

/**
 * Replaces all ids in a text in a single pass, longest first: an ARN before the account id in it.
 * @param written formats the replacement
 */
export function withLearned(text: string, learned: LearnedIds, written = (value: string) => value): string {
  const ids = [...learned.keys()].filter((id) => text.includes(id)).sort((one, other) => other.length - one.length);
  if (ids.length === 0) return text;
  const pattern = new RegExp(ids.map((id) => id.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'g');
  return text.replace(pattern, (id) => {
    const value = learned.get(id);
    return value === undefined ? id : written(value);
  });
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
