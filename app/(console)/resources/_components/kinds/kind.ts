import type { PolicyResourceType } from '@gatehouse/policy/validate';
import type { UseQueryOptions } from '@tanstack/react-query';
import type { ReadKey } from '@/lib/console/query';
import type { ResourceAt, ResourceKindId } from '@/lib/console/resource-arn';
import type { ConsoleResult } from '@/lib/console/result';

type Query<Data> = UseQueryOptions<ConsoleResult<Data>, Error, ConsoleResult<Data>, ReadKey>;

/** One of AWS's reads about a resource, and what of its answer is wanted. */
export type Reading<Value> = {
  query: (at: ResourceAt) => Query<unknown>;
  of: (data: unknown) => Value;
  /** The code of the error that says that there is nothing, with what is read then. */
  none?: { code: string; value: Value };
};

/** Gives a reading its types, and forgets what the call answers beside. */
export function reading<Data, Value>(
  query: (at: ResourceAt) => Query<Data>,
  of: (data: Data) => Value,
  none?: { code: string; value: Value },
): Reading<Value> {
  return { query, of, none } as Reading<Value>;
}

export type Tag = { Key: string; Value: string };

/** A kind of resource as pages speak of it and read it: what has no look of its own, so that the server prefetches by it too. */
export type ResourceKindInfo = {
  id: ResourceKindId;
  /** As `CountResources` calls it. */
  noun: string;
  /** Title of its list: "SQS queues". */
  title: string;
  /** One, and several, in running text. */
  one: string;
  many: string;
  /** Under the title of its list. */
  description: string;
  /** What it is for, where there is none yet. */
  empty: string;
  /** Read first on the page of one: what it fails with, the whole page says. */
  describe: Reading<unknown>;
  /** The codes with which that fails where there is no such resource. */
  gone: readonly string[];
  tags: Reading<readonly Tag[]>;
  /** Said where there are no tags. */
  noTags: string;
  /** Absent: it can have none. */
  policy?: {
    read: Reading<string | null>;
    type: PolicyResourceType;
    maxCharacters: number;
    /** True if it can be without one. */
    removable: boolean;
    /** Said where there is none. */
    none: string;
  };
  /** What making one is called. */
  create: string;
  /** What deleting one is called, and what it means. */
  remove: {
    verb: string;
    title: (name: string) => string;
    text: string;
    /** How many days it waits until it is gone, where that is chosen. */
    waits?: { from: number; to: number };
    done: (name: string, days: number) => string;
  };
  /** The actions that are asked about, most telling first; `inside`: of what is in it, such as the objects of a bucket. */
  asks: readonly { action: string; inside?: boolean }[];
};
