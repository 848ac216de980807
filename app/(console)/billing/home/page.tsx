import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { billingReader } from '../_components/billing-reader';
import { BillingHomePage } from './_components/billing-home-page';

export const metadata: Metadata = { title: 'Billing home' };

export default async function Page() {
  const reader = billingReader(await requireSession());
  // Only read by the browser, because new bills take too long for a page.
  return (
    <Prefetch queries={[]}>
      <BillingHomePage reader={reader} />
    </Prefetch>
  );
}
