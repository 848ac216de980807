import { randomUUID } from 'node:crypto';
import { decrypt, digest, encrypt, newToken } from '../../core/secrets/secrets';
import { storedJson } from '../../core/text/stored-json';
import type { Transaction } from '../../db/client';
import { findStep, newSeed, stepOf } from '../../iam/mfa/totp';
import { conflict } from '../errors';

const SEALED_SEED = 'person-new-seed';
const SET_UP_MS = 7 * 24 * 60 * 60 * 1000;

export type PersonRow = NonNullable<Awaited<ReturnType<Transaction['person']['findUnique']>>>;

export type NewPerson = { name: string; role: 'operator' | 'instructor'; passwordHash?: string };

/**
 * Creates a person.
 * @throws AwsError Conflict if the name is taken
 */
export async function createPerson(db: Transaction, { name, role, passwordHash }: NewPerson, now: Date): Promise<PersonRow> {
  const nameKey = name.toLowerCase();
  await requireFreeName(db, nameKey);
  return db.person.create({ data: { id: `person-${randomUUID()}`, name, nameKey, role, passwordHash, createdAt: now } });
}

/**
 * Refuses a taken name. People sign in by name, so names are unique.
 * @throws AwsError Conflict
 */
export async function requireFreeName(db: Transaction, nameKey: string, but?: string): Promise<void> {
  const taken = await db.person.findUnique({ where: { nameKey }, select: { id: true } });
  if (taken && taken.id !== but)
    throw conflict('A person with this name already exists. Use a name that distinguishes them.', 'name');
}

/** Creates a setup token for a person, valid once and for a week. It replaces the previous one. */
export async function newSetUp(db: Transaction, personId: string, now: Date): Promise<string> {
  const token = newToken();
  await db.person.updateMany({
    where: { id: personId },
    data: { setUpHash: setUpHash(token), setUpExpiresAt: new Date(now.getTime() + SET_UP_MS) },
  });
  return token;
}

function setUpHash(token: string): string {
  return digest('person-set-up', token);
}

/** Returns the person of a setup token, or null if it was used, replaced or is expired. */
export async function personOfSetUp(db: Transaction, token: string, now: Date): Promise<PersonRow | null> {
  const person = await db.person.findUnique({ where: { setUpHash: setUpHash(token) } });
  return person?.setUpExpiresAt && person.setUpExpiresAt > now ? person : null;
}

/** Returns a new authenticator seed, and the same encrypted. The browser sends it back with the first code. */
export function offerSeed(personId: string): { seed: string; sealedSeed: string } {
  const seed = newSeed();
  return { seed, sealedSeed: encrypt(SEALED_SEED, JSON.stringify({ personId, seed })) };
}

/** Returns the seed that was offered to this person, or null if it is not valid. */
export function offeredSeed(personId: string, sealedSeed: string): string | null {
  try {
    const offered = storedJson<{ personId: string; seed: string }>(decrypt(SEALED_SEED, sealedSeed));
    return offered.personId === personId ? offered.seed : null;
  } catch {
    return null;
  }
}

/** The number of steps that a phone's clock may be off. */
const TOLERANCE = 1;

/** Returns the step in which an app with this seed shows the code, if that step was not used yet; else null. */
export function takenStep(seed: string, code: string, now: Date, lastStep: number | null): number | null {
  const at = stepOf(now);
  const from = Math.max(at - TOLERANCE, (lastStep ?? 0) + 1);
  return findStep(seed, { from, to: at + TOLERANCE }, code.replaceAll(/\s/g, ''));
}
