import 'server-only';
import type { AnyOperation, InputOf, OutputOf } from '../../core/operation';
import type { ConsoleFailure, ConsoleResult, Json } from '../result';
import type { RunCall } from './recipe';

const GONE = 'NoSuchEntity';

/** AWS: the largest page of a list. */
export const MaxItems = 1000;

/**
 * Calls one after the other. The first that fails ends them all: what was done before stays done and is told with the failure, and nothing
 * more is called. A recipe made of them goes on where it stopped when it is run again.
 */
export class Steps {
  readonly #run: RunCall;
  readonly #done: string[] = [];
  #failure: ConsoleFailure | null = null;

  constructor(run: RunCall) {
    this.#run = run;
  }

  /**
   * Makes a change, told as `what` it does; null unless it was made.
   * @param unless the code of the error that says that it is so already, which is no failure
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

  /** Makes the change whose answer is the recipe's. */
  async last<O extends AnyOperation>(what: string, operation: O, input: InputOf<O>): Promise<ConsoleResult<Json<OutputOf<O>>>> {
    const result = await this.#call(operation, input);
    if (result.ok) this.#done.push(what);
    return result;
  }

  /** Takes something away. What is gone already counts as taken away. */
  async remove<O extends AnyOperation>(what: string, operation: O, input: InputOf<O>): Promise<void> {
    const result = await this.#call(operation, input, { unless: GONE });
    if (result.ok) this.#done.push(what);
  }

  /**
   * Reads; null where that fails or nothing is there.
   * @param unless the code of the error that says that nothing is there
   */
  async read<O extends AnyOperation>(
    operation: O,
    input: InputOf<O>,
    { unless = GONE }: { unless?: string } = {},
  ): Promise<Json<OutputOf<O>> | null> {
    return dataOf(await this.#call(operation, input, { unless }));
  }

  /** The whole of a list of IAM, page after page. Of something that is gone it is empty. */
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
   * The whole of a list of any service, page after page.
   * @param next what asks for the page behind one; null where there is none
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

  /** `data` when every call went well. */
  result<Data>(data: Data): ConsoleResult<Data> {
    return this.#failure ? { ok: false, error: this.#failure } : { ok: true, data };
  }
}

function dataOf<Data>(result: ConsoleResult<Data>): Data | null {
  return result.ok ? result.data : null;
}
