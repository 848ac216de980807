import { PICO, type PicoUsd, type Preferences, parseDecimal, preferencesInForce, SHARE_EVERYTHING } from '@gatehouse/bill';
import { storedJson } from '../../core/stored-json';
import type { Transaction } from '../../db/client';
import { endOf, type MonthName } from '../months';

/** What a payer has said about its bills, as it is stored. */
export type StoredPreferences = Preferences & {
  /** Tax in percent, a decimal number as text; absent: none. */
  readonly taxPercent?: string;
  /** Whether accounts that come later neither give nor receive discounts, or credits, until somebody says otherwise. */
  readonly newDiscountsOff?: boolean;
  readonly newCreditsOff?: boolean;
};

type Row = { at: Date; document: string };

/** Decimals of a percentage that a rate, which is for one dollar, still has. */
const PERCENT = PICO - 2;

/** The rate of a tax for one dollar, of a percentage; null where that has too many decimals. */
export function taxRateOf(percent: string): PicoUsd | null {
  return parseDecimal(percent, PERCENT);
}

/** How a payer has discounts and credits be shared in a month, and its rate of tax: as it is at the end, or now while the month goes on. */
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

/** The preferences that a row holds; those that AWS begins with where there is none. */
export function storedPreferences(row: Pick<Row, 'document'> | null): StoredPreferences {
  return row ? storedJson<StoredPreferences>(row.document) : SHARE_EVERYTHING;
}

/** Preferences with the accounts in them that came since they were made, as these say of new ones. */
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
