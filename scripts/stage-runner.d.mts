/** How many checks and tests of a stage passed and failed. */
export type Count = { passed: number; failed: number };

/** What a stage works with. */
export type Bench = {
  /** Prints a line when it is the stage's turn. */
  say(text: string): void;
  /**
   * Runs a Node.js program with its output shown and says whether it ended well. Throws a StageError when it was stopped; whatever
   * it leaves behind is ended.
   */
  node(args: readonly string[], options: { cwd: string; env?: Partial<NodeJS.ProcessEnv> }): Promise<boolean>;
};

export type Stage = {
  name: string;
  title: string;
  /** Names of earlier stages that it waits for. */
  after?: readonly string[];
  run(bench: Bench): Promise<Count>;
};

export class StageError extends Error {}

export function runStages(stages: readonly Stage[], options?: { sideBySide?: number; limitMs?: number }): Promise<void>;
