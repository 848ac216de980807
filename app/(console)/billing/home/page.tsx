import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { billingReader } from '../_components/billing-reader';
import { BillingHomePage } from './_components/billing-home-page';

export const metadata: Metadata = { title: 'Billing home' };

export default async function Page() {
  const reader = billingReader(await requireSession());
  // Read by the browser alone: bills that nobody has asked for yet take longer to work out than a page may.
  return (
    <Prefetch queries={[]}>
      <BillingHomePage reader={reader} />
    </Prefetch>
  );
}
