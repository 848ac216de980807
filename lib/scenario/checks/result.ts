/** What one row of a check, or a check without rows, came to. `undecided` says why. */
export type Row = boolean | { undecided: string };

/** What a check came to. */
export type Result = {
  /** A check without rows of its own has one. */
  rows: readonly Row[];
  /** What was seen, in a sentence that tells neither what was expected nor whose name was; for a check that does not pass. */
  seen?: string;
  /** Set for predictions that can't come out otherwise: each question is answered rightly, or has no tries left. */
  isFinal?: boolean;
};

export function isUndecided(row: Row): row is { undecided: string } {
  return typeof row === 'object';
}
