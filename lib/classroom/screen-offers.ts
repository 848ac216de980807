import type { Transaction } from '../db/client';

const OFFER_MS = 4 * 60 * 60 * 1000;

/** Returns the condition for offers that are still valid. An offer ends with the lesson. */
export function holds(now: Date) {
  return { offeredAt: { gt: new Date(now.getTime() - OFFER_MS) } };
}

/** Returns a student's own offer. */
export async function ownOffer(db: Transaction, memberId: string, now: Date) {
  const offer = await db.screenOffer.findFirst({ where: { memberId, ...holds(now) } });
  return offer && { attemptId: offer.attemptId, withName: offer.withName, isShown: offer.shownIn !== null };
}
