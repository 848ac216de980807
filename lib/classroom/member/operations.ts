import { z } from 'zod';
import { sameSecret } from '../../core/secrets/secrets';
import { oneOf } from '../../core/text/lists';
import type { Transaction } from '../../db/client';
import { freezeMember, readOnlyReason, TAKEN_OUT } from '../attempt-accounts';
import { conflict, WrongGuess } from '../errors';
import { STATES } from '../limits';
import { defineClassroomOperation } from '../operation';
import { ClassInput } from '../schema';
import { openSeat, type Ticket } from '../sessions';
import { LET_IN_MINUTES, LISTED_FROM_ADDRESS, NEW_FROM_ADDRESS } from './limits';
import { type RosterLine, type RosterProblem, readRoster } from './roster';
import { addMembers, classOfMember, type MemberRow, type MemberState, marksOf, newPhrase, phraseHash } from './rows';
import { AddRosterInput, FindClassInput, JoinClassInput, MemberInput, RemoveMembersInput } from './schema';

const NO_CLASS = 'No class has this code. Check the code that your instructor shows.';
const BY_NAME = [{ nameKey: 'asc' }, { number: 'asc' }] satisfies { nameKey?: 'asc'; number?: 'asc' }[];

/** Returns the class of a join code unless it is closed. */
async function classOfCode(db: Transaction, code: string) {
  const found = await db.class.findUnique({ where: { joinCode: code } });
  if (!found || found.state === 'closed') throw new WrongGuess(NO_CLASS, 'code');
  return found;
}

/** Returns the class of a join code and the roster names that nobody has taken. */
export const FindClass = defineClassroomOperation({
  name: 'FindClass',
  who: 'anybody',
  writes: false,
  input: FindClassInput,
  // A whole class enters the same code at once. A limit per code would make most of them wait.
  guess: () => null,
  fromRoom: true,
  run: async ({ code }, { db }) => {
    const { id, name } = await classOfCode(db, code);
    const members = await db.member.findMany({ where: { classId: id, state: { not: 'removed' } }, orderBy: BY_NAME });
    const marks = marksOf(members);
    const expected = members.filter(({ state }) => state === 'expected');
    return {
      code,
      name,
      expected: expected.map((one) => ({ number: one.number, name: one.name, mark: marks.get(one.id) ?? null })),
    };
  },
});

type Choice = { number: number; name: string; mark: string };
/**
 * The result of joining.
 * - `phrase` is shown once, to a new member.
 * - `needsPhrase`: the name is taken or has a sign-in card, and needs its recovery phrase.
 * - `choices`: several students have the name, and the number of one is required.
 */
type Joined = { seat: Ticket; phrase: string | null } | { needsPhrase: 'taken' | 'card' } | { choices: readonly Choice[] };

/**
 * Opens a seat in a class by its join code and a name. A new name or a free roster name opens one directly. A taken name needs
 * its recovery phrase, or an instructor's permission for one more sign-in.
 * @throws AwsError WrongGuess for a wrong code or phrase, Conflict if the class is full or too many new names came from one
 * address
 */
export const JoinClass = defineClassroomOperation({
  name: 'JoinClass',
  who: 'anybody',
  writes: true,
  input: JoinClassInput,
  // Limited per name, so that guessing at one name does not lock out the class. Requests without a phrase are not guesses and
  // clear nothing.
  guess: ({ code, name, phrase }) => (phrase === undefined ? null : `class-code:${code}:${name.toLowerCase()}`),
  isCertain: async ({ code, name, number, phrase }, db) => {
    const found = await db.class.findUnique({ where: { joinCode: code } });
    if (!found || found.state === 'closed' || phrase === undefined) return false;
    return namedBy(await studentsNamed(db, found.id, name, number), phrase) !== undefined;
  },
  fromRoom: true,
  run: async ({ code, name, number, phrase }, { db, now, sourceIp }): Promise<Joined> => {
    const { id: classId } = await classOfCode(db, code);
    const named = await studentsNamed(db, classId, name, number);
    const there = named.filter(({ state }) => state !== 'removed');
    const own = phrase === undefined ? undefined : namedBy(named, phrase);
    if (own) {
      await join(db, own, now, {});
      return { seat: await openSeat(db, own.id, now), phrase: null };
    }
    const [first] = there;
    if (!first) {
      if (named.length > 0) throw conflict('This student was removed from the class. Ask your instructor.', 'name');
      return joinNew(db, classId, name, sourceIp, now);
    }
    if (there.length > 1) {
      if (phrase !== undefined) throw wrongPhrase();
      const marks = marksOf(there);
      return { choices: there.map((one) => ({ number: one.number, name: one.name, mark: marks.get(one.id) ?? '' })) };
    }
    const isExpected = first.state === 'expected' && first.phraseHash === null;
    const isLetIn = first.letInUntil !== null && first.letInUntil > now;
    if (!isExpected && !isLetIn) {
      if (phrase !== undefined) throw wrongPhrase();
      return { needsPhrase: first.state === 'expected' ? 'card' : 'taken' };
    }
    // An instructor's permission is enough for one seat, from wherever it is used.
    if (!isLetIn) await requireRoomFromAddress(db, classId, sourceIp, now);
    const fresh = newPhrase();
    await join(db, first, now, { phraseHash: phraseHash(first.id, fresh), letInUntil: null, joinedFrom: sourceIp });
    return { seat: await openSeat(db, first.id, now), phrase: fresh };
  },
});

/** Finds the students of a class by name, and by number if given. */
function studentsNamed(db: Transaction, classId: string, name: string, number: number | undefined): Promise<MemberRow[]> {
  const where = { classId, nameKey: name.toLowerCase(), ...(number !== undefined && { number }) };
  return db.member.findMany({ where, orderBy: BY_NAME });
}

/** Returns the student whose recovery phrase matches. */
function namedBy(students: readonly MemberRow[], phrase: string): MemberRow | undefined {
  return students.find(
    ({ id, state, phraseHash: hash }) => state !== 'removed' && hash !== null && sameSecret(phraseHash(id, phrase), hash),
  );
}

function wrongPhrase(): WrongGuess {
  return new WrongGuess('This is not the recovery phrase of this student.', 'phrase');
}

const HOUR_MS = 60 * 60 * 1000;
const TEN_MINUTES_MS = 10 * 60 * 1000;

/** Adds a student who is not on the roster. Each takes a seat, and their number per network address is limited. */
async function joinNew(db: Transaction, classId: string, name: string, sourceIp: string, now: Date): Promise<Joined> {
  const where = { classId, isListed: false, joinedFrom: sourceIp, joinedAt: { gt: new Date(now.getTime() - HOUR_MS) } };
  if ((await db.member.count({ where: { ...where, state: { not: 'removed' } } })) >= NEW_FROM_ADDRESS)
    throw conflict(
      `${NEW_FROM_ADDRESS} students who are not on the list have joined from this network within an hour. Ask your instructor to add you to the list.`,
    );
  const phrase = newPhrase();
  const [id = ''] = await addMembers(db, classId, [{ name, group: null, state: 'joined', phrase, joinedFrom: sourceIp }], now);
  return { seat: await openSeat(db, id, now), phrase };
}

/** Refuses a student who joins by name alone if too many did from this network address. */
async function requireRoomFromAddress(db: Transaction, classId: string, sourceIp: string, now: Date): Promise<void> {
  const since = new Date(now.getTime() - TEN_MINUTES_MS);
  const where = { classId, isListed: true, joinedFrom: sourceIp, state: 'joined', joinedAt: { gt: since } };
  if ((await db.member.count({ where })) >= LISTED_FROM_ADDRESS)
    throw conflict(
      `${LISTED_FROM_ADDRESS} students have joined from this network by name alone within ten minutes. Try again later, or ask your instructor to let you in.`,
      'name',
    );
}

type Joining = { phraseHash?: string; letInUntil?: null; joinedFrom?: string };

function join(db: Transaction, { id, joinedAt }: MemberRow, now: Date, data: Joining) {
  return db.member.update({ where: { id }, data: { ...data, state: 'joined', joinedAt: joinedAt ?? now } });
}

/** Returns the caller's member record and class. */
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
      class: { id: member.classId, name: member.class.name, state: oneOf(STATES, member.class.state) },
    };
  },
});

/** Replaces the member's recovery phrase. The previous one stops working. */
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

/** Lists the members of a class without removed ones. */
export const ListMembers = defineClassroomOperation({
  name: 'ListMembers',
  who: 'instructor',
  writes: false,
  input: ClassInput,
  about: async ({ classId }) => ({ classId }),
  run: async ({ classId }, { db, now }) => {
    const members = await db.member.findMany({ where: { classId, state: { not: 'removed' } }, orderBy: BY_NAME });
    const marks = marksOf(members);
    return members.map((member) => ({
      id: member.id,
      number: member.number,
      name: member.name,
      mark: marks.get(member.id) ?? null,
      externalId: member.externalId,
      email: member.email,
      group: member.group,
      isListed: member.isListed,
      joinedFrom: member.joinedFrom,
      state: member.state as MemberState,
      joinedAt: member.joinedAt,
      isLetIn: member.letInUntil !== null && member.letInUntil > now,
    }));
  },
});

/** Adds a list of names to the roster, either completely or not at all. Problems are reported by line. */
export const AddRoster = defineClassroomOperation({
  name: 'AddRoster',
  who: 'instructor',
  writes: true,
  input: AddRosterInput,
  about: async ({ classId }) => ({ classId }),
  run: async ({ classId, csv }, { db, now }): Promise<{ added: number; problems: readonly RosterProblem[] }> => {
    const { rows, problems } = readRoster(csv);
    const members = await db.member.findMany({ where: { classId } });
    for (const row of rows) {
      const clash = members.find((member) => isSameStudent(member, row));
      if (!clash) continue;
      const what =
        clash.state === 'removed' ? 'was removed from the class. Restore the student below' : 'is already in the class';
      const isNamesake = clash.externalId !== row.id && (clash.externalId === null) !== (row.id === null);
      const hint = isNamesake ? ' Students with the same name each need an id.' : '';
      problems.push({ line: row.line, message: `${row.name} ${what}.${hint}` });
    }
    if (rows.length === 0 && problems.length === 0) problems.push({ line: 1, message: 'The list contains no name.' });
    if (problems.length > 0) return { added: 0, problems: problems.toSorted((a, b) => a.line - b.line) };
    await addMembers(
      db,
      classId,
      rows.map(({ line: _, ...row }) => ({ ...row, state: 'expected' as const })),
      now,
    );
    return { added: rows.length, problems: [] };
  },
});

/** Returns whether a roster line matches an existing student: the same id, or the same name unless both have ids. */
function isSameStudent({ nameKey, externalId }: MemberRow, { id, name }: RosterLine): boolean {
  if (id !== null && externalId !== null) return id.toLowerCase() === externalId.toLowerCase();
  return nameKey === name.toLowerCase();
}

/** Lets a student who lost the recovery phrase join once by name alone, for some minutes. */
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

/** Removes a student from the class. The seats end; the work stays stored. */
export const RemoveMember = defineClassroomOperation({
  name: 'RemoveMember',
  who: 'instructor',
  writes: true,
  input: MemberInput,
  about: ({ memberId }, db) => classOfMember(db, memberId),
  run: async ({ memberId }, { db }) => {
    const { name } = await db.member.findUniqueOrThrow({ where: { id: memberId }, select: { name: true } });
    await remove(db, memberId);
    return { memberId, name };
  },
});

/** Removes several students at once, such as invented names from one address. Ids of other classes are ignored. */
export const RemoveMembers = defineClassroomOperation({
  name: 'RemoveMembers',
  who: 'instructor',
  writes: true,
  input: RemoveMembersInput,
  about: async ({ classId }) => ({ classId }),
  run: async ({ classId, memberIds }, { db }) => {
    const where = { classId, id: { in: memberIds }, state: { not: 'removed' } };
    const members = await db.member.findMany({ where, select: { id: true } });
    for (const { id } of members) await remove(db, id);
    return { removed: members.length };
  },
});

async function remove(db: Transaction, memberId: string): Promise<void> {
  await db.seat.deleteMany({ where: { memberId } });
  await db.screenOffer.deleteMany({ where: { memberId } });
  const data = { state: 'removed', phraseHash: null, letInUntil: null };
  await db.member.update({ where: { id: memberId }, data, select: { id: true } });
  await freezeMember(db, memberId, TAKEN_OUT);
}

/**
 * Undoes joins of students on the list: they are expected again, and their seats and recovery phrases stop working. Students who are not
 * on the list, or not in the class, stay as they are.
 */
export const FreeSeats = defineClassroomOperation({
  name: 'FreeSeats',
  who: 'instructor',
  writes: true,
  input: RemoveMembersInput,
  about: async ({ classId }) => ({ classId }),
  run: async ({ classId, memberIds }, { db }) => {
    const where = { classId, id: { in: memberIds }, isListed: true, state: 'joined' };
    const members = await db.member.findMany({ where, select: { id: true } });
    for (const { id } of members) {
      await remove(db, id);
      await restore(db, id);
    }
    return { freed: members.length };
  },
});

/** Restores a removed student. The name can join again like a roster name. */
export const TakeBackMember = defineClassroomOperation({
  name: 'TakeBackMember',
  who: 'instructor',
  writes: true,
  input: MemberInput,
  about: ({ memberId }, db) => classOfMember(db, memberId),
  run: async ({ memberId }, { db }) => ({ memberId, name: await restore(db, memberId) }),
});

/** Returns the name. */
async function restore(db: Transaction, memberId: string): Promise<string> {
  const data = { state: 'expected', joinedFrom: null, joinedAt: null };
  const member = await db.member.update({ where: { id: memberId }, data, include: { class: true } });
  await freezeMember(db, memberId, readOnlyReason(oneOf(STATES, member.class.state)));
  return member.name;
}

/** Lists removed students. */
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
 * Makes new recovery phrases for all students, for printing as sign-in cards. A phrase opens a seat on any device. Previous
 * phrases stop working, and open seats stay open. The new ones are returned only this once.
 */
export const MakeSheets = defineClassroomOperation({
  name: 'MakeSheets',
  who: 'instructor',
  writes: true,
  input: ClassInput,
  about: async ({ classId }) => ({ classId }),
  run: async ({ classId }, { db }) => {
    const { name, joinCode } = await db.class.findUniqueOrThrow({ where: { id: classId } });
    if (joinCode === null) throw conflict('The class has no join code. Create one first.');
    const members = await db.member.findMany({ where: { classId, state: { not: 'removed' } }, orderBy: BY_NAME });
    const sheets = members.map(({ id, name: student, externalId, group }) => ({
      id,
      name: student,
      externalId,
      group,
      phrase: newPhrase(),
    }));
    for (const { id, phrase } of sheets)
      await db.member.update({ where: { id }, data: { phraseHash: phraseHash(id, phrase) }, select: { id: true } });
    return { class: name, code: joinCode, sheets };
  },
});
