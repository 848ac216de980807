import type { z } from 'zod';
import type { Database, Transaction } from '../db/client';

/** Somebody who teaches or runs the installation, signed in. */
export type PersonActor = { kind: 'person'; personId: string; name: string; role: 'operator' | 'instructor' };
/** A student in a seat of a class. */
export type MemberActor = { kind: 'member'; memberId: string; classId: string };
export type Actor = { kind: 'nobody' } | PersonActor | MemberActor;

/** Who may run an operation. An operator may do what an instructor may, in the classes that the operator teaches. */
export type Who = 'anybody' | 'member' | 'instructor' | 'operator';

type ActorOf<W extends Who> = W extends 'anybody' ? Actor : W extends 'member' ? MemberActor : PersonActor;

/**
 * What an operation is about: something in a class, or something of a person's own. For everybody who neither teaches the class nor, of a member's
 * things, is that member, it is not there; nor is what somebody owns for anybody but them and operators.
 */
export type About =
  | { classId: string; memberId?: string }
  /** Without an owner where whoever had it is gone; undefined where nothing is there. */
  | { what: string; ownerId: string | null | undefined };

/** Who asks, when, and from where; `browser`: the number of the one that asks, where it has one. */
export type ClassroomCall = { actor: Actor; now: Date; sourceIp: string; browser?: string | undefined };

/** What an operation runs with: `db` is the running transaction for writes and the reading connection otherwise. */
export type ClassroomScope<W extends Who = Who> = { db: Transaction; actor: ActorOf<W>; now: Date; sourceIp: string };

/** What may take long and is done before the transaction of a write. */
type Before<W extends Who> = { database: Database; actor: ActorOf<W>; now: Date };

/**
 * An operation of the classroom is a value; `runClassroom` is the only way to run one. It stands outside of every account, so no policy decides
 * about it: `who` and `about` do.
 */
export type ClassroomOperation<W extends Who = Who, S extends z.ZodType = z.ZodType, Prepared = unknown, Output = unknown> = {
  name: string;
  who: W;
  input: S;
  writes: boolean;
  /** Whose the thing is that the input names; null where nothing is there. */
  about?: (input: z.output<S>, db: Transaction) => Promise<About | null>;
  /** Set for members' writes that go on while the class is paused or closed. */
  inAnyState?: true;
  /**
   * Set where the input guesses at a secret: what is guessed at, or null where only the address counts. A run that throws a `WrongGuess` is a
   * failure; any other forgives those before it at the same secret.
   */
  guess?: (input: z.output<S>, actor: Actor) => string | null;
  /**
   * Whether the input is right in all that it guesses at. Set where that is too much to be found by guessing, so that somebody who has it gets in
   * whatever others tried: it is asked where the guess would have to wait, a few times a second at most.
   */
  isCertain?: (input: z.output<S>, db: Transaction, now: Date) => Promise<boolean>;
  /** Set where a whole class guesses from behind one router. */
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
