import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { billingReader } from '../_components/billing-reader';
import { billsQuery, creditsQuery } from '../queries';
import { CreditsPage } from './_components/credits-page';

export const metadata: Metadata = { title: 'Credits' };

export default async function Page() {
  const reader = billingReader(await requireSession());
  return (
    <Prefetch queries={reader.isShutOut ? [] : [creditsQuery(), billsQuery()]}>
      <CreditsPage reader={reader} />
    </Prefetch>
  );
}
