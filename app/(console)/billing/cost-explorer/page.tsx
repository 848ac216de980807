import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { billingReader } from '../_components/billing-reader';
import { mayReadCosts } from '../costs-reader';
import { costAnomaliesQuery } from '../queries';
import { ExplorerPage } from './_components/explorer-page';
import { ADDRESS_KEYS, viewOf } from './_components/view-address';
import { costsQuery, reportsQuery } from './queries';

export const metadata: Metadata = { title: 'Cost Explorer' };

export default async function Page({ searchParams }: { searchParams: Promise<Readonly<Record<string, unknown>>> }) {
  const given = await searchParams;
  const texts = ADDRESS_KEYS.map((key) => [key, typeof given[key] === 'string' ? given[key] : undefined]);
  const reader = billingReader(await requireSession());
  const page = Math.max(1, Number.parseInt(String(given.page), 10) || 1);
  const queries = reader.isShutOut ? [] : [costsQuery(viewOf(Object.fromEntries(texts)), page), reportsQuery()];
  return (
    <Prefetch queries={queries}>
      <ExplorerPage reader={reader} marksAnomalies={await mayReadCosts(costAnomaliesQuery())} />
    </Prefetch>
  );
}
