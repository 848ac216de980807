import { z } from 'zod';
import type { Transaction } from '../../db/client';
import type { Prisma } from '../../db/generated/sqlite/client';
import type { Check, Scope } from '../operation';
import type { QuotaName } from '../quotas';

/** A row whose id has tags. */
export type TaggedRow = { id: string; accountId: string };

/** The way in which calls name a resource of a type. `Found` is the finder's result, also for a missing resource. */
type Naming<Member extends string, Found> = {
  /** The input member that holds the name, and the name's schema. */
  member: Member;
  shape: z.ZodString;
  find: (scope: Scope, name: string) => Promise<Found>;
  /** Returns the check whether the caller may do something to it. */
  check: (action: string, scope: Scope, found: Found, name: string, more: { context?: Check['context'] }) => Promise<Check[]>;
};

/** The type's lines in GetAccountSummary: the count, the quota, and whether the root user has one. */
export type Summary<Line extends string> = { count?: Line; quota?: Line; ofRoot?: Line };

/** A match of a search. */
export type Match = { Name: string; Id: string; Detail?: string; Type?: string };

/** The entry of a resource type in the search. */
export type Search = {
  /** The noun on pages. */
  kind: string;
  /** Returns the check of its list. A search shows nothing that a list would not. */
  listing: (scope: Scope) => Check;
  /**
   * Finds the first few in the caller's account or organization whose name, id or ARN contains a text, given trimmed and in lower
   * case.
   */
  find: (scope: Scope, needle: string, most: number) => Promise<Match[]>;
};

/** A search that makes its own checks. */
export type AskingSearch = Omit<Search, 'listing'>;

/**
 * A resource type is a value, like an operation. It states once what several places need, and each derives its part from it.
 * Create, read, update and delete differ for each type in AWS, so they are written by hand beside it. A member exists only while
 * something derives from it.
 */
export type Resource<
  Noun extends string,
  Model extends Prisma.ModelName,
  Member extends string,
  Found,
  Line extends string = never,
> = {
  service: string;
  /** AWS's noun in the names of its operations: `InstanceProfile` in `TagInstanceProfile`. */
  noun: Noun;
  /** The table that holds it. */
  model: Model;
  /** The column with a row's owner. Default: an account, in `accountId`. */
  owner?: { column: string; of: 'account' | 'organization' };
  /** A condition on rows that are not their owner's alone. Only a restore of the whole installation replaces them. */
  shared?: object;
  naming?: Naming<Member, Found>;
  /**
   * Returns the row that holds the tags of a found resource.
   * @param change the action, if the tags are about to change
   * @throws AwsError if it does not exist, and if the caller may not change its tags
   */
  tags?: (found: Found, name: string, change?: { scope: Scope; action: string }) => TaggedRow;
  search?: Search;
  /** The quota per owner. */
  quota?: QuotaName;
  summary?: Summary<Line>;
  /** AWS's sentence when DeleteUser is refused because the user has one. The table then has a column `userId`. */
  keepsUser?: string;
};

/** Types a resource type. It adds nothing. */
export function defineResource<
  Noun extends string,
  Model extends Prisma.ModelName,
  Member extends string,
  Found,
  Line extends string = never,
>(resource: Resource<Noun, Model, Member, Found, Line>): Resource<Noun, Model, Member, Found, Line> {
  return resource;
}

type WithName<Member extends string, Rest, Others> = Record<Member, string> & (keyof Rest extends never ? unknown : Others);

/** Returns the input schema of a call about a resource: the member that names it, and the rest. */
export function namedInput<Member extends string, Rest extends z.ZodRawShape>(
  { member, shape }: { member: Member; shape: z.ZodString },
  rest: Rest,
) {
  // TypeScript cannot see which member a computed key adds.
  return z.object({ [member]: shape, ...rest }) as unknown as z.ZodType<
    WithName<Member, Rest, z.output<z.ZodObject<Rest>>>,
    WithName<Member, Rest, z.input<z.ZodObject<Rest>>>
  >;
}

/** Returns the name of a table in Prisma's client. */
export function delegateOf(model: Prisma.ModelName): string {
  return model.charAt(0).toLowerCase() + model.slice(1);
}

/** Counts the rows of a table. */
export function countRows(db: Transaction, model: Prisma.ModelName, where: object): Promise<number> {
  const table = Reflect.get(db, delegateOf(model)) as { count(args: { where: object }): Promise<number> };
  return table.count({ where });
}
