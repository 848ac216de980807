import 'server-only';
import {
  closeDemonstrations,
  type Demonstration,
  demonstrationsAmong,
  type Opener,
  openDemonstration,
} from '../classroom/demonstration/demonstration';
import { AwsError } from '../core/errors';
import { answered, currentPerson } from './classroom';
import { type KeptSession, keptSessions, signInOrigin } from './request';
import type { ConsoleResult } from './result';
import { runtime } from './runtime';
import { dropSessions, keepSession } from './sign-in/keep-session';
import { signInPersona } from './sign-in/sign-in';
import { isSignUpOpen } from './sign-in/sign-up';

/** Returns the browser's demonstration sessions and who opened them. */
async function ownDemonstrations(): Promise<{ sessions: KeptSession[]; openers: Opener[] }> {
  const { kept } = await keptSessions();
  const { database } = await runtime();
  const openers = await demonstrationsAmong(
    database.reader,
    kept.map(({ session }) => session.account.id),
  );
  return {
    sessions: kept.filter(({ session }) => openers.has(session.account.id)),
    openers: [...new Set(openers.values())],
  };
}

/**
 * Returns who would open a demonstration: the person, or the signed-in account where sign-up is open; null if it is not allowed.
 */
async function openerHere(): Promise<Opener | null> {
  const person = await currentPerson();
  if (person) return `person ${person.personId}`;
  if (!(await isSignUpOpen())) return null;
  const { sessions } = await ownDemonstrations();
  const own = (await keptSessions()).kept.find((one) => !sessions.some(({ name }) => name === one.name));
  return own && own.session.entry === null ? `account ${own.session.account.id}` : null;
}

/** Returns whether this browser may open the demonstration, and whether it has. */
export async function demonstrationHere(): Promise<{ offered: boolean; open: boolean }> {
  return { offered: (await openerHere()) !== null, open: (await ownDemonstrations()).sessions.length > 0 };
}

type Begun = { personas: string[]; question: Demonstration['question'] };

/**
 * Builds the demonstration's organization and signs in its two personas beside the browser's other sessions: first the
 * administrator, who can read everything, then the caller.
 */
export function beginDemonstration(): Promise<ConsoleResult<Begun>> {
  return answered(async () => {
    const openedBy = await openerHere();
    if (!openedBy) throw new AwsError('AccessDenied', 'Sign in as an instructor first.');
    await dropSessions((await ownDemonstrations()).sessions);
    const { database } = await runtime();
    const { admin, ops, question } = await openDemonstration(database, openedBy, new Date());
    const personas: string[] = [];
    for (const identity of [admin, ops]) {
      const signedIn = await signInPersona(database, identity, await signInOrigin(), new Date());
      await keepSession(signedIn, true);
      const added = (await keptSessions()).kept.find(({ session }) => session.account.id === identity.accountId);
      if (added) personas.push(added.session.name);
    }
    return { personas, question };
  });
}

/** Ends the browser's demonstrations and removes their organizations. */
export function endDemonstration(): Promise<ConsoleResult<null>> {
  return answered(async () => {
    const { sessions, openers } = await ownDemonstrations();
    await dropSessions(sessions);
    const { database } = await runtime();
    for (const openedBy of openers) await closeDemonstrations(database, { openedBy }, new Date());
    return null;
  });
}
