import type { RebuildCall } from './rebuild-call';

/** What AWS has called things that were made, by what the state calls them. */
export type LearnedIds = ReadonlyMap<string, string>;

/**
 * Text with every id of the state as what it is called now, in one go: what stands for one is not looked through for others. The longest go
 * first: an ARN before the ID of the account in it.
 * @param written how a language writes what it is called
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

/** The input of a call with what was learned until then. The archive of a function's code is bytes. */
export function inputOf({ input }: RebuildCall, learned: LearnedIds): Record<string, unknown> {
  const given = JSON.parse(withLearned(JSON.stringify(input), learned)) as Record<string, unknown>;
  const { Code } = given as { Code?: { ZipFile?: string } };
  if (Code?.ZipFile === undefined) return given;
  return { ...given, Code: { ZipFile: Uint8Array.from(atob(Code.ZipFile), (character) => character.charCodeAt(0)) } };
}

/** What an answer has at a path such as `Instances[0].InstanceId`; undefined where it has no text there. */
export function textAt(answer: unknown, path: string): string | undefined {
  let value = answer;
  for (const step of path.split(/[.[\]]+/).filter((part) => part !== '')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, step);
  }
  return typeof value === 'string' ? value : undefined;
}
