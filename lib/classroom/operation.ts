import type { z } from 'zod';
import type { Database, Transaction } from '../db/client';

/** A signed-in instructor or operator. */
export type PersonActor = { kind: 'person'; personId: string; name: string; role: 'operator' | 'instructor' };
/** A student in a seat of a class. */
export type MemberActor = { kind: 'member'; memberId: string; classId: string };
export type Actor = { kind: 'nobody' } | PersonActor | MemberActor;

/** The callers that may run an operation. Operators may also do what instructors may, in the classes they teach. */
export type Who = 'anybody' | 'member' | 'instructor' | 'operator';

type ActorOf<W extends Who> = W extends 'anybody' ? Actor : W extends 'member' ? MemberActor : PersonActor;

/**
 * The owner of what an operation is about: a class, a member of it, or a person. Everyone else gets NotFound, except that
 * operators may see what a person owns.
 */
export type About =
  | { classId: string; memberId?: string }
  /** `ownerId` is null if the owner was deleted and undefined if the thing does not exist. */
  | { what: string; ownerId: string | null | undefined };

/** The caller, time and source of a call. `browser` is the number of the calling browser, if known. */
export type ClassroomCall = { actor: Actor; now: Date; sourceIp: string; browser?: string | undefined };

/** The scope an operation runs in. `db` is the running transaction for writes, otherwise the reading connection. */
export type ClassroomScope<W extends Who = Who> = { db: Transaction; actor: ActorOf<W>; now: Date; sourceIp: string };

/** The scope of slow work that runs before the transaction of a write. */
type Before<W extends Who> = { database: Database; actor: ActorOf<W>; now: Date };

/**
 * An operation of the classroom as a value; `runClassroom` is the only way to run one. Operations are outside of accounts, so
 * `who` and `about` authorize them instead of policies.
 */
export type ClassroomOperation<W extends Who = Who, S extends z.ZodType = z.ZodType, Prepared = unknown, Output = unknown> = {
  name: string;
  who: W;
  input: S;
  writes: boolean;
  /** Returns the owner of what the input names; null if it does not exist. */
  about?: (input: z.output<S>, db: Transaction) => Promise<About | null>;
  /** Set for member writes that are allowed while the class is paused or closed. */
  inAnyState?: true;
  /**
   * Set if the input guesses at a secret. Returns the key of the secret, or null if only the address counts. A run that throws
   * `WrongGuess` counts as a failure; a successful run clears the failures for that key.
   */
  guess?: (input: z.output<S>, actor: Actor) => string | null;
  /**
   * Returns whether the whole input is correct. Set it if the secret is too long to guess, so that its holder gets in even while
   * others' guesses are throttled. It is called only for throttled guesses, a few times a second at most.
   */
  isCertain?: (input: z.output<S>, db: Transaction, now: Date) => Promise<boolean>;
  /** Set if a whole class may guess from behind one router. */
  fromRoom?: true;
  prepare?: (input: z.output<S>, before: Before<W>) => Promise<Prepared>;
  run: (input: z.output<S>, scope: ClassroomScope<W>, prepared: Prepared) => Promise<Output>;
};

// biome-ignore lint/suspicious/noExplicitAny: whichever operation it is, its members fit each other
export type AnyClassroomOperation = ClassroomOperation<any, any, any, any>;
export type ClassroomInput<O extends AnyClassroomOperation> = z.input<O['input']>;
export type ClassroomOutput<O extends AnyClassroomOperation> = Awaited<ReturnType<O['run']>>;

export function defineClassroomOperation<W extends Who, S extends z.ZodType, Output, Prepared = undefined>(
  operation: ClassroomOperation<W, S, Prepared, Output>,
): ClassroomOperation<W, S, Prepared, Output> {
  return operation;
}
