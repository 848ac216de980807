import type { PolicyResourceType } from '@gatehouse/policy/validate';
import type { UseQueryOptions } from '@tanstack/react-query';
import type { ReadKey } from '@/lib/console/query';
import type { ResourceAt, ResourceKindId } from '@/lib/console/resource-arn';
import type { ConsoleResult } from '@/lib/console/result';

type Query<Data> = UseQueryOptions<ConsoleResult<Data>, Error, ConsoleResult<Data>, ReadKey>;

/** An AWS call that reads about a resource, with the part of its output that is needed. */
export type Reading<Value> = {
  query: (at: ResourceAt) => Query<unknown>;
  of: (data: unknown) => Value;
  /** The code of the error for a missing value, with the value in its place. */
  none?: { code: string; value: Value };
};

/** Returns a reading without the type of the call's output. */
export function reading<Data, Value>(
  query: (at: ResourceAt) => Query<Data>,
  of: (data: Data) => Value,
  none?: { code: string; value: Value },
): Reading<Value> {
  return { query, of, none } as Reading<Value>;
}

export type Tag = { Key: string; Value: string };

/** The texts and reads of a kind of resource. It has no components, so the server uses it to prefetch too. */
export type ResourceKindInfo = {
  id: ResourceKindId;
  /** The kind's name in `CountResources`. */
  noun: string;
  /** The title of its list: "SQS queues". */
  title: string;
  /** The noun for the middle of a sentence. `several` is its plural. */
  one: string;
  many: string;
  /** The text below the title of its list. */
  description: string;
  /** The text of an empty list: the purpose of the resource. */
  empty: string;
  /** The first read of a resource's page. Its error replaces the whole page. */
  describe: Reading<unknown>;
  /** The codes of its errors for a missing resource. */
  gone: readonly string[];
  tags: Reading<readonly Tag[]>;
  /** The text for a resource without tags. */
  noTags: string;
  /** The policy on the resource. Absent for kinds without policies. */
  policy?: {
    read: Reading<string | null>;
    type: PolicyResourceType;
    maxCharacters: number;
    /** True if the policy can be deleted. */
    removable: boolean;
    /** The text for a resource without a policy. */
    none: string;
  };
  /** The label of the Create button. */
  create: string;
  /** The label and the consequences of deleting. */
  remove: {
    verb: string;
    title: (name: string) => string;
    text: string;
    /** The limits of the waiting period before deletion, in days. Absent if it can't be chosen. */
    waits?: { from: number; to: number };
    done: (name: string, days: number) => string;
  };
  /** The actions in “Who can reach”, most important first. `inside` actions are on its contents, such as the objects of a bucket. */
  asks: readonly { action: string; inside?: boolean }[];
};
