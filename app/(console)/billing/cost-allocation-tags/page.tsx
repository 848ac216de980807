import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { billingReader } from '../_components/billing-reader';
import { isMonth } from '../_components/months';
import { billsQuery } from '../queries';
import { TagsPage } from './_components/tags-page';
import { coverageQuery } from './queries';

export const metadata: Metadata = { title: 'Cost allocation tags' };

export default async function Page({ searchParams }: { searchParams: Promise<Readonly<Record<string, unknown>>> }) {
  const { month: given } = await searchParams;
  const month = isMonth(given) ? given : undefined;
  const reader = billingReader(await requireSession());
  return (
    <Prefetch queries={reader.isShutOut ? [] : [coverageQuery(month), billsQuery()]}>
      <TagsPage key={month} month={month} reader={reader} />
    </Prefetch>
  );
}
