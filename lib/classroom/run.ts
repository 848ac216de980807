import type { z } from 'zod';
import { BoundedMap } from '../core/cache/bounded-map';
import { AwsError } from '../core/errors';
import { countedGuess } from '../core/secrets/password-attempts';
import type { Database, Transaction } from '../db/client';
import { transaction } from '../db/transaction';
import { conflict, invalid, notAllowed, notThere, WrongGuess } from './errors';
import type {
  About,
  Actor,
  AnyClassroomOperation,
  ClassroomCall,
  ClassroomInput,
  ClassroomOutput,
  MemberActor,
  PersonActor,
} from './operation';

/**
 * Runs a classroom operation: validates its input, counts guesses, then authorizes and runs in one transaction.
 * @throws AwsError ValidationError, AccessDenied, NotFound, Conflict, Throttling or WrongGuess, with a message for the caller
 */
export async function runClassroom<O extends AnyClassroomOperation>(
  operation: O,
  raw: ClassroomInput<O>,
  call: ClassroomCall,
  database: Database,
): Promise<ClassroomOutput<O>> {
  const input = readInput(operation.input, raw);
  const { guess } = operation;
  if (!guess) return run(operation, input, call, database);
  let output: ClassroomOutput<O> | undefined;
  let refusal: WrongGuess | undefined;
  const { sourceIp, browser } = call;
  const counted = { subject: guess(input, call.actor), sourceIp, ...(operation.fromRoom && { room: { browser } }) };
  const evaluate = async () => {
    try {
      output = await run(operation, input, call, database);
      return true;
    } catch (error) {
      if (!(error instanceof WrongGuess)) throw error;
      refusal = error;
      return false;
    }
  };
  try {
    await countedGuess(database, counted, call.now, evaluate);
  } catch (error) {
    const { isCertain } = operation;
    const waits = error instanceof AwsError && error.shape === 'Throttling';
    if (!waits || !isCertain || !mayAsk(`${counted.subject} ${sourceIp}`, browser)) throw error;
    if (!(await isCertain(input, database.reader, call.now))) throw error;
    return run(operation, input, call, database);
  }
  if (refusal) throw refusal;
  return output as ClassroomOutput<O>;
}

// Two checks a second for a browser, so that others in the room cannot use up its checks, and eight for the address, because a new browser
// costs nothing. Four words have 31 bits: at eight guesses a second, a term of trying has a chance of two percent.
const ASKED_A_SECOND = { browser: 2, address: 8 };
const MOST_ASKED = 10_000;
const asked = new BoundedMap<string, { second: number; times: number }>(MOST_ASKED);

/**
 * Counts the checks of throttled guesses by secret and address, and there by browser. Browsers without a number count together.
 * @returns false if there were too many this second
 */
function mayAsk(key: string, browser: string | undefined): boolean {
  return countAsked(`${key} ${browser ?? ''}`) <= ASKED_A_SECOND.browser && countAsked(key) <= ASKED_A_SECOND.address;
}

/** Returns the number of checks this second, with this one. */
function countAsked(key: string): number {
  const second = Math.floor(performance.now() / 1000);
  const before = asked.get(key);
  const times = before?.second === second ? before.times + 1 : 1;
  asked.set(key, { second, times });
  return times;
}

/**
 * Returns the validated input.
 * @throws AwsError ValidationError with the schema's first message
 */
function readInput(schema: z.ZodType, raw: unknown): unknown {
  const read = schema.safeParse(raw);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw invalid(issue?.message ?? 'The input is not valid.', issue?.path[0] === undefined ? undefined : String(issue.path[0]));
}

async function run<O extends AnyClassroomOperation>(
  operation: O,
  input: unknown,
  { actor, now, sourceIp }: ClassroomCall,
  database: Database,
): Promise<ClassroomOutput<O>> {
  const authorize = async (db: Transaction) => {
    await requireActor(db, operation, actor);
    if (operation.about) await requireOwn(db, operation, actor, await operation.about(input, db));
  };
  if (!operation.writes) {
    await authorize(database.reader);
    return operation.run(input, { db: database.reader, actor, now, sourceIp }, undefined);
  }
  let prepared: unknown;
  if (operation.prepare) {
    await authorize(database.reader);
    prepared = await operation.prepare(input, { database, actor, now });
  }
  const write = async (db: Transaction) => {
    await authorize(db);
    return operation.run(input, { db, actor, now, sourceIp }, prepared);
  };
  return transaction(database, write, { names: [lockOf(actor)] });
}

/** Returns the lock of a write. A class's writes run one after the other because they count its members and assignments. */
function lockOf(actor: Actor): string {
  return actor.kind === 'member' ? `class ${actor.classId}` : 'classroom';
}

/** Refuses callers whose role or seat was removed after they signed in. */
async function requireActor(db: Transaction, operation: AnyClassroomOperation, actor: Actor): Promise<void> {
  switch (operation.who) {
    case 'anybody':
      return;
    case 'member':
      if (actor.kind !== 'member') throw notAllowed('Join the class first.');
      return requireSeat(db, operation, actor);
    default:
      if (actor.kind !== 'person') throw notAllowed('Sign in as an instructor first.');
      return requirePerson(db, actor, operation.who === 'operator');
  }
}

async function requirePerson(db: Transaction, actor: PersonActor, asOperator: boolean): Promise<void> {
  const person = await db.person.findUnique({ where: { id: actor.personId }, select: { role: true } });
  if (!person) throw notAllowed('Sign in again.');
  if (asOperator && person.role !== 'operator') throw notAllowed('Only an operator of this installation can do this.');
}

async function requireSeat(db: Transaction, operation: AnyClassroomOperation, { memberId }: MemberActor): Promise<void> {
  const member = await db.member.findUnique({
    where: { id: memberId },
    select: { state: true, class: { select: { state: true } } },
  });
  if (member?.state !== 'joined') throw notAllowed('You are no longer in this class.');
  if (!operation.writes || operation.inAnyState) return;
  if (member.class.state === 'paused')
    throw conflict('The class is paused. You can view everything, and make changes again when your instructor resumes it.');
  if (member.class.state === 'closed') throw conflict('The class is closed. You can view everything, but not change it.');
}

/** Returns NotFound for what belongs to others, as if it did not exist. */
async function requireOwn(db: Transaction, operation: AnyClassroomOperation, actor: Actor, about: About | null): Promise<void> {
  const what = operation.who === 'member' ? 'thing in your class' : 'class, or nothing of that name in one of yours';
  if (!about) throw notThere(what);
  if ('ownerId' in about) return requireOwner(db, actor, about);
  const { classId, memberId } = about;
  if (actor.kind === 'member') {
    if (actor.classId !== classId || (memberId !== undefined && memberId !== actor.memberId)) throw notThere(what);
    return;
  }
  if (actor.kind !== 'person') throw notThere(what);
  const { personId } = actor;
  const teaches = await db.classInstructor.findUnique({ where: { classId_personId: { classId, personId } } });
  if (!teaches) throw notThere(what);
}

type Owned = Extract<About, { ownerId: unknown }>;

async function requireOwner(db: Transaction, actor: Actor, { what, ownerId }: Owned): Promise<void> {
  if (ownerId === undefined || actor.kind !== 'person') throw notThere(what);
  if (ownerId === actor.personId) return;
  const asker = await db.person.findUnique({ where: { id: actor.personId }, select: { role: true } });
  if (asker?.role !== 'operator') throw notThere(what);
}
