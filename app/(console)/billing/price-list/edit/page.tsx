import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { billingReader } from '../../_components/billing-reader';
import { billsQuery, priceListQuery } from '../../queries';
import { EditPage } from '../_components/edit-page';
import { askedOf } from '../asked';

export const metadata: Metadata = { title: 'Edit price list' };

export default async function Page({ searchParams }: { searchParams: Promise<Readonly<Record<string, unknown>>> }) {
  const asked = askedOf(await searchParams);
  const reader = billingReader(await requireSession());
  return (
    <Prefetch queries={reader.isShutOut ? [] : [priceListQuery(asked), billsQuery()]}>
      <EditPage asked={asked} reader={reader} />
    </Prefetch>
  );
}
