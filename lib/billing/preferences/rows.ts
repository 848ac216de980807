import type { Transaction } from '../../db/client';
import type { Preferences, PreferencesSince } from '../calculate';

/** How a payer has had discounts and credits be shared, and since when. */
export async function readPreferences(db: Transaction, payerId: string): Promise<PreferencesSince[]> {
  const rows = await db.billingPreferences.findMany({ where: { payerId }, orderBy: { at: 'asc' } });
  return rows.map(({ at, document }) => ({ since: at.getTime(), preferences: JSON.parse(document) as Preferences }));
}
