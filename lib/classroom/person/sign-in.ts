import { countedGuess } from '../../core/secrets/password-attempts';
import { NOBODYS_HASH, verifyPassword } from '../../core/secrets/password-hash';
import { decrypt, digest, encrypt } from '../../core/secrets/secrets';
import { storedJson } from '../../core/text/stored-json';
import type { Database } from '../../db/client';
import { transaction } from '../../db/transaction';
import { WrongGuess } from '../errors';
import { PERSON_SEED } from '../secrets';
import { startPersonSession, type Ticket } from '../sessions';
import { PASSWORD_MOST } from './limits';
import { type PersonRow, takenStep } from './rows';

const FAILED = 'The name or password is not correct.';
const STEP_TICKET = 'person-ticket';
const STEP_MS = 5 * 60 * 1000;

/** A session, or a step token if MFA is required next. The token is sent back with the code. */
export type PersonSignIn = PersonTicket | { step: string };
export type PersonTicket = Ticket & { personId: string };

/**
 * The origin of a sign-in. `deviceOf` returns the number of the calling browser if this person has signed in with it before:
 * guesses from elsewhere don't throttle it.
 */
type Origin = { sourceIp: string; deviceOf?: (personId: string) => string | undefined };

/**
 * Signs in an instructor or operator. It takes the same time for unknown names.
 * @throws AwsError WrongGuess, or Throttling after too many of them
 */
export async function signInPerson(
  database: Database,
  { name, password }: { name: string; password: string },
  { sourceIp, deviceOf }: Origin,
  now: Date,
): Promise<PersonSignIn> {
  const nameKey = name.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase().slice(0, 200);
  const person = await database.reader.person.findUnique({ where: { nameKey } });
  const guess = { subject: `person:${person?.id ?? nameKey}`, sourceIp, device: person ? deviceOf?.(person.id) : undefined };
  const isRight = await countedGuess(database, guess, now, async () => {
    const matches = await verifyPassword(person?.passwordHash ?? NOBODYS_HASH, password.slice(0, PASSWORD_MOST + 1));
    return matches && person?.passwordHash != null;
  });
  if (!isRight || !person) throw new WrongGuess(FAILED);
  const { id: personId } = person;
  if (person.mfaSeedCipher === null)
    return { personId, ...(await transaction(database, (tx) => startPersonSession(tx, personId, now))) };
  return { step: encrypt(STEP_TICKET, JSON.stringify({ ...stepOf(person), expires: now.getTime() + STEP_MS })) };
}

/** Returns the step token's content. It becomes invalid when the password changes. */
function stepOf({ id, passwordHash }: PersonRow) {
  return { personId: id, password: digest(STEP_TICKET, passwordHash ?? '') };
}

/**
 * Completes a sign-in with an MFA code.
 * @throws AwsError WrongGuess, or Throttling
 */
export async function signInWithPersonCode(
  database: Database,
  step: string,
  code: string,
  { sourceIp, deviceOf }: Origin,
  now: Date,
): Promise<PersonTicket> {
  const { personId, password } = openStep(step, now);
  let ticket: Ticket | undefined;
  const guess = { subject: `person-code:${personId}`, sourceIp, device: deviceOf?.(personId) };
  await countedGuess(database, guess, now, () =>
    transaction(database, async (tx) => {
      const person = await tx.person.findUnique({ where: { id: personId } });
      if (!person?.mfaSeedCipher || stepOf(person).password !== password) throw tooOld();
      const taken = takenStep(decrypt(PERSON_SEED, person.mfaSeedCipher), code, now, person.mfaLastStep);
      if (taken === null) return false;
      await tx.person.update({ where: { id: personId }, data: { mfaLastStep: taken } });
      ticket = await startPersonSession(tx, personId, now);
      return true;
    }),
  );
  if (!ticket) throw new WrongGuess('The code is not valid. Each code works once.');
  return { personId, ...ticket };
}

function openStep(text: string, now: Date): { personId: string; password: string } {
  try {
    const step = storedJson<{ personId: string; password: string; expires: number }>(decrypt(STEP_TICKET, text));
    if (step.expires > now.getTime()) return step;
  } catch {
    throw tooOld();
  }
  throw tooOld();
}

function tooOld(): WrongGuess {
  return new WrongGuess('The sign-in took too long. Start again.');
}
