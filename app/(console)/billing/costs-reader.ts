import { mayRead } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { billingReader } from './_components/billing-reader';

type Query = Parameters<typeof mayRead>[0][number];

/** Whether the root user of the account has kept its users and roles from seeing bills, whatever their policies allow, and the reader is one. */
export async function isShutOutOfBills(): Promise<boolean> {
  return billingReader(await requireSession()).isShutOut;
}

/** Whether the reader may make a read about costs: for pages about something else, which show nothing of them otherwise. */
export async function mayReadCosts(query: Query): Promise<boolean> {
  if (await isShutOutOfBills()) return false;
  const [may = false] = await mayRead([query]);
  return may;
}
