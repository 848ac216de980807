import type { PackProblem } from './format/problems';
import type { PackTests, Scenario } from './format/schema';

/** A scenario that can be played: its files as they are, and what they say. */
export type Pack = {
  scenario: Scenario;
  /** Null where the pack has none: it can be played and not be graded. */
  tests: PackTests | null;
  /** All files by their path in the pack: what is stored of it. */
  files: ReadonlyMap<string, string>;
  /** SHA-256 of the files, in hexadecimal: the same id and version with another hash is refused. */
  hash: string;
  /** Translated texts by language and path, such as `steps.sort.do`. */
  texts: ReadonlyMap<string, ReadonlyMap<string, string>>;
};

/** `pack` is null where there are problems. */
export type ReadPack = {
  /** As the files say, also of a pack with problems; null where not even that can be read. */
  id: string | null;
  title: string | null;
  version: string | null;
  pack: Pack | null;
  problems: readonly PackProblem[];
};
