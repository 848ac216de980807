import { createHash } from 'node:crypto';
import { digest, sameSecret } from '../../core/secrets/secrets';
import { keysOf, recordOf } from '../../core/text/lists';

// Crockford's base32 alphabet: letters that look like digits are read as those digits.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const PREFIX = 'GH1-';
const DATA_CHARACTERS = 14;
const PROOF_CHARACTERS = 14;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The bits of each part, 70 in all. */
const PARTS = { class: 18, assignment: 16, member: 10, score: 10, day: 16 } as const;
type Part = keyof typeof PARTS;

/** The content of a completion code. `score` is in thousandths; `day` counts from 1970 in UTC. */
export type Completion = { classId: string; assignmentId: string; member: number; score: number; day: number };

/** Returns the bits that represent a class or assignment in a code. */
function digits(id: string, bits: number): number {
  return createHash('sha256').update(id).digest().readUInt32BE() >>> (32 - bits);
}

/**
 * Returns a code that a student can hand in elsewhere. It contains the class, assignment, student, score and day, and a proof
 * that this installation made it.
 */
export function completionCode({ classId, assignmentId, member, score, day }: Completion): string {
  const values: Record<Part, number> = {
    class: digits(classId, PARTS.class),
    assignment: digits(assignmentId, PARTS.assignment),
    member: member % 2 ** PARTS.member,
    score,
    day: day % 2 ** PARTS.day,
  };
  let data = 0n;
  for (const part of keysOf(PARTS)) data = (data << BigInt(PARTS[part])) | BigInt(values[part]);
  const text = written(data, DATA_CHARACTERS);
  return PREFIX + text + proofOf(text);
}

/** Returns the completion code of work that was handed in. */
export function codeOfWork(
  { id: assignmentId, classId }: { id: string; classId: string },
  { number: member }: { number: number },
  { points, of }: { points: number; of: number },
  handedInAt: Date,
): string {
  const score = of === 0 ? 0 : Math.round((1000 * points) / of);
  return completionCode({ classId, assignmentId, member, score, day: dayOf(handedInAt) });
}

export function dayOf(time: Date): number {
  return Math.floor(time.getTime() / DAY_MS);
}

export function timeOfDay(day: number): Date {
  return new Date(day * DAY_MS);
}

function written(value: bigint, characters: number): string {
  let text = '';
  for (let rest = value, at = 0; at < characters; at++, rest >>= 5n) text = ALPHABET.charAt(Number(rest & 31n)) + text;
  return text;
}

function proofOf(data: string): string {
  const bytes = Buffer.from(digest('completion-code', data), 'base64url');
  return written(BigInt(`0x${bytes.subarray(0, 9).toString('hex')}`) >> 2n, PROOF_CHARACTERS);
}

/** Returns the content of a code, or null if this installation did not make it. */
export function readCompletionCode(typed: string): Record<Part, number> | null {
  const text = typed.toUpperCase().replaceAll(/\s/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (!text.startsWith(PREFIX) || text.length !== PREFIX.length + DATA_CHARACTERS + PROOF_CHARACTERS) return null;
  const data = text.slice(PREFIX.length, PREFIX.length + DATA_CHARACTERS);
  if (!sameSecret(text.slice(-PROOF_CHARACTERS), proofOf(data))) return null;
  let value = 0n;
  for (const character of data) value = (value << 5n) | BigInt(ALPHABET.indexOf(character));
  const values = recordOf(keysOf(PARTS), () => 0);
  for (const part of keysOf(PARTS).toReversed()) {
    const bits = BigInt(PARTS[part]);
    values[part] = Number(value & ((1n << bits) - 1n));
    value >>= bits;
  }
  return values;
}

/** Returns whether a code belongs to the class or assignment. */
export function isAbout(values: Record<Part, number>, what: 'class' | 'assignment', id: string): boolean {
  return values[what] === digits(id, PARTS[what]);
}
