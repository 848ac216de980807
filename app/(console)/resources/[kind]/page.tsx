import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { SearchParams } from 'nuqs/server';
import { readListInput } from '@/components/console/table/table-url';
import { Prefetch } from '@/lib/console/prefetch';
import { isResourceKind } from '@/lib/console/resource-arn';
import { READS } from '../_components/kinds/ahead';
import { ResourceList } from '../_components/resource-list';
import { resourceCountsQuery, resourcesQuery } from '../queries';

type Props = { params: Promise<{ kind: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { kind } = await params;
  return { title: isResourceKind(kind) ? READS[kind].title : 'Resources' };
}

export default async function ResourcesOfKindPage({ params, searchParams }: Props) {
  const { kind } = await params;
  if (!isResourceKind(kind)) notFound();
  return (
    <Prefetch queries={[resourcesQuery(kind)(await readListInput(searchParams)), resourceCountsQuery()]}>
      <ResourceList key={kind} id={kind} />
    </Prefetch>
  );
}
