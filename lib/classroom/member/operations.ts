import { z } from 'zod';
import type { Transaction } from '../../db/client';
import { freezeMember, readOnlyReason, TAKEN_OUT } from '../attempt-accounts';
import { conflict, WrongGuess } from '../errors';
import type { ClassState } from '../limits';
import { defineClassroomOperation } from '../operation';
import { ClassInput } from '../schema';
import { openSeat, type Ticket } from '../sessions';
import { LET_IN_MINUTES } from './limits';
import { type RosterProblem, readRoster } from './roster';
import { addMembers, classOfMember, type MemberRow, type MemberState, newPhrase, phraseHash } from './rows';
import { AddRosterInput, FindClassInput, JoinClassInput, MemberInput } from './schema';

const NO_CLASS = 'No class has this code now. Look at the board again.';

/** The class that a code opens, as long as it is not closed. */
async function classOfCode(db: Transaction, code: string) {
  const found = await db.class.findUnique({ where: { joinCode: code } });
  if (!found || found.state === 'closed') throw new WrongGuess(NO_CLASS, 'code');
  return found;
}

/** What somebody sees who has a code: the class, and the names of its roster that nobody has taken yet. */
export const FindClass = defineClassroomOperation({
  name: 'FindClass',
  who: 'anybody',
  writes: false,
  input: FindClassInput,
  // A whole class types the same code at once: were it counted by the code, most would have to wait.
  guess: () => null,
  fromRoom: true,
  run: async ({ code }, { db }) => {
    const { id, name } = await classOfCode(db, code);
    const expected = await db.member.findMany({ where: { classId: id, state: 'expected' }, orderBy: { nameKey: 'asc' } });
    return { code, name, expected: expected.map((member) => member.name) };
  },
});

/** `phrase` is told this once, to somebody new. `needsPhrase`: the name is taken, and its phrase opens it. */
type Joined = { seat: Ticket; phrase: string | null } | { needsPhrase: true };

/**
 * Opens a seat of a class for whoever has its code: by a name that nobody has yet, or that stands in the roster; by a taken one with its seat
 * phrase, or once when an instructor has let it in again.
 * @throws AwsError WrongGuess for a code or a phrase that is not right, Conflict where the class is full
 */
export const JoinClass = defineClassroomOperation({
  name: 'JoinClass',
  who: 'anybody',
  writes: true,
  input: JoinClassInput,
  // Each name by itself, so that nobody keeps the class out by guessing at one. Without a phrase nothing is guessed at, and nothing is forgiven.
  guess: ({ code, name, phrase }) => (phrase === undefined ? null : `class-code:${code}:${name.toLowerCase()}`),
  fromRoom: true,
  run: async ({ code, name, phrase }, { db, now }): Promise<Joined> => {
    const { id: classId } = await classOfCode(db, code);
    const there = await db.member.findUnique({ where: { classId_nameKey: { classId, nameKey: name.toLowerCase() } } });
    const fresh = newPhrase();
    if (!there) {
      const [memberId = ''] = await addMembers(db, classId, [{ name, group: null, state: 'joined', phrase: fresh }], now);
      return { seat: await openSeat(db, memberId, now), phrase: fresh };
    }
    if (there.state === 'removed') throw conflict('This name was taken out of the class. Ask your instructor.', 'name');
    const isExpected = there.state === 'expected' && there.phraseHash === null;
    const isLetIn = there.letInUntil !== null && there.letInUntil > now;
    if (!isExpected && !isLetIn) {
      if (phrase === undefined) return { needsPhrase: true };
      if (phraseHash(there.id, phrase) !== there.phraseHash)
        throw new WrongGuess('These are not the four words of this name.', 'phrase');
      await join(db, there, now, {});
      return { seat: await openSeat(db, there.id, now), phrase: null };
    }
    await join(db, there, now, { phraseHash: phraseHash(there.id, fresh), letInUntil: null });
    return { seat: await openSeat(db, there.id, now), phrase: fresh };
  },
});

function join(db: Transaction, { id, joinedAt }: MemberRow, now: Date, data: { phraseHash?: string; letInUntil?: null }) {
  return db.member.update({ where: { id }, data: { ...data, state: 'joined', joinedAt: joinedAt ?? now } });
}

/** Who sits here, and in which class. */
export const GetOwnSeat = defineClassroomOperation({
  name: 'GetOwnSeat',
  who: 'member',
  writes: false,
  input: z.strictObject({}),
  run: async (_input, { db, actor }) => {
    const member = await db.member.findUniqueOrThrow({ where: { id: actor.memberId }, include: { class: true } });
    return {
      name: member.name,
      group: member.group,
      class: { id: member.classId, name: member.class.name, state: member.class.state as ClassState },
    };
  },
});

/** Other words for another device; those before them open nothing any more. */
export const RenewPhrase = defineClassroomOperation({
  name: 'RenewPhrase',
  who: 'member',
  writes: true,
  inAnyState: true,
  input: z.strictObject({}),
  run: async (_input, { db, actor }) => {
    const phrase = newPhrase();
    await db.member.update({ where: { id: actor.memberId }, data: { phraseHash: phraseHash(actor.memberId, phrase) } });
    return { phrase };
  },
});

/** Everybody of a class but those who were taken out of it. */
export const ListMembers = defineClassroomOperation({
  name: 'ListMembers',
  who: 'instructor',
  writes: false,
  input: ClassInput,
  about: async ({ classId }) => ({ classId }),
  run: async ({ classId }, { db, now }) => {
    const members = await db.member.findMany({ where: { classId, state: { not: 'removed' } }, orderBy: { nameKey: 'asc' } });
    return members.map((member) => ({
      id: member.id,
      number: member.number,
      name: member.name,
      group: member.group,
      state: member.state as MemberState,
      joinedAt: member.joinedAt,
      isLetIn: member.letInUntil !== null && member.letInUntil > now,
    }));
  },
});

/** Adds a list of names, all of it or nothing: what is wrong is told by line. */
export const AddRoster = defineClassroomOperation({
  name: 'AddRoster',
  who: 'instructor',
  writes: true,
  input: AddRosterInput,
  about: async ({ classId }) => ({ classId }),
  run: async ({ classId, csv }, { db, now }): Promise<{ added: number; problems: readonly RosterProblem[] }> => {
    const { rows, problems } = readRoster(csv);
    const members = await db.member.findMany({ where: { classId }, select: { nameKey: true, state: true } });
    const states = new Map(members.map(({ nameKey, state }) => [nameKey, state]));
    for (const { line, name } of rows) {
      const state = states.get(name.toLowerCase());
      if (state === 'removed') problems.push({ line, message: `${name} was taken out of the class. Take the name back there.` });
      else if (state !== undefined) problems.push({ line, message: `${name} is in the class already.` });
    }
    if (rows.length === 0 && problems.length === 0) problems.push({ line: 1, message: 'There is no name in the list.' });
    if (problems.length > 0) return { added: 0, problems: problems.toSorted((a, b) => a.line - b.line) };
    await addMembers(
      db,
      classId,
      rows.map(({ name, group }) => ({ name, group, state: 'expected' as const })),
      now,
    );
    return { added: rows.length, problems: [] };
  },
});

/** For a student who sits at another device and has lost the words: for some minutes the name alone opens a seat, once. */
export const LetInAgain = defineClassroomOperation({
  name: 'LetInAgain',
  who: 'instructor',
  writes: true,
  input: MemberInput,
  about: ({ memberId }, db) => classOfMember(db, memberId),
  run: async ({ memberId }, { db, now }) => {
    const letInUntil = new Date(now.getTime() + LET_IN_MINUTES * 60_000);
    const { name } = await db.member.update({ where: { id: memberId }, data: { letInUntil } });
    return { name, letInUntil };
  },
});

/** Takes somebody out of the class: the seats end, and what was done stays as it is. */
export const RemoveMember = defineClassroomOperation({
  name: 'RemoveMember',
  who: 'instructor',
  writes: true,
  input: MemberInput,
  about: ({ memberId }, db) => classOfMember(db, memberId),
  run: async ({ memberId }, { db }) => {
    await db.seat.deleteMany({ where: { memberId } });
    await db.screenOffer.deleteMany({ where: { memberId } });
    const data = { state: 'removed', phraseHash: null, letInUntil: null };
    const { name } = await db.member.update({ where: { id: memberId }, data });
    await freezeMember(db, memberId, TAKEN_OUT);
    return { memberId, name };
  },
});

/** Takes somebody back who was taken out: the name comes in again as one of the roster. */
export const TakeBackMember = defineClassroomOperation({
  name: 'TakeBackMember',
  who: 'instructor',
  writes: true,
  input: MemberInput,
  about: ({ memberId }, db) => classOfMember(db, memberId),
  run: async ({ memberId }, { db }) => {
    const member = await db.member.update({ where: { id: memberId }, data: { state: 'expected' }, include: { class: true } });
    await freezeMember(db, memberId, readOnlyReason(member.class.state as ClassState));
    return { memberId, name: member.name };
  },
});

/** Names that were taken out, to be taken back. */
export const ListRemovedMembers = defineClassroomOperation({
  name: 'ListRemovedMembers',
  who: 'instructor',
  writes: false,
  input: ClassInput,
  about: async ({ classId }) => ({ classId }),
  run: async ({ classId }, { db }) => {
    const removed = await db.member.findMany({ where: { classId, state: 'removed' }, orderBy: { nameKey: 'asc' } });
    return removed.map(({ id, name }) => ({ id, name }));
  },
});

/**
 * New seat phrases for everybody, to be printed: with the code and the name they open a seat on any device. The phrases before end, open seats
 * go on. They are told this once.
 */
export const MakeSheets = defineClassroomOperation({
  name: 'MakeSheets',
  who: 'instructor',
  writes: true,
  input: ClassInput,
  about: async ({ classId }) => ({ classId }),
  run: async ({ classId }, { db }) => {
    const { name, joinCode } = await db.class.findUniqueOrThrow({ where: { id: classId } });
    if (joinCode === null) throw conflict('The class has no code now, so nobody could come in. Give it one first.');
    const members = await db.member.findMany({ where: { classId, state: { not: 'removed' } }, orderBy: { nameKey: 'asc' } });
    const sheets = members.map((member) => ({ id: member.id, name: member.name, group: member.group, phrase: newPhrase() }));
    for (const { id, phrase } of sheets)
      await db.member.update({ where: { id }, data: { phraseHash: phraseHash(id, phrase) }, select: { id: true } });
    return { class: name, code: joinCode, sheets };
  },
});
