import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Prefetch } from '@/lib/console/prefetch';
import { resourceAt } from '@/lib/console/resource-arn';
import { READS } from '../../_components/kinds/ahead';
import { ResourceDetails } from '../../_components/resource-details';

type Props = { params: Promise<{ kind: string }>; searchParams: Promise<{ arn?: string; tab?: string }> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { arn = '' } = await searchParams;
  return { title: resourceAt(arn)?.name ?? 'Resource' };
}

export default async function ResourcePage({ params, searchParams }: Props) {
  const { arn = '' } = await searchParams;
  const at = resourceAt(arn);
  if (!at || at.kind !== (await params).kind) notFound();
  return (
    <Prefetch queries={[READS[at.kind].describe(at)]}>
      <ResourceDetails key={arn} id={arn} />
    </Prefetch>
  );
}
