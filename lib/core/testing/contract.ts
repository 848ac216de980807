import type { z } from 'zod';
import type { AnyOperation } from '../operation';
import type { Actor, TestWorld } from '../test-world';

/** The answers of operations, by name. The last call of each counts. */
export type Seen = Record<string, unknown>;
export type Input = Readonly<Record<string, unknown>>;
/** The members by which calls name resources. */
export type Names = Readonly<Record<string, string>>;

/**
 * A call: its operation, input and signer. The signer is an operation whose answer had keys, or a name that the contract gave.
 * Default: the first account's root user.
 */
export type Call = readonly [operation: string, input: Input | ((seen: Seen) => Input), by?: string];
export type CallTable = readonly Call[];

/**
 * Calls with the same failure.
 * - `input`: the cause. A call takes the members that it has, and required ones have their usual values otherwise.
 * - `says`: the whole message, or a pattern for it.
 * - `by`: the signer. Default: the first account's root user.
 * - `reason`: the member of that name.
 */
export type ErrorRow = readonly [
  of: string | readonly string[],
  input: Input,
  says: string | RegExp,
  more?: { by?: string; reason?: string },
];
export type Excuse = readonly [of: string | readonly string[], because: string];

/** The reason why no operation of a service gives an error, or none with a name like these. */
export type ServiceExcuse = readonly [error: string, because: string, operations?: RegExp];

/**
 * The ways to cause the declared errors, or the reason why one cannot occur. Failed calls change nothing, so their order is free.
 */
export type Errors = {
  /** A value for every required member. `<a.b>` stands for a value of the scene. */
  usual: Input;
  failures: Readonly<Record<string, readonly ErrorRow[]>>;
  unreachable: Readonly<Record<string, readonly Excuse[]>>;
};

/** The place of one contract's calls: accounts that no other contract uses. */
export type Stage = {
  world: TestWorld;
  /** The root user of the first account, the default signer. */
  root: Actor;
  /** Creates a further account, whose root user signs the calls that are `by` that name. */
  account(by: string): Promise<Actor>;
  /** Lets a caller sign the calls that are `by` that name. Returns the access key id. */
  signs(by: string, actor: Actor): Promise<string>;
};
/** Creates what the calls need and do not create themselves. Calls refer to the returned names as `<scene.…>`. */
export type Furnish = (stage: Stage) => Promise<Names>;

/** The contract of a noun. The suites that walk the registries read from it what they must know about the noun. */
export type Contract = {
  operations: Readonly<Record<string, AnyOperation>>;
  /**
   * Creates a resource with that name, and what it depends on. Returns the members by which calls name it.
   * @param given.secret a value that only the account may learn, put in tags and documents
   */
  make: (root: Actor, given: { name: string; secret: string }) => Promise<Names>;
  /** The further actions that an operation's caller needs, e.g. to tag what it creates. */
  also?: Readonly<Record<string, readonly string[]>>;
  /** The operations that reveal whether other accounts have that name, with the reason why that is right. */
  tells?: Readonly<Record<string, string>>;
  furnish?: Furnish;
  /**
   * Every operation at least once, in an order in which all succeed, without those that never do. `<A.B>` stands for member B in
   * operation A's answer.
   */
  calls: CallTable;
  /** The operations that succeed for nobody, with the reason. Their errors are listed like those of others. */
  neverSucceed?: Readonly<Record<string, string>>;
  errors: Errors & { furnish?: Furnish };
};

/** Returns the operations that take a member, except some. */
export function taking(operations: Contract['operations'], member: string, ...except: string[]): string[] {
  return Object.keys(operations).filter((name) => !except.includes(name) && membersOf(operations[name]).includes(member));
}

/** Returns the members of an operation's input. */
export function membersOf(operation: AnyOperation | undefined): string[] {
  return Object.keys((operation?.input as { shape?: object } | undefined)?.shape ?? {});
}

/** Returns the required members of an operation's input. */
function requiredOf(operation: AnyOperation | undefined): string[] {
  const shape = (operation?.input as { shape?: Readonly<Record<string, z.ZodType>> } | undefined)?.shape ?? {};
  return Object.keys(shape).filter((member) => !shape[member]?.safeParse(undefined).success);
}

/** A reference to an earlier call's answer. */
const OPEN = /<\w+\.[\w.]+>/;

/**
 * Returns the good call of an operation with other resources: those that `names` has members for.
 * @param more members to replace, or to omit if undefined
 * @throws Error if the call refers to an answer, since the contract's `make` must then return a name for it
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
