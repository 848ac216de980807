import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { SearchParams } from 'nuqs/server';
import { readListInput } from '@/components/console/table/table-url';
import { Prefetch } from '@/lib/console/prefetch';
import { isResourceKind } from '@/lib/console/resource-arn';
import { KINDS } from '../_components/kinds';
import { ResourcesTable } from '../_components/resources-table';
import { resourceCountsQuery, resourcesQuery } from '../queries';

type Props = { params: Promise<{ kind: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { kind } = await params;
  return { title: isResourceKind(kind) ? KINDS[kind].title : 'Resources' };
}

export default async function ResourcesOfKindPage({ params, searchParams }: Props) {
  const { kind } = await params;
  if (!isResourceKind(kind)) notFound();
  return (
    <Prefetch queries={[resourcesQuery(kind)(await readListInput(searchParams)), resourceCountsQuery()]}>
      <ResourcesTable key={kind} id={kind} />
    </Prefetch>
  );
}
