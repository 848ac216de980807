/** The outcome of one row. `undecided` gives the reason. */
export type Row = boolean | { undecided: string };

/** The outcome of a check. */
export type Result = {
  /** The rows. A check without rows has one. */
  rows: readonly Row[];
  /** The observed value, for a check that does not pass. It reveals neither the expectation nor names. */
  seen?: string;
  /** True for predictions that can't change: each question is answered correctly or has no tries left. */
  isFinal?: boolean;
};

export function isUndecided(row: Row): row is { undecided: string } {
  return typeof row === 'object';
}
