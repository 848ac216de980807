import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Transaction } from '../../db/client';
import { type AttemptState, type Pack, shownPersona } from '../../scenario';
import { classOfAssignment } from '../assignment/rows';
import { classOfAttempt, openState } from '../attempt-state';
import { notThere } from '../errors';
import { solvedAttempt } from '../evaluate/ready';
import { defineClassroomOperation } from '../operation';
import { keptPack } from '../pack/packs';
import { Given } from '../schema';
import { EnterAttemptInput, FindPersonaInput, PersonaInput, ShowSolutionInput } from './schema';

const ofAttempt = ({ attemptId }: { attemptId: string }, db: Transaction) => classOfAttempt(db, attemptId);

async function openAttempt(db: Transaction, attemptId: string): Promise<{ pack: Pack; state: AttemptState }> {
  const { assignment, ...attempt } = await db.attempt.findUniqueOrThrow({
    where: { id: attemptId },
    include: { assignment: true },
  });
  return { pack: await keptPack({ reader: db }, assignment.packId, assignment.version), state: openState(attempt) };
}

/**
 * Returns the identity of a persona for a student's session. The seat replaces a password.
 * @throws AwsError NotFound for a persona that has no identity, or whose identity was deleted
 */
export const FindPersona = defineClassroomOperation({
  name: 'FindPersona',
  who: 'member',
  writes: false,
  input: FindPersonaInput,
  about: ofAttempt,
  run: ({ attemptId, persona }, { db }) => identityOf(db, attemptId, persona),
});

/**
 * Lets an instructor enter a student's accounts as a persona. The entry is recorded and shown to the student.
 * @throws AwsError NotFound like FindPersona
 */
export const EnterAttempt = defineClassroomOperation({
  name: 'EnterAttempt',
  who: 'instructor',
  writes: true,
  input: EnterAttemptInput,
  about: ofAttempt,
  run: async ({ attemptId, persona, mayChange }, { db, actor: { personId, name }, now }) => {
    const identity = await identityOf(db, attemptId, persona);
    const entryId = `entry-${randomUUID()}`;
    await db.entry.create({ data: { id: entryId, attemptId, personId, name, mayChange, from: now } });
    return { ...identity, entryId };
  },
});

/**
 * Runs the solution of an assignment in separate accounts and lets the instructor view them as a persona, read-only.
 * @throws AwsError Conflict if the solution fails
 */
export const ShowSolution = defineClassroomOperation({
  name: 'ShowSolution',
  who: 'instructor',
  writes: true,
  input: ShowSolutionInput,
  about: ({ assignmentId }, db) => classOfAssignment(db, assignmentId),
  prepare: async ({ assignmentId }, { database, now }) => {
    const assignment = await database.reader.assignment.findUniqueOrThrow({ where: { id: assignmentId } });
    return solvedAttempt(database, assignment, now);
  },
  run: async ({ persona }, { db, actor: { personId, name }, now }, attemptId) => {
    const identity = await identityOf(db, attemptId, persona);
    const entryId = `entry-${randomUUID()}`;
    await db.entry.create({ data: { id: entryId, attemptId, personId, name, mayChange: false, from: now } });
    return { ...identity, entryId };
  },
});

async function identityOf(
  db: Transaction,
  attemptId: string,
  asked: string | undefined,
): Promise<{ accountId: string; userId: string | null }> {
  const { pack, state } = await openAttempt(db, attemptId);
  const persona = asked ?? beginningPersona(pack);
  const access = Object.hasOwn(state.personas, persona) ? state.personas[persona] : undefined;
  const who = (access?.password ?? null) === null ? null : shownPersona(pack, state, persona);
  if (!who) throw notThere('persona who signs in');
  const { accountId, userName } = who;
  if (userName === null) return { accountId, userId: null };
  const nameKey = userName.toLowerCase();
  const user = await db.user.findUnique({ where: { accountId_nameKey: { accountId, nameKey } }, select: { id: true } });
  if (!user) throw notThere(`user ${userName} any more`);
  return { accountId, userId: user.id };
}

/** Returns the persona that an attempt begins as: the main persona, or else the first. */
function beginningPersona({ scenario: { personas } }: Pack): string {
  const keys = Object.keys(personas);
  const [key = ''] = [...keys.filter((each) => personas[each]?.main), ...keys];
  return key;
}

/** Returns the initial credentials of a persona, for the sign-in page and the command line. */
export const GetPersonaCredentials = defineClassroomOperation({
  name: 'GetPersonaCredentials',
  who: 'member',
  writes: false,
  input: PersonaInput,
  about: ofAttempt,
  run: async ({ attemptId, persona }, { db }) => {
    const { pack, state } = await openAttempt(db, attemptId);
    const who = shownPersona(pack, state, persona);
    const access = Object.hasOwn(state.personas, persona) ? state.personas[persona] : undefined;
    if (!who || !access) throw notThere('persona who signs in');
    const account = await db.account.findUnique({ where: { id: who.accountId }, select: { alias: true, email: true } });
    return {
      accountId: who.accountId,
      alias: account?.alias ?? null,
      userName: who.userName,
      email: who.userName === null ? (account?.email ?? null) : null,
      password: access.password,
      accessKey: access.accessKey,
    };
  },
});

/** Returns the student's attempt that an account belongs to, for the panel beside the account's pages; null if there is none. */
export const FindOwnAttempt = defineClassroomOperation({
  name: 'FindOwnAttempt',
  who: 'member',
  writes: false,
  input: z.strictObject({ accountId: Given }),
  run: async ({ accountId }, { db, actor: { memberId } }) => {
    const account = await db.account.findUnique({
      where: { id: accountId },
      select: { organization: { select: { managementAccountId: true } } },
    });
    // An account that was created or invited later belongs to the attempt of its organization's management account.
    const ids = [accountId, account?.organization?.managementAccountId ?? accountId];
    const where = { accountId: { in: ids }, attempt: { memberId } };
    const row = await db.attemptAccount.findFirst({ where, include: { attempt: { select: { assignmentId: true } } } });
    if (!row) return { attempt: null };
    const { pack, state } = await openAttempt(db, row.attemptId);
    const personas = Object.keys(pack.scenario.personas).flatMap((key) => {
      const who = shownPersona(pack, state, key);
      const canSignIn = (state.personas[key]?.password ?? null) !== null;
      return who ? [{ key, canSignIn, ...who }] : [];
    });
    return { attempt: { attemptId: row.attemptId, assignmentId: row.attempt.assignmentId, personas } };
  },
});
