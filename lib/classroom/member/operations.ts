import { z } from 'zod';
import { sameSecret } from '../../core/secrets';
import type { Transaction } from '../../db/client';
import { freezeMember, readOnlyReason, TAKEN_OUT } from '../attempt-accounts';
import { conflict, WrongGuess } from '../errors';
import type { ClassState } from '../limits';
import { defineClassroomOperation } from '../operation';
import { ClassInput } from '../schema';
import { openSeat, type Ticket } from '../sessions';
import { LET_IN_MINUTES, NEW_FROM_ADDRESS } from './limits';
import { type RosterLine, type RosterProblem, readRoster } from './roster';
import { addMembers, classOfMember, type MemberRow, type MemberState, marksOf, newPhrase, phraseHash } from './rows';
import { AddRosterInput, FindClassInput, JoinClassInput, MemberInput, RemoveMembersInput } from './schema';

const NO_CLASS = 'No class has this code. Check the code that your instructor shows.';
const BY_NAME = [{ nameKey: 'asc' }, { number: 'asc' }] satisfies { nameKey?: 'asc'; number?: 'asc' }[];

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
 * `phrase` is shown this once, to somebody new. `needsPhrase`: the name is taken, or has a sign-in card, and the recovery phrase opens it.
 * `choices`: several students have the name, and it takes the number of one.
 */
type Joined = { seat: Ticket; phrase: string | null } | { needsPhrase: 'taken' | 'card' } | { choices: readonly Choice[] };

/**
 * Opens a seat of a class for whoever has its code: by a name that nobody has yet, or that is on the roster; by a taken one with its recovery
 * phrase, or once when an instructor has let it in again.
 * @throws AwsError WrongGuess for a code or a phrase that is not right, Conflict where the class is full or too many new names came from one address
 */
export const JoinClass = defineClassroomOperation({
  name: 'JoinClass',
  who: 'anybody',
  writes: true,
  input: JoinClassInput,
  // Each name by itself, so that nobody keeps the class out by guessing at one. Without a phrase nothing is guessed at, and nothing is forgiven.
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
    const fresh = newPhrase();
    await join(db, first, now, { phraseHash: phraseHash(first.id, fresh), letInUntil: null });
    return { seat: await openSeat(db, first.id, now), phrase: fresh };
  },
});

/** The students of a class who have a name, or of these the one with a number. */
function studentsNamed(db: Transaction, classId: string, name: string, number: number | undefined): Promise<MemberRow[]> {
  const where = { classId, nameKey: name.toLowerCase(), ...(number !== undefined && { number }) };
  return db.member.findMany({ where, orderBy: BY_NAME });
}

/** The one of some students whose recovery phrase it is. */
function namedBy(students: readonly MemberRow[], phrase: string): MemberRow | undefined {
  return students.find(
    ({ id, state, phraseHash: hash }) => state !== 'removed' && hash !== null && sameSecret(phraseHash(id, phrase), hash),
  );
}

function wrongPhrase(): WrongGuess {
  return new WrongGuess('This is not the recovery phrase of this student.', 'phrase');
}

const HOUR_MS = 60 * 60 * 1000;

/** Somebody whom no roster names: each takes a seat, and of each network address only so many. */
async function joinNew(db: Transaction, classId: string, name: string, sourceIp: string, now: Date): Promise<Joined> {
  const since = new Date(now.getTime() - HOUR_MS);
  const where = { classId, isListed: false, joinedFrom: sourceIp, state: { not: 'removed' }, createdAt: { gt: since } };
  if ((await db.member.count({ where })) >= NEW_FROM_ADDRESS)
    throw conflict(
      `${NEW_FROM_ADDRESS} students who are not on the list have joined from this network within an hour. Ask your instructor to add you to the list.`,
    );
  const phrase = newPhrase();
  const [id = ''] = await addMembers(db, classId, [{ name, group: null, state: 'joined', phrase, joinedFrom: sourceIp }], now);
  return { seat: await openSeat(db, id, now), phrase };
}

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

/** Adds a list of names, all of it or nothing: what is wrong is told by line. */
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
        clash.state === 'removed' ? 'was removed from the class. Take the student back below' : 'is in the class already';
      const isNamesake = clash.externalId !== row.id && (clash.externalId === null) !== (row.id === null);
      const hint = isNamesake ? ' Students of one name need an id each to be told apart.' : '';
      problems.push({ line: row.line, message: `${row.name} ${what}.${hint}` });
    }
    if (rows.length === 0 && problems.length === 0) problems.push({ line: 1, message: 'There is no name in the list.' });
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

/** Whether a line of a roster can't be told apart from a student: the same id, or the same name unless both have ids. */
function isSameStudent({ nameKey, externalId }: MemberRow, { id, name }: RosterLine): boolean {
  if (id !== null && externalId !== null) return id.toLowerCase() === externalId.toLowerCase();
  return nameKey === name.toLowerCase();
}

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

/** Removes a student from the class: the seats end, and what was done stays as it is. */
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

/** The same for several at once, such as all invented names that came from one address. Those of other classes are left alone. */
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
