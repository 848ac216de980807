import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { billingReader } from '../_components/billing-reader';
import { priceListQuery, priceListVersionsQuery } from '../queries';
import { PriceListPage } from './_components/price-list-page';
import { askedOf } from './asked';

export const metadata: Metadata = { title: 'Price list' };

export default async function Page({ searchParams }: { searchParams: Promise<Readonly<Record<string, unknown>>> }) {
  const asked = askedOf(await searchParams);
  const reader = billingReader(await requireSession());
  return (
    <Prefetch queries={reader.isShutOut ? [] : [priceListQuery(asked), priceListVersionsQuery()]}>
      <PriceListPage key={JSON.stringify(asked)} asked={asked} reader={reader} />
    </Prefetch>
  );
}
