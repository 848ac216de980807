import type { Category } from './filter';
import type { Places } from './places';

/** What a question needs to know besides the lines of bills. Each is read when it is first asked for, and once for a question. */
export type Known = {
  /** Whether the caller's account manages an organization, and so sees its tree. */
  managesOrganization: boolean;
  /** Where accounts are in the organization. @throws AwsError for who may not see the tree */
  places(): Promise<Places>;
  /** What the accounts of the organization are called, or the one account without one. */
  names(): Promise<ReadonlyMap<string, string>>;
  /** The keys of the tags that whoever pays has activated. */
  activeTags(): Promise<ReadonlySet<string>>;
  /**
   * The cost category of that name. One that there is not is one that no line falls into.
   * @param within the categories in whose rules it is asked for
   */
  category(name: string, within?: readonly string[]): Promise<Category>;
  /** The names of the cost categories, sorted. */
  categoryNames(): Promise<string[]>;
};
