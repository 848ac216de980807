import { BoundedMap } from '../../core/bounded-map';
import type { Transaction } from '../../db/client';
import { type BillHead, readHead } from './document';

const heads = new BoundedMap<string, BillHead>(50);

/** What an issued bill says but its lines. A bill never changes; after a restore another one may be that of its month. */
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
