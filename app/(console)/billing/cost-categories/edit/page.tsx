import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { billingReader } from '../../_components/billing-reader';
import { billsQuery } from '../../queries';
import { EditCategoryPage } from '../_components/edit-page';
import { costCategoriesQuery } from '../queries';

export const metadata: Metadata = { title: 'Edit cost category' };

export default async function Page({ searchParams }: { searchParams: Promise<Readonly<Record<string, unknown>>> }) {
  const { name } = await searchParams;
  const reader = billingReader(await requireSession());
  return (
    <Prefetch queries={reader.isShutOut ? [] : [costCategoriesQuery(), billsQuery()]}>
      <EditCategoryPage name={typeof name === 'string' && name !== '' ? name : undefined} reader={reader} />
    </Prefetch>
  );
}
