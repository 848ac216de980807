import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
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
  return (
    <Prefetch queries={[callerQuery(), organizationQuery(), nodeQuery(id), rootsQuery(), ...children]}>
      <UnitDetails id={id} />
    </Prefetch>
  );
}
