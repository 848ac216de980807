/** The cause of one run of a job, and its surroundings. */
export type JobRun = {
  /** The real time. */
  now: Date;
  /** Aborted when the process ends. A long run looks at it between its steps. */
  stopped: AbortSignal;
  /**
   * The accounts that made calls since the last run. A run removes those that it is done with: a failed run leaves the others to
   * the next.
   */
  accounts: Set<string>;
  /** Time that passed is a cause, or a moved clock, so every account may be due. */
  everything: boolean;
  /** Makes the job run once more, soon. */
  again: () => void;
};

/** A call that may wake a job. */
export type WakingCall = { accountId?: string; operation?: string; outcome: string; readOnly?: true };

/** Returns whether a call may have changed something: it succeeded, and is no read. */
export function mayChange({ outcome, readOnly }: WakingCall): boolean {
  return outcome === 'Success' && !readOnly;
}

/** Work that a module does in the background, in the process that serves the wire API. A job never runs twice at once. */
export type Job = {
  name: string;
  /** The sentence of the log for a run that failed. */
  failure: string;
  /** It also runs when the process starts. */
  atStart?: true;
  /** It runs this long after the last such run, in milliseconds. */
  everyMs?: number;
  /** Returns whether the job runs soon after a call. Absent: calls do not wake it. */
  afterCalls?: (call: WakingCall) => boolean;
  /** The delay that groups causes into one run, in milliseconds. Default: none. */
  settleMs?: number;
  /** After a run, the job rests for this many times as long as the run took. Default: not at all. */
  rest?: number;
  /** The longest rest, in milliseconds. */
  longestRestMs?: number;
  /**
   * Only one process of the installation runs it at a time. The others wait, and keep their causes.
   */
  inOneProcess?: true;
  /** The end of the process does not wait for a run. */
  mayBeCutShort?: true;
  run: (cause: JobRun) => Promise<unknown>;
};
