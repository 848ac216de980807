import { randomInt, randomUUID } from 'node:crypto';
import { digest } from '../../core/secrets';
import type { Transaction } from '../../db/client';
import { conflict } from '../errors';
import { classroomSettings } from '../settings/rows';
import { WORDS } from './words';

export type MemberRow = NonNullable<Awaited<ReturnType<Transaction['member']['findUnique']>>>;
export type MemberState = 'expected' | 'joined' | 'removed';

/** Four words that open a seat of a member elsewhere. Only a digest of them is stored. */
export function newPhrase(): string {
  return Array.from({ length: 4 }, () => WORDS[randomInt(WORDS.length)]).join(' ');
}

/** Of whichever spaces and capitals somebody types. */
export function phraseHash(memberId: string, phrase: string): string {
  return digest(
    'seat-phrase',
    `${memberId} ${phrase
      .trim()
      .toLowerCase()
      .split(/[\s-]+/)
      .join(' ')}`,
  );
}

/** @throws AwsError Conflict where the class would have more members than the operators let it */
export async function addMembers(
  db: Transaction,
  classId: string,
  members: readonly { name: string; group: string | null; state: MemberState; phrase?: string }[],
  now: Date,
): Promise<string[]> {
  const { mostMembers } = await classroomSettings(db);
  const there = await db.member.count({ where: { classId, state: { not: 'removed' } } });
  if (there + members.length > mostMembers)
    throw conflict(`A class has ${mostMembers} students at most here, and ${there} are in this one. An operator can raise that.`);
  const { nextMember } = await db.class.update({
    where: { id: classId },
    data: { nextMember: { increment: members.length } },
    select: { nextMember: true },
  });
  const first = nextMember - members.length;
  const ids = members.map(() => `member-${randomUUID()}`);
  await db.member.createMany({
    data: members.map(({ name, group, state, phrase }, index) => ({
      id: ids[index] ?? '',
      classId,
      number: first + index,
      name,
      nameKey: name.toLowerCase(),
      group,
      state,
      phraseHash: phrase === undefined ? null : phraseHash(ids[index] ?? '', phrase),
      createdAt: now,
      joinedAt: state === 'joined' ? now : null,
    })),
  });
  return ids;
}

/** Whose a member is, for `about`. */
export async function classOfMember(db: Transaction, memberId: string): Promise<{ classId: string; memberId: string } | null> {
  const member = await db.member.findUnique({ where: { id: memberId }, select: { classId: true } });
  return member && { classId: member.classId, memberId };
}
