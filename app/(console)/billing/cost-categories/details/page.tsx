import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { billingReader } from '../../_components/billing-reader';
import { isMonth } from '../../_components/months';
import { billsQuery } from '../../queries';
import { DetailsOfCategory } from '../_components/category-page';
import { costCategoriesQuery } from '../queries';

export const metadata: Metadata = { title: 'Cost category' };

export default async function Page({ searchParams }: { searchParams: Promise<Readonly<Record<string, unknown>>> }) {
  const { name, month } = await searchParams;
  const reader = billingReader(await requireSession());
  const asked = { name: typeof name === 'string' ? name : '', month: isMonth(month) ? month : undefined };
  return (
    <Prefetch queries={reader.isShutOut ? [] : [costCategoriesQuery(), billsQuery()]}>
      <DetailsOfCategory key={JSON.stringify(asked)} {...asked} reader={reader} />
    </Prefetch>
  );
}
