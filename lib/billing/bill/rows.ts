import type { Scope } from '../../core/operation';
import { storedJson } from '../../core/text/stored-json';
import { giveWay, letOthersIn, readByIds } from '../../core/work/bulk';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { monthsWithFees } from '../benefit/rows';
import { type MonthName, monthOf } from '../months';
import { isIn, paidPeriods, periodsOfPayer } from '../payers';
import { isUsed, monthsWithUsage } from '../usage/rows';
import {
  type BillReader,
  chargesOfLines,
  type OutlineReader,
  type PackedBill,
  readerOf,
  unpackLines,
  unpackMembers,
} from './document';
import { billId, storedHead } from './stored';
import type { SumsIndex } from './sums';
import { sumsOfLines, sumsReader } from './sums-reader';
import { textAt } from './texts';
import { workOut, workOutOutline } from './work-out';

export { type AccountLine, type BillHead, type HeldPlan, type HeldReservation, unpackDays } from './document';
export type { SumsPart } from './sums';
export type { SumsReader } from './sums-reader';
export { billsState, billsStates } from './work-out';

type Found = {
  payerId: string;
  /** Absent if the bill is not issued and therefore an estimate. */
  issued?: { at: Date; by: string | null; hash: string };
};
/** A month's bill of a payer, issued or not. */
export type FoundBill = BillReader & Found;
/** The same without its lines. */
export type FoundOutline = OutlineReader & Found;

/**
 * Returns the bill of a month, issued or current.
 * @param db the reading connection
 */
export async function findBill(db: Transaction, payerId: string, month: MonthName, now: Date): Promise<FoundBill> {
  const issued = await findIssued(db, payerId, month);
  return issued ?? { payerId, ...readerOf((await workOut(db, payerId, month, now)).made) };
}

/**
 * Returns the bill without lines, which for a large open month is ready much earlier.
 * @param db the reading connection
 */
export async function findOutline(db: Transaction, payerId: string, month: MonthName, now: Date): Promise<FoundOutline> {
  const issued = await findIssued(db, payerId, month);
  return issued ?? { payerId, ...(await workOutOutline(db, payerId, month, now)) };
}

async function findIssued(db: Transaction, payerId: string, month: MonthName): Promise<FoundBill | null> {
  const id = billId(payerId, month);
  const row = await db.bill.findUnique({
    where: { id },
    select: { issuedAt: true, issuedBy: true, hash: true },
  });
  if (!row) return null;
  const issued = { at: row.issuedAt, by: row.issuedBy, hash: row.hash };
  return { payerId, issued, ...(await storedReader(db, id, row.hash)) };
}

async function storedReader(db: Transaction, id: string, hash: string): Promise<BillReader> {
  const head = await storedHead(db, id, hash);
  const lines = async function* (accountId: string) {
    for (let number = 0; ; number++) {
      const section = await db.billSection.findUnique({ where: { id: `${id}/${accountId}/${number}` } });
      if (!section) return;
      yield await unpackLines(section.data);
      await giveWay();
    }
  };
  const textOf = async (name: string) => (await db.billSection.findUnique({ where: { id: `${id}/${name}` } }))?.data;
  return {
    head,
    members: async (dimension) => {
      const text = await textOf(`dimension/${dimension}`);
      return text === undefined ? [] : unpackMembers(text);
    },
    chargesOf: (accountId) => chargesOfLines(lines(accountId)),
    lines,
    sums: async () => {
      const sums = sumsName(hash);
      const index = await textOf(`${sums}/index`);
      if (index !== undefined)
        return sumsReader(hash, storedJson<SumsIndex>(index), async (at) => (await textOf(`${sums}/${at}`)) ?? '');
      const accountIds = head.accounts.map(({ accountId }) => accountId);
      return sumsOfLines(hash, accountIds, lines);
    },
  };
}

const SECTIONS_AT_ONCE = 100;

/** Stores a bill as issued. */
export async function insertBill(
  db: Transaction,
  payerId: string,
  { head, hash, document, members, lines, places }: PackedBill,
  issued: { at: Date; by: string | null },
): Promise<void> {
  const { month } = head;
  const id = billId(payerId, month);
  await db.bill.create({
    data: {
      id,
      payerId,
      month,
      issuedAt: issued.at,
      issuedBy: issued.by,
      hash,
      total: String(head.total),
      priceList: head.priceList.name,
      document: Buffer.from(document.buffer).toString('utf8'),
    },
  });
  const sections: { id: string; accountId: string | null; number: number; data: () => string }[] = [];
  for (let number = 0; number < members.ends.length; number++)
    sections.push({ id: `${id}/dimension/${number}`, accountId: null, number, data: () => textAt(members, number) });
  for (const [accountId, { first, count }] of places)
    for (let number = 0; number < count; number++)
      sections.push({ id: `${id}/${accountId}/${number}`, accountId, number, data: () => textAt(lines, first + number) });
  for (let at = 0; at < sections.length; at += SECTIONS_AT_ONCE) {
    const some = sections.slice(at, at + SECTIONS_AT_ONCE);
    await db.billSection.createMany({ data: some.map(({ data, ...section }) => ({ ...section, payerId, month, data: data() })) });
    await giveWay();
  }
}

/** The size of a piece in characters. */
const STORED_AT_ONCE = 500_000;

/** Sums are named by their bill's hash, so that those of a bill that was not issued in the end are never used for another. */
function sumsName(hash: string): string {
  return `sums/${hash}`;
}

/**
 * Stores the sums of a bill before it is issued, in transactions of their own, because a large commit blocks the process. If they
 * are missing, they are computed from the lines on demand.
 */
export async function storeSums(database: Database, payerId: string, { head, hash, sums }: PackedBill): Promise<void> {
  const { month } = head;
  const prefix = `${billId(payerId, month)}/${sumsName(hash)}`;
  if (await database.reader.billSection.findUnique({ where: { id: `${prefix}/index` }, select: { id: true } })) return;
  const section = (name: string, number: number, data: string) => ({
    id: `${prefix}/${name}`,
    payerId,
    month,
    accountId: null,
    number,
    data,
  });
  const some: ReturnType<typeof section>[] = [];
  let length = 0;
  const store = () =>
    transaction(database, async (tx) => {
      const rows = some.splice(0);
      // Left by an interrupted attempt.
      await tx.billSection.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } });
      await tx.billSection.createMany({ data: rows });
    });
  for (let number = 0; number < sums.parts.ends.length; number++) {
    const text = textAt(sums.parts, number);
    some.push(section(String(number), number, text));
    length += text.length;
    if (length < STORED_AT_ONCE) continue;
    length = 0;
    await store();
    await letOthersIn();
  }
  some.push(section('index', sums.parts.ends.length, JSON.stringify(sums.index)));
  await store();
}

/**
 * Returns the months of a payer's bills, newest first: those with usage or benefits of its accounts, issued ones, and the current
 * one.
 * @param userId counts only this account's usage; null for all accounts
 */
export async function monthsOfPayer(db: Transaction, payerId: string, now: Date, userId: string | null): Promise<MonthName[]> {
  const periods = userId === null ? await periodsOfPayer(db, payerId) : await paidPeriods(db, [userId]);
  const used = await monthsWithUsage(db, [...periods.keys()], now);
  const current = monthOf(now);
  const issued = await db.bill.findMany({ where: { payerId }, select: { month: true } });
  const own = [...periods.values()].flat().filter((period) => period.payerId === payerId);
  const fees = await monthsWithFees(db, [...periods.keys()], current);
  const months = fees
    .filter(({ accountId, month }) => own.some((period) => period.accountId === accountId && isIn(month, period)))
    .map(({ month }) => month);
  for (const month of used) {
    // Months of usage before the payer began to pay don't count.
    const there = own.filter((period) => isIn(month, period)).map(({ accountId }) => accountId);
    if (month <= current && (await isUsed(db, there, month))) months.push(month);
  }
  return [...new Set([...months, ...issued.map(({ month }) => month), current])].sort().reverse();
}

/**
 * Returns the current names of accounts. Deleted accounts and former members have none: their new names are not the
 * organization's to know.
 */
export async function accountNames(
  { db, account, accountId }: Scope,
  accountIds: readonly string[],
): Promise<Map<string, string>> {
  const known = [{ id: accountId }, ...(account.organization ? [{ organizationId: account.organization.id }] : [])];
  const rows = await readByIds(accountIds, (ids) =>
    db.account.findMany({ where: { id: { in: ids }, OR: known }, select: { id: true, name: true } }),
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
