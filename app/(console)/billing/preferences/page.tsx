import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { billingReader } from '../_components/billing-reader';
import { billedAccountsQuery, billsQuery } from '../queries';
import { PreferencesPage } from './_components/preferences-page';
import { preferencesQuery } from './queries';

export const metadata: Metadata = { title: 'Billing preferences' };

export default async function Page() {
  const reader = billingReader(await requireSession());
  return (
    <Prefetch queries={reader.isShutOut ? [] : [preferencesQuery(), billedAccountsQuery(), billsQuery()]}>
      <PreferencesPage reader={reader} />
    </Prefetch>
  );
}
