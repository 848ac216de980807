import { hash, verify } from '@node-rs/argon2';
import { nobody, openWaitingLine, type Visitors } from './waiting-line';

// OWASP's argon2id parameters: 19 MiB, two passes, one lane.
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

// Hashes run on libuv's four threads, which name look-ups, files and signatures need too: two of them stay free. Whoever waits longest
// waits for a dozen hashes, a third of a second.
const LINE = { atOnce: 2, places: 24 };

// One line in the process, though Next bundles pages and instrumentation apart. What they share on globalThis is who is in it and no
// code: an error of one bundle's class would be a stranger to the other.
const holder = globalThis as typeof globalThis & { __gatehouseHashing?: Visitors };
holder.__gatehouseHashing ??= nobody();
const line = openWaitingLine(LINE, holder.__gatehouseHashing);

/** Text that no password matches, and that costs the same time to find out as a real hash. */
export const NOBODYS_HASH = `$argon2id$v=19$m=${ARGON2.memoryCost},t=${ARGON2.timeCost},p=${ARGON2.parallelism}$${encoded(16)}$${encoded(32)}`;

function encoded(bytes: number): string {
  return Buffer.alloc(bytes).toString('base64').replaceAll('=', '');
}

/** What somebody with a place in the line may do. `matches` is false for a wrong password and for text that is no argon2 hash. */
export type Hasher = {
  hash: (password: string) => Promise<string>;
  matches: (passwordHash: string, password: string) => Promise<boolean>;
};

/**
 * Takes a place among those who hash passwords, for as long as `visit` runs: for whoever must not begin what it cannot end.
 * @throws AwsError Throttling when too many hash already
 */
export function amongHashers<T>(visit: (hasher: Hasher) => Promise<T>): Promise<T> {
  return line.enter((inTurn) =>
    visit({
      hash: (password) => inTurn(() => hash(password, ARGON2)),
      matches: (passwordHash, password) => inTurn(() => verify(passwordHash, password).catch(() => false)),
    }),
  );
}

/** @throws AwsError Throttling when too many hash already */
export function hashPassword(password: string): Promise<string> {
  const made = ahead.get(password);
  return made === undefined ? amongHashers((hasher) => hasher.hash(password)) : Promise.resolve(made);
}

const ahead = new Map<string, string>();

/**
 * Hashes a password before the call that stores it, which then finds the hash made: for whoever is about to give many people passwords of its
 * own making.
 * @returns forgets the password; whoever calls this must call that
 * @throws AwsError Throttling when too many hash already
 */
export async function hashAhead(password: string): Promise<() => void> {
  ahead.set(password, await amongHashers((hasher) => hasher.hash(password)));
  return () => void ahead.delete(password);
}

/** False for a wrong password and for text that is no argon2 hash. @throws AwsError Throttling when too many hash already */
export function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  return amongHashers((hasher) => hasher.matches(passwordHash, password));
}
