import type { AnyOperation } from '../../../core/operation';
import type { ResourceState } from '../../../export/kinds';
import type { ResourceAt } from '../../resource-arn';
import type { ConsoleResult } from '../../result';
import type { RunCall } from '../recipe';
import type { Steps } from '../steps';

type Tag = { Key: string; Value: string };

/** A call with its operation and input. */
export type ResourceCall = readonly [operation: AnyOperation, input: object];

/** The settings of a new resource. `more` has the fields of its kind; empty text means not filled in. */
export type NewResource = {
  region: string;
  name: string;
  tags: readonly Tag[];
  policy: string;
  more: Readonly<Record<string, string>>;
};

export type TagsChange = { remove: readonly string[]; put: readonly Tag[] };

/** The AWS calls that change what all kinds of resources have. */
export type KindCalls = {
  /** @returns the ARN of the new resource; null if it was not created, with the failure in the steps */
  create: (steps: Steps, asked: NewResource) => Promise<string | null>;
  /** @param days the waiting period, for kinds that have one; the default is AWS's */
  remove: (at: ResourceAt, days?: number) => ResourceCall;
  /** Absent for kinds without policies. */
  policy?: {
    /** Reads what `put` would replace; null for none. */
    read: (run: RunCall, at: ResourceAt) => Promise<ConsoleResult<string | null>>;
    put: (at: ResourceAt, document: string) => ResourceCall;
    /** Absent for kinds that always have a policy. */
    remove?: (at: ResourceAt) => ResourceCall;
  };
  /**
   * Reads all resources of the kind in a Region, as exports hold them.
   * @param leftOut gets sentences about resources that cannot be exported
   */
  exported: (steps: Steps, region: string, leftOut: string[]) => Promise<readonly ResourceState[]>;
  /** Removes tags first, so that the limit of fifty is not exceeded. */
  tags: (steps: Steps, at: ResourceAt, change: TagsChange) => Promise<void>;
};

/** Returns the tag keys as text for a step's description. */
export function keysText(tags: readonly Tag[]): string {
  return tags.map(({ Key }) => Key).join(', ');
}

/** Returns tags as a map, for services that use one. */
export function toTagMap(tags: readonly Tag[]): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

/** Returns tags as exports hold them, by key. */
export function sortedTags(tags: readonly { Key?: string | undefined; Value?: string | undefined }[] = []): Tag[] {
  return tags.map(({ Key = '', Value = '' }) => ({ Key, Value })).sort((one, other) => (one.Key < other.Key ? -1 : 1));
}

/** `sortedTags` of a map. */
export function sortedTagMap(tags: Readonly<Record<string, string>> = {}): Tag[] {
  return sortedTags(Object.entries(tags).map(([Key, Value]) => ({ Key, Value })));
}

/** Returns a state's policy, or nothing if there is none. */
export function policyState(policy: string | undefined): { policy?: string } {
  return policy === undefined ? {} : { policy };
}

/** Returns the input of the next page of a list with `NextToken`; null after the last page. */
export function nextToken({ NextToken }: { NextToken?: string | undefined }): { NextToken: string } | null {
  return NextToken === undefined ? null : { NextToken };
}
