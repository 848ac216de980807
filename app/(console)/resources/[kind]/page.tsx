import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { SearchParams } from 'nuqs/server';
import { readListInput } from '@/components/console/table/table-url';
import { Prefetch } from '@/lib/console/prefetch';
import { shownKind } from '@/lib/resources/kind-arns';
import { ResourceList } from '../_components/resource-list';
import { resourceCountsQuery, resourcesQuery } from '../queries';

type Props = { params: Promise<{ kind: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: shownKind((await params).kind)?.title ?? 'Resources' };
}

export default async function ResourcesOfKindPage({ params, searchParams }: Props) {
  const kind = shownKind((await params).kind);
  if (!kind) notFound();
  return (
    <Prefetch queries={[resourcesQuery(kind)(await readListInput(searchParams)), resourceCountsQuery()]}>
      <ResourceList key={kind.id} id={kind.id} />
    </Prefetch>
  );
}
