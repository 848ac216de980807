import type { AnyOperation } from '../operation';
import type { Actor } from '../test-world';

/** What operations answered, by their name; of one that was called twice, the last. */
export type Seen = Record<string, unknown>;
export type Input = Readonly<Record<string, unknown>>;

/**
 * A call: operation, input, and with whose keys it is made: an operation that answered with keys, or an account by the name that the test
 * gave it. Default: the first account's root user.
 */
export type Call = readonly [operation: string, input: Input | ((seen: Seen) => Input), by?: string];
export type CallTable = readonly Call[];

/**
 * Calls that fail alike.
 * - `input`: what it is that makes them fail, each taking what it has a member for; required members have their usual values otherwise
 * - `says`: the whole message of the answer, or what it must match
 * - `by`: whose keys sign; the first account's root user unless it says otherwise. `reason`: the member of that name.
 */
export type ErrorRow<Operations = string | readonly string[]> = readonly [
  of: Operations,
  input: Input,
  says: string | RegExp,
  more?: { by?: string; reason?: string },
];
export type Excuse<Operations = string | readonly string[]> = readonly [of: Operations, because: string];

/** How declared errors come about, or why one cannot. Calls that fail change nothing, so their order is free. */
export type Errors<Operations = string | readonly string[]> = {
  /** A value for every required member. `<a.b>` stands for what the scene says. */
  usual: Input;
  failures: Readonly<Record<string, readonly ErrorRow<Operations>[]>>;
  unreachable: Readonly<Record<string, readonly Excuse<Operations>[]>>;
};

/** The accounts of the suite of errors: `full` is a user of the first who has everything, the second has as many of everything as may be. */
export type ErrorScene = { root: Actor; crowded: Actor };

/** What a noun keeps to. The suites that walk the registries take from it what they must know of the noun. */
export type Contract = {
  operations: Readonly<Record<string, AnyOperation>>;
  /** Makes one: a thing of that name, or one of a user's who is there. Answers the members by which calls name it. */
  make: (root: Actor, given: { name: string; UserName: string }) => Promise<Readonly<Record<string, string>>>;
  /** Every operation once or more, in an order in which all succeed. `<A.B>` stands for what operation A answered as B. */
  calls: CallTable;
  errors: Errors & {
    /** Makes what the failing calls need; they refer to what it answers as `<scene.…>`. */
    furnish?: (scene: ErrorScene) => Promise<Readonly<Record<string, string>>>;
  };
};
