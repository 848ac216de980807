import type { z } from 'zod';
import type { AnyOperation } from '../operation';
import type { Actor, TestWorld } from '../test-world';

/** The answers of operations, by name. The last call of each counts. */
export type Seen = Record<string, unknown>;
export type Input = Readonly<Record<string, unknown>>;
/** The members by which calls name things. */
export type Names = Readonly<Record<string, string>>;

/**
 * A call: operation, input, and with whose keys it is made: an operation that answered with keys, or somebody by the name that the contract
 * gave them. Default: the first account's root user.
 */
export type Call = readonly [operation: string, input: Input | ((seen: Seen) => Input), by?: string];
export type CallTable = readonly Call[];

/**
 * Calls that fail alike.
 * - `input`: what it is that makes them fail, each taking what it has a member for; required members have their usual values otherwise
 * - `says`: the whole message of the answer, or what it must match
 * - `by`: whose keys sign; the first account's root user unless it says otherwise. `reason`: the member of that name.
 */
export type ErrorRow = readonly [
  of: string | readonly string[],
  input: Input,
  says: string | RegExp,
  more?: { by?: string; reason?: string },
];
export type Excuse = readonly [of: string | readonly string[], because: string];

/** Why no operation of a service answers an error, or none with such a name. */
export type ServiceExcuse = readonly [error: string, because: string, operations?: RegExp];

/** How declared errors come about, or why one cannot. Calls that fail change nothing, so their order is free. */
export type Errors = {
  /** A value for every required member. `<a.b>` stands for what the scene says. */
  usual: Input;
  failures: Readonly<Record<string, readonly ErrorRow[]>>;
  unreachable: Readonly<Record<string, readonly Excuse[]>>;
};

/** The place of one contract's calls: accounts that no other contract uses. */
export type Stage = {
  world: TestWorld;
  /** The root user of the first account, which signs calls unless they say otherwise. */
  root: Actor;
  /** A further account, whose root user signs the calls that are `by` that name. */
  account(by: string): Promise<Actor>;
  /** Lets somebody sign the calls that are `by` that name. Answers the id of the access key. */
  signs(by: string, actor: Actor): Promise<string>;
};
/** Makes what calls need and none of them makes; they refer to what it answers as `<scene.…>`. */
export type Furnish = (stage: Stage) => Promise<Names>;

/** The contract of a noun. The suites that walk the registries read from it what they must know about the noun. */
export type Contract = {
  operations: Readonly<Record<string, AnyOperation>>;
  /**
   * Makes one of that name, and what it hangs on. Answers the members by which calls name it.
   * @param given.secret what nobody but the account may learn: goes where there is room for it, in tags and documents
   */
  make: (root: Actor, given: { name: string; secret: string }) => Promise<Names>;
  /** Further actions that the caller of an operation needs, e.g. to tag what it makes. */
  also?: Readonly<Record<string, readonly string[]>>;
  /** Operations that tell whether other accounts have something of that name, and why that is right. */
  tells?: Readonly<Record<string, string>>;
  furnish?: Furnish;
  /** Every operation once or more, in an order in which all succeed. `<A.B>` stands for what operation A answered as B. */
  calls: CallTable;
  errors: Errors & { furnish?: Furnish };
};

/** The operations that take a member, apart from some. */
export function taking(operations: Contract['operations'], member: string, ...except: string[]): string[] {
  return Object.keys(operations).filter((name) => !except.includes(name) && membersOf(operations[name]).includes(member));
}

/** The members of an operation's input. */
export function membersOf(operation: AnyOperation | undefined): string[] {
  return Object.keys((operation?.input as { shape?: object } | undefined)?.shape ?? {});
}

/** The members that an operation's input cannot do without. */
function requiredOf(operation: AnyOperation | undefined): string[] {
  const shape = (operation?.input as { shape?: Readonly<Record<string, z.ZodType>> } | undefined)?.shape ?? {};
  return Object.keys(shape).filter((member) => !shape[member]?.safeParse(undefined).success);
}

/** A reference to what an earlier call answered. */
const OPEN = /<\w+\.[\w.]+>/;

/**
 * The good call of an operation about other things: those that `names` has members for.
 * @param more members instead, or without a value where one is left out
 * @throws Error where the call refers to an answer: what the contract makes must have a name for that
 */
export function callAbout({ operations, calls, errors }: Contract, operation: string, names: Names, more: Input = {}): Input {
  const required = requiredOf(operations[operation]);
  const usual = Object.entries(errors.usual).filter(([member]) => required.includes(member));
  const given = calls.find(([called]) => called === operation)?.[1];
  // If an earlier answer is missing, the usual value replaces it, if there is one.
  const unlessOpen = ([member, value]: readonly [string, unknown]) =>
    [member, typeof value === 'string' && OPEN.test(value) ? (errors.usual[member] ?? value) : value] as const;
  const named = membersOf(operations[operation]).filter((member) => names[member] !== undefined);
  const input = {
    ...Object.fromEntries(usual),
    ...Object.fromEntries(Object.entries(typeof given === 'object' ? given : {}).map(unlessOpen)),
    ...Object.fromEntries(named.map((member) => [member, names[member]])),
    ...more,
  };
  const open = JSON.stringify(input).match(OPEN);
  if (open) throw new Error(`${operation} refers to ${open[0]}: what its contract makes must have a name for it`);
  return input;
}
