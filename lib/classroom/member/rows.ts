import { randomInt, randomUUID } from 'node:crypto';
import { digest } from '../../core/secrets/secrets';
import { plural } from '../../core/text/plural';
import type { Transaction } from '../../db/client';
import { conflict } from '../errors';
import { classroomSettings } from '../settings/rows';
import { WORDS } from './words';

export type MemberRow = NonNullable<Awaited<ReturnType<Transaction['member']['findUnique']>>>;
export type MemberState = 'expected' | 'joined' | 'removed';

/** Returns a new recovery phrase of four words. Only its digest is stored. */
export function newPhrase(): string {
  return Array.from({ length: 4 }, () => WORDS[randomInt(WORDS.length)]).join(' ');
}

/** Returns the digest of a recovery phrase, ignoring spaces and case. */
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

type NewMember = {
  name: string;
  id?: string | null;
  email?: string | null;
  group: string | null;
  state: MemberState;
  phrase?: string;
  /** The network address of a student who is not on the roster. */
  joinedFrom?: string;
};

/**
 * Adds students to a class. A roster extends the seats for its students; other students need a free seat.
 * @throws AwsError Conflict if the class has no free seat or would exceed the operators' limit
 */
export async function addMembers(db: Transaction, classId: string, members: readonly NewMember[], now: Date): Promise<string[]> {
  const { mostMembers } = await classroomSettings(db);
  const { seats } = await db.class.findUniqueOrThrow({ where: { id: classId }, select: { seats: true } });
  const there = await db.member.count({ where: { classId, state: { not: 'removed' } } });
  const wanted = there + members.length;
  if (wanted > mostMembers)
    throw conflict(
      `A class can have up to ${plural(mostMembers, 'student')} here, and this one has ${there}. An operator can raise the limit.`,
    );
  const isRoster = members.every(({ joinedFrom }) => joinedFrom === undefined);
  if (wanted > seats && !isRoster)
    throw conflict(`All ${plural(seats, 'seat')} of this class are taken. Ask your instructor for another one.`);
  if (wanted > seats) await db.class.update({ where: { id: classId }, data: { seats: wanted }, select: { id: true } });
  const { nextMember } = await db.class.update({
    where: { id: classId },
    data: { nextMember: { increment: members.length } },
    select: { nextMember: true },
  });
  const first = nextMember - members.length;
  const added = members.map((member) => ({ ...member, memberId: `member-${randomUUID()}` }));
  await db.member.createMany({
    data: added.map(({ memberId, name, id, email, group, state, phrase, joinedFrom }, index) => ({
      id: memberId,
      classId,
      number: first + index,
      name,
      nameKey: name.toLowerCase(),
      externalId: id ?? null,
      email: email ?? null,
      group,
      isListed: joinedFrom === undefined,
      joinedFrom: joinedFrom ?? null,
      state,
      phraseHash: phrase === undefined ? null : phraseHash(memberId, phrase),
      createdAt: now,
      joinedAt: state === 'joined' ? now : null,
    })),
  });
  return added.map(({ memberId }) => memberId);
}

/** Returns the class and id of a member, for `about`. */
export async function classOfMember(db: Transaction, memberId: string): Promise<{ classId: string; memberId: string } | null> {
  const member = await db.member.findUnique({ where: { id: memberId }, select: { classId: true } });
  return member && { classId: member.classId, memberId };
}

type Named = Pick<MemberRow, 'id' | 'number' | 'nameKey' | 'externalId' | 'group'>;

/**
 * Returns labels that distinguish students with the same name, by member id: the group if all differ, else the roster id, else
 * the number in the class. Students with a unique name are left out.
 */
export function marksOf(members: readonly Named[]): ReadonlyMap<string, string> {
  const byName = new Map<string, Named[]>();
  for (const member of members) byName.set(member.nameKey, [...(byName.get(member.nameKey) ?? []), member]);
  const marks = new Map<string, string>();
  for (const same of byName.values()) {
    if (same.length < 2) continue;
    const differ = (values: readonly (string | null)[]) => !values.includes(null) && new Set(values).size === values.length;
    const byGroup = differ(same.map(({ group }) => group));
    const byId = differ(same.map(({ externalId }) => externalId));
    for (const { id, number, group, externalId } of same)
      marks.set(id, (byGroup ? group : byId ? externalId : null) ?? `no. ${number}`);
  }
  return marks;
}
