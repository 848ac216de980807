import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { mayReadCosts } from '@/app/(console)/billing/costs-reader';
import { costsInTreeQuery } from '@/app/(console)/billing/queries';
import { readListInput } from '@/components/console/table/table-url';
import { Prefetch } from '@/lib/console/prefetch';
import { callerQuery, childrenQuery, nodeQuery, organizationQuery, rootsQuery } from '../../queries';
import { UnitDetails } from '../_components/unit-details';

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export const metadata: Metadata = { title: 'Organizational unit' };

export default async function Page({ params, searchParams }: Props) {
  const { id } = await params;
  const { tab = 'children' } = await searchParams;
  const children = tab === 'children' ? [childrenQuery(id, await readListInput(searchParams))] : [];
  // Costs are read after the page is shown, because calculating a bill for the first time is slow.
  const showsCosts = await mayReadCosts(costsInTreeQuery([id]));
  return (
    <Prefetch queries={[callerQuery(), organizationQuery(), nodeQuery(id), rootsQuery(), ...children]}>
      <UnitDetails id={id} showsCosts={showsCosts} />
    </Prefetch>
  );
}
