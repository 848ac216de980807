import 'server-only';
import type { AnyOperation, InputOf, OutputOf } from '../../core/operation';
import type { ConsoleFailure, ConsoleResult, Json } from '../result';
import type { RunCall } from './recipe';

/** One of several calls that failed, and what it was to do. */
export type FailedStep = { what: string; error: ConsoleFailure };

/** What was done of what was asked for, by now and before, and what was not. */
export type Progress = { done: readonly string[]; failed: readonly FailedStep[] };

/** Calls that do not depend on each other: all are made, and it is told what each changed or why it failed. */
export class Attempts {
  readonly #run: RunCall;
  readonly #done: string[];
  readonly #failed: FailedStep[] = [];

  /** @param done what an earlier try did: it is not done again */
  constructor(run: RunCall, done: readonly string[] = []) {
    this.#run = run;
    this.#done = [...done];
  }

  /** Makes a change unless it was made before; true when it is made. */
  async change<O extends AnyOperation>(what: string, operation: O, input: InputOf<O>): Promise<boolean> {
    if (this.isDone(what)) return true;
    const made = (await this.read(what, operation, input)) !== null;
    if (made) this.#done.push(what);
    return made;
  }

  /** Reads what other calls need; null unless it could. */
  async read<O extends AnyOperation>(what: string, operation: O, input: InputOf<O>): Promise<Json<OutputOf<O>> | null> {
    const result = await this.#run(operation, input);
    if (result.ok) return result.data;
    this.#failed.push({ what, error: result.error });
    return null;
  }

  isDone(what: string): boolean {
    return this.#done.includes(what);
  }

  progress(): Progress {
    return { done: this.#done, failed: this.#failed };
  }

  /** `data` when every call went well; otherwise the first failure, with what was done. */
  result<Data>(data: Data): ConsoleResult<Data> {
    const [failed] = this.#failed;
    return failed ? { ok: false, error: { ...failed.error, done: this.#done } } : { ok: true, data };
  }
}
