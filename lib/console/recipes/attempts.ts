import 'server-only';
import type { AnyOperation, InputOf, OutputOf } from '../../core/operation';
import type { ConsoleFailure, ConsoleResult, Json } from '../result';
import type { RunCall } from './recipe';

/** A failed call and its description. */
export type FailedStep = { what: string; error: ConsoleFailure };

/** The steps done, including earlier ones, and the steps that failed. */
export type Progress = { done: readonly string[]; failed: readonly FailedStep[] };

/** Runs independent calls: all are made, and each success or failure is reported. */
export class Attempts {
  readonly #run: RunCall;
  readonly #done: string[];
  readonly #failed: FailedStep[] = [];

  /** @param done the steps of an earlier run, which are not repeated */
  constructor(run: RunCall, done: readonly string[] = []) {
    this.#run = run;
    this.#done = [...done];
  }

  /**
   * Makes a change unless it was made before.
   * @returns whether it is made
   */
  async change<O extends AnyOperation>(what: string, operation: O, input: InputOf<O>): Promise<boolean> {
    return this.isDone(what) || (await this.once(what, operation, input)) !== null;
  }

  /** Makes a change unless it was made before, and returns its answer; null if it failed or was made before. */
  async once<O extends AnyOperation>(what: string, operation: O, input: InputOf<O>): Promise<Json<OutputOf<O>> | null> {
    if (this.isDone(what)) return null;
    const made = await this.read(what, operation, input);
    if (made !== null) this.#done.push(what);
    return made;
  }

  /** Reads for other calls; null if it fails. */
  async read<O extends AnyOperation>(what: string, operation: O, input: InputOf<O>): Promise<Json<OutputOf<O>> | null> {
    const result = await this.#run(operation, input);
    if (result.ok) return result.data;
    this.#failed.push({ what, error: result.error });
    return null;
  }

  /** Records a step that several calls made. */
  made(what: string): void {
    this.#done.push(what);
  }

  /** Records a step that cannot be made, or that failed after its call was accepted. */
  fail(what: string, error: Pick<ConsoleFailure, 'code' | 'message'> & { requestId?: string }): void {
    this.#failed.push({ what, error: { requestId: '', ...error } });
  }

  isDone(what: string): boolean {
    return this.#done.includes(what);
  }

  progress(): Progress {
    return { done: this.#done, failed: this.#failed };
  }

  /** Returns `data` if every call succeeded, otherwise the first failure with the steps done. */
  result<Data>(data: Data): ConsoleResult<Data> {
    const [failed] = this.#failed;
    return failed ? { ok: false, error: { ...failed.error, done: this.#done } } : { ok: true, data };
  }
}
