import { digest, newToken } from '../core/secrets/secrets';
import type { Database, Transaction } from '../db/client';
import type { MemberActor, PersonActor } from './operation';

const PERSON_SESSION_MS = 12 * 60 * 60 * 1000;
/** The lifetime of a seat: a term. */
const SEAT_MS = 120 * 24 * 60 * 60 * 1000;

/** A token for a cookie. Only its digest is stored. */
export type Ticket = { token: string; expiresAt: Date };

export async function startPersonSession(db: Transaction, personId: string, now: Date): Promise<Ticket> {
  const ticket = { token: newToken(), expiresAt: new Date(now.getTime() + PERSON_SESSION_MS) };
  await db.personSession.deleteMany({ where: { expiresAt: { lt: now } } });
  await db.personSession.create({
    data: { tokenHash: personTokenHash(ticket.token), personId, createdAt: now, expiresAt: ticket.expiresAt },
  });
  return ticket;
}

function personTokenHash(token: string): string {
  return digest('person-session', token);
}

/** Returns the person signed in to a browser, or null. */
export async function findPerson({ reader }: Database, token: string, now: Date): Promise<PersonActor | null> {
  const row = await reader.personSession.findUnique({ where: { tokenHash: personTokenHash(token) } });
  if (!row || row.expiresAt <= now) return null;
  const person = await reader.person.findUnique({ where: { id: row.personId } });
  return person && { kind: 'person', personId: person.id, name: person.name, role: person.role as PersonActor['role'] };
}

/** Opens a seat in a browser. A member may have seats in several browsers. */
export async function openSeat(db: Transaction, memberId: string, now: Date): Promise<Ticket> {
  const ticket = { token: newToken(), expiresAt: new Date(now.getTime() + SEAT_MS) };
  await db.seat.deleteMany({ where: { expiresAt: { lt: now } } });
  await db.seat.create({
    data: { tokenHash: seatTokenHash(ticket.token), memberId, createdAt: now, expiresAt: ticket.expiresAt },
  });
  return ticket;
}

function seatTokenHash(token: string): string {
  return digest('seat', token);
}

/** Returns the member of a browser's seat, or null if there is none or the member was removed. */
export async function findSeat({ reader }: Database, token: string, now: Date): Promise<MemberActor | null> {
  const row = await reader.seat.findUnique({ where: { tokenHash: seatTokenHash(token) }, include: { member: true } });
  if (!row || row.expiresAt <= now || row.member.state !== 'joined') return null;
  return { kind: 'member', memberId: row.memberId, classId: row.member.classId };
}

/** Ends the session of a person, or the seat of a member, whose browser has the token. */
export async function endTicket(db: Transaction, what: 'person' | 'seat', token: string): Promise<void> {
  if (what === 'person') await db.personSession.deleteMany({ where: { tokenHash: personTokenHash(token) } });
  else await db.seat.deleteMany({ where: { tokenHash: seatTokenHash(token) } });
}
