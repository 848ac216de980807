import type { AnyOperation } from '../../../core/operation';
import type { ResourceAt } from '../../resource-arn';
import type { Steps } from '../steps';

type Tag = { Key: string; Value: string };

/** A call as it will be made. */
export type ResourceCall = readonly [operation: AnyOperation, input: object];

/** What is asked of a new resource. `more`: by the fields of its kind. An empty text is nothing that was filled in. */
export type NewResource = {
  region: string;
  name: string;
  tags: readonly Tag[];
  policy: string;
  more: Readonly<Record<string, string>>;
};

export type TagsChange = { remove: readonly string[]; put: readonly Tag[] };

/** By which of AWS's calls the console writes what all kinds have. */
export type KindCalls = {
  /** @returns the ARN of what was made; null where nothing was, which the steps tell why */
  create: (steps: Steps, asked: NewResource) => Promise<string | null>;
  /** @param days how long it waits, of kinds that do; absent: as long as AWS has it wait by itself */
  remove: (at: ResourceAt, days?: number) => ResourceCall;
  /** Absent: it can have no policy. */
  policy?: {
    put: (at: ResourceAt, document: string) => ResourceCall;
    /** Absent: it always has one. */
    remove?: (at: ResourceAt) => ResourceCall;
  };
  /** Removes tags first, so that fifty stay possible. */
  tags: (steps: Steps, at: ResourceAt, change: TagsChange) => Promise<void>;
};

/** The keys of tags in words, for what a step says that it does. */
export function keysText(tags: readonly Tag[]): string {
  return tags.map(({ Key }) => Key).join(', ');
}

/** Tags as services have them whose calls take a map. */
export function toTagMap(tags: readonly Tag[]): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}
