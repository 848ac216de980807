import { hash, verify } from '@node-rs/argon2';
import { nobody, openWaitingLine, type Visitors } from '../work/waiting-line';

// OWASP's argon2id parameters: 19 MiB, two passes, one lane.
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

// Hashes run on libuv's four threads, which name look-ups, files and signatures also need, so two stay free. The last in the line
// waits for a dozen hashes, a third of a second.
const LINE = { atOnce: 2, places: 24 };

// One line per process, although Next bundles pages and instrumentation separately. globalThis holds the visitors only and no
// code, since each bundle has its own error classes.
declare global {
  var __gatehouseHashing: Visitors | undefined;
}
globalThis.__gatehouseHashing ??= nobody();
const line = openWaitingLine(LINE, globalThis.__gatehouseHashing);

/** A hash that no password matches, and that takes the same time to verify as a real one. */
export const NOBODYS_HASH = `$argon2id$v=19$m=${ARGON2.memoryCost},t=${ARGON2.timeCost},p=${ARGON2.parallelism}$${encoded(16)}$${encoded(32)}`;

function encoded(bytes: number): string {
  return Buffer.alloc(bytes).toString('base64').replaceAll('=', '');
}

/**
 * The functions for the visitor at work. `matches` is false for a wrong password and for text that is not an argon2 hash.
 */
export type Hasher = {
  hash: (password: string) => Promise<string>;
  matches: (passwordHash: string, password: string) => Promise<boolean>;
};

/**
 * Holds a place in the line of password hashing while `visit` runs, for work that must not start unless it can finish.
 * @throws AwsError Throttling if the line is full
 */
export function amongHashers<T>(visit: (hasher: Hasher) => Promise<T>): Promise<T> {
  return line.enter((inTurn) =>
    visit({
      hash: (password) => inTurn(() => hash(password, ARGON2)),
      matches: (passwordHash, password) => inTurn(() => verify(passwordHash, password).catch(() => false)),
    }),
  );
}

/** @throws AwsError Throttling if the line is full */
export function hashPassword(password: string): Promise<string> {
  const made = ahead.get(password);
  return made === undefined ? amongHashers((hasher) => hasher.hash(password)) : Promise.resolve(made);
}

const ahead = new Map<string, string>();

/**
 * Hashes a password ahead of the call that stores it, which then uses the finished hash. It is for callers that set generated
 * passwords for many people.
 * @returns a function that forgets the password; the caller must call it
 * @throws AwsError Throttling if the line is full
 */
export async function hashAhead(password: string): Promise<() => void> {
  ahead.set(password, await amongHashers((hasher) => hasher.hash(password)));
  return () => void ahead.delete(password);
}

/** Returns false for a wrong password and for text that is not an argon2 hash. @throws AwsError Throttling if the line is full */
export function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  return amongHashers((hasher) => hasher.matches(passwordHash, password));
}
