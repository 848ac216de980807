import type { Transaction } from '../db/client';

const OFFER_MS = 4 * 60 * 60 * 1000;

/** Offers that hold: one ends with the lesson, also where nobody has ended it. */
export function holds(now: Date) {
  return { offeredAt: { gt: new Date(now.getTime() - OFFER_MS) } };
}

/** What somebody offers of their own work, as they are told. */
export async function ownOffer(db: Transaction, memberId: string, now: Date) {
  const offer = await db.screenOffer.findFirst({ where: { memberId, ...holds(now) } });
  return offer && { attemptId: offer.attemptId, withName: offer.withName, isShown: offer.shownIn !== null };
}
