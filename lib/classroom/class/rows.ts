import { generateKeyPairSync, randomInt, randomUUID } from 'node:crypto';
import { encrypt } from '../../core/secrets/secrets';
import type { Transaction } from '../../db/client';
import { conflict } from '../errors';
import { CODE_CHARACTERS, CODE_LENGTH } from '../limits';
import { DEFAULT_SEATS } from '../member/limits';
import { CLASS_KEY } from '../secrets';
import { classroomSettings } from '../settings/rows';

export type ClassRow = NonNullable<Awaited<ReturnType<Transaction['class']['findUnique']>>>;

/**
 * Creates a class.
 * @throws AwsError Conflict if the instructor has reached the limit that operators set
 */
export async function createClass(
  db: Transaction,
  { name, language, personId }: { name: string; language: string; personId: string },
  now: Date,
): Promise<ClassRow> {
  const { mostClasses, mostMembers, deleteAfterDays } = await classroomSettings(db);
  const open = await db.class.count({ where: { state: { not: 'closed' }, instructors: { some: { personId } } } });
  if (open >= mostClasses) throw conflict(`You have ${open} open classes, which is the limit. Close one, or ask an operator.`);
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return db.class.create({
    data: {
      id: `class-${randomUUID()}`,
      name,
      joinCode: await freeJoinCode(db),
      language,
      state: 'open',
      deleteAfterDays,
      seats: Math.min(DEFAULT_SEATS, mostMembers),
      // The last 32 bytes are the key; the header before them names its type.
      publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64url'),
      keyCipher: encrypt(CLASS_KEY, privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')),
      createdAt: now,
      instructors: { create: { personId } },
    },
  });
}

/** Returns a join code that no other class has. */
export async function freeJoinCode(db: Transaction): Promise<string> {
  for (;;) {
    let code = '';
    for (let at = 0; at < CODE_LENGTH; at++) code += CODE_CHARACTERS.charAt(randomInt(CODE_CHARACTERS.length));
    if (!(await db.class.findUnique({ where: { joinCode: code }, select: { id: true } }))) return code;
  }
}
