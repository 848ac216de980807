import { z } from 'zod';
import type { Transaction } from '../db/client';
import type { Prisma } from '../db/generated/sqlite/client';
import type { Check, Scope } from './operation';
import type { QuotaName } from './quotas';

/** The row under whose id the tags of something are kept. */
export type TaggedRow = { id: string; accountId: string };

/** How calls name one of a resource type. `Found` is what its finder answers, which says too when nothing is there. */
type Naming<Member extends string, Found> = {
  /** The member of an input that holds the name, and what such a name may be. */
  member: Member;
  shape: z.ZodString;
  find: (scope: Scope, name: string) => Promise<Found>;
  /** The question whether the caller may do something to it. */
  check: (action: string, scope: Scope, found: Found, name: string, more: { context?: Check['context'] }) => Promise<Check[]>;
};

/** The lines of GetAccountSummary about it: how many there are, how many there may be, whether the root user has one. */
export type Summary<Line extends string> = { count?: Line; quota?: Line; ofRoot?: Line };

/** A match of a search. */
export type Match = { Name: string; Id: string; Detail?: string; Type?: string };

/** The entry of a resource type in the search. */
export type Search = {
  /** The word for it on a page. */
  kind: string;
  /** The question that its list asks: a search shows nothing that a list would not. */
  listing: (scope: Scope) => Check;
  /** The first few of the caller's account or organization whose name, id or ARN holds a text, which is in lower case and trimmed. */
  find: (scope: Scope, needle: string, most: number) => Promise<Match[]>;
};

/** A search that asks itself what the caller may see. */
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
  /** AWS's word for it, as the names of its operations have it: `InstanceProfile` in `TagInstanceProfile`. */
  noun: Noun;
  /** The table that holds it. */
  model: Model;
  /** The column that says whose a row is. Default: an account's, in `accountId`. */
  owner?: { column: string; of: 'account' | 'organization' };
  /** Which rows are not their owner's alone: a restore leaves them as they are, unless it is of the whole installation. */
  shared?: object;
  naming?: Naming<Member, Found>;
  /**
   * The row of what was found, under which its tags are kept.
   * @param change set where tags are to be changed: by which action
   * @throws AwsError where nothing was found, and where its tags are not the caller's to change
   */
  tags?: (found: Found, name: string, change?: { scope: Scope; action: string }) => TaggedRow;
  search?: Search;
  /** The quota per owner. */
  quota?: QuotaName;
  summary?: Summary<Line>;
  /** AWS's sentence, with which DeleteUser is refused while the user has one. The table has a column `userId` then. */
  keepsUser?: string;
};

/** Gives a resource type its types; adds nothing. */
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

/** The input of a call about one of a resource type: the member that names it, and the rest. */
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

/** The name of a table's part of Prisma's client. */
export function delegateOf(model: Prisma.ModelName): string {
  return model.charAt(0).toLowerCase() + model.slice(1);
}

/** Counts the rows of a table. */
export function countRows(db: Transaction, model: Prisma.ModelName, where: object): Promise<number> {
  const table = Reflect.get(db, delegateOf(model)) as { count(args: { where: object }): Promise<number> };
  return table.count({ where });
}
