import { PICO, type PicoUsd, type Preferences, parseDecimal, preferencesInForce, SHARE_EVERYTHING } from '@gatehouse/bill';
import { storedJson } from '../../core/text/stored-json';
import type { Transaction } from '../../db/client';
import { endOf, type MonthName } from '../months';

/** A payer's stored preferences. */
export type StoredPreferences = Preferences & {
  /** The tax in percent as decimal text; absent for none. */
  readonly taxPercent?: string;
  /** True if accounts that join later neither give nor receive discounts, or credits, until changed. */
  readonly newDiscountsOff?: boolean;
  readonly newCreditsOff?: boolean;
};

type Row = { at: Date; document: string };

/** The decimals of a percentage that a rate per dollar can represent. */
const PERCENT = PICO - 2;

/** Returns the rate per dollar of a percentage; null for too many decimals. */
export function taxRateOf(percent: string): PicoUsd | null {
  return parseDecimal(percent, PERCENT);
}

/** Returns a payer's preferences and tax rate for a month: at its end, or now for the current month. */
export async function readSettings(
  db: Transaction,
  payerId: string,
  month: MonthName,
  now: Date,
): Promise<{ preferences: Preferences; taxRate: PicoUsd }> {
  const rows = await db.billingPreferences.findMany({ where: { payerId }, orderBy: { at: 'asc' } });
  const history = rows.map((row) => ({
    since: row.at.getTime(),
    preferences: { ...storedPreferences(row), at: row.at },
  }));
  const held = preferencesInForce(history, endOf(month), now.getTime());
  if (!('at' in held)) return { preferences: held, taxRate: 0n };
  return { preferences: await withNewAccounts(db, payerId, held, held.at), taxRate: taxRateOf(held.taxPercent ?? '0') ?? 0n };
}

/** Returns the preferences of a row, or AWS's defaults. */
export function storedPreferences(row: Pick<Row, 'document'> | null): StoredPreferences {
  return row ? storedJson<StoredPreferences>(row.document) : SHARE_EVERYTHING;
}

/** Returns preferences extended by the accounts that joined later, by the settings for new accounts. */
export async function withNewAccounts<Held extends StoredPreferences>(
  db: Transaction,
  payerId: string,
  held: Held,
  at: Date,
): Promise<Held> {
  if (!held.newDiscountsOff && !held.newCreditsOff) return held;
  const periods = await db.billingPeriod.findMany({ where: { payerId, from: { gt: at } }, select: { accountId: true } });
  const came = periods.map(({ accountId }) => accountId).filter((accountId) => accountId !== payerId);
  const also = (off: readonly string[]) => [...new Set([...off, ...came])];
  return {
    ...held,
    discountsOff: held.newDiscountsOff ? also(held.discountsOff) : held.discountsOff,
    creditsOff: held.newCreditsOff ? also(held.creditsOff) : held.creditsOff,
  };
}
