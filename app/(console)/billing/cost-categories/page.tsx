import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { billingReader } from '../_components/billing-reader';
import { billsQuery } from '../queries';
import { CategoriesPage } from './_components/categories-page';
import { costCategoriesQuery } from './queries';

export const metadata: Metadata = { title: 'Cost categories' };

export default async function Page() {
  const reader = billingReader(await requireSession());
  return (
    <Prefetch queries={reader.isShutOut ? [] : [costCategoriesQuery(), billsQuery()]}>
      <CategoriesPage reader={reader} />
    </Prefetch>
  );
}
