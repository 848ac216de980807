import { BoundedMap } from '../../core/cache/bounded-map';
import type { Transaction } from '../../db/client';
import { type BillHead, readHead } from './document';

const heads = new BoundedMap<string, BillHead>(50);

/** Returns an issued bill without its lines. The key contains the hash because a restore may replace a month's bill. */
export async function storedHead(db: Transaction, id: string, hash: string): Promise<BillHead> {
  const key = `${id}/${hash}`;
  const known = heads.get(key);
  if (known) return known;
  const { document } = await db.bill.findUniqueOrThrow({ where: { id } });
  const head = readHead(document);
  heads.set(key, head);
  return head;
}

export function billId(payerId: string, month: string): string {
  return `${payerId}/${month}`;
}
