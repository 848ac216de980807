import type { Category } from './filter';
import type { Places } from './places';

/** The data that a question needs beside bills' lines. Each is read on first use, once per question. */
export type Known = {
  /** True if the caller's account manages an organization and sees its tree. */
  managesOrganization: boolean;
  /**
   * Returns where accounts are in the tree.
   * @throws AwsError if the caller may not see it
   */
  places(): Promise<Places>;
  /** Returns the names of the organization's accounts, or of a standalone account. */
  names(): Promise<ReadonlyMap<string, string>>;
  /** Returns the tag keys that the payer activated. */
  activeTags(): Promise<ReadonlySet<string>>;
  /**
   * Returns a cost category by name. A missing one has no lines.
   * @param within the categories whose rules use it
   */
  category(name: string, within?: readonly string[]): Promise<Category>;
  /** Returns the names of the cost categories, sorted. */
  categoryNames(): Promise<string[]>;
};
