import type { PackProblem } from './format/problems';
import type { PackTests, Scenario } from './format/schema';

/** A valid scenario with its files. */
export type Pack = {
  scenario: Scenario;
  /** The tests; null if the pack has none and can't be graded. */
  tests: PackTests | null;
  /** All files by path, as stored. */
  files: ReadonlyMap<string, string>;
  /** The SHA-256 digest of the files in hexadecimal. The same id and version with another digest is refused. */
  hash: string;
  /** The translated texts by language and path, such as `steps.sort.do`. */
  texts: ReadonlyMap<string, ReadonlyMap<string, string>>;
};

/** The result of reading a pack. `pack` is null if there are problems. */
export type ReadPack = {
  /** The values in the files, even if the pack has problems; null if they can't be read. */
  id: string | null;
  title: string | null;
  version: string | null;
  pack: Pack | null;
  problems: readonly PackProblem[];
};
