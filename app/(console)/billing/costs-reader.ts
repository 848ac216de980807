import { mayRead } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { billingReader } from './_components/billing-reader';

type Query = Parameters<typeof mayRead>[0][number];

/** Returns whether the reader has no billing access, because the root user has not activated it. */
export async function isShutOutOfBills(): Promise<boolean> {
  return billingReader(await requireSession()).isShutOut;
}

/** Returns whether the reader can make a cost read, for pages about other things. */
export async function mayReadCosts(query: Query): Promise<boolean> {
  if (await isShutOutOfBills()) return false;
  const [may = false] = await mayRead([query]);
  return may;
}
