import 'server-only';
import type { AnyOperation, InputOf, OutputOf } from '../../core/operation';
import type { ConsoleFailure, ConsoleResult, Json } from '../result';
import type { RunCall } from './recipe';

const GONE = 'NoSuchEntity';

/** The largest page size of IAM. */
export const MaxItems = 1000;

/**
 * Runs dependent calls in order. The first failure ends them; it is returned with the steps already done. Running the recipe
 * again continues where it stopped.
 */
export class Steps {
  readonly #run: RunCall;
  readonly #done: string[] = [];
  #failure: ConsoleFailure | null = null;

  constructor(run: RunCall) {
    this.#run = run;
  }

  /**
   * Makes a change; null if it failed.
   * @param unless the error code that means it is already so, which is not a failure
   */
  async change<O extends AnyOperation>(
    what: string,
    operation: O,
    input: InputOf<O>,
    { unless }: { unless?: string } = {},
  ): Promise<Json<OutputOf<O>> | null> {
    const result = await this.#call(operation, input, { unless });
    if (result.ok) this.#done.push(what);
    return dataOf(result);
  }

  /** Makes the change whose answer the recipe returns. */
  async last<O extends AnyOperation>(what: string, operation: O, input: InputOf<O>): Promise<ConsoleResult<Json<OutputOf<O>>>> {
    const result = await this.#call(operation, input);
    if (result.ok) this.#done.push(what);
    return result;
  }

  /** Removes something. If it no longer exists, that counts as removed. */
  async remove<O extends AnyOperation>(what: string, operation: O, input: InputOf<O>): Promise<void> {
    const result = await this.#call(operation, input, { unless: GONE });
    if (result.ok) this.#done.push(what);
  }

  /**
   * Reads; null if it fails or nothing exists.
   * @param unless the error code that means nothing exists
   */
  async read<O extends AnyOperation>(
    operation: O,
    input: InputOf<O>,
    { unless = GONE }: { unless?: string } = {},
  ): Promise<Json<OutputOf<O>> | null> {
    return dataOf(await this.#call(operation, input, { unless }));
  }

  /** Reads all pages of an IAM list. It is empty if the parent no longer exists. */
  async list<O extends AnyOperation, Item>(
    operation: O,
    input: InputOf<O>,
    itemsOf: (page: Json<OutputOf<O>>) => readonly Item[],
  ): Promise<Item[]> {
    const items: Item[] = [];
    for (let Marker: string | undefined; ; ) {
      const page = await this.read(operation, { ...input, MaxItems, Marker });
      if (page === null) return items;
      items.push(...itemsOf(page));
      const { IsTruncated, Marker: next } = page as { IsTruncated?: boolean; Marker?: string };
      if (!IsTruncated) return items;
      Marker = next;
    }
  }

  /**
   * Reads all pages of a list of any service.
   * @param next returns the input of the next page; null after the last
   */
  async pages<O extends AnyOperation, Item>(
    operation: O,
    input: InputOf<O>,
    itemsOf: (page: Json<OutputOf<O>>) => readonly Item[],
    next: (page: Json<OutputOf<O>>) => Partial<InputOf<O>> | null,
  ): Promise<Item[]> {
    const items: Item[] = [];
    for (let asked: Partial<InputOf<O>> | null = {}; asked !== null; ) {
      const page: Json<OutputOf<O>> | null = await this.read(operation, { ...input, ...asked });
      if (page === null) return items;
      items.push(...itemsOf(page));
      asked = next(page);
    }
    return items;
  }

  async #call<O extends AnyOperation>(
    operation: O,
    input: InputOf<O>,
    { unless }: { unless?: string } = {},
  ): Promise<ConsoleResult<Json<OutputOf<O>>>> {
    if (this.#failure) return { ok: false, error: this.#failure };
    const result = await this.#run(operation, input);
    if (result.ok || result.error.code === unless) return result;
    this.#failure = { ...result.error, done: this.#done };
    return { ok: false, error: this.#failure };
  }

  /** Returns `data` if every call succeeded. */
  result<Data>(data: Data): ConsoleResult<Data> {
    return this.#failure ? { ok: false, error: this.#failure } : { ok: true, data };
  }
}

function dataOf<Data>(result: ConsoleResult<Data>): Data | null {
  return result.ok ? result.data : null;
}
