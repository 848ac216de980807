import 'server-only';
import type { ConsoleFailure, ConsoleResult, Json } from '@/lib/console/result';
import { runConsole } from '@/lib/console/run-console';
import type { AnyOperation, InputOf, OutputOf } from '@/lib/core/operation';

/** One of several calls that failed, and what it was to do. */
export type FailedStep = { what: string; error: ConsoleFailure };

/**
 * Calls one after the other, as AWS's console makes them: each needs its own permission and is in the event history. The first that
 * fails ends them all, and what was done before stays done. What is already gone counts as done.
 */
export class Steps {
  readonly #call: typeof runConsole;
  #failure: ConsoleFailure | null = null;

  /** @param call as whom they are made; whoever is signed in, unless a session was started for them */
  constructor(call: typeof runConsole = runConsole) {
    this.#call = call;
  }

  async run<O extends AnyOperation>(operation: O, input: InputOf<O>): Promise<Json<OutputOf<O>> | null> {
    if (this.#failure) return null;
    const result = await this.#call(operation, input);
    if (result.ok) return result.data;
    if (result.error.code !== 'NoSuchEntity') this.#failure = result.error;
    return null;
  }

  result(): ConsoleResult<null> {
    return this.#failure ? { ok: false, error: this.#failure } : { ok: true, data: null };
  }
}

/** Calls that do not depend on each other: all are made, and it is told what each changed or why it failed. */
export class Attempts {
  readonly done: string[] = [];
  readonly failed: FailedStep[] = [];

  async run<O extends AnyOperation>(what: string, operation: O, input: InputOf<O>): Promise<Json<OutputOf<O>> | null> {
    const result = await runConsole(operation, input);
    if (result.ok) {
      if (operation.access !== 'List' && operation.access !== 'Read') this.done.push(what);
      return result.data;
    }
    this.failed.push({ what, error: result.error });
    return null;
  }
}
